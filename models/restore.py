"""Bring a journal back from a file: looked at aside first, then in its place in one step.

The file becomes a closed, checked, upgraded journal of its own (`open_aside`), which is
described and compared. Only then may it replace the present journal, which is kept.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from models import in_place
from models.backup import raw_connection
from models.database import (
    FILE_NAME,
    NewerJournal,
    NotAJournal,
    check_whole,
    copy_pages,
    copy_whole,
    open_journal,
    problems,
)
from models.exchange import json_file
from models.exchange.limits import Refused
from models.merge import Conflict, aged, conflicts, news
from models.migrations import APPLICATION_ID, NAMES, VERSION, migrate, version_of
from models.progress import Told, untold
from models.sample_rows import is_sample, without_sample
from models.shapes import Unsound
from models.whole import Rows, checked, put, read_whole

_SQLITE = b"SQLite format 3\0"
_DAY_TABLES = ("answer", "nosebleeds", "mood", "day")


@dataclass(frozen=True)
class Facts:
    """What a journal holds: how many days with entries, the first and the last of them.

    `own_days`: those that are not only the sample's. `changed_on`: the day, in UTC, of the
    newest change.
    """

    days: int
    first: date | None
    last: date | None
    is_sample: bool = False
    own_days: int = 0
    changed_on: date | None = None


@dataclass(frozen=True)
class Difference:
    """A journal from a file, against the present one; counts are days with entries."""

    only_mine: int
    only_theirs: int
    both: int
    rows_to_take: int  # what merging would change here
    conflicts: tuple[Conflict, ...]
    rows_to_give: int = 0  # what merging would change in the file's journal
    ahead: int = 0  # rows of the file whose clock was far ahead

    @property
    def is_same(self) -> bool:
        """Whether merging would change nothing on either side."""
        return not (self.rows_to_take or self.rows_to_give or self.conflicts)


def open_aside(data: bytes | Path, folder: Path, told: Told = untold) -> Path:
    """Make a closed, checked journal of this version from a file's content, and give its path.

    `data` is a journal file (a backup) or a JSON export; a file on this disk may be of any size.
    `folder` is for this alone, best on the journal's own disk (in a browser: in memory); a journal
    left there earlier is overwritten. `told` counts rows. Every value is checked, and everything
    that reads a journal has read it.

    Raises:
        JournalProblem: a subclass says why; also models.exchange.limits.Refused with the place.

    """
    aside = folder / FILE_NAME
    with problems():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in (aside, aside.with_name(aside.name + "-journal")):
            path.unlink(missing_ok=True)
        if is_database(data):
            if isinstance(data, Path):
                shutil.copyfile(data, aside)
            else:
                aside.write_bytes(data)
            _check_foreign(aside)
            _check_values(aside, told)
            return aside
        content = data.read_bytes() if isinstance(data, Path) else data
        if not json_file.can_read(aside.name, content):
            raise NotAJournal("neither a journal file nor an export")
        rows = json_file.load(content, told).rows
        engine = open_journal(aside)
        put(engine, lambda _: rows, told)
        engine.dispose()
    return aside


def is_database(data: bytes | Path) -> bool:
    """Whether a file's content begins as a database does.

    Raises:
        OSError: the file cannot be read.

    """
    if isinstance(data, Path):
        with data.open("rb") as file:
            data = file.read(len(_SQLITE))
    return data[: len(_SQLITE)] == _SQLITE


def _check_values(path: Path, told: Told) -> None:
    engine = open_journal(path)
    try:
        checked(engine, told)
    except Unsound as error:
        raise Refused("unsound", error.where) from error
    finally:
        engine.dispose()


def _check_foreign(path: Path) -> None:
    """Refuse a file whose tables are not exactly ours: nothing from outside may run here later."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA trusted_schema = OFF")
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise NotAJournal("application id")
        version = version_of(raw)
        if version > VERSION:
            raise NewerJournal(f"version {version}, known {VERSION}")
        check_whole(raw)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
            migrate(ours, NAMES[:version])
            if _schema(raw) != _schema(ours):
                raise NotAJournal("other tables")


