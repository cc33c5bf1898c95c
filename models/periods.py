"""The stretches of days that trends and reports look at. Pure: no clock, no database, no Flet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from models.days import DAYS_A_WEEK, span

THREE_MONTHS_WEEKS = 13


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included; `last` is never before `first`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a period cannot end on {self.last} before {self.first}")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return span(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def ending(last: date, days: int) -> Period:
    """The `days` days up to `last`, which is one of them."""
    return Period(last - timedelta(days=days - 1), last)


def two_weeks(today: date) -> Period:
    """The last 14 days, today included."""
    return ending(today, 2 * DAYS_A_WEEK)


def six_weeks(today: date) -> Period:
    """The last 42 days, today included."""
    return ending(today, 6 * DAYS_A_WEEK)


def three_months(today: date) -> Period:
    """The last 13 weeks, today included: weeks stay whole, whatever the months are called."""
    return ending(today, THREE_MONTHS_WEEKS * DAYS_A_WEEK)


def course(today: date, start_on: date | None, last_dose_on: date | None = None) -> Period | None:
    """From the first dose to today, or to the last dose; None while the course is to come."""
    if start_on is None or start_on > today:
        return None
    return Period(start_on, max(start_on, min(today, last_dose_on or today)))


def since_last_visit(today: date, visits_on: Iterable[date]) -> Period | None:
    """From the day of the last visit to today; None before the first visit.

    A visit today does not count yet: its page is about the time since the visit before.
    """
    past = [day for day in visits_on if day < today]
    return Period(max(past), today) if past else None


def before(period: Period) -> Period:
    """The same number of days directly before `period`."""
    return ending(period.first - timedelta(days=1), period.days)


def first_two_weeks(start_on: date) -> Period:
    """The first 14 days of the course."""
    return Period(start_on, start_on + timedelta(days=2 * DAYS_A_WEEK - 1))


def around(change_on: date, days: int = 2 * DAYS_A_WEEK) -> tuple[Period, Period]:
    """The `days` days before a dose change, and those from the day of the change on."""
    after = Period(change_on, change_on + timedelta(days=days - 1))
    return before(after), after
