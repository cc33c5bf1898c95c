"""How a row gets into its table: found by key, stamped, inserted or updated."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Connection, Select, Table, and_, bindparam, select
from sqlalchemy.dialects.sqlite import Insert, insert

from models import tables
from models.days import SAMPLE_MARK, offset_minutes, utc_stamp

_TABLE_OF = {table.__mro__[1]: table for table in tables.TABLES}

Row: TypeAlias = dict[str, Any]
Bound: TypeAlias = date | BindParameter[date]


@dataclass(frozen=True)
class Erase:
    """Ask for the row of `table` with this primary key to be deleted (kept as a tombstone)."""

    table: type[tables.Stamped]
    key: tuple[Any, ...]


@dataclass(frozen=True)
class Change:
    """What one write replaced: each row as it was before, or None where there was none."""

    before: tuple[tuple[type[tables.Stamped], tuple[Any, ...], Row | None], ...]


def table_of(model: type[tables.Stamped]) -> Table:
    """The SQLAlchemy table behind a table class."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]  # SQLModel adds it unseen


def _key_of(model: type[tables.Stamped], row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table_of(model).primary_key)


def _find(connection: Connection, model: type[tables.Stamped], key: tuple[Any, ...]) -> Row | None:
    names = table_of(model).primary_key.columns.keys()
    values = dict(zip(names, key, strict=True))
    row = connection.execute(_by_key(model), values).mappings().first()
    return dict(row) if row is not None else None


@cache
def _by_key(model: type[tables.Stamped]) -> Select[Any]:
    """Made once, as the next: on a phone, composing a statement takes longer than running it."""
    table = table_of(model)
    return select(table).where(
        and_(*(column == bindparam(column.name) for column in table.primary_key))
    )


@cache
def _upsert(model: type[tables.Stamped], names: tuple[str, ...]) -> Insert:
    """Insert a row, or update the columns `names` of the one with its key."""
    table = table_of(model)
    statement = insert(table)
    fresh = {name: statement.excluded[name] for name in names}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=fresh)


def apply(
    connection: Connection, change: tables.Draft | Erase, now: datetime
) -> tuple[type[tables.Stamped], tuple[Any, ...], Row | None]:
    """Carry out one draft or deletion; give its table, key and the row it replaced."""
    if isinstance(change, Erase):
        before = _find(connection, change.table, change.key)
        if before is not None and not before["is_deleted"]:
            _put(connection, change.table, _emptied(change.table, before), before, now)
        return change.table, change.key, before
    model = _TABLE_OF[type(change)]
    values = change.model_dump()
    key = _key_of(model, values)
    before = _find(connection, model, key)
    _put(connection, model, {**values, "is_deleted": False}, before, now)
    return model, key, before


def _emptied(model: type[tables.Stamped], row: Row) -> Row:
    """A tombstone: that the row is gone is remembered, what was written in it is not."""
    kept = {column.name for column in table_of(model).primary_key} | set(
        tables.Written.model_fields
    )
    wiped = {
        name: field.default
        for name, field in model.model_fields.items()
        if name not in kept and not field.is_required()
    }
    return row | wiped | {"is_deleted": True}


def restore(
    connection: Connection,
    model: type[tables.Stamped],
    key: tuple[Any, ...],
    before: Row | None,
    now: datetime,
) -> None:
    """Bring a row back to what it was `before`; a row that was not there becomes a deletion."""
    present = _find(connection, model, key)
    if before is not None and before["updated_at"].endswith(SAMPLE_MARK):
        connection.execute(_upsert(model, tuple(before)), before)  # it is the sample's again
    elif before is not None:
        _put(connection, model, before, present, now)
    elif present is not None:
        _put(connection, model, _emptied(model, present), present, now)


def _put(
    connection: Connection,
    model: type[tables.Stamped],
    values: Row,
    before: Row | None,
    now: datetime,
) -> None:
    """Insert or update one row with fresh stamps."""
    table = table_of(model)
    row = {**values, "updated_at": later(before["updated_at"] if before else "", utc_stamp(now))}
    if "written_at" in table.c:
        kept = values if values.get("written_at") else before
        if kept is None or (kept is before and before["is_deleted"]):
            row |= {"written_at": row["updated_at"], "utc_offset": offset_minutes(now)}
        else:
            row |= {"written_at": kept["written_at"], "utc_offset": kept["utc_offset"]}
    connection.execute(_upsert(model, tuple(row)), row)


def later(before: str, now: str) -> str:
    """A stamp after `before` even if the clock was set back, so that the newest change wins."""
    if now > before:
        return now
    bumped = datetime.fromisoformat(before) + timedelta(microseconds=1)
    return utc_stamp(bumped)


def living(model: type[tables.Stamped], *columns: str) -> Select[Any]:
    """SELECT `columns` (all when none are named) of the rows that are not deleted."""
    table = table_of(model)
    found = select(*(table.c[name] for name in columns)) if columns else select(table)
    return found.where(table.c.is_deleted == False)  # noqa: E712 SQL, not Python


def between(model: type[tables.Stamped], first: Bound, last: Bound, *columns: str) -> Select[Any]:
    """As `living`, for the days from `first` to `last`, both included."""
    return living(model, *columns).where(table_of(model).c.on_date.between(first, last))
