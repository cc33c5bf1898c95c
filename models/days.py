"""Which day a moment belongs to. Pure: no clock, no database, no Flet.

A day is a civil date on the wall of the place where the user is. It ends at a cut-off
hour (03:00 unless changed), so that "this evening" stays on its own day after midnight.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

DEFAULT_CUTOFF = time(3, 0)
DAYS_A_WEEK = 7
LATE_AFTER_DAYS = 2
"""An entry written more than this many days after its day is marked as late."""


def day_of(moment: datetime, cutoff: time = DEFAULT_CUTOFF) -> date:
    """The day that `moment` belongs to: its own date, or the one before until `cutoff`.

    Only the wall clock counts: hours are never added or taken away, so daylight saving
    cannot move an entry. `moment` is aware, in the zone of the place where the user is.

    Raises:
        ValueError: `moment` has no zone; a naive moment could be read as another day.

    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    if moment.timetz().replace(tzinfo=None) < cutoff:
        return moment.date() - timedelta(days=1)
    return moment.date()


def day_ends_at(moment: datetime, cutoff: time = DEFAULT_CUTOFF) -> datetime:
    """When the day that `moment` belongs to ends, on the same wall clock.

    By a clock of fixed offset this is an hour off in a night in which the clocks are changed.
    """
    next_day = day_of(moment, cutoff) + timedelta(days=1)
    return datetime.combine(next_day, cutoff, moment.tzinfo)


def moment_of(day: date, at: time | None, now: datetime, cutoff: time = DEFAULT_CUTOFF) -> datetime:
    """The end of the minute `at` on `day`, by the clock that gives `now`; None: when it began.

    After midnight, until the cut-off, it is still `day`.
    """
    if at is None:
        return datetime.combine(day, cutoff, now.tzinfo)
    wall = datetime.combine(day + timedelta(days=at < cutoff), at, now.tzinfo)
    return wall + timedelta(minutes=1)


def utc_stamp(moment: datetime) -> str:
    """`moment` in UTC as fixed-width text, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


SAMPLE_MARK = ":00.314159Z"
"""How the stamps of the sample's rows end, and by chance one in 60 million others."""


def sample_stamp(moment: datetime) -> str:
    """The stamp of a row of the sample written at `moment`, no later than that."""
    marked = moment.replace(second=0, microsecond=314159)
    return utc_stamp(marked if marked <= moment else marked - timedelta(minutes=1))


def offset_minutes(moment: datetime) -> int:
    """Minutes east of UTC on the clock that gave `moment`."""
    offset = moment.utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def wall_date(stamp: str, offset: int) -> date:
    """The date on the user's own clock when a UTC `stamp` was written, `offset` minutes east."""
    return (datetime.fromisoformat(stamp) + timedelta(minutes=offset)).date()


def span(first: date, last: date) -> Iterator[date]:
    """Every date from `first` to `last`, both included; none if `last` comes before."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def week_ending(last: date, holding: date) -> tuple[date, ...]:
    """The seven dates, oldest first, that hold `holding` when weeks are counted back from `last`.

    The newest such week ends on `last` itself, so yesterday is always beside today.
    """
    weeks_back = max(0, (last - holding).days // DAYS_A_WEEK)
    end = last - timedelta(weeks=weeks_back)
    return tuple(span(end - timedelta(days=DAYS_A_WEEK - 1), end))


def course_week(start_on: date, day: date) -> int:
    """Which week of the course `day` falls in: the start date opens week 1; 0 before it."""
    return (day - start_on).days // DAYS_A_WEEK + 1 if day >= start_on else 0


def is_late(day: date, written_on: date) -> bool:
    """Whether an entry for `day` was first written more than two days afterwards."""
    return (written_on - day).days > LATE_AFTER_DAYS
