"""The facts on Trends, gathered for one period and set beside others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from models import periods, records
from models.moods import Baseline
from models.periods import Period
from models.series import Points, daily_by_effect, points_of
from models.store import Store
from models.summary import (
    EffectFacts,
    MoodFacts,
    NosebleedFacts,
    effect_facts,
    mood_facts,
    nosebleed_facts,
)
from models.trends.marks import Mark, dose_changes, marks
from models.trends.ranges import course_in
from models.trends.rows import Rows, read_daily, with_life


@dataclass(frozen=True)
class EffectTrend:
    """One effect: its points, and its facts now, just before, and in the first two weeks.

    None where no day was logged, or where there is nothing to set it beside.
    """

    key: str
    points: Points
    now: EffectFacts | None
    before: EffectFacts | None
    first: EffectFacts | None


@dataclass(frozen=True)
class MoodTrend:
    """The moods, 1 Very low to 5 Very good; `with_lead` has the 6 days before `points` too."""

    points: Points
    with_lead: Points
    now: MoodFacts
    before: MoodFacts
    first: MoodFacts | None
    baseline: Baseline | None


@dataclass(frozen=True)
class BleedTrend:
    """Nosebleeds by day; a count of 0 is an answer."""

    points: Points
    now: NosebleedFacts
    before: NosebleedFacts


@dataclass(frozen=True)
class DoseChange:
    """The 14 days before a change of dose, and the 14 from the day of the change on."""

    mark: Mark
    before: Period
    after: Period
    effects: Mapping[str, tuple[EffectFacts | None, EffectFacts | None]]
    mood: tuple[MoodFacts, MoodFacts]
    bleeds: tuple[NosebleedFacts, NosebleedFacts]


@dataclass(frozen=True)
class Trends:
    """Everything that Trends shows of `period`. `first` None: nothing to compare a start with."""

    period: Period
    before: Period
    first: Period | None
    days_logged: int
    effects: Mapping[str, EffectTrend]
    mood: MoodTrend
    bleeds: BleedTrend
    marks: tuple[Mark, ...] = ()
    changes: tuple[DoseChange, ...] = ()
    course_start_on: date | None = None
    moods: Sequence[tuple[date, records.Mood]] = field(default=(), repr=False)


LEAD = timedelta(days=6)
"""A 7-day mean on the first day of a period rests on the 6 days before it."""


def read_trends(
    store: Store,
    period: Period,
    settings: Mapping[str, Any],
    courses: tuple[records.Course, ...],
    visits: tuple[records.Visit, ...],
) -> Trends:
    """Read and gather `period`.

    Raises:
        JournalProblem: the journal could not be read.

    """
    wanted = extent(period, courses)
    rows = read_daily(store, wanted.first, wanted.last)
    return gather(with_life(rows, store, settings, courses, visits), period)


def extent(period: Period, courses: Sequence[records.Course]) -> Period:
    """All days that must be read for `period`: it, what it is set beside, what it leads into."""
    looked_at = [period, periods.before(period), Period(period.first - LEAD, period.last)]
    first = first_weeks(period, courses)
    looked_at += [first] if first else []
    for mark in dose_changes(Rows(courses=tuple(courses)), period):
        looked_at += periods.around(mark.on)
    return Period(min(each.first for each in looked_at), max(each.last for each in looked_at))


def first_weeks(period: Period, courses: Sequence[records.Course]) -> Period | None:
    """The first two weeks of the course that `period` lies in; None while they still run."""
    course = course_in(courses, period.last)
    if course is None or course.start_on is None:
        return None
    first = periods.first_two_weeks(course.start_on)
    return first if first.last < period.last and first != period else None


def gather(rows: Rows, period: Period) -> Trends:
    """The facts of `period`; `rows` cover at least `extent(period, rows.courses)`."""
    whole = extent(period, rows.courses)
    before, first = periods.before(period), first_weeks(period, rows.courses)
    levels = daily_by_effect(rows.levels, whole.first, whole.last)
    moods = [(row.on_date, records.Mood(row.level)) for row in rows.moods]
    bled = _bleeds(rows)
    course = course_in(rows.courses, period.last)
    changes = tuple(
        _change(mark, levels, whole, moods, bled) for mark in dose_changes(rows, period)
    )
    return Trends(
        period, before, first, len(_logged_on(rows, period)),
        {key: _effect(key, points, whole, (period, before, first))
         for key, points in levels.items()},
        _mood(rows, moods, (period, before, first)),
        BleedTrend(
            points_of({on: day.nosebleeds.count for on, day in bled.items() if day.nosebleeds},
                      period.first, period.last),
            nosebleed_facts(bled, period), nosebleed_facts(bled, before),
        ),
        marks(rows, period), changes, course.start_on if course else None, moods,
    )  # fmt: skip


def _cut(points: Points, whole: Period, part: Period) -> Points:
    start = (part.first - whole.first).days
    return points[start : start + part.days]


def _facts(key: str, points: Points, whole: Period, part: Period | None) -> EffectFacts | None:
    return effect_facts(key, _cut(points, whole, part), part.first) if part else None


def _effect(
    key: str, points: Points, whole: Period, parts: tuple[Period, Period, Period | None]
) -> EffectTrend:
    now, before, first = (_facts(key, points, whole, part) for part in parts)
    return EffectTrend(key, _cut(points, whole, parts[0]), now, before, first)


def _mood(
    rows: Rows,
    moods: Sequence[tuple[date, records.Mood]],
    parts: tuple[Period, Period, Period | None],
) -> MoodTrend:
    period, before, first = parts
    by_day = {on: mood.level for on, mood in moods}
    lead = points_of(by_day, period.first - LEAD, period.last)
    return MoodTrend(
        lead[LEAD.days :], lead, mood_facts(moods, period), mood_facts(moods, before),
        mood_facts(moods, first) if first else None, rows.baseline,
    )  # fmt: skip


def _bleeds(rows: Rows) -> dict[date, records.Day]:
    return {
        row.on_date: records.Day(
            row.on_date,
            nosebleeds=records.Nosebleeds(row.count, row.longest, bool(row.is_heavy)),
        )
        for row in rows.bleeds
    }


def _logged_on(rows: Rows, period: Period) -> set[date]:
    """The days of `period` on which anything was said; as records.Day.is_logged."""
    said = {row[0] for row in rows.levels}
    said.update(row.on_date for row in rows.moods)
    said.update(row.on_date for row in rows.bleeds)
    said.update(row.on_date for row in rows.days if row.is_nothing_new or row.note)
    return {on for on in said if on in period}


def _change(
    mark: Mark,
    levels: Mapping[str, Points],
    whole: Period,
    moods: Sequence[tuple[date, records.Mood]],
    bled: Mapping[date, records.Day],
) -> DoseChange:
    before, after = periods.around(mark.on)
    return DoseChange(
        mark, before, after,
        {key: (_facts(key, points, whole, before), _facts(key, points, whole, after))
         for key, points in levels.items()},
        (mood_facts(moods, before), mood_facts(moods, after)),
        (nosebleed_facts(bled, before), nosebleed_facts(bled, after)),
    )  # fmt: skip
