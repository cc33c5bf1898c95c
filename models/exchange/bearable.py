"""Bearable: its CSV table, with and without the column "date formatted".

One row is one thing said at one part of a day. A symptom carries its strength in its name:
"Neck pain (Moderate)". The table does not say whether moods go to 5 or to 10: the highest tells.
"""

import re
from collections.abc import Mapping
from datetime import date

from models.exchange.collect import Found
from models.exchange.csv_table import read_table
from models.exchange.limits import shown
from models.exchange.source import MOOD, NOTE, YES, Hint, Options, Source
from models.exchange.written_dates import order_of, read_date

NEEDED = frozenset({"date", "category", "rating/amount", "detail"})
_KNOWN = NEEDED | {"date formatted", "weekday", "time of day", "notes"}
_BETWEEN = "|"
_NAMED = re.compile(r"(.{1,200}?)\s*\(([A-Za-z ]{3,20})\)")
_STRENGTHS = {"1": "Mild", "2": "Moderate", "3": "Severe", "4": "Unbearable"}


def read(name: str, data: bytes, options: Options) -> Source:
    """Read the table.

    Raises:
        Refused: with the reason.

    """
    table, found = read_table(data, options), Found("bearable")
    heads = [head.strip().casefold() for head in table.heads]
    best = "date formatted" if "date formatted" in heads else "date"
    place = heads.index(best)
    order = options.dates or order_of((line, row[place]) for line, row in table.rows).order
    found.table(table, place, options, order)
    found.hints = {MOOD: Hint(MOOD, scales=((1, 5), (1, 10))), NOTE: Hint(NOTE)}
    said: set[tuple[date, str]] = set()
    for line, row in table.records(tuple(NEEDED)):
        found.row()
        on = read_date(row[best], order) or read_date(row["date"], order)
        if on is None:
            found.skip(line, "date", row[best] or row["date"], best)
            continue
        _read_row(line, on, row, found)
        note = row.get("notes", "").strip()
        if note and (on, note) not in said:  # it stands again on each row of a day
            said.add((on, note))
            found.say(line, on, NOTE, note)
    return found.source()


def _read_row(line: int, on: date, row: Mapping[str, str], found: Found) -> None:
    category, amount = row["category"].strip(), row["rating/amount"].strip()
    detail = row["detail"].strip()
    if category.casefold() == "symptom":
        _symptoms(line, on, detail, amount, found)
    elif amount:
        about = MOOD if category.casefold() == MOOD else category or "rating/amount"
        found.say(line, on, about, amount)
        if detail:
            found.say(line, on, f"{category}: detail", detail)
    else:
        for each in detail.split(_BETWEEN):
            if each.strip():
                found.hints.setdefault(each.strip(), Hint(is_habit=True))
                found.say(line, on, each.strip(), YES)
    for head, cell in row.items():
        if head not in _KNOWN:
            found.say(line, on, head, cell.strip())


def _symptoms(line: int, on: date, detail: str, amount: str, found: Found) -> None:
    for each in detail.split(_BETWEEN):
        match = _NAMED.fullmatch(each.strip())
        name = match[1] if match else each.strip()
        word = match[2] if match else _STRENGTHS.get(amount, amount or YES)
        if name:
            found.hints.setdefault(name, Hint(is_symptom=True))
            found.say(line, on, name, word)
    if not detail and amount:
        found.skip(line, "value", shown(amount), "rating/amount")
