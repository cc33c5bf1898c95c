"""A small card with one figure, its word, and how it differs from other days."""

from collections.abc import Sequence
from typing import NamedTuple

import flet as ft

from app import theme
from app.parts import text
from app.parts.space import Space


class Difference(NamedTuple):
    """A comparison in words. `way`: above 0 more, below 0 less, 0 the same, None unknown."""

    words: str
    way: float | None


class Figure(NamedTuple):
    """What a card shows; `level` gives the word its colour, None leaves it plain."""

    name: str
    number: str
    word: str
    level: int | None
    lines: tuple[str, ...]
    differences: tuple[Difference, ...]


def compare_card(figure: Figure) -> ft.Control:
    """The card of one figure."""
    head: list[ft.Control] = [
        ft.Text(figure.number, size=theme.Size.TITLE, weight=ft.FontWeight.W_700, color=theme.TEXT)
    ]
    if figure.word:
        head.append(_pill(figure.word, figure.level))
    return ft.Container(
        ft.Column(
            [
                text.small(figure.name),
                ft.Row(head, spacing=8, run_spacing=4, wrap=True,
                       vertical_alignment=ft.CrossAxisAlignment.CENTER),
                *(text.small(line, theme.TEXT) for line in figure.lines),
                *map(_difference, figure.differences),
            ],
            spacing=5, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=theme.CARD, border=ft.Border.all(1, theme.LINE), border_radius=theme.RADIUS,
        padding=14,
    )  # fmt: skip


def figures(found: Sequence[Figure], space: Space) -> list[ft.Control]:
    """Cards two by two, or below each other where there is little room."""
    cards = [compare_card(figure) for figure in found]
    if space.scale > 1.3:
        return cards
    rows: list[ft.Control] = []
    for place in range(0, len(cards), 2):
        pair: list[ft.Control] = [
            ft.Container(card, expand=True) for card in cards[place : place + 2]
        ]
        rows.append(
            ft.Row(pair, spacing=10, vertical_alignment=ft.CrossAxisAlignment.STRETCH,
                   intrinsic_height=True)
        )  # fmt: skip
    return rows


def _pill(word: str, level: int | None) -> ft.Control:
    return ft.Container(
        ft.Text(
            word, size=theme.Size.CHOICE, weight=ft.FontWeight.W_600,
            color=theme.TEXT if level is None else theme.ON_LEVELS[level],
        ),
        bgcolor=theme.SOFT if level is None else theme.LEVELS[level],
        border_radius=9, padding=ft.Padding(left=9, right=9, top=3, bottom=3),
    )  # fmt: skip


def _difference(found: Difference) -> ft.Control:
    """An arrow and the words; the arrow says more or less, never better or worse."""
    if found.way is None:
        glyph = ft.Icons.MORE_HORIZ
    elif found.way == 0:
        glyph = ft.Icons.DRAG_HANDLE
    else:
        glyph = ft.Icons.ARROW_UPWARD if found.way > 0 else ft.Icons.ARROW_DOWNWARD
    return ft.Row(
        [
            ft.Icon(glyph, size=15, color=theme.TEXT_2),
            ft.Container(text.small(found.words), expand=True),
        ],
        spacing=5,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
