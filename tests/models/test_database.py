"""A journal file opens, or says why not and stays as it is."""

import os
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from models import database, tables
from models.database import (
    FILE_NAME,
    Busy,
    Damaged,
    Full,
    JournalProblem,
    NotAJournal,
    ReadOnly,
    copy_whole,
    open_journal,
    problem_of,
    problems,
)
from models.migrations import VERSION, version_of
from models.store import Store
from tests.conftest import Clock
from tests.databases import make

OLD = Path(make.__file__).with_name("version_1.db")
NOBODY = 65534
DAY = date(2026, 11, 22)


def mood(level: int) -> tables.MoodDraft:
    return tables.MoodDraft(on_date=DAY, level=level)


def assert_refused(path: Path, problem: type[JournalProblem]) -> None:
    """Opening fails with exactly `problem` and changes no byte of the file."""
    before = path.read_bytes()
    with pytest.raises(JournalProblem) as caught:
        open_journal(path)
    assert type(caught.value) is problem
    assert path.read_bytes() == before


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file can grow over `size` bytes: to a program this is a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A folder that may be read and not written. Root may write anywhere, so root steps down."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def lock(folder: Path) -> None:
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)


# Opening


def test_a_new_journal_is_made_and_opens_again(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        store.write(mood(4))
    with closing(Store(open_journal(path), clock)) as store:
        assert [row.level for row in store.moods(DAY, DAY)] == [4]


def test_the_file_at_rest_is_whole_without_any_other_file(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        store.write(mood(2))
        alone = shutil.copy(path, tmp_path / "alone.db")  # while it is still open
    with closing(Store(open_journal(Path(alone)), clock)) as store:
        assert [row.level for row in store.moods(DAY, DAY)] == [2]


def test_every_guard_of_the_file_is_on(tmp_path: Path) -> None:
    engine = open_journal(tmp_path / FILE_NAME)
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        names = ("foreign_keys", "journal_mode", "synchronous", "secure_delete", "trusted_schema")
        values = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    engine.dispose()
    assert values == {
        "foreign_keys": 1,
        "journal_mode": "truncate",
        "synchronous": 2,
        "secure_delete": 1,
        "trusted_schema": 0,
    }


# Files that are not ours


@pytest.mark.parametrize("content", [b"words", b"not a database at all, only words\n" * 500])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    assert_refused(path, NotAJournal)


@pytest.mark.parametrize("version", [0, 1, VERSION])
def test_another_programs_database_is_refused(tmp_path: Path, version: int) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE effect (key TEXT PRIMARY KEY)")
        raw.execute(f"PRAGMA user_version = {version}")
    assert_refused(path, NotAJournal)


def test_another_programs_empty_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA application_id = 7")
    assert_refused(path, NotAJournal)


# Damage


def test_a_torn_page_is_found(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        store.write(mood(4))
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    path.write_bytes(content)
    assert_refused(path, Damaged)


def test_a_file_cut_short_is_found(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    os.truncate(path, path.stat().st_size // 2)
    assert_refused(path, Damaged)


def test_a_reference_to_nothing_is_found(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM effect")
        raw.commit()
    assert_refused(path, Damaged)


def test_a_value_that_the_file_should_have_refused_is_found(tmp_path: Path) -> None:
    """Nothing else than a look at every row can see it."""
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("UPDATE mood SET level = 9")
        raw.commit()
    assert_refused(path, Damaged)


def test_damaged_text_is_told_from_other_failures() -> None:
    with closing(sqlite3.connect(":memory:")) as raw, pytest.raises(sqlite3.Error) as caught:
        raw.execute("SELECT CAST(x'ff' AS TEXT)").fetchone()
    assert type(problem_of(caught.value)) is Damaged


# Another program holds the file


def test_a_file_in_use_is_busy_and_opens_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 1)
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert_refused(path, Busy)
    open_journal(path).dispose()


def test_a_write_while_another_program_writes_is_busy_and_can_be_repeated(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 1)
    path = tmp_path / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Busy):
                store.write(mood(3))
        store.write(mood(3))
        assert [row.level for row in store.moods(DAY, DAY)] == [3]


def test_in_a_browser_the_file_is_held_alone(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 1)
    path = tmp_path / FILE_NAME
    with closing(Store(open_journal(path, in_browser=True), clock)) as store:
        store.write(mood(3))
        with pytest.raises(Busy):
            open_journal(path)


# A folder that may not be written


def test_no_journal_can_be_made_in_a_read_only_folder(locked_folder: Path) -> None:
    lock(locked_folder)
    with pytest.raises(ReadOnly):
        open_journal(locked_folder / FILE_NAME)


def test_a_read_only_journal_can_be_read_and_refuses_a_write(
    locked_folder: Path, clock: Clock
) -> None:
    path = locked_folder / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        store.write(mood(4))
    path.with_name(FILE_NAME + "-journal").unlink(missing_ok=True)
    lock(locked_folder)
    with closing(Store(open_journal(path), clock)) as store:
        assert [row.level for row in store.moods(DAY, DAY)] == [4]
        with pytest.raises(ReadOnly):
            store.write(mood(1))
        assert [row.level for row in store.moods(DAY, DAY)] == [4]


def test_an_old_journal_in_a_read_only_folder_is_not_upgraded(locked_folder: Path) -> None:
    path = Path(shutil.copy(OLD, locked_folder / FILE_NAME))
    lock(locked_folder)
    assert_refused(path, ReadOnly)
    assert [each.name for each in locked_folder.iterdir()] == [FILE_NAME]


# A full disk


def test_a_write_to_a_full_disk_says_so_and_loses_nothing(store: Store) -> None:
    store.write(mood(4))
    long = tables.DayDraft(on_date=DAY, note="x" * 20_000)
    with closing(store.engine.raw_connection()) as raw:
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(Full):
            store.write(long)
        assert store.days(DAY, DAY)[DAY].note == ""
        store.write(mood(2))  # a small change still finds room
        raw.cursor().execute(f"PRAGMA max_page_count = {pages + 100}")
    store.write(long)
    assert store.days(DAY, DAY)[DAY].note == long.note
    assert [row.level for row in store.moods(DAY, DAY)] == [2]


def test_a_file_that_may_not_grow_is_a_full_disk_too(store: Store, tmp_path: Path) -> None:
    size = (tmp_path / FILE_NAME).stat().st_size
    with largest_file(size), pytest.raises(Full):
        store.write(tables.DayDraft(on_date=DAY, note="x" * 20_000))
    assert store.days(DAY, DAY) == {}


@pytest.mark.parametrize("in_browser", [False, True])
def test_without_room_for_a_copy_nothing_is_upgraded_and_no_half_copy_stays(
    tmp_path: Path, in_browser: bool
) -> None:
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    before = path.read_bytes()
    with largest_file(len(before) // 2), pytest.raises(Full):
        open_journal(path, in_browser=in_browser)
    assert path.read_bytes() == before
    assert {each.name for each in tmp_path.iterdir() if each.stat().st_size} == {FILE_NAME}


def test_without_room_for_a_step_the_journal_stays_at_its_version(tmp_path: Path) -> None:
    path = Path(shutil.copy(OLD, tmp_path / FILE_NAME))
    with closing(sqlite3.connect(path)) as raw:
        before = list(raw.iterdump())
    with largest_file(path.stat().st_size), pytest.raises(Full):
        open_journal(path)
    with closing(sqlite3.connect(path)) as raw:
        assert list(raw.iterdump()) == before
        assert version_of(raw) == 1
    open_journal(path).dispose()


# Copies


def test_a_copy_has_every_row_and_leaves_no_draft(store: Store, tmp_path: Path) -> None:
    store.write(mood(5))
    with closing(store.engine.raw_connection()) as raw:
        copy_whole(raw.driver_connection, tmp_path / "copy.db")
    with closing(Store(open_journal(tmp_path / "copy.db"), store.clock)) as copy:
        assert [row.level for row in copy.moods(DAY, DAY)] == [5]
    assert not list(tmp_path.glob("*.part"))


def test_a_copy_that_fails_leaves_the_earlier_copy(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(OLD.read_bytes())
    with (
        closing(store.engine.raw_connection()) as raw,
        largest_file(8192),
        pytest.raises(sqlite3.OperationalError),
    ):
        copy_whole(raw.driver_connection, target)
    assert target.read_bytes() == OLD.read_bytes()
    assert not list(tmp_path.glob("*.part"))


# Names for failures


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (sqlite3.SQLITE_NOTADB, NotAJournal),
        (sqlite3.SQLITE_CORRUPT_VTAB, Damaged),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, Busy),
        (sqlite3.SQLITE_LOCKED, Busy),
        (sqlite3.SQLITE_FULL, Full),
        (sqlite3.SQLITE_IOERR_WRITE, Full),
        (sqlite3.SQLITE_READONLY_DIRECTORY, ReadOnly),
        (sqlite3.SQLITE_CANTOPEN_ISDIR, ReadOnly),
        (sqlite3.SQLITE_CONSTRAINT_CHECK, JournalProblem),
    ],
)
def test_a_failure_is_named_by_its_code_whatever_its_words(
    code: int, problem: type[JournalProblem]
) -> None:
    error = sqlite3.OperationalError("some words")
    error.sqlite_errorcode = code
    assert type(problem_of(error)) is problem


def test_errors_inside_the_block_become_problems() -> None:
    with pytest.raises(JournalProblem), problems():
        raise OSError("no such folder")
