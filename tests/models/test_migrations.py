"""The schema as numbered steps: they build what the tables say, wholly or not at all."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from models import tables
from models.database import FILE_NAME, NewerJournal, open_journal
from models.migrations import (
    APPLICATION_ID,
    NAMES,
    VERSION,
    MigrationError,
    migrate,
    statements,
    version_of,
)
from tests.databases import make

DATABASES = Path(make.__file__).parent


@contextmanager
def opened(path: Path | str = ":memory:") -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        yield raw


def contents(raw: sqlite3.Connection) -> tuple[Any, ...]:
    """All that a file says: schema, rows, version and owner."""
    owner = raw.execute("PRAGMA application_id").fetchone()[0]
    return (*raw.iterdump(), version_of(raw), owner)


def rows_of(raw: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    names = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: raw.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def files_in(folder: Path) -> set[str]:
    """The files with something in them: SQLite's own journal is empty when at rest."""
    return {each.name for each in folder.iterdir() if each.stat().st_size}


def at_version(path: Path, version: int) -> Path:
    """A file with rows as `version` leaves it; version 0 is a file with nothing in it."""
    if version:
        return Path(shutil.copy(DATABASES / f"version_{version}.db", path))
    path.touch()
    return path


# What the steps build


def _affinity(column: Any) -> str:
    known = {"FLOAT": "REAL", "INTEGER": "INTEGER", "BOOLEAN": "INTEGER"}
    return known.get(str(column.type).split("(")[0], "TEXT")


@pytest.mark.parametrize("model", tables.TABLES, ids=lambda model: model.__name__)
def test_the_steps_build_the_table_that_the_class_describes(model: Any) -> None:
    with opened() as raw:
        migrate(raw)
        name = model.__table__.name
        built = raw.execute(f"PRAGMA table_info({name})").fetchall()
        references = raw.execute(f"PRAGMA foreign_key_list({name})").fetchall()
    columns = model.__table__.columns
    assert {(column[1], column[2], not column[3]) for column in built} == {
        (column.name, _affinity(column), bool(column.nullable)) for column in columns
    }
    keys = [column[1] for column in sorted(built, key=lambda column: column[5]) if column[5]]
    assert keys == [column.name for column in model.__table__.primary_key]
    assert {(key[3], key[2], key[4]) for key in references} == {
        (column.name, key.column.table.name, key.column.name)
        for column in columns
        for key in column.foreign_keys
    }


def test_every_table_has_a_class_and_no_class_is_without_a_table() -> None:
    with opened() as raw:
        migrate(raw)
        built = set(rows_of(raw))
    # The mark over the content is SQLite's alone: it goes into no export and no merge.
    assert built - {"content_mark"} == {model.__table__.name for model in tables.TABLES}  # type: ignore[attr-defined]
    assert built - {"content_mark"} == set(SQLModel.metadata.tables)


def test_every_table_is_strict_so_that_a_number_cannot_become_a_text() -> None:
    with opened() as raw:
        migrate(raw)
        assert all(row[5] for row in raw.execute("PRAGMA table_list") if row[1] in rows_of(raw))


def test_a_new_file_carries_the_mark_and_the_number_of_its_steps() -> None:
    with opened() as raw:
        migrate(raw)
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert version_of(raw) == VERSION == len(NAMES)


def test_taking_the_steps_one_by_one_or_all_at_once_gives_the_same_file() -> None:
    with opened() as slow, opened() as fast:
        for last in range(1, VERSION + 1):
            migrate(slow, NAMES[:last])
            assert version_of(slow) == last
        migrate(fast)
        assert contents(slow) == contents(fast)


def test_a_file_that_has_taken_every_step_is_left_alone() -> None:
    with opened(DATABASES / f"version_{VERSION}.db") as raw:
        before = contents(raw), raw.total_changes
        migrate(raw)
        assert (contents(raw), raw.total_changes) == before


# Files of older versions


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_a_journal_of_every_released_version_opens_with_all_its_rows(
    tmp_path: Path, version: int
) -> None:
    path = at_version(tmp_path / FILE_NAME, version)
    with opened(path) as raw:
        before = rows_of(raw)
    assert all(before.values()), "a table of the old file has no rows to keep"
    open_journal(path).dispose()
    with opened(path) as raw, opened() as new:
        migrate(new)
        after = rows_of(raw)
        assert {name: _first_columns(after[name], rows) for name, rows in before.items()} == before
        schema = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
        assert raw.execute(schema).fetchall() == new.execute(schema).fetchall()
        assert version_of(raw) == VERSION


