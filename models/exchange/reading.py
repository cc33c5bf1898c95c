"""Bytes that anyone may have made, turned into text, rows and dates inside fixed limits."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import PurePosixPath

from models.exchange.limits import CELL_CHARACTERS, FILE_BYTES, FOREIGN_ROWS, Refused
from models.kinds import FIRST_YEAR, LAST_YEAR

_MOST_MEMBERS = 5_000
_BLOCK = 64 * 1024
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.? (\d{4})", re.ASCII)


def text_of(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 if it says so, or else the usual Windows letters.

    Raises:
        Refused: too big, or no text.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("encoding")


def csv_rows(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """(line where it starts, cells) of every row that is not blank.

    Raises:
        Refused: too many rows, a cell too long, or quotes that never end.

    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    count = 0
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise Refused("unsound", f"line {line}") from None
        if row is None:
            return
        if any(len(cell) > CELL_CHARACTERS for cell in row):
            raise Refused("unsound", f"line {line}")
        if any(cell.strip() for cell in row):
            count += 1
            if count > FOREIGN_ROWS:
                raise Refused("too_big")
            yield line, row


def csv_records(text: str, needed: frozenset[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """As `csv_rows`, each row under the names of the first one, in small letters.

    Raises:
        Refused: also if one of the `needed` columns is missing.

    """
    rows = csv_rows(text)
    _, head = next(rows, (0, []))
    names = [name.strip().casefold() for name in head]
    if not needed <= set(names):
        raise Refused("columns")
    for line, row in rows:
        cells = row + [""] * (len(names) - len(row))
        yield line, dict(zip(names, cells, strict=False))


def head_of(data: bytes) -> list[str]:
    """The names in the first line of a CSV file, in small letters; empty if it is none."""
    try:
        text = text_of(data[:_BLOCK].rpartition(b"\n")[0] or data[:_BLOCK])
        return [name.strip().casefold() for name in next(csv_rows(text), (0, []))[1]]
    except Refused:
        return []


def unzipped(data: bytes) -> dict[str, bytes]:
    """Every file in a zip, by its path. The limit is on what really comes out.

    Raises:
        Refused: no zip, encrypted, too much in it, or paths that lead out of it.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    found: dict[str, bytes] = {}
    left = FILE_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > _MOST_MEMBERS:
                raise Refused("too_big")
            for info in members:
                _check_path(info.filename)
                with archive.open(info) as file:
                    # The sizes that a zip states may be lies.
                    found[info.filename] = content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Refused("too_big")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError,
            EOFError, OSError) as error:  # fmt: skip
        raise Refused("zip") from error
    return found


def zip_names(data: bytes) -> list[str]:
    """The paths in a zip; empty if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()[:_MOST_MEMBERS]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return []


def _check_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise Refused("zip")


def iso_date(text: str) -> date | None:
    """A date as 2026-11-22, also with a time after it; None if it is none."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return _in_range(found)


def worded_date(text: str) -> date | None:
    """A date as "5th Jan 2022" or "5 January 2022"; None if it is none."""
    match = _WORDED.fullmatch(text.strip().casefold())
    if not match or match[2][:3] not in _MONTHS:
        return None
    return made_date(int(match[3]), _MONTHS.index(match[2][:3]) + 1, int(match[1]))


def made_date(year: object, month: object, day: object) -> date | None:
    """A date from three numbers; None if they make none."""
    if not (type(year) is int and type(month) is int and type(day) is int):
        return None
    try:
        return _in_range(date(year, month, day))
    except (ValueError, OverflowError):
        return None


def moment(text: str) -> datetime | None:
    """An ISO moment with its zone; None if it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo is not None and _in_range(found.date()) else None


def _in_range(day: date) -> date | None:
    return day if FIRST_YEAR < day.year < LAST_YEAR else None
