"""From a tap to the disk, and opening Today, against plain SQLite in the same run.

    python -m tests.bench.bench_store [FOLDER]

FOLDER chooses the file system; by default the system's folder for temporary files.
"""

import itertools
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.facts import Facts, read_again, read_facts
from models import tables
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.store import Store
from tests.bench.timing import line, side_by_side

TODAY = date(2026, 11, 22)
TIMES = 150
PRAGMAS = (
    "busy_timeout = 1000", "foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON",
    "secure_delete = ON", "temp_store = MEMORY", "journal_mode = TRUNCATE", "synchronous = FULL",
)  # fmt: skip
RAW_ROW = """
    INSERT INTO answer (on_date, effect_key, level, places, stopped_me, written_at, utc_offset,
                        updated_at, is_deleted)
    VALUES (?, 'dry_lips', ?, '', 0, ?, 0, ?, 0)
    ON CONFLICT (on_date, effect_key) DO UPDATE SET
      level = excluded.level, places = excluded.places, stopped_me = excluded.stopped_me,
      written_at = excluded.written_at, utc_offset = excluded.utc_offset,
      updated_at = excluded.updated_at, is_deleted = excluded.is_deleted
"""


class Ticking:
    """A clock that has moved on a little every time it is asked."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


def opened(folder: Path, years: int) -> Store:
    """A journal with an entry every day for `years` years."""
    folder.mkdir()
    write_demo(folder, today=TODAY, years=years)
    return Store(open_journal(folder / FILE_NAME), Ticking())


def raw_commits(path: Path) -> tuple[sqlite3.Connection, Callable[[], None]]:
    """The plainest way to keep one answer: the same row, the same pragmas, one commit."""
    raw = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}").fetchall()
    levels, clock = itertools.cycle(range(5)), Ticking()

    def commit() -> None:
        stamp = clock().isoformat()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(RAW_ROW, (TODAY.isoformat(), next(levels), stamp, stamp))
        raw.execute("COMMIT")

    return raw, commit


def statements(store: Store, work: Callable[[], Any]) -> int:
    """How many SQL statements `work` sends."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    work()
    event.remove(store.engine, "before_cursor_execute", note)
    return len(sent)


class Tapping:
    """Taps on Today in one journal, with what is shown read again as the Journal does."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.facts: Facts = read_facts(store, TODAY, TODAY)
        self.levels = itertools.cycle((1, 2, 3, 4))

    def draft(self) -> tables.Draft:
        return tables.AnswerDraft(on_date=TODAY, effect_key="dry_lips", level=next(self.levels))

    def write(self) -> None:
        self.store.write(self.draft())

    def write_and_see(self) -> None:
        self.write()
        self.store.days(TODAY, TODAY)

    def tap(self) -> None:
        self.facts = read_again(self.store, self.facts, self.store.write(self.draft()))

    def tap_mood(self) -> None:
        draft = tables.MoodDraft(on_date=TODAY, level=3 + next(self.levels) % 2)
        self.facts = read_again(self.store, self.facts, self.store.write(draft))


def measure(folder: Path) -> None:
    with closing(opened(folder / "1", 1)) as one, closing(opened(folder / "10", 10)) as ten:
        copy = shutil.copy(folder / "10" / FILE_NAME, folder / "raw.db")
        raw, commit = raw_commits(Path(copy))
        taps, taps_ten = Tapping(one), Tapping(ten)
        with closing(raw):
            found = side_by_side(
                {
                    "raw": commit,
                    "write": taps_ten.write,
                    "day": taps_ten.write_and_see,
                    "tap": taps_ten.tap,
                    "tap mood": taps_ten.tap_mood,
                    "tap, 1 year": taps.tap,
                },
                TIMES,
            )
        today = side_by_side(
            {
                "1 year": lambda: read_facts(one, TODAY, TODAY),
                "10 years": lambda: read_facts(ten, TODAY, TODAY),
            },
            TIMES,
        )
        sent = statements(ten, lambda: read_facts(ten, TODAY, TODAY))
        tapped = statements(ten, taps_ten.tap)
    base = found["raw"]
    line("raw sqlite3 commit of the same row", base)
    line("one answer written (10 years)", found["write"], base, "at most 3 x")
    line("one answer written and its own day read again (10 years)", found["day"], base)
    line("one answer written and Today read again (10 years)", found["tap"], base, "at most 3 x")
    line("one mood written and Today read again (10 years)", found["tap mood"], base)
    line("one answer, 10 years against 1 year", found["tap"], found["tap, 1 year"])
    line("opening Today, 1 year", today["1 year"])
    line("opening Today, 10 years against 1 year", today["10 years"], today["1 year"],
         "at most 1.2 x")  # fmt: skip
    print(f"SQL statements to open Today: {sent} (at most 10); for a tap with its BEGIN: {tapped}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as name:
        measure(Path(name))
