"""Open a journal file: checked, copied before an upgrade, upgraded. Never replaced."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from models import content_mark, copy_names, in_place
from models.copy_facts import facts_of, is_fuller
from models.migrations import APPLICATION_ID, VERSION, MigrationError, migrate, version_of
from models.progress import Told, untold

FILE_NAME = "journal.db"
BUSY_MS = 1_000
"""How long to wait for another program that holds the file: longer would freeze the screen."""
_PAGES = 256
"""How many pages of a copy are one step of a progress bar: one megabyte."""


class JournalProblem(Exception):
    """The journal file could not be used. The subclass says why; nothing was changed."""


class NotAJournal(JournalProblem):
    """The file belongs to another program, or is no database at all."""


class Damaged(JournalProblem):
    """The file is a journal, but parts of it cannot be read."""


class Emptied(Damaged):
    """The file is gone or holds nothing, and there are copies of a journal beside it."""


class NewerJournal(JournalProblem):
    """A newer Sidenote wrote the file. It is left untouched."""


class Busy(JournalProblem):
    """Another program holds the file."""


class Full(JournalProblem):
    """There is no space left."""


class Exhausted(JournalProblem):
    """The system has no file handle or no memory left for it."""


class ReadOnly(JournalProblem):
    """The file or its folder may not be written."""


_KINDS: dict[int, type[JournalProblem]] = {
    sqlite3.SQLITE_NOMEM: Exhausted,
    sqlite3.SQLITE_NOTADB: NotAJournal,
    sqlite3.SQLITE_CORRUPT: Damaged,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_FULL: Full,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_CANTOPEN: ReadOnly,
}

_ERRNO_KINDS = {
    errno.ENOSPC: Full,
    errno.EDQUOT: Full,
    errno.EFBIG: Full,
    errno.EMFILE: Exhausted,
    errno.ENFILE: Exhausted,
    errno.ENOMEM: Exhausted,
    errno.EACCES: ReadOnly,
    errno.EPERM: ReadOnly,
    errno.EROFS: ReadOnly,
}


def problem_of(error: BaseException) -> JournalProblem:
    """What `error`, of sqlite3, of SQLAlchemy around it or of the system, means to the user.

    Told by the result code, never by the words of a message.
    """
    if isinstance(error, JournalProblem):
        return error
    if isinstance(error, OSError):
        return _ERRNO_KINDS.get(error.errno or 0, JournalProblem)(type(error).__name__)
    if isinstance(error, MemoryError):
        return Exhausted(type(error).__name__)
    if isinstance(error, UnicodeError):  # a damaged schema, quoted in SQLite's own message
        return Damaged(type(error).__name__)
    origin = getattr(error, "orig", None) or error
    code = getattr(origin, "sqlite_errorcode", None) or 0
    if code == sqlite3.SQLITE_IOERR_WRITE:  # a file size limit shows itself so
        return Full(str(origin))
    if "decode to UTF-8" in str(origin):  # damaged text carries no code of its own
        return Damaged(str(origin))
    if code & 0xFF == sqlite3.SQLITE_CANTOPEN and (cause := _no_handle()):
        return cause
    return _KINDS.get(code & 0xFF, JournalProblem)(f"{type(origin).__name__} {code}")


def _no_handle() -> JournalProblem | None:
    """Why no file at all can be opened now: SQLite gives one code for this and for a refusal."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        found = problem_of(error)
        return found if isinstance(found, Exhausted) else None
    return None


def open_journal(
    path: Path, *, in_browser: bool = False, is_new: bool = False, copy_of: Path | None = None
) -> Engine:
    """Open the journal at `path`, make it if there is none, and bring it to this version.

    Where copies of a journal lie beside it, one is made only if `is_new` says that it is wanted:
    else a file that is gone or empty was a journal once. In a browser `path` lies on a store with
    a fixed set of names and one user, so the copy before an upgrade has a fixed name and the file
    is held alone. `copy_of`: the journal that `path` is only a copy of, to be looked at.

    Raises:
        JournalProblem: one of its subclasses; the file is as it was.

    """
    with problems():
        if in_browser:
            in_place.finish(path)
        was_there = partial(_was_there, path, is_new, copy_of)
        if (not path.exists() or path.stat().st_size == 0) and was_there():
            raise Emptied("no bytes")
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # what was written must never stand in a log
    )
    event.listen(engine, "connect", lambda raw, _: _prepare(raw, in_browser))
    event.listen(engine, "begin", _begin)
    try:
        with closing(engine.raw_connection()) as proxy:
            raw = proxy.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            _check(raw, was_there)
            _upgrade(raw, path, in_browser=in_browser)
            _check_tables(raw)
    except (
        JournalProblem, sqlite3.Error, MigrationError, OSError, UnicodeError, MemoryError
    ) as error:  # fmt: skip
        engine.dispose()
        found = problem_of(error)
        is_unnamed = type(found) is JournalProblem and not isinstance(error, OSError)
        raise (Damaged(str(found)) if is_unnamed else found) from error
    return engine


