"""How points are drawn: a day each, or, for long stretches, a week, a month or a year each.

Pure. A point that stands for more than a day needs days behind it; with fewer it is a gap.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from models.days import span
from models.periods import Period
from models.series import MEAN_ENTRIES, Points, Week, weeks
from models.summary import LEAST_DAYS

MOST_DAILY, MOST_DAILY_MOODS = 62, 182
"""Up to this many days there is a point for each day; on a phone more could not be told apart.
Moods are dots that no line joins, so that more of them still read."""
MOST_BARS = 26


class Point(NamedTuple):
    """Something to draw. `place`: days after the first of the period; `on`: the day it opens.

    `days`: how many logged days it stands for; `last`: the last day it may stand for.
    """

    place: float
    value: float
    on: date
    last: date
    days: int = 1
    worst: float = 0


def is_weekly(period: Period) -> bool:
    """Whether a line has a point for each week."""
    return period.days > MOST_DAILY


def is_mood_weekly(period: Period) -> bool:
    """Whether the mood has a point for each week."""
    return period.days > MOST_DAILY_MOODS


def lines(points: Points, period: Period) -> list[list[Point]]:
    """The level of each day, or what was usual in each week, as stretches without a gap."""
    if not is_weekly(period):
        return _stretches(_daily(points, period.first))
    found = []
    for week in _weeks(points, period):
        is_enough = week.days_logged >= LEAST_DAYS and week.usual is not None
        found.append(_point(week, period, week.usual or 0) if is_enough else None)
    return _stretches(found)


def mood_points(points: Points, period: Period) -> list[list[Point]]:
    """The mood of each day, or the mean of each week that has 4 entries."""
    if not is_mood_weekly(period):
        return _stretches(_daily(points, period.first))
    return _stretches([
        _point(week, period, sum(week.values) / week.days_logged)
        if week.days_logged >= MEAN_ENTRIES else None
        for week in _weeks(points, period)
    ])  # fmt: skip


def mean_line(means: Sequence[float | None], first: date) -> list[list[Point]]:
    """A running mean with one value for each day from `first`, as stretches without a gap."""
    return _stretches(_daily(means, first))


def _daily(points: Sequence[float | None], first: date) -> list[Point | None]:
    dated = zip(span(first, first + timedelta(days=len(points) - 1)), points, strict=True)
    return [
        None if value is None else Point(place, value, on, on, 1, value)
        for place, (on, value) in enumerate(dated)
    ]


def _weeks(points: Points, period: Period) -> tuple[Week, ...]:
    """Weeks counted back from the end, so that the newest is whole."""
    return weeks(points, period.first, week_from=period.last + timedelta(days=1))


def _point(week: Week, period: Period, value: float) -> Point:
    start, end = (week.first - period.first).days, (week.last - period.first).days
    return Point((start + end) / 2, value, week.first, week.last, week.days_logged, week.worst or 0)


def _stretches(points: Sequence[Point | None]) -> list[list[Point]]:
    groups = groupby(points, key=lambda point: point is None)
    return [[point for point in group if point] for is_gap, group in groups if not is_gap]


class Bars(NamedTuple):
    """Counts to draw as bars; `unit` is week, month or year."""

    unit: str
    bars: tuple[Week, ...]


def bars(points: Points, period: Period) -> Bars:
    """Counts in weeks, Monday first; in months, then years, where weeks would be too many."""
    weekly = weeks(points, period.first)
    if len(weekly) <= MOST_BARS:
        return Bars("week", weekly)
    monthly = _grouped(points, period.first, 7)
    if len(monthly) <= MOST_BARS:
        return Bars("month", monthly)
    return Bars("year", _grouped(points, period.first, 4))


def _grouped(points: Points, first: date, length: int) -> tuple[Week, ...]:
    """`points` by the first `length` signs of their dates: 7 for months, 4 for years."""
    dated = [(first + timedelta(days=place), value) for place, value in enumerate(points)]
    found = []
    for _, group in groupby(dated, key=lambda each: each[0].isoformat()[:length]):
        days = list(group)
        said = tuple(value for _, value in days if value is not None)
        found.append(Week(days[0][0], days[-1][0], said))
    return tuple(found)
