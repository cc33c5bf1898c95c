"""Track & Graph: its CSV table of data points, also the older one without labels.

A moment carries the offset of the clock it was read on, so its own date counts, with the day
ending at the usual hour.
"""

import re

from models.days import day_of
from models.exchange.guess import meanings_of
from models.exchange.reading import csv_records, head_of, moment, text_of
from models.exchange.source import NOTE, Reading, Skip, Source

_NEEDED = frozenset({"featurename", "timestamp", "value"})
_VALUE = re.compile(r"(-?\d+:\d\d:\d\d|-?\d+(?:\.\d+)?)(?::(.*))?", re.DOTALL)


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like a table of Track & Graph's."""
    return set(head_of(data)) >= _NEEDED


def read(name: str, data: bytes) -> Source:
    """Read the table.

    Raises:
        Refused: with the reason.

    """
    readings: list[Reading] = []
    skips: list[Skip] = []
    rows = 0
    for line, row in csv_records(text_of(data), _NEEDED):
        rows += 1
        name, at = row["featurename"].strip(), moment(row["timestamp"])
        match = _VALUE.fullmatch(row["value"].strip())
        if at is None or not name or match is None:
            skips.append(Skip(line, "date" if at is None else "value", row["timestamp"]))
            continue
        label = row.get("label", "").strip() or (match[2] or "").strip()
        readings.append(Reading(line, day_of(at), name, label or _short(match[1])))
        if row.get("note", "").strip():
            readings.append(Reading(line, day_of(at), NOTE, f"{name}: {row['note'].strip()}"))
    return Source("track_and_graph", rows, tuple(readings), tuple(skips), meanings_of(readings))


def _short(number: str) -> str:
    """3.0 as 3; a duration as it is."""
    return number if ":" in number else f"{float(number):g}"
