"""How long the user's data takes to go out and come in: `python -m tests.bench.bench_data`.

Aims: backup and check within 3 times SQLite's own backup; 5,000 rows in within 2 s; ten years
as JSON out and in within 3 s. Each figure is the middle one of several rounds.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from models.backup import back_up, raw_connection
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.exchange import incoming, json_file, plan
from models.exchange.source import Source
from models.merge import news
from models.restore import open_aside, replace
from models.sealed import opened, seal
from models.store import Store
from models.whole import put, read_whole
from tests.bench.timing import line, side_by_side

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
ROUNDS = 7
ROWS, MANY_ROWS = 5_000, 18_100


class Taken(NamedTuple):
    """Seconds on the wall, and seconds of work: they differ on a busy machine."""

    wall: float
    work: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.work:.2f} s of work)"


def taken(step: Callable[[int], object], rounds: int = ROUNDS) -> Taken:
    """The median times of `step`, which is told the number of its round."""
    walls, works = [], []
    for number in range(rounds):
        wall, work = perf_counter(), process_time()
        step(number)
        walls.append(perf_counter() - wall)
        works.append(process_time() - work)
    return Taken(median(walls), median(works))


def bench_backup(store: Store, folder: Path) -> None:
    """Our backup, opened and checked, against SQLite's own of the same file."""

    def plain(number: int) -> None:
        with (
            raw_connection(store.engine) as raw,
            closing(sqlite3.connect(folder / f"plain-{number}.db")) as copy,
        ):
            raw.backup(copy)

    numbers = count()
    steps = {
        "SQLite's own backup": lambda: plain(next(numbers)),
        "backup, opened and checked": lambda: back_up(
            store.engine, folder / f"b{next(numbers)}", TODAY, now=True
        ),
    }
    own, ours = side_by_side(steps, ROUNDS).values()
    for name, each, aim in zip(steps, (own, ours), ("", "aim: 3 x"), strict=True):
        line(name, each, own, aim)


def bench_json(store: Store, folder: Path) -> None:
    """The whole journal out as JSON and into an empty one."""
    data = b""

    def out(_: int) -> None:
        nonlocal data
        data = json_file.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)

    def into(number: int) -> None:
        theirs = json_file.load(data).rows
        put(empty[number].engine, lambda mine: news(mine, theirs))

    empty = [_empty(folder, f"json-{number}") for number in range(ROUNDS)]
    rows = sum(map(len, read_whole(store.engine).values()))
    print(f"JSON out: {taken(out)}; {rows:,} rows, {len(data) / 1e6:.1f} MB")
    print(f"JSON in: {taken(into)} (aim: out and in 3 s)")
    print(f"sealed: {taken(lambda _: seal(data, 'correct horse'), 3)}")
    sealed = seal(data, "correct horse")
    print(f"opened: {taken(lambda _: opened(sealed, 'correct horse'), 3)}")


def bench_import(folder: Path) -> None:
    """5,000 and 18,100 rows of a Daylio table: read, planned, written."""
    for rows in (ROWS, MANY_ROWS):
        _bench_rows(folder, rows)


def _bench_rows(folder: Path, rows: int) -> None:
    moods = ("rad", "good", "meh", "bad", "awful")
    lines = (
        f"{TODAY - timedelta(days=number)},x,x,9:00,{moods[number % 5]},work | x,,note {number}\n"
        for number in range(rows)
    )
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    data = (head + "".join(lines)).encode()
    stores = [_empty(folder, f"import-{rows}-{number}") for number in range(ROUNDS)]

    def into(number: int) -> None:
        source = incoming.read("daylio.csv", data)
        assert isinstance(source, Source)
        done = plan.apply(plan.dry_run(source, stores[number], TODAY), stores[number])
        assert len(done) == 2 * rows + 1  # and the record of the import

    print(f"import: {rows:,} rows in {taken(into)} (aim: 2 s)")


def bench_restore(store: Store, folder: Path) -> None:
    """A backup opened aside, and put in the place of the journal."""
    made = back_up(store.engine, folder / "restore", TODAY, now=True)
    assert made is not None
    data = made.read_bytes()
    aside = taken(lambda number: open_aside(data, folder / f"aside-{number}"))
    target = _empty(folder, "target")
    placed = taken(
        lambda number: replace(
            target.engine, folder / f"aside-{number}" / FILE_NAME, folder / f"before-{number}.db"
        )
    )
    print(f"restore: opened aside {aside}, put in place {placed}")


def _empty(folder: Path, name: str) -> Store:
    (folder / name).mkdir()
    return Store(open_journal(folder / name / FILE_NAME), lambda: NOW)


def main() -> None:
    """Measure everything on ten years of the sample journal."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_demo(folder, today=TODAY, years=10)
        store = Store(open_journal(folder / FILE_NAME), lambda: NOW)
        print(f"journal: {(folder / FILE_NAME).stat().st_size / 1e6:.1f} MB")
        bench_backup(store, folder)
        bench_json(store, folder)
        bench_import(folder)
        bench_restore(store, folder)
        store.close()


if __name__ == "__main__":
    main()
