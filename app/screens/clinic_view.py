"""What the screens about visits share: the clinic's facts, the course in words, the way back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from app import way_back
from app.actions.lab import SHOWS_PREGNANCY, UNIT
from app.facts import Clinic, Facts
from app.journal import use_journal
from app.parts.sheet import header
from app.parts.space import use_space
from models import dates
from models.days import course_week
from models.doses import DoseFacts, dose_facts
from models.records import Course, Visit
from models.report.wording import milligrams, number
from models.words import words

NOW_FAR = 300
"""From this many days away on, a date is said with its year."""


def use_clinic() -> Clinic | None:
    """What the clinic does; None in the moment before it is read."""
    journal = use_journal()
    ft.use_effect(journal.open_clinic, [])
    return journal.facts.clinic


def use_doses() -> DoseFacts:
    """What was taken in the course so far; read again only when the course or a day changes."""
    journal = use_journal()
    facts = journal.facts

    def read() -> DoseFacts:
        course = facts.course
        if course is None or course.start_on is None or course.start_on > facts.today:
            return DoseFacts()
        days = journal.store.days(course.start_on, facts.today)
        return dose_facts(course, days, facts.today, today=facts.today)

    return ft.use_memo(read, [facts.course, facts.days, facts.today])


def with_pregnancy(facts: Facts) -> bool:
    """Whether the user switched pregnancy tests on."""
    return bool(facts.setup.settings.get(SHOWS_PREGNANCY, False))


def unit_shown(facts: Facts) -> str:
    """The unit that results are shown in; empty: as they were typed."""
    return str(facts.setup.settings.get(UNIT, ""))


def page_header(title: str, back: str = "/visits") -> ft.Control:
    """The top of a page above Visits."""
    journal, page, space = use_journal(), ft.context.page, use_space()

    def leave(_: object) -> None:
        way_back.leave(journal, page, back)

    return header(title, lambda _: page.navigate("/help"), on_back=leave, space=space)


def going(path: str) -> Callable[..., Any]:
    """A handler that opens a screen."""
    page = ft.context.page
    return lambda _: page.navigate(path)


def day_of(on: date, today: date) -> str:
    """As "Tue 24 Nov"; with the year where it is far away."""
    if abs((on - today).days) >= NOW_FAR:
        return dates.with_year(on)
    return dates.relative(on, today)


def day_short(on: date, today: date) -> str:
    """As "24 Nov"; with the year where it is far away."""
    return dates.with_year(on) if abs((on - today).days) >= NOW_FAR else dates.short(on)


def visit_title(visit: Visit, today: date) -> str:
    """When and with whom: "Tue 24 Nov, 09:30 · Dr Reyes"."""
    said = day_of(visit.on, today)
    if visit.at is not None:
        said = words("visits.day_and_time", day=said, time=f"{visit.at:%H:%M}")
    who = visit.with_whom or visit.place
    return words("visits.joined", first=said, second=who) if who else said


def week_line(course: Course, today: date) -> str:
    """Where the course stands: "Week 7 of 20", "Week 23", "Last dose 3 Nov", "Starts 3 Dec"."""
    if course.start_on is None:
        return words("visits.not_started")
    if course.last_dose_on is not None and course.last_dose_on <= today:
        return words("visits.last_dose_was", on=day_short(course.last_dose_on, today))
    week = course_week(course.start_on, today)
    if week == 0:
        return words("visits.starts", on=day_short(course.start_on, today))
    if week > course.planned_weeks:
        return words("visits.week_only", week=week)
    return words("visits.week_of", week=week, weeks=course.planned_weeks)


def is_under_way(course: Course, today: date) -> bool:
    """Whether the bar of weeks is shown: begun, inside the planned weeks, no last dose."""
    if course.start_on is None or (course.last_dose_on and course.last_dose_on <= today):
        return False
    return 0 < course_week(course.start_on, today) <= course.planned_weeks


def dose_line(course: Course, today: date) -> str:
    """The dose of today and since when; empty without one."""
    if course.dose_on(today) is None:
        return ""
    period = [each for each in course.doses if each.start_on <= today][-1]
    since = day_short(period.start_on, today)
    if not period.mg_per_day:
        return words("visits.break_since", on=since)
    return words("visits.dose_since", mg=milligrams(period.mg_per_day), on=since)


def taken_line(doses: DoseFacts) -> str:
    """All milligrams so far."""
    return words("visits.taken", mg=milligrams(doses.total_mg))


def per_kg_line(doses: DoseFacts) -> str:
    """Milligrams by kilogram; empty without a weight."""
    if doses.mg_per_kg is None:
        return ""
    return words("visits.per_kg", mg=number(doses.mg_per_kg, 1))
