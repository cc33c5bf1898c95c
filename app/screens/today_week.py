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
    line = drawn("week", _week, journal, facts.shown_on, is_now, *cells)
    if facts.shown_on == facts.today:
        return line
    back = [
        ft.Container(text.small(words("today.past_day")), expand=True),
        buttons.link(words("today.back_to_today"), lambda _: journal.show_day(journal.facts.today)),
    ]
    return ft.Column([line, ft.Row(back)], spacing=0)


def _day(journal: Journal, day: Mark, is_shown: bool, today: date, space: Space) -> ft.Control:
    async def show(on: date) -> None:
        journal.show_day(on)

    return day_cell(day, is_shown, today, show, space)


def _week(journal: Journal, shown_on: date, is_now: bool, *cells: ft.Control) -> ft.Control:
    def move(weeks: int) -> None:
        journal.show_day(shown_on + timedelta(weeks=weeks))

    swipe = ft.GestureDetector(
        week_strip(cells),
        on_horizontal_drag_end=lambda event: move(-1 if (event.primary_velocity or 0) > 0 else 1),
        expand=True,
    )
    return ft.Row(
        [
            buttons.edge(ft.Icons.CHEVRON_LEFT, words("today.earlier_week"), lambda _: move(-1)),
            swipe,
            buttons.edge(
                ft.Icons.CHEVRON_RIGHT,
                words("today.later_week"),
                lambda _: move(1),
                disabled=is_now,
            ),
        ],
        spacing=0,
    )
