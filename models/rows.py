"""How a row gets into its table: found by key, stamped, inserted or updated."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BindParameter, Connection, Float, Select, Table, and_, bindparam, select
from sqlalchemy.dialects.sqlite import Insert, insert

from models import column_stamps, content_mark, tables
from models.database import JournalProblem
from models.days import SAMPLE_MARK, offset_minutes, utc_stamp

_TABLE_OF: dict[type[tables.Draft], type[tables.Stamped]] = {
    table.__mro__[1]: table  # a stored class names its draft first
    for table in tables.TABLES
}
_OWN = {table: frozenset(draft.model_fields) for draft, table in _TABLE_OF.items()}

Row: TypeAlias = dict[str, Any]
Bound: TypeAlias = date | BindParameter[date]


@dataclass(frozen=True)
class Erase:
    """Ask for the row of `table` with this primary key to be deleted (kept as a tombstone)."""

    table: type[tables.Stamped]
    key: tuple[Any, ...]


@dataclass(frozen=True)
class Edit:
    """Ask for those columns of a row to be written in which `wanted` differs from `seen`.

    `seen` is what the user had before them. A row that is not there is written whole. A free
    text that somebody else changed meanwhile is refused, or with `is_joining` kept beside the new.
    """

    wanted: tables.Draft
    seen: Mapping[str, Any]
    is_joining: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the user changed."""
        values = self.wanted.model_dump()
        return tuple(name for name, value in values.items() if self.seen.get(name, _NONE) != value)


_NONE = object()
TEXTS = {
    tables.Day: ("note",),
    tables.Visit: ("place", "with_whom", "said", "changed"),
    tables.Question: ("text",),
    tables.TestResult: ("name", "note"),
    tables.ProviderContact: ("note",),
    tables.Notice: ("reason",),
    tables.Contact: ("name", "phone", "email"),
    tables.Effect: ("name",),
}
"""Free texts: typed with care, and not to be replaced unseen."""
_SETS = {tables.Answer: ("places",), tables.Mood: ("tags",)}
"""Keys with spaces between them, each chosen on its own."""


class Superseded(JournalProblem):
    """A text was changed by another window since the user saw it; nothing was written."""

    def __init__(self, edit: Edit, column: str, theirs: str) -> None:
        super().__init__(f"{type(edit.wanted).__name__}.{column}")
        self.edit, self.column, self.theirs = edit, column, theirs

    @property
    def place(self) -> tuple[Any, ...]:
        """Where the text belongs: its table, key and column."""
        wanted = self.edit.wanted
        model = _TABLE_OF[type(wanted)]
        return model, _key_of(model, wanted.model_dump()), self.column

    @property
    def mine(self) -> str:
        """What the user typed."""
        return str(getattr(self.edit.wanted, self.column) or "")

    def retyped(self, text: str) -> "Superseded":
        """The same, of what the user has typed by now."""
        wanted = self.edit.wanted.model_copy(update={self.column: text})
        return Superseded(replace(self.edit, wanted=wanted), self.column, self.theirs)

    def settled(self, text: str) -> Edit:
        """The edit once the user has seen both texts, and wants `text`."""
        wanted = type(self.edit.wanted).model_validate(
            self.edit.wanted.model_dump() | {self.column: text}
        )
        return replace(self.edit, wanted=wanted, seen={**self.edit.seen, self.column: self.theirs})


def edit(wanted: tables.Draft, seen: tables.Draft | None = None) -> Edit:
    """The change from `seen` to `wanted`; `seen` None: the user had nothing before them."""
    if seen is not None:
        return Edit(wanted, seen.model_dump())
    fields = type(wanted).model_fields.items()
    return Edit(wanted, {name: each.default for name, each in fields if not each.is_required()})


Write: TypeAlias = tables.Draft | Edit | Erase
"""What a user asks of the journal."""


class Applied(NamedTuple):
    """One row that was written: as it was before (None: not there) and as it was left."""

    table: type[tables.Stamped]
    key: tuple[Any, ...]
    before: Row | None
    after: Row | None


@dataclass(frozen=True)
class Change:
    """What one write replaced: each row as it was before, or None where there was none."""

    before: tuple[tuple[type[tables.Stamped], tuple[Any, ...], Row | None], ...]
    after: tuple[Row | None, ...] = ()  # the same rows as they were left


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


