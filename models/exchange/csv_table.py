"""A text table that anyone may have made: its letters, its marks, its rows, and what is amiss.

Everything is told from the whole file. Nothing that stands in a cell is lost without a line.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from models.exchange.limits import (
    CELL_CHARACTERS,
    FOREIGN_CELLS,
    FOREIGN_ROWS,
    LINE_CHARACTERS,
    Refused,
    shown,
)
from models.exchange.reading import UTF_8, encoding_of
from models.exchange.source import Options, Question, Skip
from models.exchange.written_dates import read_date

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 200  # rows, to tell the mark between cells
MOST_COLUMNS = 1_000
_STRAY = "\ufffd"  # what stands for a byte that is no letter


@dataclass
class Table:
    """The rows of a text table under the names in its first row.

    `rows` are (line, cells), as many cells as there are names; `wide` keeps the lines of rows
    that a quote made several lines long.
    """

    heads: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str
    skips: list[Skip] = field(default_factory=list)
    told: list[Skip] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    wide: dict[int, list[str]] = field(default_factory=dict)

    def named(self, place: int) -> str:
        """The name of a column, or its number where it has none."""
        return self.heads[place].strip() or str(place + 1)

    def remarks(self) -> list[tuple[str, str]]:
        """What is told of the letters, where they are not the usual ones."""
        plain = (UTF_8, "utf-8-sig")
        return [] if self.encoding in plain else [("encoding", self.encoding)]

    def records(self, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """(line, cells by the names in small letters); of two equal names the first counts.

        Raises:
            Refused: a column is missing.

        """
        names = [name.strip().casefold() for name in self.heads]
        missing = [name for name in needed if name not in names]
        if missing:
            raise Refused("columns", missing[0])
        places = {name: place for place, name in reversed(list(enumerate(names)))}
        for line, row in self.rows:
            yield line, {name: row[place] for name, place in places.items()}

    def judge_quotes(self, date_column: int, options: Options, order: str) -> None:
        """Find quotes that hold lines which look like rows of this table, and ask or obey."""
        for at in sorted(self.wide, reverse=True):
            line, lines = self.rows[at][0], self.wide[at]
            cells = [_cells(each, self.delimiter) for each in lines]
            if not any(_is_row(each, date_column, order) for each in cells[1:]):
                continue
            if options.quotes == "rows":
                self.rows[at : at + 1] = [
                    (line + number, self.fitted(line + number, row))
                    for number, row in enumerate(cells) if any(cell.strip() for cell in row)
                ]  # fmt: skip
            elif options.quotes != "text":
                self.questions.append(Question("quotes", line, str(len(lines))))

    def fitted(self, line: int, row: list[str]) -> list[str]:
        """A row with as many cells as there are names; what is amiss is noted."""
        width = len(self.heads)
        for place, cell in enumerate(row[width:], start=width + 1):
            if cell.strip():
                self.skips.append(Skip(line, "extra", shown(cell), str(place)))
        if len(row) < width:
            self.told.append(Skip(line, "short", f"{len(row)}/{width}"))
            return row + [""] * (width - len(row))
        return row[:width] if len(row) > width else row


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _is_row(cells: list[str], date_column: int, order: str) -> bool:
    return 1 < len(cells) > date_column and read_date(cells[date_column], order) is not None


class _Lines:
    """The lines of a text one by one, remembering those since the last row."""

    def __init__(self, text: TextIO) -> None:
        self.text, self.number, self.since = text, 0, [""]
        self.since.clear()

    def __iter__(self) -> Iterator[str]:
        while line := self.text.readline(LINE_CHARACTERS):
            if len(line) == LINE_CHARACTERS:
                raise Refused("long_line", str(self.number + 1))
            self.number += 1
            self.since.append(line)
            yield line


def read_table(data: bytes, options: Options = Options()) -> Table:  # noqa: B008  immutable
    """Read a table whose first row holds names.

    Raises:
        Refused: no text, no table, too many rows or cells, or a cell too long.

    """
    encoding, is_stray = encoding_of(data)
    if options.encoding:
        encoding, is_stray = options.encoding, True
    delimiter, skipped = _delimiter(data, encoding)
    lines = _Lines(_open(data, encoding))
    rows = _rows(lines, delimiter)
    for _ in range(skipped):
        next(iter(lines))
        lines.since.clear()
    line, heads, _ = next(rows, (0, [], []))
    if len(heads) > MOST_COLUMNS:
        raise Refused("many_columns", str(MOST_COLUMNS))
    table = Table(tuple(heads), [], encoding, delimiter)
    cells = 0
    for line, row, since in rows:
        cells += len(row)
        if len(table.rows) >= FOREIGN_ROWS:
            raise Refused("many_rows", f"{FOREIGN_ROWS:,}")
        if cells > FOREIGN_CELLS:
            raise Refused("many_cells", f"{FOREIGN_CELLS:,}")
        if len(since) > 1:
            table.wide[len(table.rows)] = since
        table.rows.append((line, table.fitted(line, row)))
        if is_stray and any(_STRAY in cell for cell in row):
            _tell_strays(table, line, row)
    return table


def _tell_strays(table: Table, line: int, row: list[str]) -> None:
    for place, cell in enumerate(row[: len(table.heads)]):
        if _STRAY in cell:
            table.told.append(Skip(line, "bytes", shown(cell), table.named(place)))


def _open(data: bytes, encoding: str) -> TextIO:
    return io.TextIOWrapper(io.BytesIO(data), encoding, errors="replace", newline="")


def _rows(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str], list[str]]]:
    """(line where it starts, cells, lines it was made of) of every row that is not blank."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        line = lines.number + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise Refused("long_cell", str(line)) from None
        since, lines.since = lines.since, []
        if row is None:
            return
        if any(len(cell) > CELL_CHARACTERS for cell in row):
            raise Refused("long_cell", str(line))
        if any(cell.strip() for cell in row):
            yield line, row, since


