"""Test results: kinds, other units, the typed range. Scenarios 17 and 22."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import lab
from models.records import TestPlan, TestResult
from models.words import words


def result(kind: str, value: str, unit: str = "", low: str = "", high: str = "") -> TestResult:
    return TestResult(
        "r", date(2026, 11, 9), kind, "My test", value, unit, low, high, is_fasting=None, note=""
    )


def test_every_test_of_the_guide_has_a_name_in_words() -> None:
    keys = [each.key for each in lab.kinds()]
    assert keys == ["alt", "ast", "triglycerides", "cholesterol", "ldl", "hdl", "ck", "pregnancy"]
    assert all(each.name and each.short for each in lab.kinds())
    assert all(words(f"lab.group_{each.group}") for each in lab.kinds())


def test_only_the_pregnancy_test_is_private_and_answered_by_choosing() -> None:
    private = [each for each in lab.kinds() if each.is_private]
    assert [each.key for each in private] == ["pregnancy"]
    assert private[0].answers == ("negative", "positive", "unclear")
    assert lab.value_of(result("pregnancy", "negative")) == "Negative"


def test_an_own_test_is_called_what_the_user_called_it() -> None:
    assert lab.kind("own") is None
    assert lab.name_of(result("own", "12")) == "My test"


@pytest.mark.parametrize(
    ("kind", "value", "unit", "wanted", "shown"),
    [
        ("triglycerides", "310", "mg/dL", "mmol/L", "3.50"),
        ("triglycerides", "3.5", "mmol/L", "mg/dL", "310"),
        ("cholesterol", "200", "mg/dL", "mmol/L", "5.17"),
        ("ldl", "3,4", "mmol/L", "mg/dL", "131"),
        ("hdl", "<0.5", "mmol/L", "mg/dL", "<19"),
    ],
)
def test_a_result_is_shown_in_the_other_unit(
    kind: str, value: str, unit: str, wanted: str, shown: str
) -> None:
    typed = result(kind, value, unit)
    assert lab.shown_in(typed, wanted) == lab.Shown(shown, wanted, "", "", is_converted=True)
    assert (typed.value, typed.unit) == (value, unit)


def test_the_typed_range_is_shown_in_the_other_unit_too() -> None:
    shown = lab.shown_in(result("triglycerides", "162", "mg/dL", "", "150"), "mmol/L")
    assert (shown.value, shown.range_high) == ("1.83", "1.69")


@pytest.mark.parametrize(
    ("kind", "value", "unit", "high"),
    [
        ("alt", "62", "U/L", ""),  # no other unit
        ("triglycerides", "310", "mg/dL", ""),  # already
        ("triglycerides", "high", "mmol/L", ""),  # no number
        ("triglycerides", "1,234", "mmol/L", ""),  # a thousand, or one and a bit
        ("triglycerides", "3.1", "mmol/L", "about 2"),  # half a conversion would mislead
        ("triglycerides", "3.1", "g/L", ""),  # a unit we do not know
        ("own", "3.1", "mmol/L", ""),
    ],
)
def test_what_cannot_surely_be_converted_stays_as_typed(
    kind: str, value: str, unit: str, high: str
) -> None:
    shown = lab.shown_in(result(kind, value, unit, "", high), "mg/dL")
    assert shown == lab.Shown(value, unit, "", high, is_converted=False)


@given(st.decimals("0.01", "99", places=2), st.sampled_from(["triglycerides", "ldl"]))
def test_there_and_back_differs_by_the_rounding_alone(amount: Decimal, kind: str) -> None:
    there = lab.shown_in(result(kind, str(amount), "mmol/L"), "mg/dL")
    back = lab.shown_in(result(kind, there.value, "mg/dL"), "mmol/L")
    assert abs(Decimal(back.value) - amount) <= Decimal("0.02")


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        ("62", "", "40", "above"),
        ("40", "", "40", None),
        ("40.1", "", "40", "above"),
        ("4", "5", "40", "below"),
        ("5", "5", "40", None),
        ("<5", "5", "40", "below"),
        ("<50", "5", "40", None),
        (">40", "5", "40", "above"),
        (">30", "5", "40", None),
        ("62", "", "", None),
        ("sixty", "", "40", None),
        ("62", "", "<40", None),
        ("1,234", "", "40", None),
        ("0,5", "0,6", "", "below"),
    ],
)
def test_a_value_is_compared_with_the_typed_range_and_nothing_else(
    value: str, low: str, high: str, said: str | None
) -> None:
    assert lab.outside_typed_range(result("alt", value, "U/L", low, high)) == said


def test_no_word_about_a_result_is_a_verdict() -> None:
    said = " ".join(words(f"lab.outside_{side}") for side in ("below", "above")).lower()
    assert "range you typed" in said
    assert not {"high", "abnormal", "normal", "danger", "safe", "bad"} & set(said.split())


def test_a_typed_range_is_read_out() -> None:
    assert lab.range_words("", "40") == "up to 40"
    assert lab.range_words("7", "40") == "7 to 40"
    assert lab.range_words("7", "") == "from 7"
    assert lab.range_words("", "") == ""


@pytest.mark.parametrize(
    ("kind", "outcome", "is_asked"),
    [
        ("pregnancy", "missed", True),
        ("pregnancy", "positive", True),
        ("pregnancy", "done", False),
        ("pregnancy", None, False),
        ("liver_lipids", "missed", False),
    ],
)
def test_a_missed_or_positive_pregnancy_test_asks_for_a_call(
    kind: str, outcome: str | None, is_asked: bool
) -> None:
    assert lab.needs_call(TestPlan("p", kind, date(2026, 3, 1), 7, outcome)) == is_asked


def test_the_call_card_says_not_to_take_the_next_dose() -> None:
    assert "Do not take the next dose" in words("lab.pregnancy_call_text")
    assert lab.is_positive(result("pregnancy", "positive"))
    assert not lab.is_positive(result("pregnancy", "unclear"))
