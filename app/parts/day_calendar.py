"""A calendar of days: each with its date, and a number and a colour for what was said."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import flet as ft

from app import theme
from app.parts.guard import doing
from app.parts.space import Space
from app.parts.tappable import tappable
from models import dates
from models.words import words


class DayCell(NamedTuple):
    """One day: the sign in its box, the fill as a level (None: not logged), its spoken name.

    `on` None is a place before the first or after the last day.
    """

    on: date | None
    sign: str = ""
    level: int | None = None
    said: str = ""


def day_calendar(
    weeks: Sequence[Sequence[DayCell]], today: date, on_open: Callable[[date], Any], space: Space
) -> ft.Control:
    """Weeks below each other, Monday first; `on_open(day)` is awaited on a tap."""
    scale = min(space.scale, 1.5)
    head = ft.Row(
        [
            ft.Text(
                words(f"app.weekday_letter_{number}"), semantics_label="", expand=True,
                size=theme.Size.CHOICE, color=theme.TEXT_2, text_align=ft.TextAlign.CENTER,
            )
            for number in range(7)
        ],
        spacing=4,
    )  # fmt: skip
    rows = [
        ft.Row([_cell(day, today, on_open, scale) for day in week], spacing=4) for week in weeks
    ]
    return ft.Column([head, *rows], spacing=4)


def _cell(day: DayCell, today: date, on_open: Callable[[date], Any], scale: float) -> ft.Control:
    if day.on is None:
        return ft.Container(expand=True, height=1)
    is_first = day.on.day == 1
    number = ft.Text(
        dates.short(day.on) if is_first and scale < 1.2 else str(day.on.day), semantics_label="",
        size=theme.Size.CHOICE - 2, no_wrap=True, text_align=ft.TextAlign.CENTER,
        color=theme.TEXT if is_first or day.on == today else theme.TEXT_2,
        weight=ft.FontWeight.W_700 if is_first or day.on == today else ft.FontWeight.W_400,
    )  # fmt: skip
    return tappable(
        ft.Column(
            [number, _box(day, scale)],
            spacing=2,
            horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        doing(on_open, day.on),
        label=day.said,
        expand=True,
        border_radius=8,
    )


def _box(day: DayCell, scale: float) -> ft.Control:
    is_silent = day.level is None
    return ft.Container(
        ft.Text(
            day.sign, semantics_label="", size=theme.Size.SMALL,
            weight=ft.FontWeight.W_600, no_wrap=True,
            color=theme.TEXT_2 if day.level is None else theme.ON_LEVELS[day.level],
        ),
        height=32 * scale,
        alignment=ft.Alignment.CENTER,
        bgcolor=None if day.level is None else theme.LEVELS[day.level],
        border=ft.Border.all(1, theme.LINE) if is_silent else None,
        border_radius=8,
    )  # fmt: skip


def legend(levels: Sequence[tuple[str, int | None]]) -> ft.Control:
    """What the boxes mean: a small box and a word each."""
    return ft.Row(
        [
            ft.Row(
                [
                    ft.Container(
                        width=14, height=14, border_radius=4,
                        bgcolor=None if level is None else theme.LEVELS[level],
                        border=ft.Border.all(1, theme.TEXT_2) if level is None else None,
                    ),
                    ft.Text(word, size=theme.Size.CHOICE, color=theme.TEXT_2),
                ],
                spacing=5, tight=True,
            )
            for word, level in levels
        ],
        wrap=True, spacing=12, run_spacing=6,
    )  # fmt: skip
