"""Your data: back up, save a copy, export, bring a file in, delete. One clear place for it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import flet as ft

from app import device, theme, way_back
from app.actions import bring_in, data
from app.actions.bring_in import Foreign, Found, Looked, Refusal
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row
from app.parts.choice import chip, chips
from app.parts.guard import doing, part
from app.parts.passphrase import secret_field, use_passphrase
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.parts.switch_row import switch_row
from app.parts.working import use_working
from app.screens.data_delete import DeleteAll, DeleteDay
from app.screens.import_review import ImportReview, Imports
from app.screens.restore_review import RestoreReview
from models import dates
from models.copy_list import Copy
from models.found import held
from models.words import words

Looking = Callable[[Looked | None], None]


@part
def Data() -> ft.Control:
    """The page; while a file is being looked at, only what it holds."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    nothing: Looked | None = None
    looked, set_looked = ft.use_state(nothing)

    def back(_: object) -> None:
        if isinstance(looked, Found | Foreign):
            set_looked(None)
        else:
            way_back.leave(journal, page, "/settings")

    top = header(words("data.title"), lambda _: page.navigate("/help"), on_back=back, space=space)
    if isinstance(looked, Found):
        return sheet([top], [RestoreReview(looked, set_looked)], space, key="review")
    if isinstance(looked, Foreign):
        return sheet([top], [ImportReview(looked, set_looked)], space, key="review")
    return sheet(
        [top],
        [Backups(set_looked), SaveCopy()],
        space,
        [
            BringIn(set_looked),
            *([Imports()] if bring_in.imports(journal) else []),
            Export(),
            DeleteDay(),
            DeleteAll(),
        ],
        key="data",
    )


@part
def Backups(on_look: Looking) -> ft.Control:
    """The copies on this device: the last good one, one more now, and what each holds."""
    journal = use_journal()
    is_open, set_open = ft.use_state(False)
    said, set_said = ft.use_state("")
    copies = data.held_copies(journal)

    async def look(copy: Copy) -> None:
        found = bring_in.read_copy(copy)
        looked = await bring_in.look_at(journal, *found) if found else None
        if looked is None or isinstance(looked, Refusal):
            set_said(looked.sentence if looked else words("data.copy_unreadable"))
        else:
            on_look(looked)

    fold = words("data.hide_copies" if is_open else "data.show_copies")
    return card(
        [
            text.small(words("data.backup_more")),
            text.body(_last_good(copies), bold=True),
            *_said(words("data.backup_failed") if journal.is_backup_missing else ""),
            ft.Row([buttons.soft(words("data.back_up_now"), doing(data.back_up, journal))]),
            *([buttons.link(fold, lambda _: set_open(not is_open))] if copies else []),
            *([_copy_row(each, look) for each in copies] if is_open else []),
            *_said(said),
        ],
        title=words("data.backup"), key="backups",
    )  # fmt: skip


def _last_good(copies: Sequence[Copy]) -> str:
    daily = [each.on for each in copies if not each.is_before]
    return (
        words("data.last_good", on=dates.with_year(daily[0])) if daily else words("data.no_backup")
    )


def _copy_row(copy: Copy, look: Callable[[Copy], Awaitable[None]]) -> ft.Control:
    on = dates.with_year(copy.on)
    name = words("data.copy_before", on=on) if copy.is_before else words("data.copy_of", on=on)
    return row(name, icon=ft.Icons.HISTORY, under=held(copy.holds), on_click=doing(look, copy))


@part
def SaveCopy() -> ft.Control:
    """The whole journal as a file outside this device."""
    journal, page = use_journal(), ft.context.page
    passphrase, chosen = use_passphrase()
    is_working, work = use_working()
    on = data.copied_on(journal)

    async def save(_: object) -> None:
        if (secret := chosen()) is not None:
            await work(lambda: data.save_copy(journal, page, secret))

    name = words("data.preparing" if is_working else "data.save_copy")
    last = words("data.copied_on", on=dates.with_year(on)) if on else words("data.never_copied")
    return card(
        [
            text.small(words("data.copy_more")),
            *([text.small(words("data.copy_browser"))] if device.IN_BROWSER else []),
            text.body(last, bold=True),
            *passphrase,
            ft.Row([buttons.primary(name, save, expand=True, disabled=is_working)]),
        ],
        title=words("data.copy"), key="save-copy",
    )  # fmt: skip


