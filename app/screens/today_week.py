"""Today, the week of the day shown: a tap turns to another day, a swipe to another week."""

from datetime import date, timedelta

import flet as ft

from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.drawn import use_drawn
from app.parts.guard import part
from app.parts.space import Space, use_space
from app.parts.week_strip import Mark, day_cell, week_strip
from models.days import week_ending
from models.words import words


@part
def Week() -> ft.Control:
    """The week of the day shown, and the way to other weeks."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    facts = journal.facts
    days = [facts.day_on(on) for on in week_ending(facts.today, facts.shown_on)]
    cells = [
        drawn(
            f"day-{day.on}", _day, journal, Mark(day.on, day.is_logged, day.worst),
            day.on == facts.shown_on, facts.today, space,
        )
        for day in days
    ]  # fmt: skip
    is_now = days[-1].on == facts.today
    ends = [drawn("earlier", _earlier, journal, facts.shown_on),
            drawn("later", _later, journal, facts.shown_on, is_now)]  # fmt: skip
    line = drawn("week", _week, journal, facts.shown_on, *ends, *cells)
    if facts.shown_on == facts.today:
        return line
    back = [
        ft.Container(text.small(words("today.past_day")), expand=True),
        buttons.link(words("today.back_to_today"), lambda _: journal.show_today()),
    ]
    return ft.Column([line, ft.Row(back)], spacing=0)


def _day(journal: Journal, day: Mark, is_shown: bool, today: date, space: Space) -> ft.Control:
    async def show(on: date) -> None:
        if on == today:  # and if a day has begun since then, today is another one
            journal.show_today()
        else:
            journal.show_day(on)

    return day_cell(day, is_shown, today, show, space)


def _move(journal: Journal, shown_on: date, weeks: int) -> None:
    journal.show_day(shown_on + timedelta(weeks=weeks))


def _earlier(journal: Journal, shown_on: date) -> ft.Control:
    return buttons.edge(
        ft.Icons.CHEVRON_LEFT, words("today.earlier_week"), lambda _: _move(journal, shown_on, -1)
    )


def _later(journal: Journal, shown_on: date, is_now: bool) -> ft.Control:
    return buttons.edge(
        ft.Icons.CHEVRON_RIGHT, words("today.later_week"), lambda _: _move(journal, shown_on, 1),
        disabled=is_now,
    )  # fmt: skip


def _week(
    journal: Journal, shown_on: date, earlier: ft.Control, later: ft.Control, *cells: ft.Control
) -> ft.Control:
    def swiped(event: ft.DragEndEvent[ft.GestureDetector]) -> None:
        _move(journal, shown_on, -1 if (event.primary_velocity or 0) > 0 else 1)

    swipe = ft.GestureDetector(week_strip(cells), on_horizontal_drag_end=swiped, expand=True)
    return ft.Row([earlier, swipe, later], spacing=0)
