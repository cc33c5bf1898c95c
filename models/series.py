"""Entries to points for charts. Pure: no clock, no database, no Flet.

A chart's points are one value for each date of a span, in order. A silent day is None: it is
a gap, never a 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias, TypeVar

from models.days import DAYS_A_WEEK, span

Points: TypeAlias = tuple[int | None, ...]
"""One value for each date of a span, None where nothing was said."""
Levels: TypeAlias = Iterable[tuple[date, str, int]]
"""Rows of Store.levels: (date, effect key, level 0 to 4), in any order."""
Value = TypeVar("Value")

MEAN_DAYS, MEAN_ENTRIES = 7, 4
"""The 7-day mean needs 4 entries: the same as the rule that looks at a week of moods."""


def daily(rows: Levels, effect_key: str, first: date, last: date) -> Points:
    """The levels of one effect, one point for each date from `first` to `last`."""
    length = (last - first).days + 1
    return daily_by_effect(rows, first, last).get(effect_key, (None,) * length)


def daily_by_effect(rows: Levels, first: date, last: date) -> dict[str, Points]:
    """The levels of every effect that `rows` speak of, in one pass; rows outside are ignored."""
    start = first.toordinal()
    length = last.toordinal() - start + 1
    found: dict[str, list[int | None]] = {}
    for on, key, level in rows:
        index = on.toordinal() - start
        if 0 <= index < length:
            points = found.get(key)
            if points is None:
                points = found[key] = [None] * length
            points[index] = level
    return {key: tuple(points) for key, points in found.items()}


def points_of(
    values: Mapping[date, Value | None], first: date, last: date
) -> tuple[Value | None, ...]:
    """One point for each date from `first` to `last` of anything known by date."""
    return tuple(values.get(day) for day in span(first, last))


def runs(points: Sequence[Value | None]) -> list[list[tuple[int, Value]]]:
    """Stretches without a gap, each as (place in `points`, value): one line of a chart each."""
    found: list[list[tuple[int, Value]]] = []
    is_open = False
    for index, value in enumerate(points):
        if value is None:
            is_open = False
        elif is_open:
            found[-1].append((index, value))
        else:
            found.append([(index, value)])
            is_open = True
    return found


def moving_mean(
    points: Sequence[float | None], days: int = MEAN_DAYS, at_least: int = MEAN_ENTRIES
) -> tuple[float | None, ...]:
    """For each day the mean of the `days` days that end on it; None with too few entries.

    Days are counted as dates, so gaps make a mean rest on fewer entries, never on older ones.
    """
    total, count = 0.0, 0
    means: list[float | None] = []
    for index, value in enumerate(points):
        if value is not None:
            total, count = total + value, count + 1
        if index >= days and (left := points[index - days]) is not None:
            total, count = total - left, count - 1
        means.append(total / count if count >= at_least else None)
    return tuple(means)


@dataclass(frozen=True)
class Week:
    """What was said in up to seven days, `first` to `last`, both included.

    `values` holds one value for each day with an entry, in order.
    """

    first: date
    last: date
    values: tuple[int, ...]

    @property
    def days_logged(self) -> int:
        """On how many days of the week there is an entry."""
        return len(self.values)

    @property
    def total(self) -> int | None:
        """All values together, for counts; None if no day has an entry."""
        return sum(self.values) if self.values else None

    @property
    def worst(self) -> int | None:
        """The highest value; None if no day has an entry."""
        return max(self.values, default=None)

    @property
    def usual(self) -> float | None:
        """The median; None if no day has an entry."""
        return median(sorted(self.values)) if self.values else None


def median(ordered: Sequence[int]) -> float:
    """The middle of some values in order (one at least), or the mean of the middle two."""
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def weeks(points: Points, first: date, *, week_from: date | None = None) -> tuple[Week, ...]:
    """`points`, the first of which is for `first`, cut into weeks; those at the ends may be short.

    Weeks begin on the weekday of `week_from`: Monday when it is None, the weekday of the first
    dose for weeks of the course.
    """
    into_week = ((first - week_from).days if week_from else first.weekday()) % DAYS_A_WEEK
    found = []
    start = 0
    while start < len(points):
        end = min(start + DAYS_A_WEEK - into_week, len(points))
        said = tuple(value for value in points[start:end] if value is not None)
        days = timedelta(days=start), timedelta(days=end - 1)
        found.append(Week(first + days[0], first + days[1], said))
        start, into_week = end, 0
    return tuple(found)


def weekly_counts(
    counts: Mapping[date, int | None], first: date, last: date, *, week_from: date | None = None
) -> tuple[Week, ...]:
    """Nosebleeds by date as weeks: `total`, and `days_logged` as the days it rests on."""
    return weeks(points_of(counts, first, last), first, week_from=week_from)


class Cell(NamedTuple):
    """One day of a calendar. `is_inside` False: only there to fill a week."""

    on: date
    value: int | None
    is_inside: bool


def calendar(points: Points, first: date) -> tuple[tuple[Cell, ...], ...]:
    """`points`, the first of which is for `first`, as whole weeks of seven cells, Monday first."""
    lead = first.weekday()
    length = -(-(lead + len(points)) // DAYS_A_WEEK) * DAYS_A_WEEK
    cells = []
    for place in range(length):
        index = place - lead
        is_inside = 0 <= index < len(points)
        value = points[index] if is_inside else None
        cells.append(Cell(first + timedelta(days=index), value, is_inside))
    return tuple(tuple(cells[at : at + DAYS_A_WEEK]) for at in range(0, length, DAYS_A_WEEK))
