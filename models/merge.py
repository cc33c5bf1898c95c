"""Two copies of a journal joined row by row: the newest wins, nothing is lost. Pure.

The order between two rows is total, so the result is the same whichever copy is joined to
which, in any order, and joining twice changes nothing.
"""

import json
from dataclasses import dataclass

from models.mood_path import BASELINE_KEY
from models.settings import mergeable
from models.shapes import SHAPES, Key, Plain
from models.whole import Rows


@dataclass(frozen=True)
class Conflict:
    """A row that both copies hold with different content. `is_mine_kept` tells which one stays."""

    table: str
    key: Key
    mine: Plain
    theirs: Plain
    is_mine_kept: bool


def rank(row: Plain) -> tuple[float, str, bool, str]:
    """Where a row stands: newest first, then a deletion, then by content, so that none are equal.

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
    """The rows of `theirs` that take the place of rows in `mine`, or are missing there.

    What describes one journal or one device, and a sample, are left as they are on both sides.
    """
    mine, theirs = mergeable(mine), mergeable(theirs)
    found: Rows = {}
    for name in SHAPES:
        held = mine.get(name, {})
        better = {
            key: row
            for key, row in theirs.get(name, {}).items()
            if key not in held or (row != held[key] and rank(row) > rank(held[key]))
        }
        if better:
            found[name] = better
    return found


def joined(mine: Rows, theirs: Rows) -> Rows:
    """Both copies in one."""
    better = news(mine, theirs)
    return {name: {**mine.get(name, {}), **better.get(name, {})} for name in SHAPES}


def conflicts(mine: Rows, theirs: Rows) -> tuple[Conflict, ...]:
    """Every row that the user may want to look at, since the copies disagree about it.

    Two deletions agree, and so do rows that differ only in when they were written.
    """
    mine, theirs = mergeable(mine), mergeable(theirs)
    return tuple(
        Conflict(name, key, held, row, rank(held) > rank(row))
        for name in SHAPES
        for key, row in theirs.get(name, {}).items()
        if (held := mine.get(name, {}).get(key)) is not None and not _agree(name, held, row)
    )


def _agree(name: str, mine: Plain, theirs: Plain) -> bool:
    own = SHAPES[name].own
    return mine["is_deleted"] == theirs["is_deleted"] and all(
        mine[column] == theirs[column] for column in own
    )