def difference(done: Applied) -> int:
    """What a change of one row adds to the mark over the content."""
    table = table_of(done.table)
    floats = _floats(done.table)
    old, new = (
        content_mark.of_row(table.name, row, floats) if row is not None else 0
        for row in (done.before, done.after)
    )
    return new - old


@cache
def _floats(model: type[tables.Stamped]) -> frozenset[str]:
    return frozenset(c.name for c in table_of(model).columns if isinstance(c.type, Float))


def apply(connection: Connection, change: Write, now: datetime) -> Applied:
    """Carry out one draft, edit or deletion.

    Raises:
        Superseded: of an edit.

    """
    if isinstance(change, Erase):
        before = _find(connection, change.table, change.key)
        after = before
        if before is not None and not before["is_deleted"]:
            after = _put(connection, change.table, _emptied(change.table, before), before, now)
        return Applied(change.table, change.key, before, after)
    draft = change.wanted if isinstance(change, Edit) else change
    model = _TABLE_OF[type(draft)]
    values = draft.model_dump()
    key = _key_of(model, values)
    before = _find(connection, model, key)
    if isinstance(change, Edit) and before is not None and not before["is_deleted"]:
        values = _edited(model, before, change)
    after = _put(connection, model, {**values, "is_deleted": False}, before, now)
    return Applied(model, key, before, after)


def _edited(model: type[tables.Stamped], before: Row, change: Edit) -> Row:
    """The row with the columns that the user changed, and all others as they are now."""
    row, wanted = dict(before), change.wanted.model_dump()
    for name in change.columns:
        new, seen, present = wanted[name], change.seen.get(name), before[name]
        if name in _SETS.get(model, ()):
            new = _set_edited(present, seen or "", new)
        elif name in TEXTS.get(model, ()) and present not in (seen, new) and present:
            if not change.is_joining:
                raise Superseded(change, name, str(present))
            new = f"{present}\n{new}" if new else present
        row[name] = new
    return row


def _set_edited(present: str, seen: str, wanted: str) -> str:
    had, want = set(seen.split()), set(wanted.split())
    return " ".join(sorted(set(present.split()) - (had - want) | (want - had)))


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


def restore(connection: Connection, done: Applied, now: datetime) -> Applied:
    """Bring a row back to what it was before; a row that was not there becomes a deletion.

    What has been changed since, by another window, is the newer word and stays.
    """
    present = _find(connection, done.table, done.key)
    row = _restored(done, present)
    if row is not None and row is done.before and row["updated_at"].endswith(SAMPLE_MARK):
        connection.execute(_upsert(done.table, tuple(row)), row)  # it is the sample's again
        return Applied(done.table, done.key, present, row)
    after = row and _put(connection, done.table, row, present, now)
    return Applied(done.table, done.key, present, after or present)


def _restored(done: Applied, present: Row | None) -> Row | None:
    """The row as it shall be; None: as it is."""
    model, before, after = done.table, done.before, done.after
    if present is None or after is None or present["is_deleted"] != after["is_deleted"]:
        return None
    if after["is_deleted"]:
        return before
    is_ours = all(present[name] == after[name] for name in _OWN[model])
    if before is not None and is_ours and before["updated_at"].endswith(SAMPLE_MARK):
        return before
    if before is None or before["is_deleted"]:
        return (before or _emptied(model, present)) if is_ours else None
    back = {
        name: before[name]
        for name in _OWN[model]
        if before[name] != after[name] and present[name] == after[name]
    }
    if is_ours:
        back |= {name: before[name] for name in ("written_at", "utc_offset") if name in before}
    return {**present, **back}


def _put(
    connection: Connection,
    model: type[tables.Stamped],
    values: Row,
    before: Row | None,
    now: datetime,
) -> Row:
    """Insert or update one row with fresh stamps; give it as it is then."""
    table = table_of(model)
    row = {**values, "updated_at": later(before["updated_at"] if before else "", utc_stamp(now))}
    if "written_at" in table.c:
        kept = values if values.get("written_at") else before
        if kept is None or (kept is before and before["is_deleted"]):
            row |= {"written_at": row["updated_at"], "utc_offset": offset_minutes(now)}
        else:
            row |= {"written_at": kept["written_at"], "utc_offset": kept["utc_offset"]}
    if "column_stamps" in table.c:
        row["column_stamps"] = column_stamps.after(table.name, before, row)
    connection.execute(_upsert(model, tuple(row)), row)
    return row


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
