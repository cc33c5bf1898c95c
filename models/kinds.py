"""The kinds of values a journal holds, and how each looks in a file and in SQLite.

In a file: date "2026-11-22", time "14:30:00", stamp "2026-11-22T19:05:00.000000Z" (UTC, of
fixed width), moment (any ISO time with a zone), flag, whole number, offset (minutes), number,
text.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years a diary can hold. Dates beyond break arithmetic with days."""
LONGEST_OFFSET = 24 * 60
"""Minutes; no clock on earth is further from UTC than a day."""
BIGGEST_NUMBER = 2**53
"""Above this, other JSON readers round whole numbers."""

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def fits(kind: str, value: object) -> bool:
    """Whether a value from a file is of this kind and inside its limits."""
    return _FITS[kind](value)


def plain(kind: str, stored: Any) -> Any:
    """What SQLite stores, as it stands in a file. None stays None."""
    return stored if stored is None or kind not in _PLAIN else _PLAIN[kind](stored)


def stored(kind: str, value: Any) -> Any:
    """A value that `fits`, as SQLite stores it. None stays None."""
    return value if value is None or kind not in _STORED else _STORED[kind](value)


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and _is_year(date.fromisoformat(value), value)
    except ValueError:
        return False


def _is_year(day: date, written: str) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR and day.isoformat() == written


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and time.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_stamp(value: object) -> bool:
    if not isinstance(value, str) or not _STAMP.fullmatch(value):
        return False
    try:
        return FIRST_YEAR < datetime.fromisoformat(value).year <= LAST_YEAR
    except ValueError:
        return False


def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return False
    return moment.tzinfo is not None and FIRST_YEAR < moment.year <= LAST_YEAR


def _is_text(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character: JSON can name one, SQLite cannot hold it
        return False
    return True


def _is_whole(value: object) -> bool:
    return type(value) is int and abs(value) <= BIGGEST_NUMBER


def _is_offset(value: object) -> bool:
    return type(value) is int and abs(value) <= LONGEST_OFFSET


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]  # told apart one word earlier


_FITS: dict[str, Callable[[object], bool]] = {
    "date": _is_date,
    "time": _is_time,
    "stamp": _is_stamp,
    "moment": _is_moment,
    "flag": lambda value: type(value) is bool,
    "whole": _is_whole,
    "offset": _is_offset,
    "number": _is_number,
    "text": _is_text,
}
_PLAIN: dict[str, Callable[[Any], Any]] = {
    "flag": bool,
    "time": lambda value: time.fromisoformat(value).isoformat(),
}
_STORED: dict[str, Callable[[Any], Any]] = {
    "flag": int,
    "number": float,
    "time": lambda value: time.fromisoformat(value).isoformat("microseconds"),
}
