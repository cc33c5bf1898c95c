"""Dates as people and programs write them, and in which order a whole column writes them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from models.kinds import FIRST_YEAR, LAST_YEAR

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
_DAY_NAME = r"(?:[^\W\d_]{2,14}\.?,?\s+)?"
_REST = r"(?:[T ,;].*)?"
_YEAR_FIRST = re.compile(
    rf"{_DAY_NAME}(\d{{4}})\s?[-/.]\s?(\d{{1,2}})\s?[-/.]\s?(\d{{1,2}})\.?{_REST}", re.DOTALL
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?\d{4,6}\S*)?")
_NUMBERS = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d\d)\.?{_REST}", re.DOTALL
)
_TIME = re.compile(r"\d{1,2}[:h]\d\d.*", re.DOTALL)
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_LONGEST, _MOST_TOKENS = 60, 8
# The first three letters of the months, without accents: English, German, French, Spanish,
# Portuguese, Italian and Dutch. June and July share theirs in French and are told apart below.
_MONTHS = {
    start: number
    for number, starts in enumerate(
        ("jan ene gen", "feb fev fbr", "mar mae mrz maa mrt", "apr avr abr", "may mai mag mei",
         "jun giu", "jul lug", "aug aou ago", "sep set", "oct okt out ott", "nov",
         "dec dez dic"), start=1,
    )
    for start in starts.split()
}  # fmt: skip
_FRENCH = {"juin": 6, "juil": 7}
_BETWEEN = {"st", "nd", "rd", "th", "de", "of", "der", "den", "er", "le", "el", "do", "di", "the",
            "am", "pm", "at", "um", "uhr", "a", "d", "del"}  # fmt: skip
_OLD = 70  # a year of two digits from here on is one of the last century


class Order(NamedTuple):
    """How a column writes its dates. `proof` in words "exchange.proof", with its evidence."""

    order: str
    is_sure: bool
    line: int = 0
    cell: str = ""
    are_both: bool = False  # some cells prove one order, and some another


@lru_cache(maxsize=4096)
def read_date(text: str, order: str = DMY) -> date | None:
    """The date in a cell, which may have a weekday before and a time after it; None: none.

    `order` decides only where digits alone could be read in two ways.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return made_date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _ordered(int(match[1]), int(match[3]), match[4], order)
    return _worded(text)


def _ordered(first: int, second: int, third: str, order: str) -> date | None:
    if order == YMD and len(third) == 2:  # noqa: PLR2004  two digits
        return made_date(_year(str(first).zfill(2)), second, int(third))
    day, month = (second, first) if order == MDY else (first, second)
    return made_date(_year(third), month, day)


def _year(digits: str) -> int:
    number = int(digits)
    if len(digits) > 2:  # noqa: PLR2004  two digits
        return number
    return number + (1900 if number >= _OLD else 2000)


def _worded(text: str) -> date | None:
    """A date with its month as a word: "5th Jan 2022", "22 de noviembre de 2026", "Nov 22 26"."""
    if not any(letter.isalpha() for letter in text):
        return None
    plain = _TIME.sub("", unicodedata.normalize("NFKD", text.casefold()))
    tokens = _TOKENS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    months = {place: found for place, token in enumerate(tokens) if (found := _month(token))}
    numbers = [token for token in tokens if token.isdigit()]
    if len(tokens) > _MOST_TOKENS or not months or len(numbers) < 2:  # noqa: PLR2004  day and year
        return None
    # "Mar" and "Sab" are weekdays as well: the month is the one that touches a number.
    place = max(months, key=lambda each: _touches(tokens, each))
    first, second = numbers[:2]
    year, day = (first, second) if len(first) == 4 else (second, first)  # noqa: PLR2004  a year
    if len(year) not in (2, 4) or len(day) > 2:  # noqa: PLR2004  digits of a day or a year
        return None
    return made_date(_year(year), months[place], int(day))


def _month(token: str) -> int:
    return _FRENCH.get(token[:4]) or _MONTHS.get(token[:3], 0) if token.isalpha() else 0


def _touches(tokens: list[str], place: int) -> int:
    near = [token for token in tokens if token not in _BETWEEN or token == tokens[place]]
    at = near.index(tokens[place])
    return sum(token.isdigit() for token in near[max(at - 1, 0) : at + 2])


def order_of(cells: Iterable[tuple[int, str]]) -> Order:
    """The order in which a whole column of (line, cell) writes its dates, and what proves it.

    A first number above 12 proves day, month, year; a second one month, day, year; dots are
    written only in countries that begin with the day. Without proof, or with both, the user
    must say.
    """
    doubtful: tuple[int, str] | None = None
    found: dict[str, tuple[int, str]] = {}
    ends: tuple[set[str], set[str]] = set(), set()
    for line, cell in cells:
        match = _NUMBERS.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None
        if match is None:
            continue
        first, second, mark = int(match[1]), int(match[3]), match[2]
        ends[0].add(match[1])
        ends[1].add(match[4])
        fits = [each for each in (DMY, MDY) if _ordered(first, second, match[4], each)]
        if mark == "." and DMY in fits:
            fits = [DMY]
        if len(fits) == 1:
            found.setdefault(fits[0], (line, cell.strip()))
        elif fits and first != second:
            doubtful = doubtful or (line, cell.strip())
    if len(found) == 1 and not _may_begin_with_the_year(*ends):
        order, (line, cell) = next(iter(found.items()))
        return Order(order, True, line, cell)
    if found:
        return Order(DMY, False, *max(found.values()), are_both=len(found) > 1)
    return Order(DMY, False, *doubtful) if doubtful else Order(YMD, True)


def _may_begin_with_the_year(firsts: set[str], lasts: set[str]) -> bool:
    """Whether 26/11/28 and 26/11/29 may be two days of 2026: only the last number changes."""
    return len(firsts) == 1 and len(lasts) > 1 and all(len(each) < 3 for each in lasts)  # noqa: PLR2004


def iso_date(text: str) -> date | None:
    """A date as 2026-11-22, also with a time after it; None if it is none."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return _in_range(found)


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
