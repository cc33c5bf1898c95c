import os
import random
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import models.database
import models.restore
from models import tables
from models.backup import back_up
from models.database import (
    Busy,
    Damaged,
    JournalProblem,
    NewerJournal,
    NotAJournal,
    open_journal,
)
from models.exchange import json_file
from models.exchange.limits import Refused
from models.migrations import NAMES, VERSION, migrate
from models.restore import (
    compare,
    facts,
    open_aside,
    replace,
    replace_unreadable,
    rows_of,
)
from models.store import Store
from models.whole import Rows, read_whole
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


@pytest.fixture
def backup(store: Store, tmp_path: Path) -> bytes:
    made = back_up(store.engine, tmp_path / "backups", TODAY)
    assert made
    return made.read_bytes()


def test_a_backup_is_opened_aside_and_described(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    store.write(
        tables.MoodDraft(on_date=TODAY, level=4),
        tables.MoodDraft(on_date=date(2026, 11, 20), level=5),
    )
    theirs = rows_of(open_aside(backup, tmp_path / "aside"))
    on = date(2026, 11, 20)
    assert facts(theirs) == models.restore.Facts(1, on, on, False, 1, date(2026, 11, 22))
    found = compare(read_whole(store.engine), theirs)
    assert (found.only_mine, found.only_theirs, found.both, found.rows_to_take) == (1, 0, 1, 0)
    assert [(conflict.table, conflict.is_mine_kept) for conflict in found.conflicts] == [
        ("mood", True)
    ]
    assert compare(theirs, theirs).is_same


def test_replacing_keeps_the_present_journal_and_can_be_undone(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    old = read_whole(store.engine)
    store.write(tables.MoodDraft(on_date=TODAY, level=4))
    present = read_whole(store.engine)
    aside = open_aside(backup, tmp_path / "aside")
    replace(store.engine, aside, tmp_path / "before.db")
    assert read_whole(store.engine) == old
    replace(store.engine, tmp_path / "before.db", tmp_path / "before-2.db")
    assert read_whole(store.engine) == present
    store.write(tables.MoodDraft(on_date=TODAY, level=5))  # the journal goes on


def test_a_journal_that_another_program_holds_is_not_replaced(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    store.write(tables.MoodDraft(on_date=TODAY, level=4))
    present = read_whole(store.engine)
    aside = open_aside(backup, tmp_path / "aside")
    with closing(sqlite3.connect(tmp_path / "journal.db", isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM mood").fetchone()  # reading is enough to be in the way
        with pytest.raises(Busy):
            replace(store.engine, aside, tmp_path / "before.db")
        other.execute("ROLLBACK")
    assert read_whole(store.engine) == present
    replace(store.engine, aside, tmp_path / "before.db")
    assert read_whole(store.engine) != present


def test_an_export_can_be_restored_too(store: Store, tmp_path: Path) -> None:
    rows = read_whole(store.engine)
    data = json_file.dump(rows, at=NOW, with_safety_answers=True)
    assert rows_of(open_aside(data, tmp_path / "aside")) == rows


@pytest.mark.parametrize("version", range(1, VERSION))
def test_a_backup_of_an_older_version_is_upgraded_aside(version: int, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        migrate(raw, NAMES[:version])
    aside = open_aside(path.read_bytes(), tmp_path / "aside")
    assert facts(rows_of(aside)).days == 0


def _with(backup: bytes, path: Path, statement: str) -> bytes:
    path.write_bytes(backup)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("PRAGMA application_id = 1", NotAJournal),
        ("PRAGMA user_version = 99", NewerJournal),
        ("CREATE TABLE more (a)", NotAJournal),
        ("DROP TABLE mood", NotAJournal),
        ("CREATE TRIGGER t AFTER INSERT ON mood BEGIN DELETE FROM answer; END", NotAJournal),
        ("CREATE VIEW v AS SELECT 1", NotAJournal),
    ],
)
def test_a_file_that_is_not_exactly_ours_is_refused(
    backup: bytes, tmp_path: Path, statement: str, problem: type[JournalProblem]
) -> None:
    with pytest.raises(problem):
        open_aside(_with(backup, tmp_path / "spoilt.db", statement), tmp_path / "aside")


def test_damaged_cut_and_unknown_files_are_refused(backup: bytes, tmp_path: Path) -> None:
    garbled = bytearray(backup)
    garbled[4096:8192] = b"\x55" * 4096
    for data, problem in (
        (bytes(garbled), Damaged),
        (backup[: len(backup) // 2], Damaged),
        (backup[:30], JournalProblem),
        (b"", NotAJournal),
        (b"PK\3\4", NotAJournal),
        (b'{"format": "sidenote-journal"', Refused),
    ):
        with pytest.raises(problem):
            open_aside(data, tmp_path / "aside")


def test_an_unreadable_journal_is_kept_beside_the_restored_one(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    rows = read_whole(store.engine)
    store.close()
    journal = tmp_path / "journal.db"
    journal.write_bytes(b"garbage")
    (tmp_path / "journal.db-journal").write_bytes(b"left over")
    replace_unreadable(journal, open_aside(backup, tmp_path / "aside"), tmp_path / "before.db")
    assert rows_of(journal) == rows
    assert (tmp_path / "before.db").read_bytes() == b"garbage"
    assert (tmp_path / "before.db-journal").read_bytes() == b"left over"


# Killed at any point, the journal is the old one or the new one


def _in_child(work: Callable[[], None]) -> bool:
    """Run `work` in a child process; whether it came to its end without being killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return not os.WIFSIGNALED(status)


def _kill_at_line(number: int) -> Callable[[FrameType, str, Any], Any]:
    """A trace function that kills this process at the line `number` of our own modules."""
    ours = {models.restore.__file__, models.database.__file__}
    left = [number]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def _rows(journal: Path) -> Rows:
    engine = open_journal(journal)
    try:
        return read_whole(engine)
    finally:
        engine.dispose()


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@needs_fork
@pytest.mark.parametrize("is_readable", [True, False])
def test_killed_at_any_line_a_restore_leaves_the_old_or_the_new_journal(
    store: Store, backup: bytes, tmp_path: Path, is_readable: bool
) -> None:
    new = read_whole(store.engine)
    store.write(tables.MoodDraft(on_date=TODAY, level=4))
    old = read_whole(store.engine)
    store.close()
    journal, before = tmp_path / "journal.db", tmp_path / "before.db"
    present = journal.read_bytes() if is_readable else b"garbage"
    seen = set()
    for number in range(1, 400):
        journal.write_bytes(present)
        aside = open_aside(backup, tmp_path / "aside")

        def work(number: int = number, aside: Path = aside) -> None:
            engine = open_journal(journal) if is_readable else None
            sys.settrace(_kill_at_line(number))
            if engine is not None:
                replace(engine, aside, before)
            else:
                replace_unreadable(journal, aside, before)

        is_done = _in_child(work)
        if journal.read_bytes() == b"garbage":
            seen.add("old")
        else:
            rows = _rows(journal)
            assert rows in (old, new)
            seen.add("old" if rows == old else "new")
        if is_done:
            break
    assert is_done
    assert number > 15
    assert seen == {"old", "new"}


def _restore_under_fire(tmp_path: Path, backup: bytes, rounds: int) -> set[str]:
    """Restore in child processes killed at random moments; which journals were found after."""
    journal, seen = tmp_path / "journal.db", set()
    new = rows_of(open_aside(backup, tmp_path / "aside"))
    present, old = journal.read_bytes(), _rows(journal)
    chance = random.Random(7)
    for _ in range(rounds):
        journal.write_bytes(present)
        aside = open_aside(backup, tmp_path / "aside")
        child = os.fork()
        if child == 0:
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0005, 0.03))
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process on the spot
            try:
                replace(open_journal(journal), aside, tmp_path / "before.db")
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        chance.random()
        rows = _rows(journal)
        assert rows in (old, new)
        seen.add("old" if rows == old else "new")
    return seen


def _fill(store: Store) -> None:
    for number in range(300):
        store.write(tables.DayDraft(on_date=TODAY - timedelta(days=number), note="x" * 900))


@needs_fork
def test_killed_at_random_moments_a_restore_leaves_the_old_or_the_new_journal(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    _fill(store)
    store.close()
    assert _restore_under_fire(tmp_path, backup, rounds=25)


@needs_fork
@pytest.mark.long
def test_killed_1000_times_a_restore_leaves_the_old_or_the_new_journal(
    store: Store, backup: bytes, tmp_path: Path
) -> None:
    _fill(store)
    store.close()
    assert _restore_under_fire(tmp_path, backup, rounds=1_000) == {"old", "new"}
