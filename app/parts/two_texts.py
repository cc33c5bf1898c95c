"""Two windows wrote one text each: both are shown, and the user chooses or joins them."""

from collections.abc import Callable

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.space import Space
from models.words import words

_MOST_LINES = 6
_SHARE = 0.55
"""Of the screen's height: what stands below it must stay in reach."""


def two_texts(
    mine: str, theirs: str, both: str, on_choice: Callable[[str], None], space: Space, height: float
) -> ft.Control:
    """Until one is chosen neither replaces the other. `both` empty: too long to be joined."""
    choices = [(words("failure.keep_mine"), mine), (words("failure.keep_theirs"), theirs)]
    if both:
        choices.append((words("failure.keep_both"), both))
    ends: list[ft.Control] = [
        ft.Row([buttons.outline(name, lambda _, kept=kept: on_choice(kept), expand=True)])
        for name, kept in choices
    ]
    inside: list[ft.Control] = [
        ft.Semantics(live_region=True, content=text.body(words("failure.two_texts"), bold=True)),
        *_said(words("failure.text_theirs"), theirs),
        *_said(words("failure.text_mine"), mine),
        *ends,
    ]
    shown = ft.Column(
        inside, spacing=8, tight=True, scroll=ft.ScrollMode.AUTO,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    tall = (len(mine) + len(theirs)) * 9 / max(space.width, 1) * 24 + 300
    return ft.Container(
        shown,
        bgcolor=theme.PRIMARY_SOFT,
        padding=ft.Padding(left=16, right=16, top=12, bottom=12),
        height=min(tall * space.scale, height * _SHARE),
        key="two-texts",
    )


def _said(name: str, said: str) -> list[ft.Control]:
    return [
        ft.Text(name, color=theme.ON_PRIMARY_SOFT, size=theme.Size.SMALL),
        ft.Text(
            said or words("data.value_empty"), color=theme.ON_PRIMARY_SOFT, size=theme.Size.BODY,
            selectable=True, max_lines=_MOST_LINES, overflow=ft.TextOverflow.ELLIPSIS,
        ),
    ]  # fmt: skip
