"""Who to call, by country: emergency numbers, crisis lines, and directories for the rest.

Numbers are stored as they are dialled inside the country. Nothing here knows where the user
is: the country comes from the device's region or from the user.
"""

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.content_file import Row, rows
from models.words import words

FRESH_FOR = timedelta(days=180)
"""How long a checked number may be shipped; a release with an older one must fail."""
ELSEWHERE = "ZZ"
"""The code of the row for every country without one; ISO 3166 keeps it free."""
CHANNELS = ("call", "text", "chat")
LINE_GRADES = ("A", "B", "B-")
"""A: the provider's or a government's page. B: press, or a dated quote of the provider's page.
B-: a public copy of such a source."""
EMERGENCY_GRADES = (*LINE_GRADES, "G")
"""As LINE_GRADES; G: general knowledge, for emergency numbers alone."""
ALWAYS = "24/7"


@dataclass(frozen=True)
class Line:
    """One number to call or text, or one chat page, with where it was read and when."""

    name: str
    dial: str  # digits as dialled inside the country; the address for a chat
    display: str
    channel: str
    keyword: str  # what to write to a text line, or ""
    hours: str  # "24/7" only where that is proven; "" where it is not known
    is_free: bool  # true only where the source says so
    ages: str
    languages: tuple[str, ...]
    source: str
    grade: str
    checked_on: date
    verified_by: tuple[str, ...]  # who dialled or opened it on that day; empty: nobody yet
    note: str

    @property
    def is_always_open(self) -> bool:
        """Whether a source says that it answers day and night."""
        return self.hours == ALWAYS


@dataclass(frozen=True)
class Country:
    """A country's emergency numbers, the first one first, and its crisis lines, if any."""

    code: str  # ISO 3166-1 alpha-2, or ELSEWHERE
    name: str
    emergency: tuple[Line, ...]
    lines: tuple[Line, ...]
    note: str
    checked_on: date


@dataclass(frozen=True)
class Directory:
    """A list of helplines kept by someone else, for countries without a line here."""

    key: str
    name: str
    address: str  # https
    display: str
    note: str
    ages: str
    source: str
    checked_on: date


@functools.cache
def countries() -> tuple[Country, ...]:
    """Every country with a row, by name. Raises ContentError when a row is wrong."""
    found = (each for each in _all_countries() if each.code != ELSEWHERE)
    return tuple(sorted(found, key=lambda each: each.name))


def country(code: str) -> Country:
    """The country with this ISO code, in any case, or the row for everywhere else.

    That row has only the mobile emergency number 112, with a note that it is a fallback.
    """
    by_code = {each.code: each for each in _all_countries()}
    return by_code.get(code.upper(), by_code[ELSEWHERE])


@functools.cache
def directories() -> tuple[Directory, ...]:
    """The directories of helplines, the most general first."""
    return tuple(_directory(row) for row in rows("directories.toml"))


def about(line: Line) -> str:
    """What to know before calling, in one line: free, hours, languages, ages, the note."""
    parts = [
        words("help.line_free") if line.is_free else "",
        words("help.line_always") if line.is_always_open else line.hours,
        ", ".join(line.languages),
        line.ages,
        line.note,
    ]
    return words("help.line_join").join(part for part in parts if part)


def stale_helplines(on: date) -> tuple[str, ...]:
    """What may not be released on this date: each record last checked over 180 days before."""
    checked = [
        (f"{each.name}: {line.name} {line.display}", line.checked_on)
        for each in _all_countries()
        for line in (*each.emergency, *each.lines)
    ]
    checked += [(each.name, each.checked_on) for each in directories()]
    return tuple(name for name, checked_on in checked if on - checked_on > FRESH_FOR)


@functools.cache
def _all_countries() -> tuple[Country, ...]:
    return tuple(_country(row) for row in rows("helplines.toml"))


def _country(row: Row) -> Country:
    name, checked_on = row.text("name"), row.day("checked_on")
    made = Country(
        code=row.key,
        name=name,
        emergency=tuple(
            _line(each, checked_on, EMERGENCY_GRADES) for each in row.rows("emergency")
        ),
        lines=tuple(_line(each, checked_on, LINE_GRADES) for each in row.rows("lines")),
        note=row.text("note", ""),
        checked_on=checked_on,
    )
    row.finish()
    if not re.fullmatch("[A-Z]{2}", made.code) or not made.emergency:
        raise row.error("needs a code of two capitals and an emergency number")
    return made


def _line(row: Row, checked_on: date, grades: tuple[str, ...]) -> Line:
    dial = row.text("dial")
    made = Line(
        name=row.text("name"),
        dial=dial,
        display=row.text("display", dial),
        channel=row.choice("channel", CHANNELS, "call"),
        keyword=row.text("keyword", ""),
        hours=row.text("hours", ""),
        is_free=row.flag("is_free"),
        ages=row.text("ages", ""),
        languages=row.texts("languages"),
        source=row.text("source"),
        grade=row.choice("grade", grades),
        checked_on=row.day("checked_on", checked_on),
        verified_by=row.texts("verified_by"),
        note=row.text("note", ""),
    )
    row.finish()
    _check_number(row, made)
    return made


def _check_number(row: Row, line: Line) -> None:
    if line.channel == "chat":
        if not line.dial.startswith("https://"):
            raise row.error(f"a chat needs an https address, not {line.dial!r}")
    elif not line.dial.isascii() or not line.dial.isdecimal():
        raise row.error(f"{line.dial!r} is not what a person dials inside the country")
    elif not re.sub(r"\D", "", line.display).startswith(line.dial):
        raise row.error(f"shows {line.display!r} but dials {line.dial!r}")
    if line.keyword and line.channel != "text":
        raise row.error("only a text line has a keyword")


def _directory(row: Row) -> Directory:
    made = Directory(
        key=row.key,
        name=row.text("name"),
        address=row.text("address"),
        display=row.text("display"),
        note=row.text("note", ""),
        ages=row.text("ages", ""),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    if not made.address.startswith("https://"):
        raise row.error(f"{made.address!r} is not an https address")
    return made
