"""The journal cannot be opened: what happened, what is safe, what to do. Help stays near."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import flet as ft

from app import copies, device, theme
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import row
from app.parts.guard import part
from app.parts.helplines import danger_box
from app.parts.sheet import sheet
from app.parts.space import Space
from app.screens.whereabouts import guessed, reason_of
from app.sentences import trail
from models import dates
from models.copy_list import Copy
from models.database import (
    FILE_NAME,
    Busy,
    Damaged,
    Emptied,
    Full,
    JournalProblem,
    NewerJournal,
    NotAJournal,
    ReadOnly,
)
from models.exchange.limits import Refused
from models.found import held
from models.words import plural, words

log = logging.getLogger(__name__)
Again = Callable[[], Awaitable[None]]
_SENTENCES: dict[type[JournalProblem], str] = {
    NewerJournal: "failure.newer",
    NotAJournal: "failure.not_a_journal",
    Damaged: "failure.open_damaged",
    Emptied: "failure.open_emptied",
    Busy: "failure.open_busy",
    Full: "failure.open_full",
    ReadOnly: "failure.open_read_only",
}
_PASSES = (Busy, Full)
"""What passes by itself: no copy need take the journal's place."""
BARE = (
    "Sidenote could not be opened. Your journal was not touched. If you are in danger now, call"
    " the emergency number: 112 in most countries, 911 in North America, 000 in Australia."
)
"""For when not even the words can be read."""


@ft.component
def Trouble(problem: JournalProblem, folder: Path, again: Again | None = None) -> ft.View:
    """A whole page in plain words; never a new empty journal.

    `again` opens the journal once more: after a backup took the place of a damaged file.
    """
    try:
        return _page(problem, folder, again)
    except Exception as error:  # noqa: BLE001 nothing is left that could say it better
        log.error("the page about a failure failed: %s", trail(error))
        return _bare()


def cannot_show(error: Exception) -> ft.View:
    """A view with helplines in the place of one that cannot be drawn."""
    log.error("a page could not be drawn: %s", trail(error))
    try:
        page = ft.context.page
        space = Space(page.width or 390)
        cards: list[ft.Control] = [
            text.title(words("app.name")), text.body(words("failure.not_shown")),
            danger_box(guessed(page)[::-1], space, why=reason_of(guessed(page))),
        ]  # fmt: skip
        return ft.View(
            route="/", bgcolor=theme.BACKGROUND, padding=0,
            controls=[ft.SafeArea(sheet([], cards, space), expand=True)],
        )  # fmt: skip
    except Exception:  # noqa: BLE001 as below
        return _bare()


def _bare() -> ft.View:
    return ft.View(route="/", controls=[ft.SafeArea(ft.Text(BARE, selectable=True))])


def _page(problem: JournalProblem, folder: Path, again: Again | None) -> ft.View:
    page = ft.context.page
    said, set_said = ft.use_state("")
    path = folder / FILE_NAME
    space = Space(page.width or 390)
    copied = None if device.can_dial(page) else lambda _: set_said(words("help.copied"))

    async def save_copy(_: object) -> None:
        try:
            data = path.read_bytes()
        except OSError:
            set_said(words("failure.copy_failed"))
            return
        if await device.hand_over(page, FILE_NAME, data) is DONE:
            set_said(words("failure.copy_kept"))

    is_empty = isinstance(problem, Emptied)
    cards: list[ft.Control] = [
        text.title(words("failure.title")),
        text.body(words(_SENTENCES.get(type(problem), "failure.open_other"))),
        text.body(words("failure.safe")),
        ft.Text(words("failure.where", place=path), selectable=True, color=theme.TEXT_2),
        *(
            [WaysBack(path, again, set_said, is_empty)]
            if again and not isinstance(problem, _PASSES)
            else []
        ),
        *([] if is_empty else [ft.Row([buttons.outline(words("failure.save_copy"), save_copy)])]),
        *([BeginAnew(path, again, set_said)] if again and is_empty else []),
        ft.Semantics(live_region=True, content=text.body(said, bold=True)),
        danger_box(guessed(page)[::-1], space, on_copied=copied, why=reason_of(guessed(page))),
    ]
    return ft.View(
        route="/",
        bgcolor=theme.BACKGROUND,
        padding=0,
        controls=[ft.SafeArea(sheet([], cards, space), expand=True)],
    )


@part
def WaysBack(
    path: Path, again: Again, on_failure: Callable[[str], None], is_empty: bool
) -> ft.Control:
    """The good copies on this device, newest first, and the way to each; nothing if none."""
    there = ft.use_memo(lambda: copies.good_copies(path), [])
    is_open, set_open = ft.use_state(False)

    def opening(copy: Copy) -> Callable[[object], Awaitable[None]]:
        async def bring_back(_: object) -> None:
            if sentence := await _bring_back(path, copy):
                on_failure(sentence)
            else:
                await again()

        return bring_back

    if not there:
        return ft.Container()
    newest, *older = there
    on = dates.with_year(newest.on)
    return ft.Column(
        [
            text.body(
                words("failure.backup_only" if is_empty else "failure.backup_there", on=on),
                bold=True,
            ),
            text.body(words("failure.copy_holds", held=held(newest.holds))),
            ft.Row([buttons.primary(words("failure.bring_back"), opening(newest))]),
            *([_fold(len(older), is_open, set_open)] if older else []),
            *(_older(each, opening(each)) for each in older if is_open),
        ],
        spacing=10,
    )


def _fold(count: int, is_open: bool, set_open: Callable[[bool], None]) -> ft.Control:
    name = words("data.hide_copies") if is_open else plural("failure.older", count)
    return buttons.link(name, lambda _: set_open(not is_open))


def _older(copy: Copy, on_click: Callable[..., Any]) -> ft.Control:
    on = dates.with_year(copy.on)
    name = words("data.copy_before" if copy.is_before else "data.copy_of", on=on)
    return row(name, icon=ft.Icons.HISTORY, under=held(copy.holds), on_click=on_click)


async def _bring_back(path: Path, copy: Copy) -> str:
    """Put the copy in the journal's place; empty, or the sentence that says why not."""
    try:
        copies.bring_back(path, copy)
        if not await device.save():
            return words("failure.not_brought_back")
    except (JournalProblem, Refused) as error:
        log.warning("a copy was not opened: %s", type(error).__name__)
        bad = isinstance(error, Damaged | Refused)
        return words("failure.copy_bad" if bad else "failure.not_brought_back")
    return ""


@part
def BeginAnew(path: Path, again: Again, on_failure: Callable[[str], None]) -> ft.Control:
    """A new, empty journal, in two steps; the copies stay."""
    is_open, set_open = ft.use_state(False)

    async def begin(_: object) -> None:
        try:
            copies.begin_anew(path)
        except JournalProblem:
            on_failure(words("failure.not_brought_back"))
        else:
            await again()

    if not is_open:
        return ft.Row([buttons.outline(words("failure.begin"), lambda _: set_open(True))])
    return ft.Column(
        [
            text.body(words("failure.begin_sure")),
            ft.Row([buttons.outline(words("failure.begin_now"), begin)]),
            ft.Row([buttons.outline(words("common.cancel"), lambda _: set_open(False))]),
        ],
        spacing=10,
    )
