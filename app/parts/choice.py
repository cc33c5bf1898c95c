"""Choices: a level from None to Very severe, a mood, one of several, some of several."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts.space import Space
from app.parts.tappable import tappable
from models.words import words

FACES = (
    ft.Icons.SENTIMENT_VERY_DISSATISFIED_OUTLINED,
    ft.Icons.SENTIMENT_DISSATISFIED_OUTLINED,
    ft.Icons.SENTIMENT_NEUTRAL_OUTLINED,
    ft.Icons.SENTIMENT_SATISFIED_OUTLINED,
    ft.Icons.SENTIMENT_VERY_SATISFIED_OUTLINED,
)
Chosen = Callable[..., Any]


def option(
    word: str,
    said: str,
    *,
    selected: bool,
    on_click: Chosen,
    space: Space,
    fill: ft.ColorValue = theme.PRIMARY_SOFT,
    ink: ft.ColorValue = theme.ON_PRIMARY_SOFT,
    line: ft.ColorValue = theme.TEXT,
    face: ft.IconData | None = None,
) -> ft.Control:
    """One of a row of choices; `said` is what a screen reader says for it."""
    color = ink if selected else theme.TEXT_2
    cells: list[ft.Control] = [
        ft.Text(
            word,
            semantics_label=said,
            size=theme.Size.CHOICE,
            color=color,
            weight=ft.FontWeight.W_600 if selected else ft.FontWeight.W_500,
            text_align=ft.TextAlign.LEFT if space.is_narrow else ft.TextAlign.CENTER,
        )
    ]
    if face is not None:
        cells.insert(0, ft.Icon(face, color=color, size=27))
    return tappable(
        cells[0] if len(cells) == 1 else _together(cells, space),
        on_click,
        selected=selected,
        expand=not space.is_narrow,
        height=None if space.is_narrow else (60 if face else theme.TAP) * space.scale,
        padding=12 if space.is_narrow else 0,
        alignment=None if space.is_narrow else ft.Alignment.CENTER,
        bgcolor=fill if selected else theme.SOFT,
        border=ft.Border.all(2, line if selected else ft.Colors.TRANSPARENT),
        border_radius=14,
    )


def _together(cells: list[ft.Control], space: Space) -> ft.Control:
    if space.is_narrow:
        return ft.Row(cells, spacing=10)
    return ft.Column(
        cells,
        spacing=3,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )


def line_up(options: Sequence[ft.Control], space: Space) -> ft.Control:
    """Options beside each other, or below each other where their words have no room."""
    if space.is_narrow:
        return ft.Column(
            list(options), spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        )
    return ft.Row(list(options), spacing=4)


def level_option(
    name: str, level: int, is_chosen: bool, on_click: Chosen, space: Space
) -> ft.Control:
    """One of the five levels of the effect `name`."""
    word = words(f"common.level_{level}")
    return option(
        word, words("common.spoken_level", name=name, level=word, value=level),
        selected=is_chosen, on_click=on_click, space=space,
        fill=theme.LEVELS[level], ink=theme.ON_LEVELS[level],
    )  # fmt: skip


def mood_option(mood: int, is_chosen: bool, on_click: Chosen, space: Space) -> ft.Control:
    """One of five faces with words."""
    word = words(f"common.mood_{mood}")
    return option(
        word, words("common.spoken_mood", value=mood, mood=word),
        selected=is_chosen, on_click=on_click, space=space,
        line=theme.PRIMARY, face=FACES[mood - 1],
    )  # fmt: skip


def chip(word: str, *, selected: bool, on_click: Chosen, said: str = "") -> ft.Control:
    """One of several words that may be chosen together."""
    ink = theme.ON_PRIMARY_SOFT if selected else theme.TEXT_2
    cells: list[ft.Control] = [
        ft.Text(
            word,
            semantics_label=said or word,
            size=theme.Size.SMALL + 1,
            color=ink,
            weight=ft.FontWeight.W_500,
            expand=True,
            expand_loose=True,  # a long word wraps, a short one takes no more than it needs
        )
    ]
    if selected:
        cells.insert(0, ft.Icon(ft.Icons.CHECK, size=18, color=ink))
    return tappable(
        ft.Row(cells, tight=True, spacing=6),
        on_click,
        selected=selected,
        padding=ft.Padding(left=14, right=14, top=13, bottom=13),
        bgcolor=theme.PRIMARY_SOFT if selected else theme.CARD,
        border=ft.Border.all(1, theme.PRIMARY_SOFT if selected else theme.LINE),
        border_radius=14,
    )


def chips(items: Sequence[ft.Control]) -> ft.Control:
    """Chips beside and below each other."""
    return ft.Row(list(items), wrap=True, spacing=8, run_spacing=8)
