"""The whole journal as plain rows, and many rows put into it at once: all of them or none."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from models import content_mark, trial
from models.database import JournalProblem, open_journal, problem_of
from models.moods import BASELINE_KEY
from models.progress import Told, counted, untold
from models.shapes import SHAPES, Key, Plain, Shape, Unsound

Rows: TypeAlias = dict[str, dict[Key, Plain]]
"""Table name -> key -> row. Deletions are rows too."""
_USUAL = (BASELINE_KEY,)
_BLOCK = 2_000
"""How many rows are written by one call."""


@dataclass(frozen=True)
class Undo:
    """What putting rows replaced: (table, key, SQLite's row before or None, and after).

    `usual` is the row of the frozen usual mood before: it may be worked out from rows put here.
    """

    steps: tuple[tuple[str, Key, tuple[Any, ...] | None, tuple[Any, ...]], ...]
    usual: tuple[Any, ...] | None = None

    def __len__(self) -> int:
        return len(self.steps)


def read_whole(engine: Engine, told: Told = untold) -> Rows:
    """Every row of every table, deletions without their content, all of one moment.

    `told` counts rows.

    Raises:
        JournalProblem: the file could not be read.

    """
    with _transaction(engine, "BEGIN") as connection:
        return _read(connection, told)


def put(engine: Engine, change: Callable[[Rows], Rows], told: Told = untold) -> Undo:
    """Ask `change` which rows to write, given all there are, and write them in one transaction.

    Rows keep the stamps they carry. Nobody can write in between, so what `change` saw is what
    is there. `told` counts rows written.

    Raises:
        Unsound: a row is none that a journal can hold; nothing was written.
        JournalProblem: nothing was written.

    """
    with _transaction(engine, "BEGIN IMMEDIATE") as connection:
        before = {name: _raw_rows(connection, shape) for name, shape in SHAPES.items()}
        wanted = change(_plain(before))
        steps = tuple(
            (name, key, before[name].get(key), SHAPES[name].raw(row))
            for name in SHAPES
            for key, row in wanted.get(name, {}).items()
            if SHAPES[name].check(dict(row))
        )
        rows = counted(steps, len(steps), told)
        for name, group in groupby(rows, key=itemgetter(0)):  # the steps are in order of tables
            fresh = (after for _, _, _, after in group)
            while block := list(islice(fresh, _BLOCK)):
                _upsert(connection, SHAPES[name], block)
        content_mark.add(connection, sum(_difference(*step) for step in steps))
        connection.commit()
    return Undo(steps, before["setting"].get(_USUAL))


def take_out(engine: Engine, choose: Callable[[Rows], Rows]) -> Rows:
    """Ask `choose` which rows to remove, given all there are, and remove them for good.

    Gives them; `put` brings them back.

    Raises:
        JournalProblem: nothing was removed; nor where `choose` raises.

    """
    with _transaction(engine, "BEGIN IMMEDIATE") as connection:
        gone, off = choose(_read(connection, untold)), 0
        for name in reversed(SHAPES):
            raw = _raw_rows(connection, SHAPES[name]) if gone.get(name) else {}
            for key in gone.get(name, {}):
                _remove(connection, SHAPES[name], key)
                off += _difference(name, key, raw[key], None)
        content_mark.add(connection, off)
        connection.commit()
    return gone


def take_back(engine: Engine, undo: Undo) -> int:
    """Bring every row of `undo` back to what it was; a row that was new is gone again.

    A row that was changed since is the user's newer word and stays. Returns how many stayed.
    With moods goes the usual mood that was frozen since: it is worked out anew from what is left.

    Raises:
        JournalProblem: nothing was changed.

    """
    stayed, off = 0, 0
    with _transaction(engine, "BEGIN IMMEDIATE") as connection:
        now = {name: _raw_rows(connection, shape) for name, shape in SHAPES.items()}
        used = {key[1:] for key in now["answer"]}
        added = {(name, key) for name, key, before, _ in undo.steps if before is None}
        for name, key, before, after in reversed(undo.steps):
            if now[name].get(key) != after:
                stayed += 1
                continue
            if before is not None:
                _upsert(connection, SHAPES[name], [before])
            elif name != "effect" or key not in used or _answers_go(now, key, added, undo):
                _remove(connection, SHAPES[name], key)
            else:
                stayed += 1
                continue
            off += _difference(name, key, after, before)
        if any(name == "mood" for name, _, _, _ in undo.steps):
            off += _usual_again(connection, undo.usual)
        content_mark.add(connection, off)
        connection.commit()
    return stayed


def _usual_again(connection: Connection, before: tuple[Any, ...] | None) -> int:
    """Put the usual mood back; what that adds to the mark over the content."""
    shape = SHAPES["setting"]
    present = _raw_rows(connection, shape).get(_USUAL)
    if before is not None:
        _upsert(connection, shape, [before])
    elif present is not None:
        _remove(connection, shape, _USUAL)
    return _difference(shape.name, _USUAL, present, before)


def rehearse(rows: Rows) -> None:
    """Put rows into a new journal in memory, so that SQLite's own rules and all that reads a
    journal have their say.

    Raises:
        Unsound: names the table whose rows SQLite refuses, or what could not be read.

    """
    engine = open_journal(Path(":memory:"))
    try:
        for name, shape in SHAPES.items():
            with _transaction(engine, "BEGIN IMMEDIATE") as connection:
                if values := [shape.raw(row) for row in rows.get(name, {}).values()]:
                    connection.exec_driver_sql(_insertion(shape), values)
                connection.commit()
        trial.read_all(engine)
    except JournalProblem as error:
        raise Unsound(name, "refused") from error
    finally:
        engine.dispose()


def checked(engine: Engine, told: Told = untold) -> Rows:
    """As `read_whole`, once every value is one that the screens could have written, and all that
    reads a journal has read it.

    Raises:
        Unsound: names the table and column.
        JournalProblem: the file could not be read.

    """
    with _transaction(engine, "BEGIN") as connection:
        raw = {name: _raw_rows(connection, shape) for name, shape in SHAPES.items()}
    whole = sum(map(len, raw.values()))
    found: Rows = {name: {} for name in SHAPES}
    rows = ((name, *item) for name, table in raw.items() for item in table.items())
    for name, key, row in counted(rows, whole, told):
        found[name][key] = SHAPES[name].check(SHAPES[name].plain(row, is_blanking=False))
    trial.read_all(engine)
    return found


def _answers_go(
    now: dict[str, dict[Key, tuple[Any, ...]]], effect: Key, added: set[tuple[str, Key]], undo: Undo
) -> bool:
    """Whether every answer to `effect` came with the same import and was not changed since."""
    put_rows = {key: after for name, key, _, after in undo.steps if name == "answer"}
    return all(
        ("answer", key) in added and put_rows[key] == row
        for key, row in now["answer"].items()
        if key[1:] == effect
    )


@contextmanager
def _transaction(engine: Engine, begin: str) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(begin=begin) as connection:
            yield connection
    except DBAPIError as error:
        raise problem_of(error) from error


def _read(connection: Connection, told: Told) -> Rows:
    return _plain({name: _raw_rows(connection, shape) for name, shape in SHAPES.items()}, told)


def _plain(raw: dict[str, dict[Key, tuple[Any, ...]]], told: Told = untold) -> Rows:
    whole = sum(map(len, raw.values()))
    rows = counted(((name, *item) for name in SHAPES for item in raw[name].items()), whole, told)
    found: Rows = {name: {} for name in SHAPES}
    for name, key, row in rows:
        found[name][key] = SHAPES[name].plain(row)
    return found


def _raw_rows(connection: Connection, shape: Shape) -> dict[Key, tuple[Any, ...]]:
    names = ", ".join(column.name for column in shape.columns)
    keys = [place for place, column in enumerate(shape.columns) if column.is_key]
    # Both names come from our own tables, never from a file.
    found = connection.exec_driver_sql(f"SELECT {names} FROM {shape.name}")
    return {tuple(row[place] for place in keys): tuple(row) for row in found}


def _difference(
    name: str, _: Key, before: tuple[Any, ...] | None, after: tuple[Any, ...] | None
) -> int:
    """What a change of one row adds to the mark over the content."""
    shape = SHAPES[name]
    floats = frozenset(column.name for column in shape.columns if column.kind == "number")
    old, new = (
        content_mark.of_raw(name, shape.names, row, floats) if row is not None else 0
        for row in (before, after)
    )
    return new - old


def _upsert(connection: Connection, shape: Shape, values: Sequence[tuple[Any, ...]]) -> None:
    keys = ", ".join(column.name for column in shape.columns if column.is_key)
    fresh = ", ".join(f"{column.name} = excluded.{column.name}" for column in shape.columns)
    connection.exec_driver_sql(
        f"{_insertion(shape)} ON CONFLICT ({keys}) DO UPDATE SET {fresh}", list(values)
    )


def _insertion(shape: Shape) -> str:
    names = ", ".join(column.name for column in shape.columns)
    return f"INSERT INTO {shape.name} ({names}) VALUES ({', '.join('?' * len(shape.columns))})"


def _remove(connection: Connection, shape: Shape, key: Key) -> None:
    match = " AND ".join(f"{column.name} = ?" for column in shape.columns if column.is_key)
    connection.exec_driver_sql(f"DELETE FROM {shape.name} WHERE {match}", key)
