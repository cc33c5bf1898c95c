"""Each import on its own: what it wrote, listed with its date, and taken back at any time later.

An import is known by the moment that all its new rows carry as their stamp. Taking it back
removes those that still carry it, and empties again the answers that it filled in rows which
were there before. A row that the user changed since stays.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Engine

from models.days import utc_stamp
from models.rows import later
from models.shapes import SHAPES, Key, Plain
from models.whole import Rows, Undo, read_whole, take_back

PREFIX = "import:"
"""How the keys of the settings begin that hold the record of an import."""
Step: TypeAlias = tuple[str, Key, tuple[Any, ...] | None, tuple[Any, ...]]
"""As in models.whole.Undo."""
_TABLES = ("answer", "mood", "nosebleeds", "day")


@dataclass(frozen=True)
class Import:
    """One import. `at` is the stamp of its rows; `days` and `answers` are what it wrote."""

    key: str
    at: datetime
    app: str
    days: int
    answers: int
    effects: tuple[str, ...]  # that came with it
    revived: tuple[str, ...]  # that had been deleted before
    filled: tuple[tuple[str, Key, tuple[str, ...], str], ...]  # table, key, columns, stamp


def record(
    app: str,
    rows: Rows,
    mine: Rows,
    filled: Mapping[tuple[str, Key], tuple[str, ...]],
    stamp: str,
) -> tuple[Key, Plain]:
    """The setting that remembers an import of `rows` into `mine`, and its key."""
    written = [(table, key) for table in _TABLES for key in rows[table]]
    held = [
        [table, key, filled[table, key], rows[table][key]["updated_at"]]
        for table, key in written
        if key in mine[table]
    ]
    value = {
        "app": app,
        "days": len({key[0] for _, key in written}),
        "answers": len(written),
        "effects": [key for (key,) in rows["effect"] if (key,) not in mine["effect"]],
        "revived": [key for (key,) in rows["effect"] if (key,) in mine["effect"]],
        "filled": held,
    }
    blank = SHAPES["setting"].blank({column.name: None for column in SHAPES["setting"].columns})
    text = json.dumps(value, ensure_ascii=False)
    key = f"{PREFIX}{stamp}"
    return (key,), {**blank, "key": key, "value": text, "updated_at": stamp, "is_deleted": False}


def free_moment(mine: Rows, now: datetime) -> datetime:
    """Now, or just after it if a row was written at that very moment: it names the import."""
    taken = {row["updated_at"] for table in (*_TABLES, "effect") for row in mine[table].values()}
    taken |= {key.removeprefix(PREFIX) for (key,) in mine["setting"]}
    while utc_stamp(now) in taken:
        now += timedelta(microseconds=1)
    return now


def imports_in(settings: Mapping[str, Any]) -> list[Import]:
    """Every import that can be taken back, the newest first; `settings` are read from JSON."""
    found = [_read(key, value) for key, value in settings.items() if key.startswith(PREFIX)]
    return sorted((each for each in found if each), key=lambda each: each.at, reverse=True)


def _read(key: str, value: Any) -> Import | None:
    try:
        return Import(
            key, datetime.fromisoformat(key.removeprefix(PREFIX)), str(value["app"]),
            int(value["days"]), int(value["answers"]), tuple(map(str, value["effects"])),
            tuple(map(str, value["revived"])),
            tuple((str(t), tuple(k), tuple(c), str(s)) for t, k, c, s in value["filled"]
                  if t in _TABLES),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):  # not written by this version
        return None


def undo_import(engine: Engine, done: Import, now: datetime) -> int:
    """Take one import back, all that is still as it wrote it; how many answers stayed.

    Raises:
        JournalProblem: nothing was changed.

    """
    rows = read_whole(engine)
    steps = tuple(_steps(rows, done, utc_stamp(now)))
    take_back(engine, Undo(steps))
    return done.answers - sum(table in _TABLES for table, _, _, _ in steps)


def _steps(rows: Rows, done: Import, now: str) -> Iterator[Step]:
    """What to undo, in the order in which it was written."""
    stamp = done.key.removeprefix(PREFIX)
    yield from _effects(rows, done, stamp, now)
    filled = {(table, key): (columns, at) for table, key, columns, at in done.filled}
    for table in _TABLES:
        shape = SHAPES[table]
        for key, row in rows[table].items():
            columns, at = filled.get((table, key), ((), stamp))
            if row["updated_at"] == at and not row["is_deleted"]:
                before = shape.raw(_emptied(table, row, columns, now)) if columns else None
                yield table, key, before, shape.raw(row)
    setting = rows["setting"].get((done.key,))
    if setting:
        yield "setting", (done.key,), None, SHAPES["setting"].raw(setting)


def _effects(rows: Rows, done: Import, stamp: str, now: str) -> Iterator[Step]:
    """Effects that came with the import go; one that was deleted before is deleted again."""
    shape = SHAPES["effect"]
    kept = (key for key, row in rows["answer"].items() if not row["is_deleted"]
            and row["updated_at"] != stamp)  # fmt: skip
    used = {key[1] for key in kept}
    for name in (*done.effects, *done.revived):
        row = rows["effect"].get((name,))
        if row is None or row["updated_at"] != stamp or name in used:
            continue
        before = None
        if name in done.revived:
            gone = {**row, "is_deleted": True, "updated_at": later(row["updated_at"], now)}
            before = shape.raw(shape.blank(gone))
        yield "effect", (name,), before, shape.raw(row)


def _emptied(table: str, row: Plain, columns: tuple[str, ...], now: str) -> Plain:
    blank = SHAPES[table].blank(dict(row))
    fresh = {name: blank[name] for name in columns if name in row}
    return {**row, **fresh, "updated_at": later(row["updated_at"], now)}
