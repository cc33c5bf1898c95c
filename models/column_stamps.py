"""When each answer in a row was changed last, so that two copies are joined answer by answer.

A row's `column_stamps` is JSON text, or NULL where the rule says all: an answer that stands at
its default was never given, any other was given at the row's `updated_at`.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from models.days import utc_stamp
from models.tables import TABLES

Part: TypeAlias = tuple[str, ...]
"""Columns that are one answer; its name is its first column."""

_PARTS: dict[str, tuple[Part, ...]] = {
    "effect": (("name",), ("is_shown",), ("is_private",), ("position",)),
    "answer": (("level",), ("places",), ("stopped_me",)),
    "nosebleeds": (("count",), ("longest",), ("is_heavy",)),
    "mood": (("level", "is_imported"), ("tags",), ("stopped_me",)),
    "day": (("is_nothing_new",), ("is_dose_taken", "dose_mg"), ("note",)),
    "course": (("start_on",), ("planned_weeks",), ("last_dose_on",)),
    "contact": (("name",), ("phone",), ("email",)),
    "visit": (("on_date", "at_time"), ("place",), ("with_whom",), ("said",), ("changed",)),
    "question": (("text",), ("asked_on",), ("position",)),
    "test_result": (
        ("on_date", "kind", "name", "value", "unit", "range_low", "range_high", "is_fasting"),
        ("note",),
    ),
    "test_plan": (("kind", "due_on", "window_days"), ("outcome",)),
    "provider_contact": (("on_date", "at_time", "how", "about"), ("note",)),
}
TOLERANCE = timedelta(days=1)
"""A stamp further ahead than this comes from a wrong clock."""
DELETED, LAST = "is_deleted", "last"
"""Beside the answers: when the row was deleted before it was written again; and what a required
answer was in the row that was written last, where that is another."""

_TABLES: dict[str, Any] = {table.__table__.name: table for table in TABLES}  # type: ignore[attr-defined]  # SQLModel adds it unseen
_FIELDS = {name: _TABLES[name].__mro__[1].model_fields for name in _PARTS}


def _completed(table: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The answers, with columns that none of them names as part of the first."""
    keys = {column.name for column in _TABLES[table].__table__.primary_key}
    named = keys.union(*parts)
    return (parts[0] + tuple(each for each in _FIELDS[table] if each not in named), *parts[1:])


PARTS = {table: _completed(table, parts) for table, parts in _PARTS.items()}
"""The answers of a row, by table. Every other row is one answer: the newest wins as a whole."""
REQUIRED = {
    name: tuple(part for part in parts if any(_FIELDS[name][c].is_required() for c in part))
    for name, parts in PARTS.items()
}
"""The answers that no row is without."""


def values(row: Mapping[str, Any], part: Part) -> tuple[Any, ...]:
    """What a row says in one answer."""
    return tuple(row[column] for column in part)


def blank(table: str, part: Part) -> tuple[Any, ...]:
    """What an answer holds that was never given; not for one that is required."""
    return tuple(_FIELDS[table][column].default for column in part)


def read(row: Mapping[str, Any]) -> dict[str, Any]:
    """The stamps that a row names."""
    said = row["column_stamps"]
    return json.loads(said) if said else {}


def derived(table: str, row: Mapping[str, Any], part: Part) -> str:
    """The stamp of an answer that the row does not name."""
    if part not in REQUIRED[table] and values(row, part) == blank(table, part):
        return ""
    stamp: str = row["updated_at"]
    return stamp


def written(table: str, row: Mapping[str, Any], stamps: Mapping[Part, str]) -> dict[str, str]:
    """Of the stamps of all answers those that a row has to name."""
    return {part[0]: stamp for part, stamp in stamps.items() if stamp != derived(table, row, part)}


def text(stamps: Mapping[str, Any]) -> str | None:
    """The stamps as they stand in a row."""
    return json.dumps(stamps, sort_keys=True, ensure_ascii=False) if stamps else None


def after(table: str, before: Mapping[str, Any] | None, row: Mapping[str, Any]) -> str | None:
    """The stamps of `row`, just written (at its `updated_at`) in the place of `before`."""
    if before is None or row["is_deleted"]:
        return None
    if before["is_deleted"]:
        return text({DELETED: before["updated_at"]})
    named, now = read(before), row["updated_at"]
    stamps = {
        part: now
        if values(row, part) != values(before, part)
        else named.get(part[0], derived(table, before, part))
        for part in PARTS[table]
    }
    kept = {DELETED: named[DELETED]} if named.get(DELETED) else {}
    return text(written(table, row, stamps) | kept)


def latest(now: datetime) -> str:
    """The last stamp that a clock may have given which is not far ahead of `now`."""
    return utc_stamp(now + TOLERANCE)


_LEAPS = 124
"""Years, a multiple of four: the 29th of February stays one."""


def aged(stamp: str) -> str:
    """A stamp for one that a wrong clock put far ahead: before all that was really written.

    Two such stamps keep their order.
    """
    year = int(stamp[:4])
    return f"{year - _LEAPS}{stamp[4:]}" if year <= 2090 else "1969-12-31T23:59:59.999999Z"


def is_aged(stamp: str) -> bool:
    """Whether a stamp was made by `aged`."""
    return "" < stamp < "1970"
