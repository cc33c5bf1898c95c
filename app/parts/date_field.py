"""A date to choose: a field that opens the calendar of the device's own look."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.guard import part
from app.parts.tappable import tappable
from models import dates
from models.words import words

FIRST = date(2000, 1, 1)
LAST = date(2100, 12, 31)
HALF_A_DAY = timedelta(hours=12)


@part
def DateField(
    label: str,
    value: date | None,
    on_choose: Callable[[date | None], Any],
    *,
    first: date = FIRST,
    last: date = LAST,
    error: str = "",
    can_clear: bool = False,
    near: date | None = None,
) -> ft.Control:
    """`on_choose(day)` is called with a day from `first` to `last`, or None when cleared.

    `near`: the day that the calendar opens at while nothing is chosen; else the nearer bound.
    """
    is_open, set_open = ft.use_state(False)

    def picked(event: ft.Event[ft.DatePicker]) -> None:
        set_open(False)
        if (chosen := event.control.value) is not None:
            on_choose(local_day(chosen))

    def closed(_: Any) -> None:
        set_open(False)

    shown = min(max(value or near or (first if first > FIRST else last), first), last)
    ft.use_dialog(
        ft.DatePicker(
            value=_midnight(shown), first_date=_midnight(first), last_date=_midnight(last),
            help_text=label, on_change=picked, on_dismiss=closed,
        )
        if is_open else None
    )  # fmt: skip
    cells = [_face(label, value, lambda _: set_open(True), is_wrong=bool(error))]
    if can_clear and value is not None:
        name = words("visits.clear_date", label=label)
        cells.append(buttons.icon(ft.Icons.CLOSE, name, lambda _: on_choose(None)))
    row = ft.Row(cells, spacing=8)
    if not error:
        return row
    return ft.Column([row, text.small(error, theme.ALERT)], spacing=4)


def local_day(chosen: object) -> date | None:
    """The day a picker means: it gives midnight where the screen is as a moment in UTC.

    If that is no midnight here, screen and program disagree about the zone; then the date
    nearest to that moment is meant.
    """
    if not isinstance(chosen, datetime):
        return chosen if isinstance(chosen, date) else None
    if chosen.tzinfo is None:
        return chosen.date()
    here = chosen.astimezone()
    return here.date() if here.time() == time() else (here.astimezone(UTC) + HALF_A_DAY).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _face(
    label: str, value: date | None, on_click: Callable[..., Any], *, is_wrong: bool
) -> ft.Control:
    said = dates.with_year(value) if value else words("visits.no_date")
    return tappable(
        ft.Row(
            [
                ft.Column(
                    [
                        ft.Text(label, size=theme.Size.CHOICE, color=theme.TEXT_2),
                        ft.Text(
                            said,
                            size=theme.Size.BODY + 1,
                            color=theme.TEXT if value else theme.TEXT_2,
                        ),
                    ],
                    spacing=0,
                    expand=True,
                ),
                ft.Icon(ft.Icons.CALENDAR_TODAY, size=20, color=theme.TEXT_2),
            ],
            spacing=10,
        ),
        on_click,
        expand=True,
        bgcolor=theme.SOFT,
        border=ft.Border.all(1.5 if is_wrong else 1, theme.ALERT if is_wrong else theme.LINE),
        border_radius=14,
        padding=ft.Padding(left=12, right=12, top=6, bottom=6),
    )
