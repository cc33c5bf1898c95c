"""A text field: the label says what it is for; what is typed is kept when it is left."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts.guard import part
from app.parts.typed import Shown
from models.words import words

_EDGE = ft.UnderlineInputBorder(border_radius=14, side=ft.BorderSide(1, theme.LINE))
"""An outline would carry the label on its line; here it stands inside, as in a field for a date."""


@part
def field(
    label: str,
    value: str = "",
    *,
    on_leave: Callable[[str], Any] | None = None,
    on_type: Callable[[str], Any] | None = None,
    on_submit: Callable[..., Any] | None = None,
    lines: int = 1,
    longest: int | None = None,
    keyboard: ft.KeyboardType | None = None,
    is_secret: bool = False,
    autofocus: bool = False,
    error: str = "",
) -> ft.Control:
    """`on_leave(text)` is awaited when the field loses the focus; `on_type(text)` is called.

    `value` is put in when it is another than the owner last gave or was told; a redraw while
    the user types takes no letter away. What is longer than `longest` stands there whole, and
    the field says that it cannot be kept: nothing is cut.
    """
    shown, _ = ft.use_state(Shown())
    is_long, set_long = ft.use_state(_is_longer(value, longest))

    async def left(event: ft.Event[ft.TextField]) -> None:
        if on_leave is not None:
            await on_leave(shown.told(event.control.value))

    def typed(event: ft.Event[ft.TextField]) -> None:
        now_long = _is_longer(event.control.value, longest)
        shown.is_own = now_long is not is_long
        set_long(now_long)
        if on_type is not None:
            on_type(shown.told(event.control.value))

    drawn = ft.TextField(
        value=shown.text(label, value),
        label=label,
        multiline=lines > 1,
        min_lines=lines if lines > 1 else None,
        max_lines=max(8, lines) if lines > 1 else 1,
        filled=True,
        bgcolor=theme.SOFT,
        border=_EDGE,
        keyboard_type=keyboard or ft.KeyboardType.TEXT,
        password=is_secret,
        can_reveal_password=is_secret,
        autofocus=autofocus,
        color=theme.TEXT,
        error=(_too_long(longest) if is_long else error) or None,
        error_max_lines=6,  # at twice the text size a sentence takes many
        on_blur=left if on_leave else None,
        on_change=typed if on_type or longest else None,
        on_submit=on_submit,
    )
    shown.control = drawn
    return drawn


def _is_longer(text: str | None, longest: int | None) -> bool:
    return longest is not None and len((text or "").strip()) > longest


def _too_long(longest: int | None) -> str:
    return words("invalid.too_long", most=f"{longest:,}")
