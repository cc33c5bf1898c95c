"""A window of days, read in one statement: a tap on Today reads its days again."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, bindparam, literal, null, union_all
from sqlalchemy.sql.selectable import CompoundSelect

from models import records, tables
from models.days import wall_date
from models.rows import between, table_of

_SHAPE = ("key", "number", "text", "flag", "amount", "state")
"""Columns that the parts of the statement share, beside the date and the stamps."""


@cache
def window_statement() -> CompoundSelect[Any]:
    """One SELECT of all that was written for the days from :first to :last, both included."""
    answer, bleeds = table_of(tables.Answer).c, table_of(tables.Nosebleeds).c
    mood, day = table_of(tables.Mood).c, table_of(tables.Day).c
    tick = table_of(tables.RoutineTick).c
    return union_all(
        _part(tables.Answer, key=answer.effect_key, number=answer.level,
              text=answer.places, flag=answer.stopped_me),
        _part(tables.Nosebleeds, number=bleeds.count, text=bleeds.longest,
              flag=bleeds.is_heavy),
        _part(tables.Mood, number=mood.level, text=mood.tags, flag=mood.stopped_me,
              state=mood.is_imported),
        _part(tables.Day, text=day.note, flag=day.is_nothing_new,
              amount=day.dose_mg, state=day.is_dose_taken),
        _part(tables.RoutineTick, key=tick.tip_key),
    )  # fmt: skip


def _part(model: type[tables.Stamped], **columns: ColumnElement[Any]) -> Select[Any]:
    own = table_of(model).c
    shared = [columns.get(name, null()).label(name) for name in _SHAPE]
    return between(model, bindparam("first"), bindparam("last")).with_only_columns(
        literal(model.__name__, Text).label("kind"),
        own.on_date.label("on_date"),
        own.written_at.label("written_at"),
        own.utc_offset.label("utc_offset"),
        own.updated_at.label("updated_at"),
        *shared,
    )


def days_of(rows: Iterable[Any]) -> dict[date, records.Day]:
    """The days that `rows` of a window statement speak of; silent dates are left out."""
    facts: dict[date, dict[str, Any]] = {}
    for row in rows:
        fact = facts.setdefault(
            row.on_date,
            {"levels": {}, "places": {}, "stopped": set(), "ticks": set(), "since": ("~", 0)},
        )
        fact["since"] = min(fact["since"], (row.written_at, row.utc_offset))
        _READ[row.kind](fact, row)
    return {on: _day(on, fact) for on, fact in facts.items()}


def _answer(fact: dict[str, Any], row: Any) -> None:
    fact["levels"][row.key] = row.number
    if row.text:
        fact["places"][row.key] = tuple(row.text.split())
    if row.flag:
        fact["stopped"].add(row.key)


def _nosebleeds(fact: dict[str, Any], row: Any) -> None:
    fact["nosebleeds"] = records.Nosebleeds(row.number, row.text, bool(row.flag))


def _mood(fact: dict[str, Any], row: Any) -> None:
    fact["mood"] = records.Mood(row.number, frozenset(row.text.split()), bool(row.flag))
    if not row.state:
        fact["mood_said_on"] = wall_date(row.updated_at, row.utc_offset)
        fact["mood_said_at"] = datetime.fromisoformat(row.updated_at)


def _whole_day(fact: dict[str, Any], row: Any) -> None:
    fact |= {"note": row.text, "is_nothing_new": bool(row.flag), "dose_mg": row.amount}
    fact["is_dose_taken"] = None if row.state is None else bool(row.state)


def _tick(fact: dict[str, Any], row: Any) -> None:
    fact["ticks"].add(row.key)


_READ = {
    "Answer": _answer,
    "Nosebleeds": _nosebleeds,
    "Mood": _mood,
    "Day": _whole_day,
    "RoutineTick": _tick,
}


def _day(on: date, fact: dict[str, Any]) -> records.Day:
    written_on = wall_date(*fact.pop("since"))
    fact |= {"stopped": frozenset(fact["stopped"]), "ticks": frozenset(fact["ticks"])}
    return records.Day(on=on, written_on=written_on, **fact)
