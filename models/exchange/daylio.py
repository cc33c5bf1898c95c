"""Daylio: its CSV table, old and new, and its .daylio backup.

A mood is a word that the user chose, in one of five groups from best to worst. Only the backup
tells the group, so only there a mood is sure; in the table an unknown word waits for the user.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.exchange.collect import Found
from models.exchange.csv_table import read_table
from models.exchange.guess import BEST_MOOD
from models.exchange.json_file import read_json
from models.exchange.limits import FOREIGN_ROWS, Refused, shown
from models.exchange.source import MOOD, NOTE, YES, Hint, Options, Source
from models.exchange.written_dates import made_date, read_date

MEMBER = "backup.daylio"
_BETWEEN = "|"
_GROUPS = range(1, 6)
_STOCK_MOODS = {1: "rad", 2: "good", 3: "meh", 4: "bad", 5: "awful"}
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_MONTHS_FROM_ZERO = 1
_KNOWN = frozenset(("full_date", "year", "date", "weekday", "time", "mood", "activities", "scales",
                    "note_title", "note"))  # fmt: skip


def is_table(heads: Mapping[str, int]) -> bool:
    """Whether a table is Daylio's; the oldest has the year in a column of its own."""
    return {"mood", "activities"} <= set(heads) and bool(
        {"full_date"} & set(heads) or {"year", "date", "weekday"} <= set(heads)
    )


def read_table_of(name: str, data: bytes, options: Options) -> Source:
    """Read a table.

    Raises:
        Refused: with the reason.

    """
    table, found = read_table(data, options), Found("daylio")
    heads = [head.strip().casefold() for head in table.heads]
    is_old = "full_date" not in heads
    found.table(table, heads.index("year" if is_old else "full_date"), options)
    found.hints = {MOOD: Hint(MOOD), NOTE: Hint(NOTE)}
    for line, row in table.records(("mood", "activities", "date")):
        found.row()
        written = f"{row['date']} {row['year']}" if is_old else row["full_date"]
        on = read_date(written)
        if on is None:
            found.skip(line, "date", written, "date" if is_old else "full_date")
            continue
        _read_row(line, on, row, found)
    return found.source()


def _read_row(line: int, on: date, row: Mapping[str, str], found: Found) -> None:
    found.say(line, on, MOOD, row["mood"].strip())
    for activity in row["activities"].split(_BETWEEN):
        _habit(line, on, activity.strip(), YES, found)
    for scale in row.get("scales", "").split(_BETWEEN):
        name, colon, value = scale.rpartition(": ")
        if colon:
            _habit(line, on, name.strip(), value.strip(), found)
        elif scale.strip():
            found.skip(line, "value", scale, "scales")
    found.say(line, on, NOTE, _note(row.get("note_title", ""), row.get("note", "")))
    for head, cell in row.items():
        if head not in _KNOWN:
            _habit(line, on, head, cell.strip(), found)


def _habit(line: int, on: date, name: str, word: str, found: Found) -> None:
    """An activity or scale, whose name its user chose, so that one called "mood" is no mood."""
    if name:
        label = f"{name} *" if name in (MOOD, NOTE) else name
        found.hints.setdefault(label, Hint(is_habit=True))
        found.say(line, on, label, word)


def _note(title: str, text: str) -> str:
    parts = (html.unescape(_TAG.sub("", _BREAK.sub("\n", part))).strip() for part in (title, text))
    return "\n".join(part for part in parts if part)


def read_backup(packed: bytes) -> Source:
    """Read the content of a backup.

    Raises:
        Refused: with the reason.

    """
    try:
        return read_content(read_json(base64.b64decode(packed)))
    except binascii.Error as error:
        raise Refused("unsound", MEMBER) from error


def is_content(content: Any) -> bool:
    """Whether a JSON file is the inside of a backup."""
    return isinstance(content, dict) and {"dayEntries", "customMoods"} <= set(content)


def read_content(content: Any) -> Source:
    """Read the JSON inside a backup.

    Raises:
        Refused: with the reason.

    """
    entries, moods, tags = (_list(content, name) for name in ("dayEntries", "customMoods", "tags"))
    if len(entries) > FOREIGN_ROWS:
        raise Refused("many_rows", f"{FOREIGN_ROWS:,}")
    known = dict(_moods(moods))
    names = {tag.get("id"): tag["name"].strip() for tag in tags if isinstance(tag.get("name"), str)}
    found = Found("daylio")
    values = {word: BEST_MOOD + 1 - group for word, group in known.values()}
    found.hints = {MOOD: Hint(MOOD, values=values), NOTE: Hint(NOTE)}
    for number, entry in enumerate(entries, start=1):
        found.row()
        _entry(number, entry, known, names, found)
    _tell_unread(content, found)
    return found.source()


def _list(content: Any, name: str) -> list[dict[str, Any]]:
    found = content.get(name) if isinstance(content, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise Refused("unsound", name)
    return [{key: _hashable(value) for key, value in each.items()} for each in found]


def _hashable(value: Any) -> Any:
    return (
        tuple(_hashable(each) for each in value)
        if isinstance(value, list)
        else (None if isinstance(value, dict) else value)
    )


def _moods(moods: list[dict[str, Any]]) -> Iterator[tuple[Any, tuple[str, int]]]:
    """(id, (word, group 1 best to 5 worst)) of every mood that the user has."""
    for mood in moods:
        group, name = mood.get("mood_group_id"), mood.get("custom_name")
        if type(group) is int and group in _GROUPS:
            stock = _STOCK_MOODS[group]
            own = name.strip() if isinstance(name, str) else ""
            # Two moods of one name may stand in different groups.
            yield mood.get("id"), (f"{own} ({stock})" if own else stock, group)


def _entry(
    number: int, entry: dict[str, Any], moods: dict[Any, tuple[str, int]], tags: dict[Any, str],
    found: Found,
) -> None:  # fmt: skip
    month = entry.get("month")
    month = month + _MONTHS_FROM_ZERO if type(month) is int else None
    on = made_date(entry.get("year"), month, entry.get("day"))
    if on is None:
        found.skip(number, "date", f"{entry.get('year')}-{month}-{entry.get('day')}"[:100])
        return
    mood = entry.get("mood")
    if mood in moods:
        found.say(number, on, MOOD, moods[mood][0])
    elif mood is not None:  # an id that the list of moods does not hold
        found.say(number, on, MOOD, f"#{mood}"[:40])
    marked = entry.get("tags")
    for tag in marked if isinstance(marked, tuple) else ():
        _habit(number, on, tags.get(tag, f"#{tag}"[:40]), YES, found)
    texts = (entry.get("note_title"), entry.get("note"))
    note = _note(*(text if isinstance(text, str) else "" for text in texts))
    found.say(number, on, NOTE, note)


def _tell_unread(content: Mapping[str, Any], found: Found) -> None:
    """Name what a backup holds beside its entries."""
    for part in ("goals", "assets", "importantDays"):
        held = content.get(part)
        if isinstance(held, list) and held:
            found.remarks.append(("unread_part", f"{shown(part)} ({len(held)})"))
