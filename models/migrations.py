"""The schema as numbered steps; `PRAGMA user_version` says which one a file has reached.

A step is plain SQL in `steps/`, so an old step cannot change with a new class.
A new journal walks the same steps as an old one: there is no second way to make the schema.
"""

import sqlite3
from collections.abc import Sequence
from importlib.resources import files

APPLICATION_ID = 0x53444E54
"""Marks a SQLite file as a Sidenote journal (the letters SDNT). Never changes."""

NAMES = (
    "0001_the_journal",
    "0002_visits_and_tests",
    "0003_mood_path",
    "0004_column_stamps",
)
"""The steps in order; the first brings a file to version 1. Released steps are never edited."""

VERSION = len(NAMES)


class MigrationError(Exception):
    """A step left a reference to a row that does not exist; it was undone."""


def statements(name: str) -> list[str]:
    """The SQL statements of the step called `name`, without comment lines."""
    text = (files("models") / "steps" / f"{name}.sql").read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    return [part.strip() for part in code.split(";\n") if part.strip(" ;\n")]


def version_of(connection: sqlite3.Connection) -> int:
    """The last step that `connection`'s file has been through; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, names: Sequence[str] = NAMES) -> None:
    """Take the file through every step it has not seen, each in a transaction of its own.

    A step and its number are committed together or not at all. Foreign keys are off while
    tables are rebuilt (dropping a parent would delete its children), and checked before
    each commit. `connection` is in autocommit mode (`isolation_level=None`).

    Raises:
        sqlite3.Error: the step failed; the file is as it was before that step.
        MigrationError: as above, because references would dangle.

    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for number in range(version_of(connection), len(names)):
            _take(connection, names[number], number + 1)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _take(connection: sqlite3.Connection, name: str, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in statements(name):
            connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise MigrationError(name)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
