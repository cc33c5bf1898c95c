"""Which courses a sample journal covers, and which days in it were logged. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.days import span

DAYS_BEFORE = 7
"""Days logged before the first capsule: enough for a baseline of mood."""
CHANGE_DAY = 35
"""The dose goes up on this day of a course (the first capsule is day 0)."""

USUAL = ("dry_skin", "dry_lips", "dry_eyes", "joint_pain", "muscle_pain", "dry_nose")
OWN = "own_peeling"
TWELVE = (
    *USUAL, "back_pain", "sleep", "headache", "belly_pain", "acne", OWN,
)  # fmt: skip

LATE_AGO = {88: 3, 53: 4, 24: 3}
"""Days written about afterwards, and how many days later."""
_HOLIDAY_AGO = range(58, 63)
_SILENT_AGO = frozenset({*_HOLIDAY_AGO, 39, 12, 11})
_LOGGED_AGO = frozenset({*range(40, 48), 38, 37, *LATE_AGO, 70, 16, 131, 112, 98, 63, 30, 9, 3, 1})
"""Days of the story that chance may not leave out."""


@dataclass(frozen=True)
class Plan:
    """A journal from `first` up to `today`; the last course goes on, the others ended.

    `today` itself is still empty. `is_daily`: every day and every effect is answered.
    """

    first: date
    today: date
    starts: tuple[date, ...]
    course_days: int
    effects: tuple[str, ...]
    is_daily: bool

    @property
    def start(self) -> date:
        """The first capsule of the last course."""
        return self.starts[-1]

    def end_of(self, start: date) -> date | None:
        """The last capsule of the course that began on `start`; None while it goes on."""
        return None if start == self.start else start + timedelta(days=self.course_days - 1)

    def course_day(self, day: date) -> int:
        """`day` counted from the first capsule of its course; below 0 before the first one."""
        begun = [start for start in self.starts if start <= day]
        return (day - (begun[-1] if begun else self.starts[0])).days

    def ago(self, days: int) -> date:
        """The date `days` before today."""
        return self.today - timedelta(days=days)


def one_course(today: date, weeks: int) -> Plan:
    """A course whose last day so far, of `weeks` times seven, is today."""
    days = weeks * 7
    start = today - timedelta(days=days - 1)
    first = start - timedelta(days=DAYS_BEFORE)
    return Plan(first, today, (start,), days, (*USUAL, OWN), is_daily=False)


def many_years(today: date, years: int, weeks: int) -> Plan:
    """As `one_course`, after `years` of an entry every day with a course every 30 months."""
    last = one_course(today, weeks)
    first = today - timedelta(days=round(365.25 * years) - 1)
    starts = [last.start]
    while starts[0] - timedelta(days=913) > first:
        starts.insert(0, starts[0] - timedelta(days=913))
    return Plan(first, today, tuple(starts), weeks * 7, TWELVE, is_daily=True)


def logged_days(plan: Plan, random: Random) -> list[date]:
    """The days with an entry: all before today, or most of them with gaps like in a real life."""
    days = list(span(plan.first, plan.ago(1)))
    if plan.is_daily:
        return days
    return [
        day
        for day in days
        if (plan.today - day).days in _LOGGED_AGO
        or day < plan.start
        or (random.random() > 0.08 and (plan.today - day).days not in _SILENT_AGO)
    ]