def _first_columns(
    rows: list[tuple[Any, ...]], like: list[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """Without the columns that a later step added at the end."""
    return [row[: len(like[0])] for row in rows]


def test_there_is_a_file_of_every_released_version() -> None:
    """Make the missing one with tests/databases/make.py; never make an old one again."""
    found = {path.name for path in DATABASES.glob("*.db")}
    assert found == {f"version_{version}.db" for version in range(1, VERSION + 1)}


def test_an_old_file_is_never_made_again() -> None:
    with pytest.raises(FileExistsError):
        make.make(DATABASES / "version_1.db", 1)


@pytest.mark.parametrize("version", range(1, VERSION))
def test_the_file_is_copied_before_the_first_pending_step(tmp_path: Path, version: int) -> None:
    path = at_version(tmp_path / FILE_NAME, version)
    with opened(path) as raw:
        before = contents(raw)
    open_journal(path).dispose()
    copy = tmp_path / f"journal-before-{VERSION}.db"
    with opened(copy) as raw:
        assert contents(raw) == before
    assert files_in(tmp_path) == {FILE_NAME, copy.name}


@pytest.mark.parametrize("version", [0, VERSION])
def test_a_file_without_pending_steps_is_not_copied(tmp_path: Path, version: int) -> None:
    path = at_version(tmp_path / FILE_NAME, version)
    open_journal(path).dispose()
    assert files_in(tmp_path) == {FILE_NAME}


def test_a_newer_file_is_refused_and_left_as_it_is_to_the_byte(tmp_path: Path) -> None:
    path = at_version(tmp_path / FILE_NAME, VERSION)
    with opened(path) as raw:
        raw.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(NewerJournal):
        open_journal(path)
    assert path.read_bytes() == before
    assert files_in(tmp_path) == {FILE_NAME}


# Steps that fail


class Failing(sqlite3.Connection):
    """A real connection whose statements stop working after `left` of them."""

    left = 0

    def execute(self, *args: Any) -> sqlite3.Cursor:
        if args[0] != "ROLLBACK" and "foreign_keys" not in args[0]:
            if self.left == 0:
                raise sqlite3.OperationalError("disk I/O error")
            self.left -= 1
        return super().execute(*args)


def _statements_of(step: int) -> int:
    """How many statements a step takes: its own, and BEGIN, check, two marks and COMMIT."""
    return len(statements(NAMES[step - 1])) + 5


@pytest.mark.parametrize(
    ("step", "place"),
    [(step, place) for step in range(1, VERSION + 1) for place in range(_statements_of(step))],
)
def test_a_step_that_fails_at_any_statement_leaves_the_file_as_it_was(
    tmp_path: Path, step: int, place: int
) -> None:
    path = at_version(tmp_path / FILE_NAME, step - 1)
    with opened(path) as raw:
        before = contents(raw)
    failing = sqlite3.connect(path, isolation_level=None, factory=Failing)
    with closing(failing):
        failing.left = 1 + place  # reading the version comes first
        with pytest.raises(sqlite3.OperationalError):
            migrate(failing, NAMES[:step])
        assert failing.left == 0
    with opened(path) as raw:
        assert contents(raw) == before
        migrate(raw)
        assert version_of(raw) == VERSION


def test_when_the_second_step_fails_the_first_one_stays(tmp_path: Path) -> None:
    with opened() as raw, opened() as first:
        with pytest.raises(sqlite3.OperationalError):
            migrate(raw, (NAMES[0], _step(tmp_path, "CREATE TABLE effect (key TEXT);")))
        migrate(first, NAMES[:1])
        assert contents(raw) == contents(first)


def test_a_step_that_leaves_a_reference_to_nothing_is_undone(tmp_path: Path) -> None:
    with opened(at_version(tmp_path / FILE_NAME, VERSION)) as raw:
        before = contents(raw)
        with pytest.raises(MigrationError):
            migrate(raw, (*NAMES, _step(tmp_path, "DELETE FROM effect;")))
        assert contents(raw) == before
        assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_step_that_builds_a_table_anew_keeps_the_rows_that_refer_to_it(tmp_path: Path) -> None:
    step = _step(
        tmp_path,
        "-- a comment; with a semicolon",
        "CREATE TABLE fresh (key TEXT NOT NULL PRIMARY KEY);",
        "INSERT INTO fresh SELECT key FROM effect;",
        "DROP TABLE effect;",
        "ALTER TABLE fresh RENAME TO effect;",
    )
    with opened(at_version(tmp_path / FILE_NAME, VERSION)) as raw:
        before = rows_of(raw)["answer"]
        migrate(raw, (*NAMES, step))
        assert before
        assert rows_of(raw)["answer"] == before
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


def _step(folder: Path, *lines: str) -> str:
    """A step of the test's own; an absolute name leads out of the folder of steps."""
    (folder / "9999_a_test.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(folder / "9999_a_test")
