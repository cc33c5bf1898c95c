"""Trends: what happened over some weeks, beside the weeks before and the first two."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import flet as ft

from app import theme
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.date_field import local_day
from app.parts.guard import doing, part
from app.parts.segments import segments
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.screens.trend_bleeds import BleedTrends
from app.screens.trend_calendar import Calendar, at_least_one
from app.screens.trend_changes import Changes
from app.screens.trend_lines import MOST_LINES, Lines
from app.screens.trend_mood import MoodTrends
from app.screens.trend_view import (
    BLEEDS,
    GROUPS,
    MOOD,
    View,
    choosable,
    group_of,
    short_name,
    use_trends,
    use_view,
    with_key,
)
from models.dates import with_year
from models.summary import LEAST_DAYS
from models.trends.gather import Trends as Facts
from models.trends.ranges import RANGES, Span, between
from models.trends.wording import day
from models.words import words

_RANGE_WORDS = {
    "two_weeks": "trends.two_weeks", "six_weeks": "trends.six_weeks",
    "three_months": "trends.three_months", "course": "trends.course",
    "since_visit": "trends.since_visit", "dates": "trends.dates",
}  # fmt: skip
_TITLES = {"dryness": "common.dryness", "pain": "common.pain", "other": "common.other"}


@part
def Trends() -> ft.Control:
    """The screen."""
    journal, space = use_journal(), use_space()
    page = ft.context.page
    view, choose = use_view()
    trends = use_trends(view.span)
    first_day = ft.use_memo(journal.store.first_day, [journal.facts.days])
    top = [header(words("app.trends"), lambda _: page.navigate("/help"), space)]
    if first_day is None:
        return sheet(top, [_new_journal(lambda _: page.navigate("/"))], space, key="trends")
    keys = choosable(journal, trends.effects if trends else {})

    async def choose_range(name: str) -> None:
        choose(replace(view, span=replace(view.span, name=name)))

    async def toggle(key: str) -> None:
        choose(with_key(view, keys, key))

    options = [(name, words(_RANGE_WORDS[name])) for name in RANGES]
    top.append(segments(options, view.span.name, choose_range, space))
    if view.span.name == "dates":
        top.append(TwoDates(view, choose, first_day))
    if trends is None:
        return sheet(top, [_no_days(view, lambda _: page.navigate("/visits"))], space, key="trends")
    drawn = view.drawn(keys)
    top.append(_chips(keys, drawn, toggle))
    top.append(_period_line(trends, journal.facts.today))
    left, right = _sections(drawn, trends, is_wide=space.is_wide)
    return sheet(top, left, space, right, key="trends")


def _chips(
    keys: tuple[str, ...], drawn: tuple[str, ...], toggle: Callable[[str], Awaitable[None]]
) -> ft.Control:
    facts = use_journal().facts
    names = {BLEEDS: words("common.nosebleeds"), MOOD: words("common.mood")}
    return chips(
        [
            chip(names.get(key) or short_name(facts, key), selected=key in drawn,
                 on_click=doing(toggle, key))
            for key in keys
        ]
    )  # fmt: skip


def _period_line(trends: Facts, today: date) -> ft.Control:
    first, last = day(trends.period.first, today), day(trends.period.last, today)
    said = words("trends.period", first=first, last=last)
    return ft.Container(
        text.small(words("trends.period_hint", period=said)), padding=ft.Padding(left=4, right=4)
    )


def _sections(
    drawn: tuple[str, ...], trends: Facts, *, is_wide: bool
) -> tuple[list[ft.Control], list[ft.Control]]:
    """The cards of the first and of the second column."""
    if not drawn:
        return [card([text.body(words("trends.shown_none"))])], []
    if trends.days_logged == 0:
        return [card([text.body(words("trends.nothing_between"))])], []
    left: list[ft.Control] = []
    for group in GROUPS:
        keys = tuple(key for key in drawn if key not in (MOOD, BLEEDS) and group_of(key) == group)
        for place in range(0, len(keys), MOST_LINES):
            some = keys[place : place + MOST_LINES]
            left.append(Lines.keyed(f"{group}-{place}", words(_TITLES[group]), some, trends))
    right: list[ft.Control] = []
    if MOOD in drawn:
        right.append(MoodTrends(trends))
    if BLEEDS in drawn:
        right.append(BleedTrends(trends))
    on_calendar = at_least_one(trends, tuple(key for key in drawn if key != MOOD))
    if on_calendar:
        right.append(Calendar.keyed(f"calendar-{trends.period.first}", on_calendar, trends))
    if trends.changes:
        (left if is_wide else right).append(Changes(drawn, trends))
    return (left, right) if left else (right, [])


@part
def TwoDates(view: View, choose: Callable[[View], None], first_day: date) -> ft.Control:
    """The two days of a range, each with its own calendar to pick from."""
    journal = use_journal()
    today = journal.facts.today
    picking, set_picking = ft.use_state("")
    period = between(view.span, today)
    shown = {"one_on": period.first, "other_on": period.last}

    def picked(event: Any) -> None:
        on = local_day(event.control.value)
        set_picking("")
        if on is not None:
            one_on, other_on = (on if picking == name else day for name, day in shown.items())
            choose(replace(view, span=Span("dates", one_on, other_on)))

    ft.use_dialog(
        ft.DatePicker(
            value=_noon(shown[picking]), first_date=_noon(min(first_day, period.first)),
            last_date=_noon(today), current_date=_noon(today), on_change=picked,
            on_dismiss=lambda _: set_picking(""),
            help_text=words("trends.pick_first" if picking == "one_on" else "trends.pick_last"),
        )
        if picking else None
    )  # fmt: skip
    return ft.Row(
        [
            buttons.outline(words(word, on=with_year(shown[name])),
                            lambda _, name=name: set_picking(name), expand=True)
            for name, word in (("one_on", "trends.from_date"), ("other_on", "trends.to_date"))
        ],
        spacing=8,
    )  # fmt: skip


def _noon(on: date) -> datetime:
    """A moment of `on` that is the same day in every zone the client may be in."""
    return datetime(on.year, on.month, on.day, 12)


def _no_days(view: View, on_visits: Callable[..., Any]) -> ft.Control:
    """A range that cannot be counted yet, and what it needs."""
    said = "trends.no_course" if view.span.name == "course" else "trends.no_visit"
    go = ft.Row([buttons.soft(words("trends.open_visits"), on_visits)])
    return card([text.body(words(said)), go])


def _new_journal(on_today: Callable[..., Any]) -> ft.Control:
    """What will stand here."""
    coming = (
        (ft.Icons.SHOW_CHART, words("trends.empty_lines", needed=LEAST_DAYS)),
        (ft.Icons.MOOD, words("trends.empty_mood")),
        (ft.Icons.BAR_CHART, words("trends.empty_bleeds")),
        (ft.Icons.CALENDAR_MONTH, words("trends.empty_calendar")),
        (ft.Icons.FLAG_OUTLINED, words("trends.empty_marks")),
    )
    return card(
        [
            text.body(words("trends.empty_intro")),
            *(_coming(icon, said) for icon, said in coming),
            ft.Row([buttons.primary(words("trends.empty_open"), on_today)]),
        ],
        title=words("trends.empty_title"),
    )


def _coming(icon: ft.IconData, said: str) -> ft.Control:
    return ft.Row(
        [ft.Icon(icon, color=theme.PRIMARY, size=24), ft.Container(text.body(said), expand=True)],
        spacing=14, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip
