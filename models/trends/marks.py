"""What happened on the way: the dose, visits, tests, notices, talks. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from models import lab
from models.periods import Period
from models.trends.ranges import course_in
from models.trends.rows import Rows

URGENT = 2
"""Mood notices of this level or above are marked."""


class Mark(NamedTuple):
    """Something on a day. `kind`: dose, visit, test, notice or contact.

    `mg` and `was_mg` belong to a dose (0 is a break, None is before the first dose); `names`
    are the tests of a day, private ones without their name.
    """

    on: date
    kind: str
    mg: float | None = None
    was_mg: float | None = None
    names: tuple[str, ...] = ()


def marks(rows: Rows, period: Period) -> tuple[Mark, ...]:
    """The marks of `period`, oldest first; one for each kind and day."""
    found = {(mark.on, mark.kind): mark for mark in _all(rows, period) if mark.on in period}
    return tuple(found[key] for key in sorted(found))


def dose_changes(rows: Rows, period: Period) -> tuple[Mark, ...]:
    """The days of `period` on which the dose began or changed, oldest first."""
    return tuple(mark for mark in marks(rows, period) if mark.kind == "dose")


def _all(rows: Rows, period: Period) -> Iterator[Mark]:
    course = course_in(rows.courses, period.last)
    doses = course.doses if course else ()
    was = None
    for dose in doses:
        if dose.mg_per_day != was:
            yield Mark(dose.start_on, "dose", dose.mg_per_day, was)
        was = dose.mg_per_day
    for visit in rows.visits:
        yield Mark(visit.on, "visit")
    for talk in rows.talks:
        yield Mark(talk.on, "contact")
    for row in rows.notices:
        if row.level >= URGENT:
            yield Mark(row.fired_on, "notice")
    by_day: dict[date, list[str]] = defaultdict(list)
    for result in rows.results:
        by_day[result.on].append(_test_name(result.kind, result.name))
    for on, names in by_day.items():
        yield Mark(on, "test", names=tuple(dict.fromkeys(name for name in names if name)))


def _test_name(kind: str, own: str) -> str:
    known = lab.kind(kind)
    if known is None:
        return own
    return "" if known.is_private else known.short
