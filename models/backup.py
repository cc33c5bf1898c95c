"""Automatic backups: whole copies of the journal, made by SQLite, opened and checked, rotated.

They lie beside the journal, in the folder `backups`, one file for each day. In a browser, where
files have fixed names and cannot be renamed, two files take turns.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import Engine

from models.database import (
    Damaged,
    JournalProblem,
    NewerJournal,
    NotAJournal,
    check_whole,
    copy_whole,
    problems,
)
from models.migrations import APPLICATION_ID, VERSION, version_of
from models.progress import Told, untold
from models.rotation import kept
from models.shapes import SHAPES

FOLDER = "backups"
_HEADER_BYTES = 100
_BLOCK = 1 << 20
_NAME = re.compile(r"journal-(\d{4}-\d\d-\d\d)\.db")


class Mark(NamedTuple):
    """Tells one state of a journal from another: how many rows there are, and the last change."""

    rows: int
    last_change: str


def backups(folder: Path) -> dict[date, Path]:
    """The backups in `folder`, oldest first; files of other names are none of ours."""
    found = {}
    for path in sorted(folder.glob("journal-*.db")) if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            try:
                found[date.fromisoformat(match[1])] = path
            except ValueError:
                continue
    return found


def back_up(
    engine: Engine, folder: Path, today: date, *, now: bool = False, told: Told = untold
) -> Path | None:
    """Copy the journal into `folder`, check the copy, then let older ones go.

    Does nothing, and gives None, if there is a backup of today or nothing has changed since the
    last one; with `now` it makes one in any case. Older backups are deleted only once the new
    one has been opened and found whole. `told` counts pages.

    Raises:
        JournalProblem: no backup was made, and none was deleted.

    """
    journal = Path(engine.url.database or "")
    with problems():
        there = backups(folder)
        if not now and (today in there or (there and is_same(journal, there[max(there)]))):
            return None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = folder / f"journal-{today.isoformat()}.db"
        with raw_connection(engine) as raw:
            copy_whole(raw, target, told=told)
        if not is_same(journal, target):
            raise Damaged("the copy differs from the journal")
        there[today] = target
        for day in there.keys() - kept(there, today):
            there[day].unlink(missing_ok=True)
    return target


def is_same(journal: Path, copy: Path) -> bool:
    """Whether two journal files hold the same, byte for byte, but for counters in the header."""
    if journal.stat().st_size != copy.stat().st_size:
        return False
    with journal.open("rb") as mine, copy.open("rb") as theirs:
        mine.seek(_HEADER_BYTES)
        theirs.seek(_HEADER_BYTES)
        while block := mine.read(_BLOCK):
            if block != theirs.read(_BLOCK):
                return False
    return True


def back_up_in_turn(
    engine: Engine, files: Sequence[Path], today: date, *, now: bool = False
) -> Path | None:
    """As `back_up`, for a store with fixed file names: the file with the older copy is rewritten.

    A kill while it is written leaves the other copy whole.

    Raises:
        JournalProblem: no backup was made; the newer copy is untouched.

    """
    with problems():
        marks = {path: _mark_if_whole(path) for path in files}
        newest = max(mark.last_change if mark else "" for mark in marks.values())
        with raw_connection(engine) as raw:
            mark = mark_of(raw)
            if not now and (mark in marks.values() or newest[:10] == today.isoformat()):
                return None
            target = min(files, key=lambda path: (found := marks[path]) and found.last_change or "")
            copy_whole(raw, target, in_place=True)
        if read_mark(target) != mark:
            raise Damaged("the copy differs from the journal")
    return target


def check(path: Path) -> None:
    """Raise JournalProblem unless the backup at `path` is whole, be it of an older version."""
    with problems(), _reading(path) as copy:
        if version_of(copy) > VERSION:
            raise NewerJournal(f"version {version_of(copy)}")
        check_whole(copy)


def read_mark(path: Path) -> Mark:
    """The mark of the journal file at `path`, which is only read.

    Raises:
        JournalProblem, sqlite3.Error: it cannot be read as a journal of this version.

    """
    with _reading(path) as copy:
        if version_of(copy) != VERSION:
            raise Damaged(f"version {version_of(copy)}")
        return mark_of(copy)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    # Path.as_uri() would load half of Python's web client for this.
    place = quote(path.absolute().as_posix().lstrip("/"), safe="/:")
    with closing(sqlite3.connect(f"file:///{place}?mode=ro", uri=True)) as copy:
        if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAJournal(path.name)
        yield copy


def mark_of(raw: sqlite3.Connection) -> Mark:
    """The mark of an open journal."""
    parts = (f"SELECT count(*), max(updated_at) FROM {name}" for name in SHAPES)
    found = raw.execute(" UNION ALL ".join(parts)).fetchall()
    return Mark(sum(count for count, _ in found), max(last or "" for _, last in found))


@contextmanager
def raw_connection(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The SQLite connection behind `engine`, for what SQLAlchemy has no words for."""
    with closing(engine.raw_connection()) as proxy:
        raw = proxy.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        yield raw


def _mark_if_whole(path: Path) -> Mark | None:
    try:
        return read_mark(path)
    except (JournalProblem, sqlite3.Error):
        return None
