"""A line that is on or off: the whole line is the switch."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import text
from app.parts.tappable import tappable


def switch_row(
    name: str, *, is_on: bool, on_click: Callable[..., Any], under: str = "",
    ink: ft.ColorValue = theme.TEXT_2,
) -> ft.Control:  # fmt: skip
    """`name` with its state at the end; a tap anywhere turns it."""
    lines: list[ft.Control] = [text.body(name)]
    if under:
        lines.append(text.small(under, ink))
    return tappable(
        ft.Row(
            [ft.Column(lines, spacing=2, expand=True), _knob(is_on)],
            spacing=14,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        on_click,
        toggled=is_on,
        padding=ft.Padding(top=12, bottom=12),
    )


def _knob(is_on: bool) -> ft.Control:
    """Drawn, not a Switch of its own, which would be a second thing to reach and name."""
    ball = ft.Container(
        width=18, height=18, border_radius=9, bgcolor=theme.ON_PRIMARY if is_on else theme.TEXT_2
    )
    return ft.Container(
        ball,
        width=46,
        height=28,
        border_radius=14,
        padding=5,
        bgcolor=theme.PRIMARY if is_on else theme.SOFT,
        border=ft.Border.all(1.5, theme.PRIMARY if is_on else theme.TEXT_2),
        alignment=ft.Alignment.CENTER_RIGHT if is_on else ft.Alignment.CENTER_LEFT,
    )
