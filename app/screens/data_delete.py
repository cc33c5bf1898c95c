"""Delete one day, which can be undone, or everything, which cannot."""

from collections.abc import Callable
from datetime import date

import flet as ft

from app.actions import data
from app.actions import day as write
from app.day_on_screen import on_day
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.guard import part
from app.parts.switch_row import switch_row
from models.words import words


@part
def DeleteDay() -> ft.Control:
    """One day, with undo."""
    journal = use_journal()
    nothing: date | None = None
    chosen, choose = ft.use_state(nothing)
    on = chosen or journal.facts.shown_on
    delete = on_day(journal, write.delete_day, on)
    return card(
        [
            text.small(words("data.delete_day_more")),
            DateField(
                words("data.delete_day_on"), on, lambda day: choose(day or chosen),
                last=journal.facts.today,
            ),
            ft.Row([buttons.outline(words("data.delete_day_button"), delete, expand=True)]),
        ],
        title=words("data.delete_day"), key="delete-day",
    )  # fmt: skip


@part
def DeleteAll() -> ft.Control:
    """Everything, in two steps, so that no stray tap begins it."""
    is_open, set_open = ft.use_state(False)
    open_it = buttons.outline(words("data.delete_all_open"), lambda _: set_open(True), expand=True)
    return card(
        [
            text.small(words("data.delete_all_more")),
            Confirm(lambda: set_open(False)) if is_open else ft.Row([open_it]),
        ],
        title=words("data.delete_all"), key="delete-all",
    )  # fmt: skip


@part
def Confirm(on_cancel: Callable[[], None]) -> ft.Control:
    """A word to type, whether the backups go too, and what stays elsewhere."""
    journal, page = use_journal(), ft.context.page
    with_backups, set_with_backups = ft.use_state(False)
    typed, set_typed = ft.use_state("")
    error, set_error = ft.use_state("")
    word = words("data.delete_word")

    async def delete(_: object) -> None:
        if typed.strip().casefold() != word.casefold():
            set_error(words("data.delete_wrong", word=word))
        else:
            await data.delete_all(journal, with_backups=with_backups)
            page.navigate("/")

    return ft.Column(
        [
            switch_row(
                words("data.delete_backups"), is_on=with_backups,
                on_click=lambda _: set_with_backups(not with_backups),
                under=words("data.delete_backups_kept"),
            ),
            text.body(words("data.deleted.remains")),
            field(words("data.delete_type", word=word), typed, on_type=set_typed, error=error),
            ft.Row([buttons.alert(words("data.delete_button"), delete, expand=True)]),
            ft.Row([buttons.outline(words("common.cancel"), lambda _: on_cancel(), expand=True)]),
        ],
        spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
