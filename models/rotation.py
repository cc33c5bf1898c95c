"""Which dated backups are kept: the last of 7 days, of 4 weeks and of 6 months. Pure."""

from collections.abc import Callable, Iterable
from datetime import date

DAILY, WEEKLY, MONTHLY = 7, 4, 6


def kept(dates: Iterable[date], today: date) -> frozenset[date]:
    """The dates of the backups to keep, out of those there are.

    Days, weeks and months without a backup do not count, so a pause in the diary never
    costs a backup. A date after `today` comes from a clock that was wrong at some time; it is
    kept, and takes nobody's place.
    """
    there = sorted(set(dates), reverse=True)
    past = [day for day in there if day <= today]
    return frozenset(
        [day for day in there if day > today]
        + past[:DAILY]
        + _newest_of_each(past, lambda day: day.isocalendar()[:2], WEEKLY)
        + _newest_of_each(past, lambda day: (day.year, day.month), MONTHLY)
    )


def _newest_of_each(
    dates: list[date], period: Callable[[date], tuple[int, ...]], count: int
) -> list[date]:
    """The newest date of each of the `count` newest periods; `dates` come newest first."""
    newest: dict[tuple[int, ...], date] = {}
    for day in dates:
        newest.setdefault(period(day), day)
    return list(newest.values())[:count]
