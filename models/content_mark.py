"""A mark over the content of all rows, kept in the file itself: a flipped bit does not fit it.

The mark is a sum of one number for each row, so that a change only takes the number of the old
row off and adds that of the new one, in the transaction that writes the row.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, time
from functools import cache
from typing import Any
from zlib import crc32

from sqlalchemy import Connection

_TABLE = "content_mark"
_MOST = (1 << 62) - 1
"""The sum goes round, so that it stays a number SQLite can hold."""
_UPDATE = f"UPDATE {_TABLE} SET mark = (mark + ?) & {_MOST}"


def number(table: str, values: Iterable[Any]) -> int:
    """The number of a row; `values` as SQLite gives them, in the order of the columns' names."""
    return crc32("\0".join([table, *map(str, values)]).encode())


@cache
def _in_order(names: tuple[str, ...]) -> list[tuple[str, int]]:
    return sorted((name, place) for place, name in enumerate(names))


def of_raw(table: str, names: tuple[str, ...], raw: Sequence[Any], floats: frozenset[str]) -> int:
    """The number of a row with `names` as columns, of which SQLite keeps `floats` as such."""
    return number(
        table,
        (_stored(raw[place], is_float=name in floats) for name, place in _in_order(names)),
    )


def of_row(table: str, row: Mapping[str, Any], floats: frozenset[str]) -> int:
    """As `of_raw`, of values as Python has them, by the names of their columns."""
    return of_raw(table, tuple(row), tuple(row.values()), floats)


def _stored(value: Any, *, is_float: bool) -> Any:
    if isinstance(value, time):
        return value.isoformat("microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    return float(value) if is_float and value is not None else value


def add(connection: Connection, difference: int) -> None:
    """Let the mark follow a change of rows, in its transaction."""
    if difference:
        connection.exec_driver_sql(_UPDATE, (difference & _MOST,))


def kept(raw: sqlite3.Connection) -> int | None:
    """The mark in the file; None where there is none yet.

    Raises:
        sqlite3.Error: it cannot be read.

    """
    if not raw.execute(f"SELECT 1 FROM sqlite_schema WHERE name = '{_TABLE}'").fetchone():
        return None
    found = raw.execute(f"SELECT mark FROM {_TABLE}").fetchone()
    return None if found is None or found[0] is None else int(found[0])


def computed(raw: sqlite3.Connection) -> int:
    """The mark that fits the rows as they are, in a file of any version.

    Raises:
        sqlite3.Error: a row cannot be read.

    """
    whole = 0
    tables = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if table == _TABLE or table.startswith("sqlite_"):
            continue
        names = sorted(row[1] for row in raw.execute(f'PRAGMA table_info("{table}")'))
        listed = ", ".join(f'"{name}"' for name in names)
        rows = raw.execute(f'SELECT {listed} FROM "{table}"')
        whole += sum(number(table, row) for row in rows)
    return whole & _MOST


def off_by(raw: sqlite3.Connection) -> int | None:
    """How far the rows are from the mark: 0 where all is as it was written, None without a mark.

    Raises:
        sqlite3.Error: the file cannot be read.

    """
    mark = kept(raw)
    return None if mark is None else (computed(raw) - mark) & _MOST


def renew(raw: sqlite3.Connection, off: int = 0) -> None:
    """Take the rows as they are for what was written, but for `off` by which they were wrong.

    Raises:
        sqlite3.Error: the file cannot be written.

    """
    raw.execute(f"UPDATE {_TABLE} SET mark = ?", ((computed(raw) - off) & _MOST,))


@contextmanager
def renewed(raw: Any) -> Iterator[None]:
    """Let the mark follow what is written inside, by whatever way, on sqlite3's own connection.

    Raises:
        sqlite3.Error: the file cannot be read or written.

    """
    off = off_by(raw)
    yield
    if off is not None:
        renew(raw, off)
