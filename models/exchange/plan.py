"""What another app's file would change here: worked out first, written only when wanted.

What the journal already says is never overwritten, and what the user deleted stays deleted, so
importing twice changes nothing. Of several values for one day the worst counts, as on Today;
nosebleeds are added up, and notes are put one under the other. Every value that is not written
is named.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple, TypeAlias

from models import column_stamps, kinds
from models.content import effects
from models.days import offset_minutes, utc_stamp
from models.exchange.guess import MOST_BLEEDS
from models.exchange.imports import free_moment, record
from models.exchange.limits import shown
from models.exchange.scale import number_in
from models.exchange.source import (
    COLUMN,
    DOSE,
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    NOTE,
    OUT,
    OWN,
    YES,
    Meaning,
    Reading,
    Skip,
    Source,
)
from models.progress import Told, counted, untold
from models.rows import later
from models.scales import MOOD_TAGS, NOSEBLEED_BANDS
from models.shapes import SHAPES, Key, Plain
from models.store import Store
from models.tables.shared import NAME_LIMIT, TEXT_LIMIT
from models.whole import Rows, Undo, put, read_whole

Value: TypeAlias = int | float | str | bool
Place: TypeAlias = tuple[str, Key, str]
"""Table, key and column."""
_TABLES = {"mood": "level", "answer": "level", "nosebleeds": "count", "day": "note"}
_LEADS = {MOOD: ("mood", "level"), NOTE: ("day", "note"), NOSEBLEEDS: ("nosebleeds", "count"),
          DOSE: ("day", "is_dose_taken")}  # fmt: skip
_RANGES = {MOOD: (1, 5), NOSEBLEEDS: (0, MOST_BLEEDS), DOSE: (0, 1)}
_LEVELS = (0, 4)
_NEEDED = {"answer": "level", "nosebleeds": "count"}
"""The column without which a row says nothing."""
_MOST_MG = 1000


class Kept(NamedTuple):
    """An answer of the file that is left as it is here: what it says, and what is here."""

    place: Place
    theirs: Value
    mine: Value | None  # None: deleted by the user


@dataclass(frozen=True)
class Plan:
    """A dry run. `new`, `same` and `kept` count answers: to be added; there already, and equal;
    there already with another word, or deleted by the user, so left as they are.

    `joined` says for each kind how many days came from how many entries.
    """

    source: Source
    meanings: Mapping[str, Meaning]
    skips: tuple[Skip, ...]
    mapped: int  # rows of the file that lead to an answer
    first: date | None
    last: date | None
    values: Mapping[Place, Value]
    own_effects: Mapping[str, str]  # key -> name
    new: int
    same: int
    kept: int
    kept_values: tuple[Kept, ...] = ()
    joined: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    moodless: tuple[date, ...] = ()  # days without a mood, for a word of them has no match

    @property
    def is_ready(self) -> bool:
        """Whether nothing is open that only the user can decide."""
        return not self.source.questions


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
    found = _Gathered(mine, today)
    for reading in counted(source.readings, len(source.readings), told):
        found.take(reading, chosen.get(reading.name, _NOWHERE))
    found.leave_half_known_days()
    joined = {place: value for place, value in found.joined() if value is not None}
    found.leave_incomplete_rows(joined)
    states = {place: _state(place, value, mine) for place, value in joined.items()}
    counts = _counted(states)
    skips = sorted((*source.skips, *found.skips), key=lambda skip: skip.line)
    return Plan(
        source, chosen, tuple(skips), len(found.lines),
        min(found.dates, default=None), max(found.dates, default=None), joined, found.own,
        counts.count("new"), counts.count("same"), counts.count("kept"),
        tuple(_kept(place, joined[place], mine) for place, is_ in states.items() if is_ == "kept"),
        found.days_from_entries(), tuple(sorted(found.moodless)),
    )  # fmt: skip


def _counted(states: Mapping[Place, str]) -> list[str]:
    """The state of each row that has an answer: new if any of it is, else kept if any is."""
    rows: dict[tuple[str, Key], set[str]] = {}
    for place, state in states.items():
        if place[2]:
            rows.setdefault(place[:2], set()).add(state)
    order = ("new", "kept", "same")
    return [next(each for each in order if each in found) for found in rows.values()]


_NOWHERE = Meaning(LEFT_OUT)


class _Gathered:
    """The values of each place in the journal, while the readings are gone through."""

    def __init__(self, mine: Rows, today: date) -> None:
        self.mine, self.today = mine, today
        self.own: dict[str, str] = {}
        self.values: dict[Place, list[tuple[int, Value]]] = {}
        self.skips: list[Skip] = []
        self.lines: set[int] = set()
        self.dates: set[date] = set()
        self.half_known: dict[Place, list[Reading]] = {}
        self.moodless: set[date] = set()
        self.asked: set[Place] = set()  # whose scale waits for the user
        self._own_keys: dict[str, str] = {}

    def take(self, reading: Reading, meaning: Meaning) -> None:
        """Put one reading where its meaning leads, or name why not."""
        line, on, name, word = reading
        if meaning.target == LEFT_OUT:
            self.skips.append(Skip(line, "left_out", f"{name}: {word}"))
        elif on > self.today:
            self.skips.append(Skip(line, "future", f"{on.isoformat()} {name}: {word}"))
        else:
            self._put(reading, meaning)

    def _put(self, reading: Reading, meaning: Meaning) -> None:
        value = _value(reading, meaning)
        place = self._place(reading, meaning)
        if value is None:
            known = meaning.values.get(reading.word)
            why = "word_out" if known == OUT else "word"
            if meaning.proof == "asked" and number_in(reading.word) is not None:
                why = "asked"
            if meaning.target == NOTE or meaning.target.startswith(COLUMN):
                why = "value"
            self.skips.append(Skip(reading.line, why, f"{reading.name}: {reading.word}"))
            if why in ("word", "asked") and reading.word != YES and meaning.target != DOSE:
                self.half_known.setdefault(place, []).append(reading)
                if why == "asked":
                    self.asked.add(place)
            return
        self.values.setdefault(place, []).append((reading.line, value))
        self.lines.add(reading.line)
        self.dates.add(reading.on)

    def _place(self, reading: Reading, meaning: Meaning) -> Place:
        on, target = reading.on.isoformat(), meaning.target
        if target in _LEADS:
            table, column = _LEADS[target]
            return table, (on,), column
        if target.startswith(COLUMN):
            path, _, effect = target.removeprefix(COLUMN).partition(":")
            table, _, column = path.partition(".")
            return table, ((on, self._key_of(effect)) if effect else (on,)), column
        return "answer", (on, self._key_of(target)), "level"

    def _key_of(self, target: str) -> str:
        if target.startswith(EFFECT):
            return target.removeprefix(EFFECT)
        if target not in self._own_keys:
            key, name = _own_effect(target.removeprefix(OWN), self.mine)
            self._own_keys[target], self.own[key] = key, name
        return self._own_keys[target]

    def leave_half_known_days(self) -> None:
        """A day of which a word has no match gets no answer: the known ones may be the better."""
        for place, readings in self.half_known.items():
            if place[0] == "mood" and place not in self.asked:
                self.moodless.add(readings[0].on)
            for line, value in self.values.pop(place, ()):
                self.skips.append(Skip(line, "half_known", f"{place[1][0]}: {value}"))

    def joined(self) -> Iterable[tuple[Place, Value | None]]:
        """One value for each place. What does not fit is named, and never cut."""
        for place, found in self.values.items():
            if place[0] == "day" and place[2] == "note":
                yield place, self._notes(found)
            elif place[0] == "nosebleeds" and place[2] == "count":
                total = sum(int(value) for _, value in found)
                if total > MOST_BLEEDS:
                    self.skips.append(Skip(found[0][0], "many_bleeds", f"{place[1][0]}: {total}"))
                yield place, total if total <= MOST_BLEEDS else None
            else:
                yield place, _worst(place, [value for _, value in found])

    def _notes(self, found: list[tuple[int, Value]]) -> Value | None:
        kept: dict[str, None] = {}
        length = 0
        for line, value in found:
            text = str(value)
            if text in kept:
                continue
            if length + len(text) > TEXT_LIMIT:
                self.skips.append(Skip(line, "long_note", shown(text)))
                continue
            kept[text] = None
            length += len(text) + 1
        return "\n".join(kept) or None

    def leave_incomplete_rows(self, joined: dict[Place, Value]) -> None:
        """Places or a length without a level or a number say nothing that could be kept."""
        for place in [place for place in joined if place[0] in _NEEDED]:
            main = (*place[:2], _NEEDED[place[0]])
            if main not in joined and place[1] not in self.mine[place[0]]:
                line, value = self.values[place][0][0], joined.pop(place)
                if value and value is not True:
                    self.skips.append(Skip(line, "value", f"{place[2]}: {value}"))

    def days_from_entries(self) -> dict[str, tuple[int, int]]:
        """For moods, levels, nosebleeds and notes: days, and entries where they are more."""
        found: dict[str, tuple[int, int]] = {}
        for (table, _, column), values in self.values.items():
            if column == _TABLES.get(table):
                days, entries = found.get(table, (0, 0))
                found[table] = days + 1, entries + len(values)
        return {table: each for table, each in found.items() if each[1] > each[0]}


def _value(reading: Reading, meaning: Meaning) -> Value | None:
    """What a word stands for; None: nothing yet, or the user leaves it out."""
    if meaning.target == NOTE:
        return reading.word if "\0" not in reading.word else None
    if meaning.target.startswith(COLUMN):
        return _exact(meaning.target.removeprefix(COLUMN).partition(":")[0], reading.word)
    value = meaning.values.get(reading.word)
    low, high = _RANGES.get(meaning.target, _LEVELS)
    if value is None or not low <= value <= high:
        return None
    return bool(value) if meaning.target == DOSE else value


def _exact(column: str, word: str) -> Value | None:
    """A cell of our own table as the journal holds it; None: no such value."""
    if column.endswith((".stopped_me", ".is_heavy", ".is_nothing_new", ".is_dose_taken")):
        return {"yes": True, "no": False}.get(word)
    if column == "day.dose_mg":
        try:
            number = float(word)
        except ValueError:
            return None
        return number if 0 <= number <= _MOST_MG else None
    if column == "nosebleeds.longest":
        return word if word in NOSEBLEED_BANDS else None
    if column == "mood.tags":
        return word if set(word.split()) <= set(MOOD_TAGS) else None
    if column == "written_on":
        return word if kinds.fits("date", word) else None
    return word if len(word) <= 200 else None  # noqa: PLR2004  as models.tables.daily says


def _worst(place: Place, values: list[Value]) -> Value:
    if place[2] in ("tags", "places"):
        return " ".join(sorted({each for value in values for each in str(value).split()}))
    if place[0] == "mood" and place[2] == "level":
        return min(values)
    return max(values)


def _kept(place: Place, theirs: Value, mine: Rows) -> Kept:
    held = mine[place[0]][place[1]]
    return Kept(place, theirs, None if held["is_deleted"] else held[place[2]])


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
    """The rows to write into the journal `mine`, which may have changed since the dry run.

    With them goes a record of the import, by which models.exchange.imports undoes it later.
    """
    found: Rows = {name: {} for name in SHAPES}
    now = free_moment(mine, now)
    written = {place[1][0]: value for place, value in plan.values.items() if not place[2]}
    fresh: dict[tuple[str, Key], Plain] = {}
    for place, value in plan.values.items():
        if place[2] and _state(place, value, mine) == "new":
            fresh.setdefault(place[:2], {})[place[2]] = value
    for (table, key), values in fresh.items():
        held = mine[table].get(key)
        if held is not None or _NEEDED.get(table, "") in ("", *values):
            found[table][key] = _row(table, key, values, held, now, written.get(key[0]))
    for _, effect in found["answer"]:
        row = mine["effect"].get((effect,))
        if row is None or row["is_deleted"]:
            name = plan.own_effects.get(effect)
            found["effect"][(effect,)] = _effect_row(effect, name, mine, now)
    if any(found.values()):
        filled = {place: tuple(values) for place, values in fresh.items()}
        key, setting = record(plan.source.app, found, mine, filled, utc_stamp(now))
        found["setting"][key] = setting
    return {name: table for name, table in found.items() if table}


def _own_effect(name: str, mine: Rows) -> tuple[str, str]:
    """The user's own effect of that name, or always the same new key for it.

    A name too long to keep is shortened; its key is of all of it, so that two stay two.
    """
    wanted = name.strip()
    for (key,), row in mine["effect"].items():
        if not row["is_deleted"] and row["name"] and row["name"].casefold() == wanted.casefold():
            return key, row["name"]
    key = f"own_{hashlib.sha256(wanted.casefold().encode()).hexdigest()[:12]}"
    return key, wanted if len(wanted) <= NAME_LIMIT else f"{wanted[: NAME_LIMIT - 1]}…"


def _state(place: Place, value: Value, mine: Rows) -> str:
    table, key, column = place
    if not column:
        return "about"
    held = mine[table].get(key)
    if held is None:
        return "new"
    if held["is_deleted"]:
        return "kept"
    present = held[column]
    if present == value:
        return "same"
    # A mood of tags only, a day without a note; "no" may stand for what nobody was asked.
    is_open = present is None or present == "" or (present is False and column != "is_dose_taken")
    return "new" if is_open else "kept"


def _row(  # noqa: PLR0913  a row, as it was and as it becomes
    table: str, key: Key, values: Plain, held: Plain | None, now: datetime, written_on: Any
) -> Plain:
    stamp = later(held["updated_at"] if held else "", utc_stamp(now))
    fresh: Plain = {**values, "updated_at": stamp, "is_deleted": False}
    if table == "mood":
        fresh["is_imported"] = True
    if held is not None:
        row = {**held, **fresh}
        return row | {"column_stamps": column_stamps.after(table, held, row)}
    written: Plain = {"written_at": stamp, "utc_offset": offset_minutes(now)}
    if written_on:  # of our own table, which knows the day and no more
        written = {"written_at": f"{written_on}T12:00:00.000000Z", "utc_offset": 0}
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
