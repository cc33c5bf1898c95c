"""Loop Habit Tracker: its zip of CSV files, and its database.

Each habit has a folder with Checkmarks.csv: a word for a yes-or-no habit, a number times 1000 for
a counted one. The table at the root is not read: it does not quote names.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta

from models.exchange.guess import meanings_of
from models.exchange.limits import FILE_BYTES, FOREIGN_ROWS, Refused
from models.exchange.reading import csv_records, iso_date, text_of, unzipped, zip_names
from models.exchange.source import NOTE, YES, Reading, Skip, Source

_FOLDER = re.compile(r"(?:.*/)?(\d{3,}) ([^/]*)/Checkmarks\.csv")
_SQLITE = b"SQLite format 3\0"
_THOUSANDTHS = 1000
_NO_ANSWER = "unknown"
_LEFT_OUT = {"yes_auto": "not_written", "skip": "skipped"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CODES = {-1: _NO_ANSWER, 0: "no", 1: "yes_auto", 2: "yes_manual", 3: "skip"}
_STEPS, _MOST_STEPS = 100_000, 2_000  # of SQLite's machine between looks, and looks
_COUNTED = 1


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like a zip or a database of Loop's."""
    if data.startswith(_SQLITE):
        return b"Repetitions" in data[:65_536] and b"Habits" in data[:65_536]
    names = zip_names(data)
    return any(_FOLDER.fullmatch(each) for each in names) and any(
        each.rpartition("/")[2] == "Habits.csv" for each in names
    )


def read(name: str, data: bytes) -> Source:
    """Read the zip or the database.

    Raises:
        Refused: with the reason.

    """
    return _database(data) if data.startswith(_SQLITE) else _zip(data)


def _zip(data: bytes) -> Source:
    members = unzipped(data)
    habits = next((path for path in members if path.rpartition("/")[2] == "Habits.csv"), None)
    if habits is None:
        raise Refused("columns")
    counted = {
        row["position"].strip().zfill(3): "num" in row.get("type", "").casefold()
        for _, row in csv_records(text_of(members[habits]), frozenset({"position", "name"}))
    }
    names = {
        row["position"].strip().zfill(3): row["name"]
        for _, row in csv_records(text_of(members[habits]), frozenset({"position", "name"}))
    }
    found = _Found()
    for path, content in members.items():
        match = _FOLDER.fullmatch(path)
        if match:
            position, name = match[1], names.get(match[1], match[2]).strip() or match[2]
            records = csv_records(text_of(content), frozenset({"date", "value"}))
            for line, row in records:
                word = _word(row["value"].strip().casefold(), counted.get(position, False))
                found.add(line, row["date"], name, word, row.get("notes", ""))
    return found.source()


def _word(value: str, is_counted: bool) -> str:
    if not is_counted:
        return value
    if value == "no":  # how the table prints a counted 0
        return "0"
    try:
        return f"{int(value) / _THOUSANDTHS:g}"
    except (ValueError, OverflowError):  # no number, or one without end
        return value


class _Found:
    """What has been read so far."""

    def __init__(self) -> None:
        self.rows = 0
        self.readings: list[Reading] = []
        self.skips: list[Skip] = []

    def add(self, line: int, day: str, name: str, word: str, note: str) -> None:
        self.rows += 1
        if self.rows > FOREIGN_ROWS:
            raise Refused("too_big")
        on = iso_date(day)
        if on is None:
            self.skips.append(Skip(line, "date", f"{name}: {day}"))
            return
        if word in _LEFT_OUT:
            self.skips.append(Skip(line, _LEFT_OUT[word], f"{name}: {day}"))
        elif word and word != _NO_ANSWER:
            said = YES if word == "yes_manual" else word
            self.readings.append(Reading(line, on, name, said))
        if note.strip():
            self.readings.append(Reading(line, on, NOTE, f"{name}: {note.strip()}"))

    def source(self) -> Source:
        meanings = meanings_of(self.readings)
        return Source("loop", self.rows, tuple(self.readings), tuple(self.skips), meanings)


def _database(data: bytes) -> Source:
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    try:
        with closing(sqlite3.connect(":memory:")) as raw:
            # A copy in memory has no write-ahead log, so its header must not ask for one.
            raw.deserialize(data[:18] + b"\1\1" + data[20:])
            return _from_tables(raw)
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        raise Refused("database") from error


def _from_tables(raw: sqlite3.Connection) -> Source:
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA query_only = ON")
    looks = iter(range(_MOST_STEPS))
    raw.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
    kinds = dict(raw.execute("SELECT name, type FROM sqlite_schema").fetchall())
    if kinds.get("Habits") != "table" or kinds.get("Repetitions") != "table":
        raise Refused("columns")
    columns = {row[1] for row in raw.execute("PRAGMA table_info(Repetitions)")}
    kind = {row[1] for row in raw.execute("PRAGMA table_info(Habits)")}
    rows = raw.execute(
        f"SELECT h.name, {'h.type' if 'type' in kind else '0'}, r.timestamp, r.value,"
        f" {'r.notes' if 'notes' in columns else 'NULL'}"
        " FROM Repetitions r JOIN Habits h ON h.id = r.habit ORDER BY h.id, r.timestamp"
    )
    return _from_rows(rows)


def _from_rows(rows: Iterable[tuple[object, ...]]) -> Source:
    found = _Found()
    for number, (name, kind, timestamp, value, note) in enumerate(rows, start=1):
        if not (isinstance(name, str) and isinstance(timestamp, int) and isinstance(value, int)):
            found.rows += 1
            found.skips.append(Skip(number, "value", str(name)[:100]))
            continue
        is_counted = kind == _COUNTED
        word = f"{value / _THOUSANDTHS:g}" if is_counted and value > 3 else _CODES.get(value, "")
        if is_counted and word == "no":
            word = "0"
        found.add(number, _day(timestamp), name, word, note if isinstance(note, str) else "")
    return found.source()


def _day(timestamp: int) -> str:
    """The date of a moment in milliseconds; Loop puts a day at its midnight in UTC."""
    try:
        return (_EPOCH + timedelta(milliseconds=timestamp)).date().isoformat()
    except OverflowError:
        return str(timestamp)
