"""Track & Graph: its CSV table of data points, also the older one without labels, and its backup.

A moment carries the offset of the clock it was read on, so its own date counts, with the day
ending at the usual hour. A label is shown beside its value and never instead of it.
"""

import re
import sqlite3
from datetime import UTC, date, datetime, timedelta

from models.days import day_of
from models.exchange.collect import Found
from models.exchange.csv_table import read_table
from models.exchange.source import NOTE, Hint, Options, Source
from models.exchange.written_dates import made_date, moment

NEEDED = frozenset({"featurename", "timestamp", "value"})
_KNOWN = NEEDED | {"label", "note"}
_VALUE = re.compile(r"(-?\d+:\d\d:\d\d|-?\d+(?:[.,]\d+)?(?:[eE]-?\d+)?)(?::(.*))?", re.DOTALL)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(name: str, data: bytes, options: Options) -> Source:
    """Read the table.

    Raises:
        Refused: with the reason.

    """
    table, found = read_table(data, options), Found("track_and_graph")
    found.table(
        table, [head.strip().casefold() for head in table.heads].index("timestamp"), options
    )
    found.hints = {NOTE: Hint(NOTE)}
    for line, row in table.records(tuple(NEEDED)):
        found.row()
        name, at = row["featurename"].strip(), moment(row["timestamp"])
        match = _VALUE.fullmatch(row["value"].strip())
        if at is None:
            found.skip(line, "date", row["timestamp"], "Timestamp")
        elif not name or match is None:
            found.skip(line, "value", row["value"] or name, "Value" if name else "FeatureName")
        else:
            label = row.get("label", "").strip() or (match[2] or "").strip()
            _say(line, day_of(at), name, match[1], label, row.get("note", ""), found)
            for head, cell in row.items():
                if head not in _KNOWN and cell.strip():
                    found.say(line, day_of(at), f"{name}: {head}", cell.strip())
    return found.source()


def _say(  # noqa: PLR0913  one data point
    line: int, on: date, name: str, number: str, label: str, note: str, found: Found
) -> None:
    """One value; where labels stand beside the numbers of a name, they are named together."""
    short = number if ":" in number else f"{float(number.replace(',', '.')):g}"
    about = f"{name} *" if name == NOTE else name
    found.hints.setdefault(about, Hint(is_habit=True))
    found.say(line, on, about, f"{short} ({label})" if label else short)
    if note.strip():
        found.say(line, on, NOTE, f"{name}: {note.strip()}")


def read_tables(raw: sqlite3.Connection) -> Source:
    """Read an open backup: data points with a moment in milliseconds, or as text before 2023."""
    columns = [row[1] for row in raw.execute("PRAGMA table_info(data_points_table)")]
    is_old = "epoch_milli" not in columns
    when = "d.timestamp, 0" if is_old else "d.epoch_milli, d.utc_offset_sec"
    note = "d.note" if "note" in columns else "''"
    label = "d.label" if "label" in columns else "''"
    rows = raw.execute(
        f"SELECT f.name, {when}, d.value, {label}, {note} FROM data_points_table d"
        " LEFT JOIN features_table f ON f.id = d.feature_id ORDER BY 2"
    )
    found = Found("track_and_graph")
    found.hints = {NOTE: Hint(NOTE)}
    for number, (name, at, offset, value, said, text) in enumerate(rows, start=1):
        found.row()
        on = _day(at, offset)
        if on is None:
            found.skip(number, "date", f"{name}: {at}"[:100])
        elif not isinstance(name, str) or not isinstance(value, int | float):
            found.skip(number, "value", f"{name}: {value}"[:100])
        else:
            _say(number, on, name, f"{value:g}", str(said or "").strip(), str(text or ""), found)
    return found.source()


def _day(at: object, offset: object) -> date | None:
    if isinstance(at, str):
        told = moment(at)
        return day_of(told) if told else None
    if not isinstance(at, int) or not isinstance(offset, int):
        return None
    try:
        found = day_of(_EPOCH + timedelta(milliseconds=at, seconds=offset))
    except OverflowError:
        return None
    return made_date(found.year, found.month, found.day)
