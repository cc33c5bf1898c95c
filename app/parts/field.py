"""A text field: the label says what it is for; what is typed is kept when it is left."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme

_CLEAR = ft.OutlineInputBorder(border_radius=14, side=ft.BorderSide(1, theme.LINE))


def field(
    label: str,
    value: str = "",
    *,
    on_leave: Callable[[str], Any] | None = None,
    on_type: Callable[[str], Any] | None = None,
    lines: int = 1,
    longest: int | None = None,
    keyboard: ft.KeyboardType | None = None,
    error: str = "",
) -> ft.TextField:
    """`on_leave(text)` is awaited when the field loses the focus; `on_type(text)` is called."""

    async def left(event: ft.Event[ft.TextField]) -> None:
        if on_leave is not None:
            await on_leave(event.control.value or "")

    def typed(event: ft.Event[ft.TextField]) -> None:
        if on_type is not None:
            on_type(event.control.value or "")

    return ft.TextField(
        value=value,
        label=label,
        multiline=lines > 1,
        min_lines=lines if lines > 1 else None,
        max_lines=max(8, lines) if lines > 1 else 1,
        max_length=longest,
        counter="",
        filled=True,
        bgcolor=theme.SOFT,
        border=_CLEAR,
        keyboard_type=keyboard or ft.KeyboardType.TEXT,
        error=error or None,
        on_blur=left if on_leave else None,
        on_change=typed if on_type else None,
    )
