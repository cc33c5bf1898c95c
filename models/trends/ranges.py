"""Which days Trends looks at. Pure: no clock, no database, no Flet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import periods
from models.periods import Period
from models.records import Course, Visit

RANGES = ("two_weeks", "six_weeks", "three_months", "course", "since_visit", "dates")
"""What can be chosen, in the order of the screen."""


@dataclass(frozen=True)
class Span:
    """The choice of days: one of RANGES, and the two days of "dates" in either order."""

    name: str = "six_weeks"
    one_on: date | None = None
    other_on: date | None = None


def period_of(
    span: Span, today: date, courses: Sequence[Course], visits: Sequence[Visit]
) -> Period | None:
    """The days that `span` means on `today`; None if there is no course or visit to go by."""
    if span.name == "two_weeks":
        return periods.two_weeks(today)
    if span.name == "three_months":
        return periods.three_months(today)
    if span.name == "course":
        begun = course_in(courses, today)
        return periods.course(today, begun.start_on, begun.last_dose_on) if begun else None
    if span.name == "since_visit":
        return periods.since_last_visit(today, (visit.on for visit in visits))
    if span.name == "dates":
        return between(span, today)
    return periods.six_weeks(today)


def between(span: Span, today: date) -> Period:
    """The two days of `span`, put in order; what is not chosen is the last six weeks' own."""
    usual = periods.six_weeks(today)
    ends = sorted((span.one_on or usual.first, span.other_on or usual.last))
    return Period(min(ends[0], today), min(ends[1], today))


def course_in(courses: Sequence[Course], last: date) -> Course | None:
    """The newest course that had begun by `last`; `courses` are oldest first."""
    begun = [each for each in courses if each.start_on is not None and each.start_on <= last]
    return begun[-1] if begun else None
