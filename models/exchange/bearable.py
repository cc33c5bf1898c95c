"""Bearable: its CSV table, with and without the column "date formatted".

One row is one thing said at one part of a day. A symptom carries its strength in its name:
"Neck pain (Moderate)". The table does not say which scale moods are on, so it is told from the
highest one, and the user is told so.
"""

import re

from models.exchange.guess import meanings_of, mood_scale
from models.exchange.reading import csv_records, head_of, iso_date, text_of, worded_date
from models.exchange.source import MOOD, NOTE, YES, Reading, Skip, Source

_NEEDED = frozenset({"date", "category", "rating/amount", "detail"})
_BETWEEN = "|"
_NAMED = re.compile(r"(.{1,200}?)\s*\(([A-Za-z ]{3,20})\)")
_STRENGTHS = {"1": "Mild", "2": "Moderate", "3": "Severe", "4": "Unbearable"}


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like Bearable's table."""
    return set(head_of(data)) >= _NEEDED


def read(name: str, data: bytes) -> Source:
    """Read the table.

    Raises:
        Refused: with the reason.

    """
    readings: dict[Reading, None] = {}
    skips: list[Skip] = []
    symptoms: set[str] = set()
    rows = 0
    for line, row in csv_records(text_of(data), _NEEDED):
        rows += 1
        on = (
            iso_date(row.get("date formatted", ""))
            or worded_date(row["date"])
            or iso_date(row["date"])
        )
        if on is None:
            skips.append(Skip(line, "date", row["date"]))
            continue
        category = row["category"].strip()
        if category.casefold() == "symptom":
            found = _symptoms(row["detail"], row["rating/amount"].strip())
            symptoms |= {name for name, _ in found}
        elif row["rating/amount"].strip():
            found = [
                (MOOD if category.casefold() == MOOD else category, row["rating/amount"].strip())
            ]
        else:
            details = (each.strip() for each in row["detail"].split(_BETWEEN))
            found = [(each, YES) for each in details if each]
        for name, word in found:
            readings[Reading(line, on, name, word)] = None
        if row.get("notes", "").strip():
            readings[Reading(line, on, NOTE, row["notes"].strip())] = None
    meanings = meanings_of(readings, frozenset(symptoms))
    top = mood_scale(reading.word for reading in readings if reading.name == MOOD)
    remarks = (("mood_scale", str(top)),) if top else ()
    return Source("bearable", rows, tuple(readings), tuple(skips), meanings, remarks)


def _symptoms(detail: str, amount: str) -> list[tuple[str, str]]:
    found = []
    for each in detail.split(_BETWEEN):
        match = _NAMED.fullmatch(each.strip())
        if match:
            found.append((match[1], match[2]))
        elif each.strip():
            found.append((each.strip(), _STRENGTHS.get(amount, amount or YES)))
    return found
