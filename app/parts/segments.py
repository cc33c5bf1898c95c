"""One choice of a few, as pieces of one bar; in rows where they do not fit beside each other."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts.guard import doing
from app.parts.space import Space
from app.parts.tappable import tappable


def segments(
    options: Sequence[tuple[str, str]],
    chosen: str,
    on_choose: Callable[[str], Any],
    space: Space,
) -> ft.Control:
    """`options` are (key, word); `on_choose(key)` is awaited on a tap."""
    a_row = len(options) if space.is_wide else (2 if space.scale > 1.3 else 3)
    pieces = [_piece(key, word, key == chosen, on_choose) for key, word in options]
    rows: list[ft.Control] = [
        ft.Row(pieces[place : place + a_row], spacing=2) for place in range(0, len(pieces), a_row)
    ]
    return ft.Container(ft.Column(rows, spacing=2), bgcolor=theme.SOFT, border_radius=16, padding=3)


def _piece(key: str, word: str, is_chosen: bool, on_choose: Callable[[str], Any]) -> ft.Control:
    label = ft.Text(
        word, size=theme.Size.SMALL + 1, text_align=ft.TextAlign.CENTER,
        color=theme.TEXT if is_chosen else theme.TEXT_2,
        weight=ft.FontWeight.W_600 if is_chosen else ft.FontWeight.W_500,
    )  # fmt: skip
    return tappable(
        label,
        doing(on_choose, key),
        selected=is_chosen,
        expand=True,
        alignment=ft.Alignment.CENTER,
        padding=ft.Padding(left=4, right=4, top=14, bottom=14),
        bgcolor=theme.CARD if is_chosen else None,
        border=ft.Border.all(1, theme.LINE if is_chosen else ft.Colors.TRANSPARENT),
        border_radius=13,
    )
