"""Trends in a journal of one year and in one of ten: computing its facts, and drawing the screen.

python -m tests.bench.bench_trends
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import flet_charts as fc

from app import startup
from models import periods
from models.database import FILE_NAME
from models.demo import write_demo
from models.periods import Period
from models.store import Store
from models.trends import steps
from models.trends.gather import extent, gather, read_trends
from models.trends.rows import Rows, read_daily, with_life
from tests.bench.timing import line, side_by_side
from tests.headless import Screen

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 20, 15, tzinfo=ZoneInfo("Europe/Dublin"))
TIMES = 15


@contextmanager
def journal(years: int) -> Iterator[tuple[Path, Store]]:
    """A folder with a journal of an entry every day and twelve effects, and its store."""
    with tempfile.TemporaryDirectory() as name:
        write_demo(Path(name), today=TODAY, years=years)
        with closing(startup.open_store(Path(name) / FILE_NAME, lambda: NOW)) as store:
            yield Path(name), store


def shapes(rows: Rows, period: Period) -> None:
    """All that is computed for the screen: every fact, every line, the moods, the bars."""
    found = gather(rows, period)
    for effect in found.effects.values():
        steps.lines(effect.points, period)
    steps.mood_points(found.mood.points, period)
    steps.bars(found.bleeds.points, period)


def computing(store: Store, years: int, days: int) -> None:
    """The facts of some days, against the raw rows they are made of."""
    period = periods.ending(TODAY, days)
    courses, visits, settings = store.courses(), store.visits(), store.settings()
    wanted = extent(period, courses)
    rows = with_life(read_daily(store, wanted.first, wanted.last), store, settings, courses, visits)
    found = side_by_side(
        {
            "query": lambda: read_daily(store, wanted.first, wanted.last),
            "computed": lambda: shapes(rows, period),
            "all": lambda: read_trends(store, period, settings, courses, visits),
        },
        TIMES,
    )
    what = f"{days} days, journal of {years} years"
    line(f"{what}: raw rows of {wanted.days} days", found["query"])
    aim = "at most 50 ms" if days == 365 else ""
    line(f"{what}: computed beyond them", found["computed"], found["query"], aim)
    line(f"{what}: the same in processor time", processor(lambda: shapes(rows, period)))
    line(f"{what}: read and gathered", found["all"])


def processor(step: Callable[[], None]) -> float:
    """The median seconds that the processor works on `step`: a busy machine does not count."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        step()
        taken.append(time.process_time() - start)
    return median(taken)


async def drawing(folder: Path, years: int) -> None:
    """From the tap on Trends to a settled screen, packed for the client."""
    taken: dict[str, list[float]] = {}
    points = 0
    async with Screen(partial(startup.main, folder=folder, clock=lambda: NOW)) as screen:
        for _ in range(5):
            await timed(taken, "opened", screen.choose_tab(1))
            for name in ("2 weeks", "3 months", "Course", "6 weeks"):
                await timed(taken, name, screen.tap(name))
                if name == "Course":
                    charts = screen.all(fc.LineChart)
                    points = sum(len(s.points) for c in charts for s in c.data_series)
            await screen.choose_tab(0)
    for name, each in taken.items():
        line(f"journal of {years} years: {name}, drawn and packed", median(each))
    print(f"{'points of the charts of a course':<58}{points:9}")


async def timed(taken: dict[str, list[float]], name: str, step: object) -> None:
    """Await `step` and note how long it took."""
    start = time.perf_counter()
    await step  # type: ignore[misc]  # a coroutine of the screen
    taken.setdefault(name, []).append(time.perf_counter() - start)


def imports() -> None:
    """What the chart library costs, once, when the first chart is drawn."""
    for name in [name for name in sys.modules if name.split(".")[0] == "flet_charts"]:
        del sys.modules[name]
    start = time.perf_counter()
    __import__("flet_charts")
    line("import of the chart library", time.perf_counter() - start)


if __name__ == "__main__":
    for years in (1, 10):
        with journal(years) as (folder, store):
            for days in (42, 365, 3652):
                if days <= 366 * years:
                    computing(store, years, days)
            asyncio.run(drawing(folder, years))
    imports()
