"""A number that may have to be dialled by hand: large, and with a button that copies it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.space import Space
from models.words import words


def beside(items: list[ft.Control], space: Space) -> list[ft.Control]:
    """Controls that expand, two in a row, or below each other where words are large."""
    count = 1 if space.is_narrow else 2
    return [ft.Row(items[at : at + count], spacing=10) for at in range(0, len(items), count)]


def by_hand(
    number: str,
    space: Space,
    on_copied: Callable[..., Any] | None,
    *,
    ink: ft.ColorValue = theme.ON_ALERT_SOFT,
) -> list[ft.Control]:
    """The number, large, and Copy; nothing if `on_copied` is None: then the device dials."""
    if on_copied is None:
        return []
    shown = ft.Text(number, size=26, weight=ft.FontWeight.W_700, selectable=True, color=ink)
    button = buttons.alert_outline if ink == theme.ON_ALERT_SOFT else buttons.outline
    copy = button(
        words("help.copy"), on_copied, icon=ft.Icons.CONTENT_COPY, expand=True,
        action=ft.CopyToClipboard(number),
    )  # fmt: skip
    return beside([ft.Container(shown, expand=True), copy], space)