def _delimiter(data: bytes, encoding: str) -> tuple[str, int]:
    """The mark between cells, and how many lines stand before the names.

    Excel writes the mark into a line of its own ("sep=;"). Otherwise the mark counts with which
    the most rows are as long as the first, and the most cells are in them.
    """
    first = _open(data, encoding).readline(LINE_CHARACTERS).strip().casefold()
    if first.startswith("sep=") and len(first) <= 5:  # noqa: PLR2004  "sep=" and the mark
        return first[4:] or "\t", 1
    best = max(DELIMITERS, key=lambda mark: _fit(data, encoding, mark))
    return best, 0


def _fit(data: bytes, encoding: str, mark: str) -> tuple[float, int]:
    try:
        rows = _rows(_Lines(_open(data, encoding)), mark)
        found = [row for _, (_, row, _) in zip(range(_LOOKED_AT), rows, strict=False)]
    except Refused:
        return 0, 0
    if not found or len(found[0]) < 2:  # noqa: PLR2004  one cell is no table
        return 0, 0
    width = len(found[0])
    same = sum(len(row) == width for row in found[1:]) / max(len(found) - 1, 1)
    return max(same, 0.01), width


def head_of(data: bytes, options: Options = Options()) -> Mapping[str, int]:  # noqa: B008
    """The names in the first row of a text table, in small letters, with their places.

    Raises:
        Refused: no text.

    """
    encoding, _ = encoding_of(data)
    encoding = options.encoding or encoding
    delimiter, skipped = _delimiter(data, encoding)
    lines = _Lines(_open(data, encoding))
    for _ in range(skipped):
        next(iter(lines))
    _, row, _ = next(_rows(lines, delimiter), (0, [""], [""]))
    return {name.strip().casefold(): place for place, name in enumerate(row)}
