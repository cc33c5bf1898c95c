"""Loop Habit Tracker: its zip of CSV files, and its database, also of older versions.

Each habit has a folder with Checkmarks.csv: a word for a yes-or-no habit, a number times 1000 for
a counted one. The table at the root is not read: it does not quote names.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from models.exchange.collect import Found
from models.exchange.csv_table import read_table
from models.exchange.limits import Refused
from models.exchange.source import NOTE, YES, Hint, Options, Source
from models.exchange.written_dates import iso_date, read_date

_FOLDER = re.compile(r"(?:.*/)?(?:(\d{3,}) )?([^/]*)/Checkmarks\.csv")
_THOUSANDTHS = 1000
_NO_ANSWER = ("unknown", "-1")
_LEFT_OUT = {"yes_auto": "not_written", "1": "not_written", "skip": "skipped", "3": "skipped"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = {"yes_manual": YES, "2": YES, "0": "no"}
_COUNTED = 1
_HIGHEST_CODE = 3


def is_zip(names: Iterable[str]) -> bool:
    """Whether a zip with these paths is Loop's."""
    listed = list(names)
    return any(_FOLDER.fullmatch(each) for each in listed) and any(
        each.rpartition("/")[2] == "Habits.csv" for each in listed
    )


def read_zip(members: Mapping[str, bytes], options: Options) -> Source:
    """Read the files of a zip.

    Raises:
        Refused: with the reason.

    """
    habits = next(path for path in members if path.rpartition("/")[2] == "Habits.csv")
    counted: dict[str, bool] = {}
    names: dict[str, str] = {}
    for _, row in read_table(members[habits], options).records(("name",)):
        position = row.get("position", "").strip().zfill(3)
        counted[position] = "num" in row.get("type", "").casefold()
        names[position] = row["name"].strip()
    found = _start()
    for path, content in members.items():
        match = _FOLDER.fullmatch(path)
        if match and content.strip():
            position = match[1] or ""
            name = names.get(position, "") or match[2]
            _checkmarks(content, name, counted.get(position, False), options, found)
    return found.source()


def _start() -> Found:
    found = Found("loop")
    found.hints = {NOTE: Hint(NOTE)}
    return found


def _checkmarks(
    content: bytes, name: str, is_counted: bool, options: Options, found: Found
) -> None:
    table = read_table(content, options)
    heads = [head.strip().casefold() for head in table.heads]
    if "date" not in heads:  # the oldest files have no names in their first row
        table.rows.insert(0, (1, list(table.heads)))
        table.heads = ("date", "value", "notes")[: len(heads)]
    found.table(table, 0, options)
    for line, row in table.records(("date", "value")):
        word = row["value"].strip().casefold()
        if is_counted:
            word = _counted(word)
        _add(line, row["date"], name, word, row.get("notes", ""), found)


def _counted(value: str) -> str:
    if value == "no":  # how the table prints a counted 0
        return "=0"
    try:
        return f"={int(value) / _THOUSANDTHS:g}"
    except (ValueError, OverflowError):  # no number, or one without end
        return value


def _add(  # noqa: PLR0913  one answer
    line: int, day: str, name: str, word: str, note: str, found: Found
) -> None:
    """One answer. A number of a counted habit begins with "=", to be told from a code."""
    found.row()
    on = iso_date(day) or read_date(day)
    if on is None:
        found.skip(line, "date", f"{name}: {day}")
        return
    label = f"{name} *" if name == NOTE else name
    found.hints.setdefault(label, Hint(is_habit=True))
    if word in _LEFT_OUT:
        found.skip(line, _LEFT_OUT[word], f"{name}: {day}")
    elif word and word not in _NO_ANSWER:
        found.say(line, on, label, word[1:] if word[0] == "=" else _WORDS.get(word, word))
    if note.strip():
        found.say(line, on, NOTE, f"{name}: {note.strip()}")


def read_tables(raw: sqlite3.Connection) -> Source:
    """Read an open database; the oldest has no kinds of habits, no values and no notes.

    Raises:
        Refused: with the reason.

    """
    ours = {row[1].casefold() for row in raw.execute("PRAGMA table_info(Repetitions)")}
    habits = {row[1].casefold() for row in raw.execute("PRAGMA table_info(Habits)")}
    if not {"habit", "timestamp"} <= ours or not {"id", "name"} <= habits:
        raise Refused("columns", "Repetitions")
    rows = raw.execute(
        f"SELECT h.name, {'h.type' if 'type' in habits else '0'}, r.timestamp,"
        f" {'r.value' if 'value' in ours else '2'}, {'r.notes' if 'notes' in ours else 'NULL'},"
        " r.habit FROM Repetitions r LEFT JOIN Habits h ON h.id = r.habit"
        " ORDER BY h.id, r.timestamp"
    )
    found = _start()
    for number, (name, kind, timestamp, value, note, habit) in enumerate(rows, start=1):
        if not (isinstance(name, str) and isinstance(timestamp, int) and isinstance(value, int)):
            found.row()
            found.skip(number, "value", f"{name or f'#{habit}'}: {value}"[:100])
            continue
        is_count = kind == _COUNTED and (value > _HIGHEST_CODE or value == 0)
        word = f"={value / _THOUSANDTHS:g}" if is_count else str(value)
        text = note if isinstance(note, str) else ""
        _add(number, _day(timestamp), name, word, text, found)
    return found.source()


def _day(timestamp: int) -> str:
    """The date of a moment in milliseconds; Loop puts a day at its midnight in UTC."""
    try:
        return (_EPOCH + timedelta(milliseconds=timestamp)).date().isoformat()
    except OverflowError:
        return str(timestamp)
