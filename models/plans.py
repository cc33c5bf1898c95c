"""When tests are usually due: presets with their source, drafted for the user to change."""

import calendar
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models import dates, lab, tables
from models.content_file import Row, rows
from models.records import Course
from models.words import words

PLAN_KINDS = ("liver_lipids", "pregnancy")
"""What a preset plans; the words are lab.plan_<kind>."""
OUTCOMES = ("done", "missed", "positive")
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Preset:
    """A rhythm of tests that some clinics use: a draft, never a rule."""

    key: str
    kind: str
    start_days: tuple[int, ...]  # from the first dose
    start_window_days: int  # how many days a test before the first dose may be done on
    every_months: int  # 0: not repeated
    end_days: tuple[int, ...]  # from the last dose
    source: str
    checked_on: date

    @property
    def name(self) -> str:
        """The preset in a few words."""
        return words(f"lab.preset_{self.key}")

    @property
    def source_line(self) -> str:
        """Where the rhythm comes from and when that was looked at."""
        on = dates.with_year(self.checked_on)
        return words("lab.preset_source", source=self.source, checked_on=on)


@functools.cache
def presets(kind: str = "") -> tuple[Preset, ...]:
    """The presets of one kind of plan, or all. Raises ContentError when the file is wrong."""
    found = (_preset(row) for row in rows("test_presets.toml"))
    return tuple(each for each in found if kind in ("", each.kind))


def _preset(row: Row) -> Preset:
    found = Preset(
        key=row.key,
        kind=row.choice("kind", PLAN_KINDS),
        start_days=row.numbers("start_days", range(-60, 366)),
        start_window_days=row.number("start_window_days", range(61)),
        every_months=row.number("every_months", range(1, 13)),
        end_days=row.numbers("end_days", range(366)),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    late = [day for day in found.start_days if day < 0 < day + found.start_window_days]
    if late:
        raise row.error(f"a test before the first dose could be done after it: {late}")
    return found


def drafts(preset: Preset, course: Course) -> tuple[tables.TestPlanDraft, ...]:
    """The preset's tests for a course, soonest first; none while the course has no start.

    A repeated test runs to the last dose, or to the planned end while that is not known.
    Tests after the last dose are drafted once it is known. The ids are made of preset and
    date, so drafting again replaces instead of doubling.
    """
    if course.start_on is None:
        return ()
    return tuple(
        tables.TestPlanDraft(
            id=f"{preset.key}-{due_on:%Y%m%d}",
            kind=preset.kind,
            due_on=due_on,
            window_days=preset.start_window_days if due_on < course.start_on else 0,
        )
        for due_on in sorted(set(_dates(preset, course.start_on, course)))
    )


def _dates(preset: Preset, start_on: date, course: Course) -> Iterator[date]:
    planned = start_on + timedelta(days=course.planned_weeks * DAYS_A_WEEK)
    end_on = course.last_dose_on or planned
    for number in preset.start_days:
        yield start_on + timedelta(days=number)
    month = preset.every_months
    while preset.every_months and (due_on := months_later(start_on, month)) < end_on:
        yield due_on
        month += preset.every_months
    if course.last_dose_on is not None:
        for number in preset.end_days:
            yield course.last_dose_on + timedelta(days=number)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one: a month after 31 January is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def plan_name(kind: str) -> str:
    """What a planned test is called; an unknown kind is the user's own words."""
    if kind in PLAN_KINDS:
        return words(f"lab.plan_{kind}")
    known = lab.kind(kind)
    return known.name if known else kind
