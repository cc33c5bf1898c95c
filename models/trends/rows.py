"""What Trends reads from the store, in a handful of queries for one stretch of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import records, tables
from models.mood_path import kept_baseline
from models.moods import Baseline
from models.rows import between
from models.store import Store


@dataclass(frozen=True)
class Rows:
    """Rows as the store gives them, for at least the days that are looked at."""

    levels: Sequence[tuple[date, str, int]] = ()
    moods: Sequence[Any] = ()  # on_date, level
    bleeds: Sequence[Any] = ()  # on_date, count, longest, is_heavy
    days: Sequence[Any] = ()  # on_date, is_nothing_new, note
    notices: Sequence[Any] = ()
    courses: tuple[records.Course, ...] = ()
    visits: tuple[records.Visit, ...] = ()
    talks: tuple[records.ProviderContact, ...] = ()
    results: tuple[records.TestResult, ...] = ()
    baseline: Baseline | None = field(default=None)


def read_daily(store: Store, first: date, last: date) -> Rows:
    """What was written for the days from `first` to `last`.

    Raises:
        JournalProblem: the journal could not be read.

    """
    bleeds = between(tables.Nosebleeds, first, last, "on_date", "count", "longest", "is_heavy")
    days = between(tables.Day, first, last, "on_date", "is_nothing_new", "note")
    return Rows(
        store.levels(first, last), store.moods(first, last), store.read(bleeds), store.read(days)
    )


def with_life(
    rows: Rows,
    store: Store,
    settings: Mapping[str, Any],
    courses: tuple[records.Course, ...],
    visits: tuple[records.Visit, ...],
) -> Rows:
    """`rows` with what happened around the days: courses, visits, tests, notices, talks."""
    return Rows(
        rows.levels, rows.moods, rows.bleeds, rows.days, store.notices(), courses, visits,
        store.provider_contacts(), store.results(), kept_baseline(settings),
    )  # fmt: skip
