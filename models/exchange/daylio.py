"""Daylio: its CSV table, old and new, and its .daylio backup.

A mood is a word that the user chose, in one of five groups from best to worst. Only the backup
tells the group, so only there a mood is sure; in the table an unknown word waits for the user.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from typing import Any

from models.exchange.guess import BEST_MOOD, meanings_of
from models.exchange.json_file import read_json
from models.exchange.limits import FOREIGN_ROWS, Refused
from models.exchange.reading import (
    csv_records,
    head_of,
    iso_date,
    made_date,
    text_of,
    unzipped,
    zip_names,
)
from models.exchange.source import MOOD, NOTE, YES, Meaning, Reading, Skip, Source

_MEMBER = "backup.daylio"
_BETWEEN = "|"
_GROUPS = range(1, 6)
_STOCK_MOODS = {1: "rad", 2: "good", 3: "meh", 4: "bad", 5: "awful"}
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>|</li>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_MONTHS_FROM_ZERO = 1


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like a file of Daylio's."""
    return {"full_date", "mood", "activities"} <= set(head_of(data)) or _MEMBER in zip_names(data)


def read(name: str, data: bytes) -> Source:
    """Read a table or a backup.

    Raises:
        Refused: with the reason.

    """
    return _backup(data) if _MEMBER in zip_names(data) else _table(data)


def _table(data: bytes) -> Source:
    readings: list[Reading] = []
    skips: list[Skip] = []
    rows = 0
    for line, row in csv_records(text_of(data), frozenset({"full_date", "mood"})):
        rows += 1
        on = iso_date(row["full_date"])
        if on is None:
            skips.append(Skip(line, "date", row["full_date"]))
            continue
        if row["mood"].strip():
            readings.append(Reading(line, on, MOOD, row["mood"].strip()))
        for activity in row.get("activities", "").split(_BETWEEN):
            if activity.strip():
                readings.append(Reading(line, on, activity.strip(), YES))
        for scale in row.get("scales", "").split(_BETWEEN):
            name, colon, value = scale.rpartition(": ")
            if colon:
                readings.append(
                    Reading(line, on, name.strip(), value.removesuffix(" points").strip())
                )
        note = _note(row.get("note_title", ""), row.get("note", ""))
        if note:
            readings.append(Reading(line, on, NOTE, note))
    return Source("daylio", rows, tuple(readings), tuple(skips), meanings_of(readings))


def _note(title: str, text: str) -> str:
    parts = (html.unescape(_TAG.sub("", _BREAK.sub("\n", part))).strip() for part in (title, text))
    return "\n".join(part for part in parts if part)


def _backup(data: bytes) -> Source:
    try:
        content = read_json(base64.b64decode(unzipped(data)[_MEMBER]))
    except (binascii.Error, KeyError) as error:
        raise Refused("unsound", _MEMBER) from error
    entries, moods, tags = (_list(content, name) for name in ("dayEntries", "customMoods", "tags"))
    if len(entries) > FOREIGN_ROWS:
        raise Refused("too_big")
    known_moods = dict(_moods(moods))
    names = {tag.get("id"): tag["name"] for tag in tags if isinstance(tag.get("name"), str)}
    readings: list[Reading] = []
    skips: list[Skip] = []
    for number, entry in enumerate(entries, start=1):
        read = _entry(number, entry, known_moods, names)
        if isinstance(read, Skip):
            skips.append(read)
        else:
            readings += read
    meanings = meanings_of(readings)
    meanings[MOOD] = Meaning(
        MOOD, {word: BEST_MOOD + 1 - group for word, group in known_moods.values()}
    )
    return Source("daylio", len(entries), tuple(readings), tuple(skips), meanings)


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
    number: int, entry: dict[str, Any], moods: dict[Any, tuple[str, int]], tags: dict[Any, str]
) -> list[Reading] | Skip:
    month = entry.get("month")
    on = made_date(
        entry.get("year"),
        month + _MONTHS_FROM_ZERO if type(month) is int else None,
        entry.get("day"),
    )
    if on is None:
        return Skip(number, "date", f"{entry.get('year')}-{month}-{entry.get('day')}")
    found = []
    if entry.get("mood") in moods:
        found.append(Reading(number, on, MOOD, moods[entry["mood"]][0]))
    marked = entry.get("tags")
    for tag in marked if isinstance(marked, tuple) else ():
        if tag in tags:
            found.append(Reading(number, on, tags[tag], YES))
    texts = (entry.get("note_title"), entry.get("note"))
    note = _note(*(text if isinstance(text, str) else "" for text in texts))
    if note:
        found.append(Reading(number, on, NOTE, note))
    return found
