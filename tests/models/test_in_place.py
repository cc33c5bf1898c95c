"""A phone's own copy takes the place of a damaged journal where no file can be renamed."""

import os
import random
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import models.in_place
import models.restore
from models import tables
from models.backup import back_up_in_turn
from models.database import FILE_NAME, JournalProblem, open_journal
from models.in_place import MARK
from models.restore import replace_unreadable_in_place
from models.whole import Rows, read_whole
from tests.models.exchange.journals import store_at, write_small_diary

TODAY = date(2026, 11, 22)
GARBAGE = b"no database any more " * 4_000
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a journal, beside which the journal itself is damaged."""
    store = store_at(tmp_path)
    write_small_diary(store)
    for number in range(120):
        on = TODAY - timedelta(days=number)
        store.write(tables.DayDraft(on_date=on, note="x" * 900))
    made = back_up_in_turn(store.engine, [tmp_path / "backup-1.db"], TODAY)
    store.close()
    assert made is not None
    (tmp_path / FILE_NAME).write_bytes(GARBAGE)
    return made


def rows_at(path: Path) -> Rows:
    engine = open_journal(path, in_browser=path.name == FILE_NAME)
    try:
        return read_whole(engine)
    finally:
        engine.dispose()


def outcome(journal: Path, new: Rows) -> str:
    """What opening the journal after a kill finds: the old file, byte for byte, or the new one."""
    try:
        rows = rows_at(journal)
    except JournalProblem:
        assert journal.read_bytes() == GARBAGE
        return "old"
    assert rows == new
    assert not journal.with_name(MARK).exists()
    return "new"


def test_the_copy_takes_the_place_and_the_damaged_file_is_kept(copy: Path, tmp_path: Path) -> None:
    new, journal = rows_at(copy), tmp_path / FILE_NAME
    journal.with_name(f"{FILE_NAME}-journal").write_bytes(b"left over")
    replace_unreadable_in_place(journal, copy, tmp_path / "before-unreadable.db")
    assert (tmp_path / "before-unreadable.db").read_bytes() == GARBAGE
    assert outcome(journal, new) == "new"
    assert copy.is_file()


@pytest.mark.parametrize("mark", [b"", b"{", b'{"source": "backup-1.db"}', b"[]", b"\xff"])
def test_a_mark_that_was_never_finished_changes_nothing(
    copy: Path, tmp_path: Path, mark: bytes
) -> None:
    (tmp_path / MARK).write_bytes(mark)
    assert outcome(tmp_path / FILE_NAME, {}) == "old"
    assert not (tmp_path / MARK).exists()


def test_a_mark_for_another_content_changes_nothing(copy: Path, tmp_path: Path) -> None:
    (tmp_path / MARK).write_bytes(b'{"source": "../../backup-1.db", "sha256": "00"}')
    assert outcome(tmp_path / FILE_NAME, {}) == "old"


def test_outside_a_browser_a_file_of_that_name_is_a_users_own(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("a list of bulbs")
    open_journal(tmp_path / FILE_NAME).dispose()
    assert (tmp_path / MARK).read_text() == "a list of bulbs"


def kill_at_line(number: int) -> Callable[[FrameType, str, Any], Any]:
    """A trace function that kills this process at the line `number` of our own modules."""
    ours, left = {models.restore.__file__, models.in_place.__file__}, [number]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in ours:
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    return trace


def in_child(work: Callable[[], None]) -> bool:
    """Run `work` in a child process; whether it came to its end without being killed."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return not os.WIFSIGNALED(os.waitpid(child, 0)[1])


def put_back(journal: Path) -> None:
    journal.write_bytes(GARBAGE)
    for name in (MARK, "before-unreadable.db", f"{FILE_NAME}-journal"):
        journal.with_name(name).unlink(missing_ok=True)


@needs_fork
def test_killed_at_any_line_it_is_the_old_file_or_the_new_journal(
    copy: Path, tmp_path: Path
) -> None:
    new, journal, seen = rows_at(copy), tmp_path / FILE_NAME, set()
    for number in range(1, 200):
        put_back(journal)

        def work(number: int = number) -> None:
            sys.settrace(kill_at_line(number))
            replace_unreadable_in_place(journal, copy, tmp_path / "before-unreadable.db")

        is_done = in_child(work)
        seen.add(outcome(journal, new))
        if is_done:
            break
    assert is_done
    assert number > 15
    assert seen == {"old", "new"}


def under_fire(copy: Path, journal: Path, rounds: int) -> dict[str, int]:
    """Bring the copy back in children killed at random moments; what was found, how often."""
    new, chance, seen = rows_at(copy), random.Random(5), {"old": 0, "new": 0}
    for number in range(rounds):
        put_back(journal)
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process on the spot
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.0002, 0.02))
            try:
                replace_unreadable_in_place(
                    journal, copy, journal.with_name("before-unreadable.db")
                )
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        chance.seed(number)
        seen[outcome(journal, new)] += 1
    return seen


@needs_fork
def test_killed_at_random_moments_it_is_the_old_file_or_the_new_journal(
    copy: Path, tmp_path: Path
) -> None:
    assert sum(under_fire(copy, tmp_path / FILE_NAME, rounds=20).values()) == 20


@needs_fork
@pytest.mark.long
def test_killed_300_times_it_is_the_old_file_or_the_new_journal(copy: Path, tmp_path: Path) -> None:
    seen = under_fire(copy, tmp_path / FILE_NAME, rounds=300)
    assert min(seen.values()) > 0, seen


def test_an_older_copy_in_place_is_upgraded_when_it_is_opened(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "databases" / "version_1.db"
    copy = tmp_path / "backup-1.db"
    copy.write_bytes(old.read_bytes())
    (tmp_path / FILE_NAME).write_bytes(GARBAGE)
    replace_unreadable_in_place(tmp_path / FILE_NAME, copy, None)
    engine = open_journal(tmp_path / FILE_NAME, in_browser=True)
    assert read_whole(engine)
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "copy.db")) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (1,)
