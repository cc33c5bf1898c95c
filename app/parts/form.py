"""The end of a form: keep it, leave it, or take the thing away."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.choice import chip, chips
from app.parts.space import Space
from app.parts.tappable import tappable
from models.words import words

Handler = Callable[..., Any]


def form_ends(
    on_save: Handler, on_cancel: Handler | None = None, on_delete: Handler | None = None
) -> ft.Control:
    """Save, and what else there is to do."""
    ends = [buttons.primary(words("common.save"), on_save)]
    if on_cancel is not None:
        ends.append(buttons.outline(words("common.cancel"), on_cancel))
    rows: list[ft.Control] = [ft.Row(ends, spacing=10)]
    if on_delete is not None:
        delete = buttons.link(words("common.delete"), on_delete, color=theme.ALERT)
        rows.append(ft.Row([delete]))
    return ft.Column(rows, spacing=4)


def one_of(
    label: str, options: Sequence[tuple[str, str]], chosen: str, on_choose: Callable[[str], Any]
) -> ft.Control:
    """One of a few words; `options` are (key, word), `on_choose(key)` is called on a tap."""

    def choosing(key: str) -> Handler:
        return lambda _: on_choose(key)

    found = [chip(word, selected=key == chosen, on_click=choosing(key)) for key, word in options]
    return ft.Column([text.label(label), chips(found)], spacing=6)


def beside(controls: Sequence[ft.Control], space: Space) -> ft.Control:
    """Fields next to each other, or below each other where words are large."""
    if space.is_narrow:
        return ft.Column(
            list(controls), spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
    cells: list[ft.Control] = [ft.Container(control, expand=True) for control in controls]
    return ft.Row(cells, spacing=10, vertical_alignment=ft.CrossAxisAlignment.START)


def empty(said: str) -> ft.Control:
    """What will stand in a place that is still empty."""
    return ft.Container(
        text.body(said, theme.TEXT_2),
        bgcolor=theme.CARD,
        border=ft.Border.all(1, theme.LINE),
        border_radius=theme.RADIUS,
        padding=theme.PAD,
    )


def add_row(name: str, on_click: Handler) -> ft.Control:
    """The last row of a list: it adds one more."""
    return tappable(
        ft.Row(
            [
                ft.Icon(ft.Icons.ADD, color=theme.PRIMARY, size=24),
                ft.Text(
                    name,
                    color=theme.PRIMARY,
                    size=theme.Size.BODY,
                    expand=True,
                    weight=ft.FontWeight.W_600,
                ),
            ],
            spacing=14,
        ),
        on_click,
        padding=ft.Padding(top=14, bottom=14),
    )


def written(lines: Sequence[ft.Control]) -> ft.Control:
    """A form inside a list of rows."""
    return ft.Container(
        ft.Column(list(lines), spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        padding=ft.Padding(top=12, bottom=14),
    )


def nothing_row(said: str) -> ft.Control:
    """What will stand in a list that is still empty."""
    return ft.Container(text.small(said), padding=ft.Padding(top=14, bottom=14))


def opening(set_editing: Callable[[str], None], key: str) -> Handler:
    """A handler that opens the form of the thing called `key`."""
    return lambda _: set_editing(key)
