"""Damage that opening a journal does not see: rows that are no longer what was written.

The mark over the content tells that something is wrong, a copy which rows it is: two rows with
the same stamp cannot differ.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from models import content_mark
from models.database import Damaged, JournalProblem, problems
from models.migrations import migrate
from models.shapes import SHAPES, Key, Unsound

_Places: TypeAlias = tuple[tuple[str, Key], ...]


@dataclass(frozen=True)
class Damage:
    """What is wrong with a journal. `places`: the rows that a copy has otherwise, if any has."""

    places: _Places = ()


def found(raw: sqlite3.Connection, copies: Iterable[Path] = ()) -> Damage | None:
    """Whether the rows of an open journal are what was written; None if they are.

    A journal without a mark, from an older version, gets one if its values are sound and no copy
    (the newest first) has other rows with the same stamps.

    Raises:
        JournalProblem: the journal cannot be read.

    """
    try:
        with problems():
            if _schema(raw) != _own_schema():
                return Damage()
            off = content_mark.off_by(raw)
            if off == 0:
                return None
            places = _differing(raw, copies)
            if off is not None or places or not _is_sound(raw):
                return Damage(places)
    except Damaged:
        return Damage()
    with suppress(sqlite3.Error):  # no room for it, or read-only: it is tried again
        content_mark.renew(raw)
    return None


def _schema(raw: sqlite3.Connection) -> list[Any]:
    return raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 2").fetchall()


def _own_schema() -> list[Any]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        migrate(ours)
        return _schema(ours)


def _is_sound(raw: sqlite3.Connection) -> bool:
    try:
        for name, shape in SHAPES.items():
            for row in raw.execute(f"SELECT {', '.join(shape.names)} FROM {name}"):
                shape.check(shape.plain(row))
    except (Unsound, ValueError, TypeError):
        return False
    return True


def _differing(raw: sqlite3.Connection, copies: Iterable[Path]) -> _Places:
    """Rows that the newest copy which can be read has with the same stamp and other content."""
    for path in copies:
        with suppress(JournalProblem, OSError), problems(), _reading(path) as copy:
            return tuple(place for name in SHAPES for place in _of_table(raw, copy, name))
    return ()


def _reading(path: Path) -> Any:
    place = quote(path.absolute().as_posix().lstrip("/"), safe="/:")
    return closing(sqlite3.connect(f"file:///{place}?mode=ro", uri=True))


def _of_table(
    raw: sqlite3.Connection, copy: sqlite3.Connection, name: str
) -> Iterator[tuple[str, Key]]:
    there = {row[1] for row in copy.execute(f"PRAGMA table_info({name})")}
    columns = [column for column in SHAPES[name].columns if column.name in there]
    if not columns:
        return
    statement = f"SELECT {', '.join(column.name for column in columns)} FROM {name}"
    keys = [place for place, column in enumerate(columns) if column.is_key]
    stamp = next(place for place, column in enumerate(columns) if column.name == "updated_at")
    theirs = {tuple(row[place] for place in keys): row for row in copy.execute(statement)}
    for row in raw.execute(statement):
        key = tuple(row[place] for place in keys)
        other = theirs.get(key)
        if other is not None and other[stamp] == row[stamp] and other != row:
            yield name, key