def _was_there(path: Path, is_new: bool, copy_of: Path | None) -> bool:
    return not is_new and path.name == FILE_NAME and has_copies_beside(copy_of or path)


def has_copies_beside(path: Path) -> bool:
    """Whether there is a copy of a journal beside `path`, so that there was a journal there."""
    return bool(copy_names.databases(path.parent))


def _prepare(raw: Any, in_browser: bool) -> None:
    raw.isolation_level = None  # SQLAlchemy would otherwise commit around DDL
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA cell_size_check = ON")
    raw.execute("PRAGMA secure_delete = ON")  # an erased note leaves no trace in free pages
    raw.execute("PRAGMA temp_store = MEMORY")
    if in_browser:
        raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    # At rest the journal is one whole file; no other mode proved safe in a browser.
    raw.execute("PRAGMA journal_mode = TRUNCATE").fetchone()
    raw.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)


def _check(raw: sqlite3.Connection, was_there: Callable[[], bool]) -> None:
    owner = raw.execute("PRAGMA application_id").fetchone()[0]
    if raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        if was_there():
            raise Emptied("no tables")
        if owner == 0 and version_of(raw) == 0:
            return
        raise Damaged("no tables") if owner in (0, APPLICATION_ID) else NotAJournal(f"{owner:#x}")
    if owner != APPLICATION_ID:
        raise NotAJournal(f"application id {owner:#x}")
    if version_of(raw) > VERSION:
        raise NewerJournal(f"version {version_of(raw)}, known {VERSION}")
    check_whole(raw)
    if version_of(raw) == 0:
        raise Damaged("no version")


def check_whole(raw: sqlite3.Connection) -> None:
    """Raise Damaged unless every page, index, rule and reference of the file is sound."""
    _check_pages(raw)
    if raw.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged("a reference leads nowhere")


def _check_pages(raw: sqlite3.Connection) -> None:
    found = [row[0] for row in raw.execute("PRAGMA integrity_check(10)")]
    if found != ["ok"]:
        raise Damaged("; ".join(found))


def _check_tables(raw: sqlite3.Connection) -> None:
    from models.shapes import SHAPES  # it needs this module

    found = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
    if missing := [name for name in SHAPES if name not in found]:
        raise Damaged(f"without {missing[0]}")


def _upgrade(raw: sqlite3.Connection, path: Path, *, in_browser: bool) -> None:
    version = version_of(raw)
    if 0 < version < VERSION:
        stem = "copy" if in_browser else f"journal-before-{VERSION}"
        names = [f"{stem}{f'-{number}' if number > 1 else ''}.db" for number in range(1, 100)]
        mine = facts_of(raw)
        free = (path.with_name(name) for name in names[: 1 if in_browser else None])
        # A fuller copy from an earlier upgrade stays; where there is no other name, it must do.
        if target := next((each for each in free if not is_fuller(each, mine)), None):
            copy_whole(raw, target, in_place=in_browser)
    off = content_mark.off_by(raw) if 0 < version < VERSION else None
    migrate(raw)
    if version == 0 or off is not None:
        content_mark.renew(raw, off or 0)


def copy_whole(
    raw: sqlite3.Connection, target: Path, *, in_place: bool = False, told: Told = untold
) -> None:
    """Copy a live journal to `target` with SQLite's own backup, check the copy, then name it.

    `in_place` writes straight to `target`, for a store that cannot rename. `told` counts pages.

    Raises:
        JournalProblem, sqlite3.Error, OSError: no half copy is left behind.

    """
    draft = target if in_place else target.with_name(target.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        with closing(sqlite3.connect(draft)) as copy:
            copy_pages(raw, copy, told)
        with closing(sqlite3.connect(draft)) as copy:  # afresh: from the disk, not from memory
            # Its rules and references are the journal's own, checked when that was opened.
            copy.execute("PRAGMA ignore_check_constraints = ON")
            _check_pages(copy)
        if in_place:
            return
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        if not in_place:
            draft.unlink(missing_ok=True)
        raise


def copy_pages(raw: sqlite3.Connection, into: sqlite3.Connection, told: Told = untold) -> None:
    """SQLite's own backup of one open journal into another; `told` counts pages.

    Raises:
        Busy: somebody holds a file, and SQLite's own time to wait is over.

    """

    def progress(status: int, left: int, whole: int) -> None:
        not_waiting(status, left, whole)
        told(whole - left, whole)

    # In one go where nobody looks: nobody can write in between, so it never starts again.
    raw.backup(into, pages=-1 if told is untold else _PAGES, progress=progress)


def not_waiting(status: int, _left: int, _all: int) -> None:
    """Pass as `progress` to a backup: Python would wait without end for whoever holds a file.

    Raises:
        Busy: somebody does, and SQLite's own time to wait is over.

    """
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise Busy(f"code {status}")


@contextmanager
def problems() -> Iterator[None]:
    """Turn database and file errors inside the block into a JournalProblem."""
    try:
        yield
    except (sqlite3.Error, DBAPIError, OSError, UnicodeError, MemoryError) as error:
        raise problem_of(error) from error
