"""Tests and their results: the kinds, other units, and the range the user typed. No verdicts.

What was typed is never altered: a converted number is a second one beside it. Nothing here
says whether a value is good. A number that cannot be read for certain is left alone.
"""

import functools
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models.content_file import Row, rows
from models.records import TestPlan, TestResult
from models.words import words

MG, MMOL = "mg/dL", "mmol/L"
OWN = "own"
"""The kind of a test that the user named; every other kind is one of `kinds()`."""
PREGNANCY = "pregnancy"
GROUPS = ("liver", "lipids", "muscle", "pregnancy")

_NUMBER = re.compile(r"([<>]?)\s*(-?\d+(?:[.,]\d+)?)")
_GROUPED = re.compile(r"\d{1,3}[.,]\d{3}")  # 1,234 may be a thousand or one and a bit


@dataclass(frozen=True)
class Kind:
    """A test that content knows. `mg_per_mmol` None: it has one unit and is never converted."""

    key: str
    group: str
    units: tuple[str, ...]
    mg_per_mmol: Decimal | None
    answers: tuple[str, ...]  # what can be chosen instead of a number
    is_private: bool
    loinc: str  # the code of the value in health records, or ""

    @property
    def name(self) -> str:
        """What the test is called."""
        return words(f"lab.name_{self.key}")

    @property
    def short(self) -> str:
        """The name for a narrow table."""
        return words(f"lab.short_{self.key}")


@dataclass(frozen=True)
class Shown:
    """A result in some unit; `is_converted` False means letter for letter as typed."""

    value: str
    unit: str
    range_low: str
    range_high: str
    is_converted: bool


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """Every test that content knows. Raises ContentError when the file is wrong."""
    return tuple(_kind(row) for row in rows("tests.toml"))


def group_name(key: str) -> str:
    """What a group of tests is called; OWN for the user's own ones."""
    return words(f"lab.group_{key}")


def kind(key: str) -> Kind | None:
    """The test with this key; None for an own one."""
    return next((each for each in kinds() if each.key == key), None)


def _kind(row: Row) -> Kind:
    factor = row.text("mg_per_mmol", "")
    found = Kind(
        key=row.key,
        group=row.choice("group", GROUPS),
        units=row.texts("units"),
        mg_per_mmol=Decimal(factor) if factor else None,
        answers=row.texts("answers"),
        is_private=row.flag("is_private"),
        loinc=row.text("loinc", ""),
    )
    row.finish()
    if found.mg_per_mmol is not None and set(found.units) != {MG, MMOL}:
        raise row.error(f"a test with mg_per_mmol has the units {MG} and {MMOL}")
    return found


def name_of(result: TestResult) -> str:
    """What a result's test is called: the user's own name for an own test."""
    known = kind(result.kind)
    return known.short if known else result.name


def value_of(result: TestResult) -> str:
    """The value for reading: a chosen answer as its word, a typed one letter for letter."""
    known = kind(result.kind)
    if known and result.value in known.answers:
        return words(f"lab.answer_{result.value}")
    return result.value


def number(typed: str) -> tuple[str, Decimal] | None:
    """A typed number as its sign ("", "<" or ">") and its amount.

    A comma or a full stop marks decimals. None for anything that is not surely one number:
    words, two numbers, and "1,234", which is read differently in different countries.
    """
    found = _NUMBER.fullmatch(typed.strip())
    if found is None or (_GROUPED.fullmatch(found[2]) and not found[2].startswith("0")):
        return None
    return found[1], Decimal(found[2].replace(",", "."))


def shown_in(result: TestResult, unit: str) -> Shown:
    """`result` in mg/dL or mmol/L; exactly as typed if it is that already or cannot be converted.

    Factors are those of content: 1 mmol/L is 88.57 mg/dL of triglycerides and 38.67 mg/dL of
    cholesterol. mg/dL are rounded to whole numbers, mmol/L to hundredths.
    """
    typed = Shown(result.value, result.unit, result.range_low, result.range_high, False)
    known = kind(result.kind)
    factor = known.mg_per_mmol if known else None
    if factor is None or {unit, result.unit} != {MG, MMOL}:
        return typed
    texts = (result.value, result.range_low, result.range_high)
    converted = [_converted(text, unit, factor) for text in texts]
    if any(new is None and text for new, text in zip(converted, texts, strict=True)):
        return typed
    value, low, high = (text or "" for text in converted)
    return Shown(value, unit, low, high, True)


def _converted(typed: str, unit: str, factor: Decimal) -> str | None:
    read = number(typed)
    if read is None:
        return None
    sign, amount = read
    exact = amount * factor if unit == MG else amount / factor
    step = Decimal("1") if unit == MG else Decimal("0.01")
    return sign + str(exact.quantize(step, ROUND_HALF_UP))


def outside_typed_range(result: TestResult) -> str | None:
    """Where the value lies: "below" or "above" the range the user typed, or None for neither.

    A value equal to a bound is inside. "<5" is below a low bound of 5 and tells nothing else.
    """
    read = number(result.value)
    if read is None:
        return None
    sign, value = read
    low, high = _bound(result.range_low), _bound(result.range_high)
    if low is not None and sign != ">" and (value < low or (sign and value == low)):
        return "below"
    if high is not None and sign != "<" and (value > high or (sign and value == high)):
        return "above"
    return None


def outside_words(result: TestResult) -> str:
    """The most that may be said about a value; empty when it is not surely outside the range."""
    side = outside_typed_range(result)
    return words(f"lab.outside_{side}") if side else ""


def _bound(typed: str) -> Decimal | None:
    read = number(typed)
    return read[1] if read and not read[0] else None


def range_words(low: str, high: str) -> str:
    """A typed range in words, such as "up to 40"; empty when none was typed."""
    if low and high:
        return words("lab.range_both", low=low, high=high)
    if high:
        return words("lab.range_up_to", high=high)
    return words("lab.range_from", low=low) if low else ""


def needs_call(planned: TestPlan) -> bool:
    """Whether a pregnancy test was missed or positive: no next dose, call the prescriber now."""
    return planned.kind == PREGNANCY and planned.outcome in ("missed", "positive")


def is_positive(result: TestResult) -> bool:
    """Whether a pregnancy test result was entered as positive: no next dose, call now."""
    return result.kind == PREGNANCY and result.value == "positive"
