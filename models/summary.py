"""The facts of a period: worst, usual, days with it, change. Pure: no clock, no database, no Flet.

Every number rests on the days that were logged; a day without an entry is not in it, and is
never a zero. Nothing here judges: no total over effects, no target, no percentage.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models import records
from models.periods import Period
from models.scales import NOSEBLEED_BANDS
from models.series import Levels, Points, daily_by_effect, median

LEAST_DAYS = 3
"""A change is only given where both periods have at least this many logged days."""


@dataclass(frozen=True)
class EffectFacts:
    """One effect in one period with one logged day at least. Levels: 0 None to 4 Very severe.

    `days_with`: days at level 1 or more. `usual`: the median. `worst_on`: the newest of several
    such days. `days_stopped`: days on which it stopped the user doing something.
    """

    key: str
    days_logged: int
    days_with: int
    average: float
    usual: float
    worst: int
    worst_on: date
    days_stopped: int = 0


@dataclass(frozen=True)
class Change:
    """The newer period less the one before, in points of the scale; above 0 is a higher level."""

    average: float
    usual: float
    worst: int


def effect_facts(
    key: str, points: Points, first: date, days_stopped: int = 0
) -> EffectFacts | None:
    """The facts of one effect from its points, the first of which is for the date `first`.

    None when no day was logged.
    """
    levels = sorted(level for level in points if level is not None)
    if not levels:
        return None
    worst = levels[-1]
    newest = len(points) - 1 - points[::-1].index(worst)
    return EffectFacts(
        key,
        days_logged=len(levels),
        days_with=len(levels) - levels.count(0),
        average=sum(levels) / len(levels),
        usual=median(levels),
        worst=worst,
        worst_on=first + timedelta(days=newest),
        days_stopped=days_stopped,
    )


def every_effect(
    rows: Levels, period: Period, stopped: Mapping[str, int] | None = None
) -> dict[str, EffectFacts]:
    """The facts of every effect that was answered in `period`.

    `rows` may cover more than the period; `stopped` is as `days_stopped` gives it.
    """
    found = daily_by_effect(rows, period.first, period.last)
    times = stopped or {}
    facts = (
        effect_facts(key, points, period.first, times.get(key, 0)) for key, points in found.items()
    )
    return {fact.key: fact for fact in facts if fact is not None}


def days_stopped(days: Mapping[date, records.Day], period: Period) -> dict[str, int]:
    """On how many days of `period` each effect stopped the user doing something."""
    return dict(Counter(key for on, day in days.items() if on in period for key in day.stopped))


def change(now: EffectFacts | None, before: EffectFacts | None) -> Change | None:
    """How an effect differs from the period before; None where either has fewer than 3 days."""
    if now is None or before is None:
        return None
    if min(now.days_logged, before.days_logged) < LEAST_DAYS:
        return None
    return Change(now.average - before.average, now.usual - before.usual, now.worst - before.worst)


@dataclass(frozen=True)
class NosebleedFacts:
    """The nosebleeds of a period. `days_logged`: days with an answer, a count of 0 included.

    `longest` is the highest of scales.NOSEBLEED_BANDS, `most` the highest count of one day,
    each with its newest date; all four are None when nothing of the kind was logged.
    """

    days_logged: int = 0
    total: int = 0
    days_with: int = 0
    most: int | None = None
    most_on: date | None = None
    longest: str | None = None
    longest_on: date | None = None
    heavy_on: tuple[date, ...] = ()


def nosebleed_facts(days: Mapping[date, records.Day], period: Period) -> NosebleedFacts:
    """The nosebleeds of `period`."""
    asked = [(on, day.nosebleeds) for on, day in days.items() if on in period and day.nosebleeds]
    bled = [(on, bleeds) for on, bleeds in asked if bleeds.count]
    most, most_on = max(((bleeds.count, on) for on, bleeds in bled), default=(None, None))
    bands = [(NOSEBLEED_BANDS.index(b.longest), on) for on, b in bled if b.longest]
    band, longest_on = max(bands, default=(None, None))
    return NosebleedFacts(
        days_logged=len(asked),
        total=sum(bleeds.count for _, bleeds in bled),
        days_with=len(bled),
        most=most,
        most_on=most_on,
        longest=None if band is None else NOSEBLEED_BANDS[band],
        longest_on=longest_on,
        heavy_on=tuple(sorted(on for on, bleeds in bled if bleeds.is_heavy)),
    )


def total_change(now: NosebleedFacts, before: NosebleedFacts) -> int | None:
    """Nosebleeds more than in the period before; None where either has fewer than 3 days.

    Only of use for periods of the same length, and to be shown with the days behind both.
    """
    if min(now.days_logged, before.days_logged) < LEAST_DAYS:
        return None
    return now.total - before.total


@dataclass(frozen=True)
class MoodFacts:
    """The moods of a period, 1 Very low to 5 Very good. None when no mood was logged.

    `lowest_on`: the newest of several such days. `days_stopped`: days on which the mood
    stopped the user doing something.
    """

    days_logged: int = 0
    average: float | None = None
    lowest: int | None = None
    lowest_on: date | None = None
    days_stopped: int = 0


def mood_facts(moods: Iterable[tuple[date, records.Mood]], period: Period) -> MoodFacts:
    """The moods of `period`; a day with tags only is not a logged mood."""
    inside = [(on, mood) for on, mood in moods if on in period]
    stopped = sum(mood.stopped_me for _, mood in inside)
    levels = [(mood.level, on) for on, mood in inside if mood.level is not None]
    if not levels:
        return MoodFacts(days_stopped=stopped)
    lowest = min(level for level, _ in levels)
    return MoodFacts(
        days_logged=len(levels),
        average=sum(level for level, _ in levels) / len(levels),
        lowest=lowest,
        lowest_on=max(on for level, on in levels if level == lowest),
        days_stopped=stopped,
    )


def mood_change(now: MoodFacts, before: MoodFacts) -> float | None:
    """The average mood less that of the period before; None where either has under 3 days."""
    if now.average is None or before.average is None:
        return None
    if min(now.days_logged, before.days_logged) < LEAST_DAYS:
        return None
    return now.average - before.average


def days_logged(days: Mapping[date, records.Day], period: Period) -> int:
    """On how many days of `period` the user said anything: the 41 in "41 of 44 days logged"."""
    return sum(on in period and day.is_logged for on, day in days.items())
