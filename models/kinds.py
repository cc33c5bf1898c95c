"""The kinds of values a journal holds, and how each looks in a file and in SQLite.

In a file: date "2026-11-22", time "14:30:00", stamp "2026-11-22T19:05:00.000000Z" (UTC, of
fixed width), moment (any ISO time with a zone), flag, whole number, offset (minutes), number,
text.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years a diary can hold. Dates beyond break arithmetic with days."""
LONGEST_OFFSET = 24 * 60
"""Minutes; no clock on earth is further from UTC than a day."""
BIGGEST_NUMBER = 2**53
"""Above this, other JSON readers round whole numbers."""

_REMEMBERED = 4096  # texts: a day has many rows, and each names it and its moment again

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def fits(kind: str, value: object) -> bool:
    """Whether a value from a file is of this kind and inside its limits."""
    return FITS[kind](value)


def _is_date(value: object) -> bool:
    return isinstance(value, str) and _is_date_text(value)


@lru_cache(maxsize=_REMEMBERED)
def _is_date_text(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return FIRST_YEAR <= day.year <= LAST_YEAR and day.isoformat() == text


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and time.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_stamp(value: object) -> bool:
    return isinstance(value, str) and _is_stamp_text(value)


@lru_cache(maxsize=_REMEMBERED)
def _is_stamp_text(text: str) -> bool:
    if not _STAMP.fullmatch(text):
        return False
    try:
        return FIRST_YEAR < datetime.fromisoformat(text).year <= LAST_YEAR
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
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:  # half a character: JSON can name one, SQLite cannot hold it
        return False
    return True


def is_line(value: object) -> bool:
    """Whether a value is a text in which SQLite counts every letter: it stops at a NUL."""
    return _is_text(value) and "\0" not in str(value)


def _is_whole(value: object) -> bool:
    return type(value) is int and abs(value) <= BIGGEST_NUMBER


def _is_offset(value: object) -> bool:
    return type(value) is int and abs(value) <= LONGEST_OFFSET


def _is_number(value: object) -> bool:
    return _is_whole(value) or (isinstance(value, float) and math.isfinite(value))


FITS: dict[str, Callable[[object], bool]] = {
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
"""For each kind: whether a value from a file is one and is inside its limits."""
PLAIN: dict[str, Callable[[Any], Any]] = {
    "flag": bool,
    "time": lambda value: time.fromisoformat(value).isoformat(),
}
"""What SQLite stores, as it stands in a file, for the kinds where that differs."""
STORED: dict[str, Callable[[Any], Any]] = {
    "time": lambda value: time.fromisoformat(value).isoformat("microseconds"),
}
"""The other way round. SQLite itself stores a flag as 0 or 1 and 40 as 40.0 where it must."""
