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
ROLES = ("emergency", "ambulance", "ambulance_fire", "police", "police_emergency")
"""Whom an emergency number reaches; the words are help.role_<key>."""
LINE_GRADES = ("A", "B", "B-")
"""A: the provider's or a government's page. B: press, or a dated quote of the provider's page.
B-: a public copy of such a source."""
EMERGENCY_GRADES = (*LINE_GRADES, "G")
"""As LINE_GRADES; G: general knowledge, for emergency numbers alone."""
UNSOURCED_GRADES = ("B-", "G")
"""Grades of a number that has no page which a reader could open."""
ALWAYS, VARY = "always", "vary"


@dataclass(frozen=True)
class Hours:
    """When a line answers: from `opens` to `closes` ("24:00" is midnight) on some days."""

    opens: str
    closes: str
    days: tuple[int, ...]  # 1 Monday to 7 Sunday; empty: every day


@dataclass(frozen=True)
class Line:
    """One number to call or text, or one chat page, with where it was read and when."""

    name: str  # what the service calls itself; "" for an emergency number
    role: str  # one of ROLES for an emergency number, else ""
    dial: str  # digits as dialled inside the country; the address for a chat
    display: str
    channel: str
    keyword: str  # what to write to a text line, or ""
    hours: str | tuple[Hours, ...]  # ALWAYS only where proven, VARY, times; () where not known
    is_free: bool  # true only where the source says so
    age_from: int  # 0: no lower limit
    age_to: int  # 0: no upper limit
    is_for_young: bool
    languages: tuple[str, ...]  # ISO 639-1
    source: str  # the page that was read, or "" where a reader could not open one
    grade: str
    checked_on: date
    verified_by: tuple[str, ...]  # who dialled or opened it on that day; empty: nobody yet
    notes: tuple[str, ...]  # help.note_<key>

    @property
    def title(self) -> str:
        """What it is called: its own name, or whom the emergency number reaches."""
        return words(f"help.role_{self.role}") if self.role else self.name

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
    notes: tuple[str, ...]  # as of Line
    checked_on: date


@dataclass(frozen=True)
class Directory:
    """A list of helplines kept by someone else, for countries without a line here."""

    key: str
    name: str
    address: str  # https
    display: str
    note: str
    is_for_young: bool
    source: str  # as of Line
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
        _hours_said(line.hours),
        words("help.languages_join").join(
            words(f"help.language_{each}") for each in line.languages
        ),
        _ages_said(line),
        *map(note_words, line.notes),
    ]
    return words("help.line_join").join(part for part in parts if part)


def note_words(key: str) -> str:
    """A note on a line or a country, in words."""
    return words(f"help.note_{key}")


def _hours_said(hours: str | tuple[Hours, ...]) -> str:
    if isinstance(hours, str):
        return words(f"help.hours_{hours}")
    return words("help.languages_join").join(map(_span_said, hours))


def _span_said(span: Hours) -> str:
    closes = words("help.midnight") if span.closes == "24:00" else span.closes
    said = words("help.hours_between", opens=span.opens, closes=closes)
    if not span.days:
        return said
    days = [words(f"app.weekday_short_{day - 1}") for day in span.days]
    in_a_row = span.days == tuple(range(span.days[0], span.days[-1] + 1)) and len(days) > 2
    named = (
        words("help.days_between", first=days[0], last=days[-1])
        if in_a_row else words("help.languages_join").join(days)
    )  # fmt: skip
    return words("help.hours_on", days=named, hours=said)


def _ages_said(line: Line) -> str:
    if line.is_for_young:
        return words("help.ages_young")
    if line.age_from and line.age_to:
        return words("help.ages_between", first=line.age_from, last=line.age_to)
    if line.age_to:
        return words("help.ages_to", last=line.age_to)
    return words("help.ages_from", first=line.age_from) if line.age_from else ""


def stale_helplines(on: date) -> tuple[str, ...]:
    """What may not be released on this date: each record last checked over 180 days before."""
    checked = [
        (f"{each.name}: {line.title} {line.display}", line.checked_on)
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
            _line(each, checked_on, is_emergency=True) for each in row.rows("emergency")
        ),
        lines=tuple(_line(each, checked_on) for each in row.rows("lines")),
        notes=row.texts("notes"),
        checked_on=checked_on,
    )
    row.finish()
    if not re.fullmatch("[A-Z]{2}", made.code) or not made.emergency:
        raise row.error("needs a code of two capitals and an emergency number")
    return made


def _line(row: Row, checked_on: date, *, is_emergency: bool = False) -> Line:
    grades = EMERGENCY_GRADES if is_emergency else LINE_GRADES
    dial = row.text("dial")
    made = Line(
        name="" if is_emergency else row.text("name"),
        role=row.choice("role", ROLES) if is_emergency else "",
        dial=dial,
        display=row.text("display", dial),
        channel=row.choice("channel", CHANNELS, "call"),
        keyword=row.text("keyword", ""),
        hours=_hours(row),
        is_free=row.flag("is_free"),
        age_from=row.number("age_from", range(1, 100)),
        age_to=row.number("age_to", range(1, 100)),
        is_for_young=row.flag("is_for_young"),
        languages=row.texts("languages"),
        source=row.text("source", ""),
        grade=row.choice("grade", grades),
        checked_on=row.day("checked_on", checked_on),
        verified_by=row.texts("verified_by"),
        notes=row.texts("notes"),
    )
    row.finish()
    _check_number(row, made)
    if not made.source and made.grade not in UNSOURCED_GRADES:
        raise row.error("needs the page that was read")
    return made


def _hours(row: Row) -> str | tuple[Hours, ...]:
    if row.is_text("hours"):
        return row.choice("hours", (ALWAYS, VARY))
    found = []
    for each in row.rows("hours"):
        opens, closes = each.text("opens"), each.text("closes")
        found.append(Hours(opens, closes, each.numbers("days", range(1, 8))))
        each.finish()
        if not all(
            re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", time) for time in (opens, closes)
        ):
            raise each.error(f"{opens} and {closes} should be times")
    return tuple(found)


def _check_number(row: Row, line: Line) -> None:
    if line.channel == "chat":
        if not line.dial.startswith("https://"):
            raise row.error(f"a chat needs an https address, not {line.dial!r}")
    elif not re.fullmatch(r"\*?[0-9]+", line.dial):
        raise row.error(f"{line.dial!r} is not what a person dials inside the country")
    elif not re.sub(r"[^*\d]", "", line.display).startswith(line.dial):
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
        is_for_young=row.flag("is_for_young"),
        source=row.text("source", ""),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    if not made.address.startswith("https://"):
        raise row.error(f"{made.address!r} is not an https address")
    return made
