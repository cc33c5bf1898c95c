"""Two windows wrote one text each: both are shown, and the user chooses or joins them."""

from collections.abc import Callable
from os.path import commonprefix

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.space import Space
from models.words import words

_MOST_LINES = 4
_LEAD = 30
"""Letters before the first difference that are shown: long texts are mostly alike."""
_SHARE = 0.6
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
    alike = len(commonprefix([mine, theirs]))
    shown = [_from_difference(each, alike) for each in (theirs, mine)]
    asked = ft.Semantics(live_region=True, content=_said(words("failure.two_texts"), is_bold=True))
    texts = [
        _label(words("failure.text_theirs")),
        _said(shown[0]),
        _label(words("failure.text_mine")),
        _said(shown[1]),
    ]
    lines = 4 + sum(min(_MOST_LINES, 1 + len(each) * 9 // int(space.width)) for each in shown)
    tall, most = lines * 22 * space.scale + len(ends) * 54 + 50, height * _SHARE
    # Where not all of it fits, what can be tapped must not be what has to be scrolled to.
    inside = [asked, *ends, *texts] if tall > most else [asked, *texts, *ends]
    return ft.Container(
        ft.Column(
            inside, spacing=6, tight=True, scroll=ft.ScrollMode.AUTO,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=theme.PRIMARY_SOFT,
        padding=ft.Padding(left=16, right=16, top=10, bottom=10),
        height=min(tall, most),
        key="two-texts",
    )  # fmt: skip


def _from_difference(text: str, alike: int) -> str:
    return text if alike <= 2 * _LEAD else f"…{text[alike - _LEAD :]}"


def _label(name: str) -> ft.Control:
    return ft.Text(name, color=theme.ON_PRIMARY_SOFT, size=theme.Size.SMALL)


def _said(said: str, *, is_bold: bool = False) -> ft.Control:
    return ft.Text(
        said or words("data.value_empty"), color=theme.ON_PRIMARY_SOFT, size=theme.Size.BODY,
        max_lines=_MOST_LINES, overflow=ft.TextOverflow.ELLIPSIS,
        weight=ft.FontWeight.W_600 if is_bold else ft.FontWeight.W_400,
    )  # fmt: skip
