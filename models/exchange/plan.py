"""What another app's file would change here: worked out first, written only when wanted.

What the journal already says is never overwritten, and what the user deleted stays deleted, so
importing twice changes nothing. Of several values for one day the worst counts, as on Today;
nosebleeds are added up, and notes are put one under the other.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from models import column_stamps
from models.content import effects
from models.days import offset_minutes, utc_stamp
from models.exchange.guess import MOST_BLEEDS
from models.exchange.source import (
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    NOTE,
    OWN,
    Meaning,
    Reading,
    Skip,
    Source,
)
from models.progress import Told, counted, untold
from models.rows import later
from models.shapes import SHAPES, Key, Plain
from models.store import Store
from models.tables.shared import NAME_LIMIT, TEXT_LIMIT
from models.whole import Rows, Undo, put, read_whole

Value: TypeAlias = int | str
_COLUMNS = {"mood": "level", "answer": "level", "nosebleeds": "count", "day": "note"}
"""The tables that an import writes to, and the column that it fills."""


@dataclass(frozen=True)
class Plan:
    """A dry run. `new`, `same` and `kept` count answers: to be added; there already, and equal;
    there already with another word, or deleted by the user, so left as they are.
    """

    source: Source
    meanings: Mapping[str, Meaning]
    skips: tuple[Skip, ...]
    mapped: int  # rows of the file that lead to an answer
    first: date | None
    last: date | None
    values: Mapping[tuple[str, Key], Value]
    own_effects: Mapping[str, str]  # key -> name
    new: int
    same: int
    kept: int


def plan(
    source: Source,
    mine: Rows,
    today: date,
    meanings: Mapping[str, Meaning] | None = None,
    told: Told = untold,
) -> Plan:
    """What importing `source` would do to the journal `mine`; nothing is written.

    `meanings` are the user's, where they differ from the guess. Days after `today` are skipped.
    `told` counts readings.
    """
    chosen = {**source.meanings, **(meanings or {})}
    own: dict[str, str] = {}
    values: dict[tuple[str, Key], list[Value]] = {}
    skips, lines, dates = list(source.skips), set(), []
    for reading in counted(source.readings, len(source.readings), told):
        meaning = chosen.get(reading.name, Meaning(LEFT_OUT))
        value = _value(reading, meaning, today)
        if isinstance(value, Skip):
            skips.append(value)
            continue
        values.setdefault(_place(reading, meaning, mine, own), []).append(value)
        lines.add(reading.line)
        dates.append(reading.on)
    joined = {place: _joined(place[0], found) for place, found in values.items()}
    states = [_state(place, value, mine) for place, value in joined.items()]
    return Plan(
        source, chosen, tuple(sorted(skips, key=lambda skip: skip.line)), len(lines),
        min(dates, default=None), max(dates, default=None), joined, own,
        states.count("new"), states.count("same"), states.count("kept"),
    )  # fmt: skip


def apply(plan: Plan, store: Store, told: Told = untold) -> Undo:
    """Write what `plan` found new, all of it or nothing, stamped with now; `told` counts rows.

    The stamp marks the entries as written today about earlier days, so the mood rules treat
    them as filled in later. models.whole.take_back undoes it.

    Raises:
        JournalProblem: nothing was written.

    """
    now = store.clock()
    return put(store.engine, lambda mine: rows_of(plan, mine, now), told)


def dry_run(
    source: Source,
    store: Store,
    today: date,
    meanings: Mapping[str, Meaning] | None = None,
    told: Told = untold,
) -> Plan:
    """`plan` against the journal of an open store.

    Raises:
        JournalProblem: the journal could not be read.

    """
    return plan(source, read_whole(store.engine), today, meanings, told)


def rows_of(plan: Plan, mine: Rows, now: datetime) -> Rows:
    """The rows to write into the journal `mine`, which may have changed since the dry run."""
    found: Rows = {name: {} for name in SHAPES}
    for (table, key), value in plan.values.items():
        if _state((table, key), value, mine) == "new":
            found[table][key] = _row(table, key, value, mine, now)
    for _, effect in found["answer"]:
        held = mine["effect"].get((effect,))
        if held is None or held["is_deleted"]:
            found["effect"][(effect,)] = _effect_row(
                effect, plan.own_effects.get(effect), mine, now
            )
    return {name: table for name, table in found.items() if table}


def _value(reading: Reading, meaning: Meaning, today: date) -> Value | Skip:
    if meaning.target == LEFT_OUT:
        return Skip(reading.line, "left_out", reading.name)
    if reading.on > today:
        return Skip(reading.line, "future", reading.on.isoformat())
    if meaning.target == NOTE:
        return reading.word
    value = meaning.values.get(reading.word)
    low, high = (
        (1, 5)
        if meaning.target == MOOD
        else (0, MOST_BLEEDS if meaning.target == NOSEBLEEDS else 4)
    )
    if value is None or not low <= value <= high:
        return Skip(reading.line, "word", f"{reading.name}: {reading.word}"[:200])
    return value


def _place(reading: Reading, meaning: Meaning, mine: Rows, own: dict[str, str]) -> tuple[str, Key]:
    on = reading.on.isoformat()
    if meaning.target in (MOOD, NOSEBLEEDS):
        return meaning.target, (on,)
    if meaning.target == NOTE:
        return "day", (on,)
    if meaning.target.startswith(EFFECT):
        return "answer", (on, meaning.target.removeprefix(EFFECT))
    key, name = _own_effect(meaning.target.removeprefix(OWN), mine)
    own[key] = name
    return "answer", (on, key)


def _own_effect(name: str, mine: Rows) -> tuple[str, str]:
    """The user's own effect of that name, or always the same new key for it."""
    wanted = name.strip()[:NAME_LIMIT]
    for (key,), row in mine["effect"].items():
        if not row["is_deleted"] and row["name"] and row["name"].casefold() == wanted.casefold():
            return key, row["name"]
    return f"own_{hashlib.sha256(wanted.casefold().encode()).hexdigest()[:12]}", wanted


