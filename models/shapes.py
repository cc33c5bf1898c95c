"""What a row of each table looks like outside SQLite: plain JSON values under column names.

A plain row is checked value by value (`models.kinds`), because it may come from any file.
"""

import json
from dataclasses import dataclass
from typing import Any, TypeAlias

import sqlalchemy as sa
from pydantic import ValidationError

from models import kinds, tables
from models.rows import table_of

Plain: TypeAlias = dict[str, Any]
"""A row as it stands in a file."""
Key: TypeAlias = tuple[str, ...]
"""The values of a row's natural key; all keys are texts or dates."""

# What a deletion carries in place of its former content; NULL wherever a column allows it.
_BLANKS: Plain = {
    "date": "1970-01-01",
    "moment": "1970-01-01T00:00:00Z",
    "flag": False,
    "whole": 0,
    "number": 0.0,
    "text": "",
}
_OWN_BLANKS: dict[str, Plain] = {
    "weight": {"kg": 1.0},
    "course": {"planned_weeks": 1},
    "notice": {"level": 1, "evidence": "{}"},
    "mood_check": {"irritable": "no", "noticed": "no", "changed": "no"},
    "safety_answer": {"answer": "rather_not"},
    "setting": {"value": "null"},
}


class Unsound(ValueError):
    """A row that no journal can hold. `where` names the table and column, `why` is a short code."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where, self.why = where, why


@dataclass(frozen=True)
class Column:
    """One column: its kind of value, whether it is part of the key, whether it may be empty."""

    name: str
    kind: str
    is_key: bool
    is_nullable: bool


@dataclass(frozen=True)
class Shape:
    """One table: its columns in order, and the draft that judges a living row."""

    name: str
    columns: tuple[Column, ...]
    draft: type[tables.Draft]
    own: frozenset[str]  # the columns of the draft: all but the stamps

    def key(self, row: Plain) -> Key:
        """The natural key of a row."""
        return tuple(row[column.name] for column in self.columns if column.is_key)

    def plain(self, raw: tuple[Any, ...]) -> Plain:
        """A row as SQLite gives it, as plain values; a deletion without its content."""
        row = {
            column.name: kinds.plain(column.kind, value)
            for column, value in zip(self.columns, raw, strict=True)
        }
        return self.blank(row) if row["is_deleted"] else row

    def raw(self, row: Plain) -> tuple[Any, ...]:
        """A plain row as SQLite stores it."""
        return tuple(kinds.stored(column.kind, row[column.name]) for column in self.columns)

    def blank(self, row: Plain) -> Plain:
        """A deletion: key and stamps are kept, the content is not."""
        blanks = _OWN_BLANKS.get(self.name, {})
        for column in self.columns:
            if column.name in self.own and not column.is_key:
                empty = None if column.is_nullable else _BLANKS[column.kind]
                row[column.name] = blanks.get(column.name, empty)
        return row

    def check(self, row: object) -> Plain:
        """A row from a file, once every value is of its kind and inside its limits.

        Raises:
            Unsound: with the column.

        """
        if not isinstance(row, dict) or len(row) != len(self.columns):
            raise Unsound(self.name, "columns")
        for column in self.columns:
            if column.name not in row:
                raise Unsound(f"{self.name}.{column.name}", "missing")
            value = row[column.name]
            if value is None:
                if not column.is_nullable:
                    raise Unsound(f"{self.name}.{column.name}", "empty")
            elif not kinds.fits(column.kind, value):
                raise Unsound(f"{self.name}.{column.name}", column.kind)
        if row["is_deleted"]:
            return self.blank(row)
        self._judge(row)
        return row

    def _judge(self, row: Plain) -> None:
        try:
            self.draft.model_validate({name: row[name] for name in self.own})
        except ValidationError as error:
            column = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise Unsound(f"{self.name}.{column}", "limit") from None
        if self.name in _JSON_TEXTS:
            column = _JSON_TEXTS[self.name]
            _read_json(f"{self.name}.{column}", row[column])


_JSON_TEXTS = {"setting": "value", "notice": "evidence"}
"""Texts that the app reads as JSON: unreadable ones must not get in."""


def _read_json(where: str, text: str) -> None:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise Unsound(where, "json") from None


_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
    (sa.Date, "date"),
    (sa.Time, "time"),
    (sa.Boolean, "flag"),
    (sa.Integer, "whole"),
    (sa.Float, "number"),
)
_STAMPS = ("written_at", "utc_offset", "updated_at", "is_deleted")


def _kind(column: sa.Column[Any]) -> str:
    if column.name in {"updated_at", "written_at"}:
        return "stamp"
    if column.name == "utc_offset":
        return "offset"
    for sql, kind in _KINDS:
        if isinstance(column.type, sql):
            return kind
    return "moment" if column.name.endswith("_at") else "text"


def _shape(model: type[tables.Stamped]) -> Shape:
    table = table_of(model)
    draft: type[tables.Draft] = model.__mro__[1]  # a stored class names its draft first
    # Stamps last, as in the steps: SQLModel puts what is inherited first.
    ordered = sorted(
        table.columns,
        key=lambda column: _STAMPS.index(column.name) if column.name in _STAMPS else -1,
    )
    columns = tuple(
        Column(column.name, _kind(column), column.primary_key, bool(column.nullable))
        for column in ordered
    )
    return Shape(table.name, columns, draft, frozenset(draft.model_fields))


SHAPES: dict[str, Shape] = {table_of(model).name: _shape(model) for model in tables.TABLES}
"""Every table by its name, parents first."""