def _schema(raw: sqlite3.Connection) -> list[tuple[str, ...]]:
    return raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 2").fetchall()


def rows_of(path: Path, told: Told = untold) -> Rows:
    """All rows of a journal made by `open_aside`; `told` counts them."""
    engine = open_journal(path)
    try:
        return read_whole(engine, told)
    finally:
        engine.dispose()


def facts(rows: Rows) -> Facts:
    """How many days a journal tells about, and which."""
    days, own = _days(rows), _days(without_sample(rows))
    newest = max(
        (row["updated_at"] for table in rows.values() for row in table.values()), default=""
    )
    return Facts(
        len(days), min(days, default=None), max(days, default=None),
        is_sample(rows) or len(own) < len(days), len(own),
        date.fromisoformat(newest[:10]) if newest else None,
    )  # fmt: skip


def compare(mine: Rows, theirs: Rows) -> Difference:
    """What would be gained and lost by taking `theirs`; `models.merge.clamped` gave both."""
    here, there = _days(mine), _days(theirs)
    return Difference(
        len(here - there), len(there - here), len(here & there), _count(news(mine, theirs)),
        conflicts(mine, theirs), _count(news(theirs, mine)), aged(theirs),
    )  # fmt: skip


def _count(rows: Rows) -> int:
    return sum(len(table) for table in rows.values())


def _days(rows: Rows) -> set[date]:
    return {
        date.fromisoformat(row["on_date"])
        for name in _DAY_TABLES
        for row in rows.get(name, {}).values()
        if not row["is_deleted"]
    }


def replace(
    engine: Engine, aside: Path, before: Path, *, in_place: bool = False, told: Told = untold
) -> None:
    """Put the journal at `aside` in the place of the open one, which is first copied to `before`.

    To undo, replace again with `before`. `in_place` is for a store that cannot rename. `told`
    counts pages.

    Raises:
        JournalProblem: the journal is as it was.

    """
    with problems(), raw_connection(engine) as raw:
        copy_whole(raw, before, in_place=in_place, told=told)
    take_place(engine, aside, told)


def take_place(engine: Engine, aside: Path, told: Told = untold) -> None:
    """Put the journal at `aside` in the place of the open one, of which the caller has a copy.

    One transaction of SQLite: a kill at any moment leaves the old journal or the new one.

    Raises:
        JournalProblem: the journal is as it was.

    """
    with problems(), raw_connection(engine) as raw, closing(sqlite3.connect(aside)) as new:
        copy_pages(new, raw, told)


def replace_unreadable(journal: Path, aside: Path, before: Path) -> None:
    """Put the journal at `aside` in the place of a file that cannot be opened as a journal.

    The unreadable file is kept as it is at `before`, together with what SQLite left beside it.

    Raises:
        JournalProblem: the file is as it was.

    """
    with problems():
        for ending in ("", "-journal"):
            present = journal.with_name(journal.name + ending)
            if present.exists() and present.stat().st_size:
                _keep(present, before.with_name(before.name + ending))
        # SQLite would apply the old file's leftover to the new file.
        journal.with_name(journal.name + "-journal").unlink(missing_ok=True)
        os.replace(aside, journal)
        _sync_folder(journal.parent)


def replace_unreadable_in_place(journal: Path, source: Path, kept: Path | None) -> None:
    """As `replace_unreadable`, where no file can be renamed: `source` lies beside the journal.

    A kill at any moment leaves the old file or, once the journal is opened again, the new one.

    Raises:
        JournalProblem: the file is as it was, or will be replaced when it is opened.

    """
    with problems():
        if kept is not None and journal.is_file() and journal.stat().st_size:
            with kept.open("wb") as file:
                file.write(journal.read_bytes())
                file.flush()
                os.fsync(file.fileno())
        in_place.replace_with(journal, source)


def _keep(present: Path, kept: Path) -> None:
    draft = kept.with_name(kept.name + ".part")
    try:
        shutil.copyfile(present, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(kept)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
