"""Two copies of a journal joined answer by answer: the newest wins, nothing is lost. Pure.

A row of several independent answers (models.column_stamps.PARTS) is joined answer by answer, any
other as a whole. The order between two answers is total, so the result is the same whichever copy
is joined to which, in any order, and joining twice changes nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from models import column_stamps as stamps
from models.column_stamps import DELETED, LAST, PARTS, REQUIRED, Part, blank, values
from models.moods import BASELINE_KEY
from models.settings import mergeable
from models.shapes import SHAPES, Key, Plain
from models.whole import Rows


@dataclass(frozen=True)
class Conflict:
    """What both copies hold with different content. `is_mine_kept` tells which one stays.

    `columns` names the answers that differ, each by its first column; empty: the row as a whole.
    `is_ahead`: one of the two was written by a clock far ahead, and so counts as the older one.
    """

    table: str
    key: Key
    mine: Plain
    theirs: Plain
    is_mine_kept: bool
    columns: tuple[str, ...] = ()
    is_ahead: bool = False


class _Said(NamedTuple):
    """One answer and when it was given; the greatest is kept."""

    stamp: str
    order: str
    values: tuple[Any, ...]


class _State(NamedTuple):
    """All that matters of a row of several answers."""

    deleted_at: str  # of the last deletion that is known; "" for none
    stone: tuple[str, str]  # that deletion's row, as text with its moment
    last: tuple[str, str, Plain]  # when the row was written last, by what, and as what
    said: dict[Part, _Said]


def rank(row: Plain) -> tuple[float, str, bool, str]:
    """Where a whole row stands: newest first, then a deletion, then by content: none are equal.

    Moments are texts of fixed width, so their order is the order of time. Of two usual moods the
    higher one stands, however old: what is usual never drifts down with the mood.
    """
    return _usual(row), row["updated_at"], row["is_deleted"], json.dumps(row, sort_keys=True)


def _usual(row: Plain) -> float:
    if row.get("key") != BASELINE_KEY or "value" not in row or row["is_deleted"]:
        return 0
    kept = json.loads(row["value"])
    value = kept.get("value") if isinstance(kept, dict) else None
    return value if isinstance(value, int | float) else 0


def news(mine: Rows, theirs: Rows) -> Rows:
    """The rows to write into `mine`: those that `theirs` changes there, or adds.

    What describes one journal or one device, and a sample, are left as they are on both sides.
    """
    mine, theirs = mergeable(mine), mergeable(theirs)
    found: Rows = {}
    for name in SHAPES:
        held, better = mine.get(name, {}), {}
        for key, row in theirs.get(name, {}).items():
            if key not in held:
                better[key] = row
            elif row != held[key] and (both := joined_row(name, held[key], row)) != held[key]:
                better[key] = both
        if better:
            found[name] = better
    return found


def joined(mine: Rows, theirs: Rows) -> Rows:
    """Both copies in one."""
    better = news(mine, theirs)
    return {name: {**mine.get(name, {}), **better.get(name, {})} for name in SHAPES}


def joined_row(table: str, mine: Plain, theirs: Plain) -> Plain:
    """Two rows of one key in one."""
    if table not in PARTS:
        return max(mine, theirs, key=rank)
    a, b = _state(table, mine), _state(table, theirs)
    said = {
        part: max((s.said[part] for s in (a, b) if part in s.said), key=lambda each: each[:2])
        for part in a.said.keys() | b.said.keys()
    }
    state = _State(
        max(a.deleted_at, b.deleted_at), max(a.stone, b.stone),
        max(a.last, b.last, key=lambda each: each[:2]), said,
    )  # fmt: skip
    return _row(table, state)


def _state(table: str, row: Plain) -> _State:
    if row["is_deleted"]:
        stone = row["updated_at"], json.dumps(row, sort_keys=True)
        return _State(row["updated_at"], stone, ("", "", {}), {})
    named, said = stamps.read(row), {}
    for part in PARTS[table]:
        found = values(row, part)
        stamp = named.get(part[0], stamps.derived(table, row, part))
        said[part] = _Said(stamp, json.dumps(found), found)
    touched = max(row["updated_at"], *(each.stamp for each in said.values()))
    answers = {column for part in PARTS[table] for column in part}
    last = {name: value for name, value in row.items() if name not in answers}
    last |= {column: row[column] for part in REQUIRED[table] for column in part}
    last |= {**named.get(LAST, {}), "updated_at": touched, "column_stamps": None}
    deleted_at = named.get(DELETED, "")
    return _State(
        deleted_at if deleted_at < touched else "", ("", ""),
        (touched, json.dumps(last, sort_keys=True), last), said,
    )  # fmt: skip


def _row(table: str, state: _State) -> Plain:
    touched, _, last = state.last
    if touched <= state.deleted_at:
        stone: Plain = json.loads(state.stone[1])
        return stone
    row, given = dict(last), {}
    for part, said in state.said.items():
        is_alive = said.stamp > state.deleted_at
        given[part] = said.stamp if is_alive else ""
        if is_alive:
            row.update(zip(part, said.values, strict=True))
        elif part not in REQUIRED[table]:
            row.update(zip(part, blank(table, part), strict=True))
    named: dict[str, Any] = {**stamps.written(table, row, given)}
    if state.deleted_at:
        named[DELETED] = state.deleted_at
    core = {c: last[c] for part in REQUIRED[table] for c in part if last[c] != row[c]}
    if core:
        named[LAST] = core
    row["column_stamps"] = stamps.text(named)
    return {name: row[name] for name in SHAPES[table].names}


def clamped(rows: Rows, now: datetime) -> Rows:
    """The rows, with every stamp far ahead of `now` made older than all that was really written.

    A phone whose clock was a year ahead would otherwise win for a year.
    """
    last = stamps.latest(now)
    return {
        name: {key: _clamped(row, last) for key, row in table.items()}
        for name, table in rows.items()
    }


def aged(rows: Rows) -> int:
    """How many rows `clamped` has found to be far ahead."""
    return sum(
        stamps.is_aged(row["updated_at"]) for table in rows.values() for row in table.values()
    )


def _clamped(row: Plain, last: str) -> Plain:
    named = stamps.read(row) if row.get("column_stamps") else {}
    fixed = {
        name: stamps.aged(row[name])
        for name in ("written_at", "updated_at")
        if row.get(name, "") > last
    }
    far = {
        name: stamps.aged(stamp) for name, stamp in named.items() if name != LAST and stamp > last
    }
    if not fixed and not far:
        return row
    return {**row, **fixed, **({"column_stamps": stamps.text(named | far)} if named else {})}


def conflicts(mine: Rows, theirs: Rows) -> tuple[Conflict, ...]:
    """Every answer that the user may want to look at, since the copies disagree about it.

    Two deletions agree, and so do rows that differ only in when they were written; an answer
    that only one copy has is kept, and no conflict.
    """
    mine, theirs = mergeable(mine), mergeable(theirs)
    return tuple(
        conflict
        for name in SHAPES
        for key, row in theirs.get(name, {}).items()
        if (held := mine.get(name, {}).get(key)) is not None and held != row
        for conflict in _of_row(name, key, held, row)
    )


def _of_row(name: str, key: Key, mine: Plain, theirs: Plain) -> Iterator[Conflict]:
    both = joined_row(name, mine, theirs)
    is_ahead = any(stamps.is_aged(row["updated_at"]) for row in (mine, theirs))
    if name not in PARTS or mine["is_deleted"] or theirs["is_deleted"]:
        if not _agree(name, mine, theirs):
            is_mine = _agree(name, mine, both)
            if mine["is_deleted"] != theirs["is_deleted"]:
                is_mine = both["is_deleted"] == mine["is_deleted"]
            yield Conflict(name, key, mine, theirs, is_mine, (), is_ahead)
        return
    a, b = _state(name, mine).said, _state(name, theirs).said
    differing = [
        part
        for part in PARTS[name]
        if a[part].values != b[part].values and a[part].stamp and b[part].stamp
    ]
    kept = {part[0]: values(both, part) == a[part].values for part in differing}
    for is_mine in (True, False):
        if columns := tuple(column for column in kept if kept[column] is is_mine):
            yield Conflict(name, key, mine, theirs, is_mine, columns, is_ahead)


def _agree(name: str, mine: Plain, theirs: Plain) -> bool:
    own = SHAPES[name].own
    return mine["is_deleted"] == theirs["is_deleted"] and all(
        mine[column] == theirs[column] for column in own
    )
