"""How points are drawn: a day each, or, for long stretches, a week, a month or a year each.

Pure. A point that stands for more than a day needs days behind it; with fewer it is a gap.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from models.days import DAYS_A_WEEK, span
from models.periods import Period
from models.series import MEAN_ENTRIES, Points, Week, weeks
from models.summary import LEAST_DAYS

MOST_DAILY, MOST_DAILY_MOODS = 62, 182
"""Up to this many days there is a point for each day; on a phone more could not be told apart.
Moods are dots that no line joins, so that more of them still read."""
MOST_WEEKLY = 2 * 365
"""Up to this many days there is a point for each week, beyond them for each four weeks."""
WEEK, FOUR_WEEKS = DAYS_A_WEEK, 4 * DAYS_A_WEEK
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


def days_a_point(period: Period) -> int:
    """How many days a point of a line stands for: 1, WEEK or FOUR_WEEKS."""
    return 1 if period.days <= MOST_DAILY else _weeks_a_point(period)


def days_a_mood(period: Period) -> int:
    """How many days a point of the mood stands for: 1, WEEK or FOUR_WEEKS."""
    return 1 if period.days <= MOST_DAILY_MOODS else _weeks_a_point(period)


def _weeks_a_point(period: Period) -> int:
    return WEEK if period.days <= MOST_WEEKLY else FOUR_WEEKS


def lines(points: Points, period: Period) -> list[list[Point]]:
    """The level of each day, or what was usual in some weeks, as stretches without a gap."""
    days = days_a_point(period)
    if days == 1:
        return _stretches(_daily(points, period.first))
    found = []
    for week in _parts(points, period, days):
        is_enough = week.days_logged >= LEAST_DAYS and week.usual is not None
        found.append(_point(week, period, week.usual or 0) if is_enough else None)
    return _stretches(found)


def mood_points(points: Points, period: Period) -> list[list[Point]]:
    """The mood of each day, or the mean of some weeks that have 4 entries."""
    days = days_a_mood(period)
    if days == 1:
        return _stretches(_daily(points, period.first))
    return _stretches([
        _point(week, period, sum(week.values) / week.days_logged)
        if week.days_logged >= MEAN_ENTRIES else None
        for week in _parts(points, period, days)
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


def _parts(points: Points, period: Period, days: int) -> list[Week]:
    """Parts of `days` days counted back from the end, so that the newest is whole."""
    found = []
    for end in range(len(points), 0, -days):
        start = max(0, end - days)
        said = tuple(value for value in points[start:end] if value is not None)
        first = period.first + timedelta(days=start)
        found.append(Week(first, period.first + timedelta(days=end - 1), said))
    return found[::-1]


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
