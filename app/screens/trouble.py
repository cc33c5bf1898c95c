"""The journal cannot be opened: what happened, what is safe, what to do. Help stays near."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import flet as ft

from app import copies, device, theme
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.guard import part
from app.parts.helplines import danger_box
from app.parts.sheet import sheet
from app.parts.space import Space
from models import dates
from models.database import (
    FILE_NAME,
    Busy,
    Damaged,
    Full,
    JournalProblem,
    NewerJournal,
    NotAJournal,
    ReadOnly,
)
from models.helplines import country
from models.words import words

Again = Callable[[], Awaitable[None]]
_SENTENCES: dict[type[JournalProblem], str] = {
    NewerJournal: "failure.newer",
    NotAJournal: "failure.not_a_journal",
    Damaged: "failure.open_damaged",
    Busy: "failure.open_busy",
    Full: "failure.open_full",
    ReadOnly: "failure.open_read_only",
}


@ft.component
def Trouble(problem: JournalProblem, folder: Path, again: Again | None = None) -> ft.View:
    """A whole page in plain words; never a new empty journal.

    `again` opens the journal once more: after a backup took the place of a damaged file.
    """
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

    is_lost = isinstance(problem, Damaged | NotAJournal)
    cards: list[ft.Control] = [
        text.title(words("failure.title")),
        text.body(words(_SENTENCES.get(type(problem), "failure.open_other"))),
        text.body(words("failure.safe")),
        ft.Text(words("failure.where", place=path), selectable=True, color=theme.TEXT_2),
        *([LastBackup(path, again, set_said)] if again and is_lost else []),
        ft.Row([buttons.outline(words("failure.save_copy"), save_copy)]),
        text.body(said, bold=True),
        danger_box([country(device.region(page))], space, on_copied=copied),
    ]
    return ft.View(
        route="/",
        bgcolor=theme.BACKGROUND,
        padding=0,
        controls=[ft.SafeArea(sheet([], cards, space), expand=True)],
    )


@part
def LastBackup(path: Path, again: Again, on_failure: Callable[[str], None]) -> ft.Control:
    """The last good backup, and the way to it; nothing if there is none."""
    backup = ft.use_memo(lambda: copies.last_good(path), [])
    if backup is None:
        return ft.Container()

    async def bring_back(_: object) -> None:
        try:
            copies.bring_back(path, backup)
        except JournalProblem:
            on_failure(words("failure.not_brought_back"))
        else:
            await again()

    on = dates.with_year(backup.on)
    return ft.Column(
        [
            text.body(words("failure.backup_there", on=on), bold=True),
            ft.Row([buttons.primary(words("failure.bring_back"), bring_back)]),
        ],
        spacing=10,
    )