@part
def Export() -> ft.Control:
    """Files for other programs."""
    journal, page = use_journal(), ft.context.page
    kind, set_kind = ft.use_state("json")
    with_safety, set_with_safety = ft.use_state(False)
    passphrase, chosen = use_passphrase()
    is_working, work = use_working()
    is_table = kind.startswith("csv")

    async def export(_: object) -> None:
        if (secret := chosen()) is not None:
            await work(lambda: data.export(
                journal, page, kind, with_safety_answers=with_safety and not is_table,
                passphrase=secret,
            ))  # fmt: skip

    name = words("data.preparing" if is_working else "data.export_button")
    tick = switch_row(
        words("data.with_safety"), is_on=with_safety, under=words("data.with_safety_more"),
        on_click=lambda _: set_with_safety(not with_safety),
    )  # fmt: skip
    return card(
        [
            text.small(words("data.export_more")),
            chips([_kind(each, kind, set_kind) for each in data.ENDINGS]),
            text.small(words("data.no_safety_csv")) if is_table else tick,
            *passphrase,
            ft.Row([buttons.soft(name, export, expand=True, disabled=is_working)]),
        ],
        title=words("data.export"), key="export",
    )  # fmt: skip


def _kind(key: str, chosen: str, on_choose: Callable[[str], Any]) -> ft.Control:
    return chip(
        words(f"data.export_{key}"), selected=key == chosen, on_click=lambda _: on_choose(key)
    )


@part
def BringIn(on_look: Looking) -> ft.Control:
    """A file is chosen, opened aside and looked at; one under a passphrase asks for it."""
    journal = use_journal()
    nothing: tuple[str, bytes] | None = None
    chosen, set_chosen = ft.use_state(nothing)
    refusal, set_refusal = ft.use_state(Refusal(""))
    secret, set_secret = ft.use_state("")
    is_waiting, set_waiting = ft.use_state(False)
    is_working, work = use_working()

    async def look(file: tuple[str, bytes], passphrase: str = "") -> None:
        looked = await bring_in.look_at(journal, *file, passphrase)
        if isinstance(looked, Refusal):
            set_refusal(looked)
        else:
            on_look(looked)

    async def open_with(file: tuple[str, bytes]) -> None:
        set_refusal(replace(refusal, sentence=""))
        await work(lambda: look(file, secret))

    async def choose(_: object) -> None:
        set_refusal(Refusal(""))
        set_waiting(True)
        file = await bring_in.choose_file(journal)
        set_waiting(False)
        if isinstance(file, tuple):
            set_chosen(file)
            await work(lambda: look(file))

    asks: list[ft.Control] = []
    if refusal.needs_passphrase and chosen is not None:
        asks = _asking(secret, set_secret, doing(open_with, chosen), is_working)
    pick = buttons.soft(words("data.choose"), choose, icon=ft.Icons.FOLDER_OPEN, expand=True)
    return card(
        [
            text.small(words("data.restore_more")), *asks, *_said(refusal.sentence), ft.Row([pick]),
            *([text.small(words("data.waiting"))] if is_waiting or is_working else []),
        ],
        title=words("data.restore"), key="bring-in",
    )  # fmt: skip


def _asking(
    secret: str, on_type: Callable[[str], None], on_open: Any, is_opening: bool
) -> list[ft.Control]:
    """The passphrase of the file that was chosen."""
    name = words("data.opening" if is_opening else "data.open_file")
    return [
        text.body(words("data.passphrase_for")),
        secret_field(words("data.passphrase"), secret, on_type),
        ft.Row([buttons.primary(name, on_open, disabled=is_opening)]),
    ]


def _said(sentence: str) -> list[ft.Control]:
    said = text.body(sentence, theme.ALERT, bold=True)
    return [ft.Semantics(live_region=True, content=said)] if sentence else []
