"""Seven days to choose from, each with its worst effect as a colour and a spoken word."""

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


class Mark(NamedTuple):
    """What the strip shows of a day; `worst`: its strongest effect, 0 to 4, None without one."""

    on: date
    is_logged: bool
    worst: int | None


def week_strip(cells: Sequence[ft.Control]) -> ft.Control:
    """Seven days as `day_cell` makes them, oldest first."""
    return ft.Row(list(cells), spacing=2, alignment=ft.MainAxisAlignment.SPACE_BETWEEN)


def day_cell(
    day: Mark,
    is_shown: bool,
    today: date,
    on_choose: Callable[[date], Any],
    space: Space,
) -> ft.Control:
    """One day; `on_choose(date)` is awaited on a tap."""
    is_future = day.on > today
    fill, ink, line = _look(day, is_shown)
    size = 32 * min(space.scale, 1.35)
    number = ft.Container(
        ft.Text(
            str(day.on.day),
            semantics_label=said(day, today),
            size=theme.Size.SMALL + 1 if space.scale < 1.5 else theme.Size.CHOICE - 2,
            weight=ft.FontWeight.W_600,
            color=ink,
        ),
        width=size,
        height=size,
        border_radius=size,
        alignment=ft.Alignment.CENTER,
        bgcolor=fill,
        border=ft.Border.all(1, line) if line else None,
    )
    letter = ft.Text(
        words(f"app.weekday_letter_{day.on.weekday()}"),
        semantics_label="",
        size=theme.Size.CHOICE,
        color=theme.TEXT_2,
        weight=ft.FontWeight.W_500,
    )
    return tappable(
        ft.Column(
            [letter, number],
            spacing=4,
            tight=True,
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        ),
        None if is_future else doing(on_choose, day.on),
        selected=is_shown,
        expand=True,
        padding=ft.Padding(top=6, bottom=6),
        border_radius=12,
        bgcolor=theme.PRIMARY_SOFT if is_shown else None,
        opacity=0.45 if is_future else 1,
    )


def _look(
    day: Mark, is_shown: bool
) -> tuple[ft.ColorValue | None, ft.ColorValue, ft.ColorValue | None]:
    """Fill, text and line of a day's circle."""
    if is_shown:
        return theme.PRIMARY, theme.ON_PRIMARY, None
    if not day.is_logged:
        return None, theme.TEXT_2, theme.LINE
    if day.worst is None:
        return theme.LEVELS[0], theme.ON_LEVELS[0], None
    return theme.LEVELS[day.worst], theme.ON_LEVELS[day.worst], None


def said(day: Mark, today: date) -> str:
    """What a screen reader says for a day."""
    if day.on > today:
        state = words("today.state_future")
    elif not day.is_logged:
        state = words("today.state_silent")
    elif day.worst is None:
        state = words("today.state_logged")
    else:
        state = words("today.state_level", level=words(f"common.level_{day.worst}"))
    return words("today.day_said", date=dates.long(day.on), state=state)
