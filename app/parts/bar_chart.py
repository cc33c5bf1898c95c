"""Counts as bars, each with its number; a bar can be tapped. Drawn without a chart library."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import flet as ft

from app import theme
from app.parts.guard import doing
from app.parts.tappable import tappable

HEIGHT = 110


class Bar(NamedTuple):
    """One bar: its number as shown and as a height (None: not answered), and what it opens."""

    word: str
    value: int | None
    label: str
    said: str
    opens: date


def bar_chart(
    bars: Sequence[Bar], width: float, scale: float, on_open: Callable[[date], Any]
) -> ft.Control:
    """The bars on one line; `on_open(day)` is awaited on a tap."""
    most = max((bar.value or 0 for bar in bars), default=0) or 1
    every = max(1, -(-len(bars) * int(46 * scale) // max(1, int(width))))
    drawn = [_bar(bar, most, scale, on_open) for bar in bars]
    row = ft.Row(drawn, spacing=3, vertical_alignment=ft.CrossAxisAlignment.END)
    return ft.Column([row, _labels(bars, every)], spacing=4)


def _bar(bar: Bar, most: int, scale: float, on_open: Callable[[date], Any]) -> ft.Control:
    height = HEIGHT * scale * (bar.value or 0) / most
    number = ft.Text(
        bar.word, semantics_label=bar.said, size=theme.Size.CHOICE, no_wrap=True,
        color=theme.TEXT if bar.value else theme.TEXT_2, weight=ft.FontWeight.W_600,
    )  # fmt: skip
    column = ft.Container(
        height=max(2.0, height),
        bgcolor=theme.PRIMARY if bar.value else theme.LINE,
        border_radius=ft.BorderRadius(top_left=5, top_right=5, bottom_left=1, bottom_right=1),
    )
    return tappable(
        ft.Column(
            [ft.Row([number], alignment=ft.MainAxisAlignment.CENTER, spacing=0), column],
            spacing=3,
            alignment=ft.MainAxisAlignment.END,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        doing(on_open, bar.opens),
        expand=True,
        height=(HEIGHT + 26) * scale,
        border_radius=6,
        padding=ft.Padding(left=2, right=2),
    )


def _labels(bars: Sequence[Bar], every: int) -> ft.Control:
    """Dates below the bars, as many as there is room for."""
    cells: list[ft.Control] = []
    for place in range(0, len(bars), every):
        rest = min(every, len(bars) - place)
        word = ft.Text(
            bars[place].label if rest == every else "", semantics_label="", no_wrap=True,
            size=theme.Size.CHOICE - 1, color=theme.TEXT_2,
            text_align=ft.TextAlign.CENTER if every == 1 else ft.TextAlign.LEFT,
        )  # fmt: skip
        cells.append(ft.Container(word, expand=rest))
    return ft.Row(cells, spacing=3)
