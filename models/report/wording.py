"""How the page says numbers, levels and days, all from the content files."""

from collections.abc import Iterable
from datetime import date

from models import dates
from models.words import words


def number(value: float, digits: int = 0) -> str:
    """A number for reading: 1,560 or 2.2; whole milligrams lose their decimals."""
    text = f"{value:,.{digits}f}"
    marks = {",": words("report.thousands"), ".": words("report.decimal")}
    return "".join(marks.get(letter, letter) for letter in text)


def milligrams(value: float) -> str:
    """Milligrams without needless decimals."""
    return number(value, 0 if value == int(value) else 1)


def say(key: str, **values: object) -> str:
    """A text of the report."""
    return words(f"report.{key}", **values)


def section_name(key: str) -> str:
    """What a section of SECTIONS is called where it is ticked."""
    return words(f"report.section_{key}")


def private_name(key: str) -> str:
    """What a private field of PRIVATE is called where it is ticked."""
    return words(f"report.private_{key}")


def level(value: int) -> str:
    """The word for a level, 0 to 4."""
    return words(f"common.level_{value}")


def mood(value: int) -> str:
    """The word for a mood, 1 to 5."""
    return words(f"common.mood_{value}")


def band(key: str) -> str:
    """How long a nosebleed was, short."""
    return words(f"report.band_{key}")


def span_of(days: Iterable[date]) -> str:
    """The first and last of some days, or the only one."""
    ordered = sorted(set(days))
    if len(ordered) > 1 and ordered[0].replace(day=1) == ordered[-1].replace(day=1):
        return say("dates_in_month", first=ordered[0].day, last=dates.short(ordered[-1]))
    first, last = dates.short(ordered[0]), dates.short(ordered[-1])
    return first if first == last else say("dates_between", first=first, last=last)


def list_of(days: Iterable[date]) -> str:
    """Every day, short."""
    return ", ".join(dates.short(day) for day in sorted(days))
