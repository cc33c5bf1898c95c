"""What a row of each table looks like outside SQLite: plain JSON values under column names.

A plain row is checked value by value (`models.kinds`), because it may come from any file.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import sqlalchemy as sa
from pydantic import ValidationError

from models import column_stamps, kinds, tables, value_rules
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


ADDED: dict[str, Plain] = {name: {"column_stamps": None} for name in column_stamps.PARTS} | {
    "mood": {"is_imported": False, "column_stamps": None},
    "notice": {"asked_at": None},
    "safety_answer": {"counted_at": None},
    "provider_contact": {"at_time": None, "column_stamps": None},
}
"""Columns that files of older versions do not have, and what they stand for there."""


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

    # Worked out once, because a journal of ten years has half a million values.

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def plainer(self) -> list[tuple[str, Callable[[Any], Any]]]:
        """The columns that SQLite stores in another form, and how they become plain."""
        return [(c.name, kinds.PLAIN[c.kind]) for c in self.columns if c.kind in kinds.PLAIN]

    @cached_property
    def storer(self) -> list[tuple[str, Callable[[Any], Any]]]:
        """The same the other way round."""
        return [(c.name, kinds.STORED[c.kind]) for c in self.columns if c.kind in kinds.STORED]

    @cached_property
    def checks(self) -> list[tuple[str, Callable[[object], bool], bool]]:
        """For each column its name, its check, and whether it may be empty."""
        return [
            (c.name, kinds.is_line if _is_line(c) else kinds.FITS[c.kind], c.is_nullable)
            for c in self.columns
        ]

    @cached_property
    def _judge_of(self) -> Callable[[Plain], object]:
        # Asks pydantic alone: SQLModel's own steps would take nine times as long, and what
        # they make is thrown away.
        judge, spare = self.draft.__pydantic_validator__, self.draft.model_construct()
        return lambda values: judge.validate_python(values, self_instance=spare)

    def key(self, row: Plain) -> Key:
        """The natural key of a row."""
        return tuple(row[column.name] for column in self.columns if column.is_key)

    def plain(self, raw: tuple[Any, ...], *, is_blanking: bool = True) -> Plain:
        """A row as SQLite gives it, as plain values; a deletion without its content.

        Raises:
            Unsound: a value is of no kind that the column has.

        """
        row = dict(zip(self.names, raw, strict=True))
        for name, change in self.plainer:
            if row[name] is not None:
                try:
                    row[name] = change(row[name])
                except (ValueError, TypeError, OverflowError):
                    raise Unsound(f"{self.name}.{name}", "value") from None
        return self.blank(row) if is_blanking and row["is_deleted"] else row

    def raw(self, row: Plain) -> tuple[Any, ...]:
        """A plain row as SQLite stores it."""
        if not self.storer:
            return tuple([row[name] for name in self.names])
        stored = {name: change(row[name]) for name, change in self.storer if row[name] is not None}
        return tuple([stored.get(name, row[name]) for name in self.names])

    def blank(self, row: Plain) -> Plain:
        """A deletion: key and stamps are kept, the content is not."""
        blanks = _OWN_BLANKS.get(self.name, {})
        for column in self.columns:
            if column.name in self.own and not column.is_key:
                empty = None if column.is_nullable else _BLANKS[column.kind]
                row[column.name] = blanks.get(column.name, empty)
        if "column_stamps" in row:
            row["column_stamps"] = None
        return row

    def check(self, row: object) -> Plain:
        """A row from a file, once every value is of its kind and inside its limits.

        Raises:
            Unsound: with the column.

        """
        if isinstance(row, dict) and self.name in ADDED:
            row = {**row, **{name: row.get(name, new) for name, new in ADDED[self.name].items()}}
        if not isinstance(row, dict) or len(row) != len(self.columns):
            raise Unsound(self.name, "columns")
        for name, fits, is_nullable in self.checks:
            if name not in row:
                raise Unsound(f"{self.name}.{name}", "missing")
            value = row[name]
            if not (is_nullable if value is None else fits(value)):
                raise Unsound(f"{self.name}.{name}", "value")
        if not value_rules.is_json(self.name, row):
            raise Unsound(self.name, "json")
        if row["is_deleted"]:
            return self.blank(row)
        self._judge(row)
        return row

    def _judge(self, row: Plain) -> None:
        try:
            self._judge_of({name: row[name] for name in self.own})
        except ValidationError as error:
            column = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise Unsound(f"{self.name}.{column}", "limit") from None
        if misfit := value_rules.misfit(self.name, row):
            raise Unsound(f"{self.name}.{misfit}", "word")
        if row.get("column_stamps"):
            self._judge_stamps(row)

    def _judge_stamps(self, row: Plain) -> None:
        where = f"{self.name}.column_stamps"
        named = _read_json(where, row["column_stamps"])
        last = named.pop("last", {}) if isinstance(named, dict) else None
        if not isinstance(last, dict) or not last.keys() <= self.own:
            raise Unsound(where, "value")
        if not all(each == "" or kinds.fits("stamp", each) for each in named.values()):
            raise Unsound(where, "value")
        if last:
            self.check({**row, **last, "column_stamps": None})


_FREE = frozenset({"note", "said", "changed", "text"})
"""Columns for what a user writes at length, whatever letters it has."""


def _read_json(where: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Unsound(where, "json") from None


def _is_line(column: Column) -> bool:
    return column.kind == "text" and column.name not in _FREE


_KINDS: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
    (sa.Date, "date"),
    (sa.Time, "time"),
    (sa.Boolean, "flag"),
    (sa.Integer, "whole"),
    (sa.Float, "number"),
)
_STAMPS = ("written_at", "utc_offset", "updated_at", "is_deleted", "column_stamps")


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