def _joined(table: str, values: list[Value]) -> Value:
    if table == "day":
        return "\n".join(dict.fromkeys(str(value) for value in values))[:TEXT_LIMIT]
    numbers = [int(value) for value in values]
    if table == "nosebleeds":
        return min(sum(numbers), MOST_BLEEDS)
    return min(numbers) if table == "mood" else max(numbers)


def _state(place: tuple[str, Key], value: Value, mine: Rows) -> str:
    table, key = place
    held = mine[table].get(key)
    if held is None:
        return "new"
    if held["is_deleted"]:
        return "kept"
    present = held[_COLUMNS[table]]
    if present is None or present == "":  # a mood of tags only, a day without a note
        return "new"
    return "same" if present == value else "kept"


def _row(table: str, key: Key, value: Value, mine: Rows, now: datetime) -> Plain:
    held = mine[table].get(key)
    stamp = later(held["updated_at"] if held else "", utc_stamp(now))
    fresh: Plain = {_COLUMNS[table]: value, "updated_at": stamp, "is_deleted": False}
    if table == "mood":
        fresh["is_imported"] = True
    if held is not None:
        row = {**held, **fresh}
        return row | {"column_stamps": column_stamps.after(table, held, row)}
    written = {"written_at": stamp, "utc_offset": offset_minutes(now)}
    return {**_empty(table), **_key_columns(table, key), **written, **fresh}


def _effect_row(key: str, name: str | None, mine: Rows, now: datetime) -> Plain:
    held = mine["effect"].get((key,))
    stamp = later(held["updated_at"] if held else "", utc_stamp(now))
    built_in = {effect.key: (number, effect) for number, effect in enumerate(effects())}
    last = max((row["position"] for row in mine["effect"].values()), default=len(built_in))
    number, effect = built_in.get(key, (last + 1, None))
    row = {
        "key": key,
        "name": None if effect else name or key,
        "is_shown": True,
        "is_private": bool(effect and effect.is_private),
        "position": number,
        "updated_at": stamp,
        "is_deleted": False,
    }
    return row | {"column_stamps": column_stamps.after("effect", held, row)}


def _empty(table: str) -> Plain:
    """A row whose every answer is still open."""
    return SHAPES[table].blank({column.name: None for column in SHAPES[table].columns})


def _key_columns(table: str, key: Iterable[str]) -> dict[str, Any]:
    names = (column.name for column in SHAPES[table].columns if column.is_key)
    return dict(zip(names, key, strict=True))
