"""What is typed into fields: numbers with comma or full stop, times in many ways, no guessing."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import typed


@pytest.mark.parametrize(
    ("said", "number"), [("60", 60.0), ("60,5", 60.5), (" 60.5 ", 60.5), ("0,5", 0.5)]
)
def test_a_comma_and_a_full_stop_both_mark_decimals(said: str, number: float) -> None:
    assert typed.amount(said, 0, 500) == number


@pytest.mark.parametrize("said", ["", "sixty", "1,234", "6 0", "-5", "501", "nan", "1e3", "<5"])
def test_what_is_not_surely_a_number_in_range_is_refused(said: str) -> None:
    assert typed.amount(said, 0, 500) is None


@given(st.floats(min_value=0, max_value=500, allow_nan=False))
def test_a_number_that_is_shown_to_be_changed_reads_back_as_itself(value: float) -> None:
    rounded = round(value, 2)
    assert typed.amount(typed.plain(rounded).replace(".", ","), 0, 500) == pytest.approx(
        rounded, rel=1e-5, abs=1e-3
    )


def test_a_whole_number_has_no_part() -> None:
    assert typed.whole("20", 1, 200) == 20
    assert typed.whole("20,5", 1, 200) is None


@pytest.mark.parametrize("said", ["9:30", "09:30", "9.30", "0930", " 09 30 "])
def test_a_time_can_be_typed_in_many_ways(said: str) -> None:
    assert typed.clock(said) == time(9, 30)


@pytest.mark.parametrize("said", ["24:00", "9:60", "half nine", "930", "9:3", ""])
def test_what_is_no_time_is_refused(said: str) -> None:
    assert typed.clock(said) is None
