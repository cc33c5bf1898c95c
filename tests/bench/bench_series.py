"""Series, summaries and Trends, against the one SQL query that they need.

python -m tests.bench.bench_series
"""

import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from models import periods
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.periods import Period
from models.series import calendar, daily_by_effect, runs, weeks
from models.store import Store
from models.summary import effect_facts, every_effect
from models.trends.gather import extent, gather, read_trends
from models.trends.rows import read_daily, with_life
from tests.bench.timing import line, side_by_side

TODAY = date(2026, 11, 22)


def ten_years(store: Store) -> None:
    """Twelve effects, every day."""
    first = store.first_day()
    assert first is not None
    whole = Period(first, TODAY)
    rows = store.levels(whole.first, whole.last)

    def both() -> None:
        for key, points in daily_by_effect(rows, whole.first, whole.last).items():
            effect_facts(key, points, whole.first)

    found = side_by_side(
        {
            "query": lambda: store.levels(whole.first, whole.last),
            "series": lambda: daily_by_effect(rows, whole.first, whole.last),
            "summary": lambda: every_effect(rows, whole),
            "both": both,
            "drawn": lambda: drawn(rows, whole),
        },
        15,
    )
    query = found["query"]
    line(f"the one query: {len(rows)} answers of {whole.days} days", query)
    line("series of every effect", found["series"], query)
    line("series and summary of every effect", found["both"], query, "at most 3 x")
    line("summary alone, from the rows", found["summary"], query)
    line("series, lines, weeks and calendars of every effect", found["drawn"], query)


def drawn(rows: list[tuple[date, str, int]], whole: Period) -> None:
    """All shapes that charts ask for."""
    for points in daily_by_effect(rows, whole.first, whole.last).values():
        runs(points)
        for week in weeks(points, whole.first):
            _ = week.worst, week.usual
        calendar(points, whole.first)


def one_year(store: Store) -> None:
    """Trends of 365 days as the screen shows it, in a journal of ten years."""
    period = periods.ending(TODAY, 365)
    courses, visits, settings = store.courses(), store.visits(), store.settings()
    wanted = extent(period, courses)

    def read() -> object:
        daily = read_daily(store, wanted.first, wanted.last)
        return with_life(daily, store, settings, courses, visits)

    rows = with_life(read_daily(store, wanted.first, wanted.last), store, settings, courses, visits)
    found = side_by_side(
        {
            "query": lambda: store.levels(wanted.first, wanted.last),
            "read": read,
            "gather": lambda: gather(rows, period),
            "all": lambda: read_trends(store, period, settings, courses, visits),
        },
        15,
    )
    line(f"Trends of 365 days: the one query ({wanted.days} days)", found["query"])
    line("Trends of 365 days: every query", found["read"])
    line("Trends of 365 days: computed from the rows", found["gather"], None, "at most 50 ms")
    line("Trends of 365 days: read and computed", found["all"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        write_demo(Path(name), today=TODAY, years=10)
        engine = open_journal(Path(name) / FILE_NAME)
        with closing(Store(engine, lambda: datetime(2026, 11, 22, tzinfo=UTC))) as store:
            ten_years(store)
            one_year(store)
