"""Any CSV table with a date in each row: a guess at its columns, which the user may correct."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.exchange.csv_file import FORMULA_STARTS
from models.exchange.guess import meanings_of, mood_scale, plain_name, target_of
from models.exchange.limits import Refused
from models.exchange.reading import csv_rows, iso_date, made_date, text_of, worded_date
from models.exchange.source import MOOD, NOTE, Reading, Skip, Source

DELIMITERS = (",", ";", "\t", "|")
ORDERS = ("iso", "day_first", "month_first", "worded")
"""How a date is written: 2026-11-22, 22.11.2026, 11/22/2026, 22 Nov 2026."""
_LOOKED_AT = 200
_MOST_COLUMNS = 200
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T,].*)?", re.ASCII)
_DATE_NAMES = ("date", "day", "datum", "fecha", "data", "full date", "timestamp", "time")


@dataclass(frozen=True)
class Columns:
    """How to read a table. `names` holds what each column is about; "" leaves it out.

    `heads` are the columns' names as they stand in the file.
    """

    delimiter: str
    date_column: int
    order: str
    names: tuple[str, ...]
    is_order_sure: bool = True  # False: 03/04/2026 could be read either way
    heads: tuple[str, ...] = ()


def dated_by(columns: Columns, place: int) -> Columns:
    """The table with its dates in the column at `place`; all others keep their names."""
    return replace(columns, date_column=place, names=_names(columns.heads, place))


def _names(heads: Sequence[str], place: int) -> tuple[str, ...]:
    return tuple(
        "" if other == place or plain_name(name) in _DATE_NAMES else name.strip()
        for other, name in enumerate(heads)
    )


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like a table with dates."""
    try:
        guess(data)
    except Refused:
        return False
    return True


def guess(data: bytes) -> Columns:
    """The most likely reading of a table whose first row holds names.

    Raises:
        Refused: no table, or no column of dates.

    """
    text = text_of(data)
    delimiter = max(DELIMITERS, key=lambda mark: text[:4096].split("\n", 1)[0].count(mark))
    rows = csv_rows(text, delimiter)
    _, head = next(rows, (0, []))
    if not 2 <= len(head) <= _MOST_COLUMNS:
        raise Refused("columns")
    sample = [row for _, (_, row) in zip(range(_LOOKED_AT), rows, strict=False)]
    columns = [[row[place] for row in sample if place < len(row)] for place in range(len(head))]
    found = [_orders(cells) for cells in columns]
    with_dates = [place for place, orders in enumerate(found) if orders]
    if not with_dates:
        raise Refused("no_dates")
    named = [place for place in with_dates if plain_name(head[place]) in _DATE_NAMES]
    place = (named or with_dates)[0]
    heads = tuple(name.strip() for name in head)
    is_sure = len(found[place]) == 1
    return Columns(delimiter, place, found[place][0], _names(heads, place), is_sure, heads)


def _orders(cells: Sequence[str]) -> list[str]:
    """The ways of writing dates that fit the most cells; none if they fit only a few."""
    filled = [cell for cell in cells if cell.strip()]
    fitting = {order: sum(map(bool, map(_READERS[order], filled))) for order in ORDERS}
    most = max(fitting.values())
    return [order for order in ORDERS if filled and fitting[order] == most > len(filled) / 2]


def read(name: str, data: bytes, columns: Columns | None = None) -> Source:
    """Read the table as `columns` says, or as guessed.

    Raises:
        Refused: with the reason.

    """
    chosen = columns or guess(data)
    readings: list[Reading] = []
    skips: list[Skip] = []
    rows = 0
    for number, (line, row) in enumerate(csv_rows(text_of(data), chosen.delimiter)):
        if number == 0:
            continue
        rows += 1
        cell = row[chosen.date_column] if chosen.date_column < len(row) else ""
        on = _READERS[chosen.order](cell)
        if on is None:
            skips.append(Skip(line, "date", cell[:100]))
            continue
        for about, value in zip(chosen.names, row, strict=False):
            if about and value.strip():
                readings.append(Reading(line, on, _name(about), _unharmed(value)))
    top = mood_scale(reading.word for reading in readings if reading.name == MOOD)
    remarks = [("mood_scale", str(top))] if top else []
    if not chosen.is_order_sure:
        remarks.append(("date_order", chosen.order))
    return Source(
        "table", rows, tuple(readings), tuple(skips), meanings_of(readings), tuple(remarks)
    )


def _name(about: str) -> str:
    target = target_of(about)
    return target if target in (MOOD, NOTE) else about


def _unharmed(cell: str) -> str:
    """A cell without the apostrophe that our own tables put before a formula."""
    is_harmless = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if is_harmless else cell.strip()


def _day_first(text: str) -> date | None:
    match = _NUMBERS.fullmatch(text.strip())
    return made_date(int(match[3]), int(match[2]), int(match[1])) if match else None


def _month_first(text: str) -> date | None:
    match = _NUMBERS.fullmatch(text.strip())
    return made_date(int(match[3]), int(match[1]), int(match[2])) if match else None


_READERS: dict[str, Callable[[str], date | None]] = {
    "iso": iso_date,
    "day_first": _day_first,
    "month_first": _month_first,
    "worded": worded_date,
}
