"""What one journal file holds, told without opening it as a journal: also of another version."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from models.migrations import APPLICATION_ID

_DAY_TABLES = ("answer", "nosebleeds", "mood", "day")


class CopyFacts(NamedTuple):
    """What a copy holds. `sequence`: of two copies that take turns, the later has the greater.

    `changed_on`: the day of the last change, leaving out what a clock that was ahead has stamped.
    """

    days: int
    rows: int
    first: date | None = None
    last: date | None = None
    changed_on: date | None = None
    sequence: int = 0

    def is_fuller(self, other: "CopyFacts") -> bool:
        """Whether it has more days, or more entries, than `other`."""
        return self.days > other.days or self.rows > other.rows


class NotOurs(sqlite3.DatabaseError):
    """A database of another program."""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The journal file at `path`, which is only read.

    Raises:
        sqlite3.Error: it is no database, or (NotOurs) not one of ours.

    """
    # Path.as_uri() would load half of Python's web client for this.
    place = quote(os.fsencode(path.absolute().as_posix().lstrip("/")), safe="/:")
    with closing(sqlite3.connect(f"file:///{place}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotOurs(path.name)
        yield copy


def facts_of(raw: sqlite3.Connection, today: date | None = None) -> CopyFacts:
    """The facts of an open journal of any version; `changed_on` only with `today`."""
    found = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = [name for name, sql in found if "is_deleted" in (sql or "")]
    if not names:
        return CopyFacts(0, 0)
    living = "WHERE is_deleted = 0"
    rows = " + ".join(f'(SELECT count(*) FROM "{name}" {living})' for name in names)
    there = [f"SELECT on_date FROM {name} {living}" for name in _DAY_TABLES if name in names]
    days, first, last = raw.execute(
        f"SELECT count(*), min(on_date), max(on_date) FROM ({' UNION '.join(there)})"
    ).fetchone()
    count = raw.execute(f"SELECT {rows}").fetchone()[0]
    sequence = raw.execute("PRAGMA schema_version").fetchone()[0]
    changed_on = _changed_on(raw, names, today) if today else None
    return CopyFacts(days, count, _day(first), _day(last), changed_on, sequence)


def _changed_on(raw: sqlite3.Connection, names: list[str], today: date) -> date | None:
    until = (today + timedelta(days=2)).isoformat()
    stamps = " UNION ALL ".join(f'SELECT max(updated_at) AS at FROM "{name}" WHERE updated_at < ?'
                                for name in names)  # fmt: skip
    return _day(raw.execute(f"SELECT max(at) FROM ({stamps})", [until] * len(names)).fetchone()[0])


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def read_facts(path: Path, today: date | None = None) -> CopyFacts | None:
    """The facts of the file at `path`; None if it cannot be read as a journal.

    Raises:
        sqlite3.OperationalError: another program holds it.

    """
    try:
        with reading(path) as raw:
            return facts_of(raw, today)
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None) or 0
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        return None


def is_fuller(path: Path, than: CopyFacts) -> bool:
    """Whether there is a journal at `path` with more in it."""
    found = read_facts(path) if path.is_file() else None
    return found is not None and found.is_fuller(than)
