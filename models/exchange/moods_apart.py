"""Smaller apps whose files are JSON, XML, a database or a table of their own.

Pixy, Pixels, Daily You, medTimer, and the State of Mind of Apple Health.
"""

import html
import re
import sqlite3
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from models.days import day_of
from models.exchange.collect import Found
from models.exchange.csv_table import read_table
from models.exchange.limits import Refused
from models.exchange.source import DOSE, MOOD, NOTE, YES, Hint, Options, Source
from models.exchange.written_dates import moment, read_date

_PIXY = {"extremely_bad": 1, "very_bad": 2, "bad": 2, "neutral": 3, "good": 4, "very_good": 4,
         "extremely_good": 5}  # fmt: skip
"""Pixy has seven steps, which fall on our five as numbers of 1 to 7 would."""
APPLE_HEADS = frozenset({"start", "kind", "valence"})
_APPLE_READ = ("start", "end", "kind", "labels", "associations", "valence",
               "valence classification")  # fmt: skip
_MOMENT = "Momentary Emotion"
_OFFSET = re.compile(r"^(\S+) (\S+) ([+-]\d\d):?(\d\d)$")
_ENTRY = re.compile(r"<MetadataEntry\b([^<>]{0,2000})>")
_LABEL = re.compile(r"<(?:Label|Association)>([^<>]{1,200})</")
_BODY = 20_000
_ELEMENT = re.compile(r"<(\w*StateOfMind\w*|Record)\b([^<>]{0,20000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w:]{1,60})\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_ISOTRETINOIN = re.compile(
    "i[sz]otret|accutane|roaccutan|oratane|absorica|claravis|curacne|aknenormin|amnesteem|zenatane",
    re.IGNORECASE,
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _start(app: str, **values: int) -> Found:
    found = Found(app)
    found.hints = {MOOD: Hint(MOOD, values=values), NOTE: Hint(NOTE)}
    return found


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def read_json_app(content: Any) -> Source:
    """Read the JSON of Pixy, Pixels, Daily You or medTimer, told by its parts.

    Raises:
        Refused: none of these.

    """
    if isinstance(content, dict):
        if isinstance(content.get("items"), list | dict):
            return _pixy(content)
        if "events" in content and "medicines" in content:
            return _medtimer(content)
        raise Refused("json", ", ".join(map(str, list(content)[:4])))
    if isinstance(content, list) and all(isinstance(each, dict) for each in content):
        if any("scores" in each for each in content):
            return _pixels(content)
        if any("timeCreated" in each for each in content):
            return _daily_you(content)
    raise Refused("json", type(content).__name__)


def _pixy(content: Mapping[str, Any]) -> Source:
    found = _start("pixy", **_PIXY)
    items = content["items"]
    names = {
        tag.get("id"): _text(tag.get("title"))
        for tag in content.get("tags") or () if isinstance(tag, dict)
        and isinstance(tag.get("id"), str)
    }  # fmt: skip
    entries = items.values() if isinstance(items, dict) else items
    for number, item in enumerate(entries, start=1):
        found.row()
        if not isinstance(item, dict):
            found.skip(number, "value", str(item))
            continue
        on = read_date(str(item.get("date") or item.get("dateTime") or "")[:40])
        if on is None:
            found.skip(number, "date", str(item.get("date")))
            continue
        found.say(number, on, MOOD, str(item["rating"]) if item.get("rating") is not None else "")
        found.say(number, on, NOTE, _text(item.get("message")))
        for tag in item.get("tags") or ():
            _tag(number, on, tag, names, found)
        for emotion in item.get("emotions") or ():
            _habit(number, on, str(emotion), found)
    return found.source()


def _tag(number: int, on: date, tag: Any, names: Mapping[Any, str], found: Found) -> None:
    key = tag.get("id") if isinstance(tag, dict) else tag
    name = names.get(key) if isinstance(key, str) else ""
    _habit(number, on, name or (_text(tag.get("title")) if isinstance(tag, dict) else "")
           or f"#{key}"[:60], found)  # fmt: skip


def _habit(number: int, on: date, name: str, found: Found, word: str = YES) -> None:
    label = f"{name} *" if name in (MOOD, NOTE) else name
    found.hints.setdefault(label, Hint(is_habit=True))
    found.say(number, on, label, word)


def _pixels(content: list[dict[str, Any]]) -> Source:
    """Several scores a day, of 1 to 5."""
    found = _start("pixels")
    found.hints[MOOD] = Hint(MOOD, scale=(1, 5))
    for number, item in enumerate(content, start=1):
        found.row()
        on = read_date(str(item.get("date", ""))[:40])
        scores = item.get("scores")
        if on is None:
            found.skip(number, "date", str(item.get("date")))
            continue
        is_mood = str(item.get("type", "")).casefold() == MOOD
        for score in scores if isinstance(scores, list) else ():
            if is_mood:
                found.say(number, on, MOOD, str(score))
            else:
                _habit(number, on, str(item.get("type")), found, str(score))
        found.say(number, on, NOTE, _text(item.get("notes")))
        for tag in item.get("tags") or ():
            for entry in tag.get("entries") or () if isinstance(tag, dict) else ():
                _habit(number, on, str(entry), found)
    return found.source()


def _daily_you(content: list[dict[str, Any]]) -> Source:
    found = _start("daily_you")
    found.hints[MOOD] = Hint(MOOD, scale=(-2, 2))
    for number, item in enumerate(content, start=1):
        found.row()
        _day_entry(number, item.get("timeCreated"), item.get("mood"), item.get("text"), found)
        images = item.get("images") or item.get("imgPath")
        if images:
            found.skip(number, "picture", str(item.get("timeCreated")))
    return found.source()


def _day_entry(number: int, at: object, mood: object, text: object, found: Found) -> None:
    on = read_date(str(at)[:40])
    if on is None:
        found.skip(number, "date", str(at))
        return
    found.say(number, on, MOOD, "" if mood is None else str(mood))
    found.say(number, on, NOTE, _text(text))


def read_daily_you_tables(raw: sqlite3.Connection) -> Source:
    """Read the open database of Daily You: moods of -2 to 2, one text a day."""
    found = _start("daily_you")
    found.hints[MOOD] = Hint(MOOD, scale=(-2, 2))
    columns = {row[1] for row in raw.execute("PRAGMA table_info(entries)")}
    when = "time" if "time" in columns else "time_create"
    for number, (at, mood, text) in enumerate(
        raw.execute(f"SELECT {when}, mood, text FROM entries ORDER BY 1"), start=1
    ):
        found.row()
        _day_entry(number, at, mood, text, found)
    return found.source()


# medTimer


def is_medtimer(heads: Mapping[str, int]) -> bool:
    """Whether a table is a list of medTimer's events: its names are in the user's language."""
    return sum("iso" in head and "8601" in head for head in heads) >= 1 or (
        {"reminded", "medicine name", "dosage", "taken"} <= set(heads)
    )


def read_medtimer_table(name: str, data: bytes, options: Options) -> Source:
    """Read the table of events. It does not quote, so a mark in a name shifts a row: told."""
    table, found = read_table(data, options), Found("medtimer")
    heads = [head.strip().casefold() for head in table.heads]
    iso = [place for place, head in enumerate(heads) if "8601" in head]
    place = iso[0] if iso else 0
    found.table(table, place, options)
    taken = iso[1] if len(iso) > 1 else heads.index("taken") if "taken" in heads else 3
    notes = heads.index("notes") if "notes" in heads else None
    for line, row in table.rows:
        found.row()
        on = read_date(row[place], options.dates or "dmy")
        if on is None:
            found.skip(line, "date", row[place], table.named(place))
            continue
        _dose(line, on, row[1].strip(), bool(row[taken].strip()), found)
        if notes is not None and row[notes].strip():
            found.hints[NOTE] = Hint(NOTE)
            found.say(line, on, NOTE, f"{row[1].strip()}: {row[notes].strip()}")
    return found.source()


def _dose(  # noqa: PLR0913  one reminder
    line: int,
    on: date,
    medicine: str,
    is_taken: bool,
    found: Found,
    said_not: str = "not marked as taken",
) -> None:
    """A medicine that was reminded of: only isotretinoin is known to be the dose."""
    target = DOSE if _ISOTRETINOIN.search(medicine) else None
    found.hints.setdefault(medicine, Hint(target, is_habit=True))
    found.say(line, on, medicine, YES if is_taken else said_not)


def _medtimer(content: Mapping[str, Any]) -> Source:
    found = _start("medtimer")
    found.remarks.append(("utc", ""))
    events = content["events"]
    listed = events.get("list") if isinstance(events, dict) else events
    for number, event in enumerate(listed if isinstance(listed, list) else (), start=1):
        found.row()
        inner = event.get("reminderEvent", event) if isinstance(event, dict) else {}
        stamp, status = inner.get("remindedTimestamp"), str(inner.get("status", ""))
        on = _of_seconds(stamp)
        if on is None:
            found.skip(number, "date", str(stamp))
        elif status.upper() in ("TAKEN", "SKIPPED"):
            name = _text(inner.get("medicineName"))
            _dose(number, on, name, status.upper() == "TAKEN", found, "skipped")
            note = _text(inner.get("notes"))
            found.say(number, on, NOTE, f"{name}: {note}" if note else "")
        else:
            found.skip(number, "value", status)
    return found.source()


def _of_seconds(stamp: object) -> date | None:
    """The day of a moment in seconds; the file does not say in which zone, so in UTC."""
    if type(stamp) is not int or not 0 < stamp < 2**33:
        return None
    return (_EPOCH + timedelta(seconds=stamp)).date()


# Apple Health


def _apple() -> Found:
    found = _start("apple")
    found.hints |= {name: Hint(MOOD, scale=(-1, 1)) for name in (MOOD, _MOMENT)}
    return found


def read_apple_table(name: str, data: bytes, options: Options) -> Source:
    """Read a table of States of Mind: a valence of -1 to 1, and its class in words."""
    table, found = read_table(data, options), _apple()
    found.table(table, [head.strip().casefold() for head in table.heads].index("start"), options)
    for line, row in table.records(("start", "kind", "valence")):
        found.row()
        labels = f"{row.get('labels', '')}|{row.get('associations', '')}".split("|")
        on = _mind(line, row["start"], row["kind"], row["valence"].strip(), labels, found)
        for head, cell in row.items():
            if on and head not in _APPLE_READ:
                found.say(line, on, head, cell.strip())
    return found.source()


def _mind(  # noqa: PLR0913  one State of Mind
    line: int, at: str, kind: str, valence: str, labels: list[str], found: Found
) -> date | None:
    """A mood of a whole day, or of a moment: kept apart, so that one of them can be left out."""
    told = moment(_OFFSET.sub(r"\1T\2\3:\4", at.strip()))
    on = day_of(told) if told else read_date(at)
    if on is None:
        found.skip(line, "date", at, "start")
        return None
    if not valence:
        found.skip(line, "value", at, "valence")
    is_moment = "moment" in kind.casefold() or kind.strip() == "1"
    found.say(line, on, _MOMENT if is_moment else MOOD, valence)
    for label in labels:
        if label.strip():
            _habit(line, on, label.strip(), found)
    return on


def read_apple_xml(text: str) -> Source:
    """Read the States of Mind in Apple's XML, also a piece of it; nothing else of it is read.

    Raises:
        Refused: it holds none.

    """
    found, others, line, last = _apple(), 0, 1, 0
    for match in _ELEMENT.finditer(text):
        line, last = line + text.count("\n", last, match.start()), match.start()
        parts = _attributes(match[2])
        if "stateofmind" not in f"{match[1]}{parts.get('type', '')}".casefold():
            others += 1
            continue
        found.row()
        body = "" if match[2].endswith("/") else text[match.end() : match.end() + _BODY]
        body = body.partition("</Record>")[0].partition("</StateOfMind>")[0]
        for entry in _ENTRY.findall(body):
            inside = _attributes(entry)
            parts.setdefault(inside.get("key", "").casefold().rpartition("mind")[2],
                             inside.get("value", ""))  # fmt: skip
        labels = [html.unescape(each) for each in _LABEL.findall(body)]
        labels += re.split(r"[|,;]", f"{parts.get('labels', '')},{parts.get('associations', '')}")
        at = parts.get("startdate") or parts.get("date") or parts.get("creationdate", "")
        valence = parts.get("valence") or parts.get("value", "")
        _mind(line, at, parts.get("kind", ""), valence, labels, found)
    if not found.rows:
        raise Refused("xml")
    if others:
        found.remarks.append(("unread_part", f"Record ({others})"))
    return found.source()


def _attributes(text: str) -> dict[str, str]:
    return {key.casefold(): html.unescape(a or b) for key, a, b in _ATTRIBUTE.findall(text)}
