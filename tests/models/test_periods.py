"""The stretches of days that trends and reports look at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import periods
from models.periods import Period

TODAY = date(2026, 11, 22)
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(dates, st.integers(1, 5_000))
def test_the_period_before_is_as_long_and_ends_the_day_before(last: date, days: int) -> None:
    period = periods.ending(last, days)
    before = periods.before(period)
    assert period.days == before.days == days
    assert before.last + timedelta(days=1) == period.first
    assert len(list(period)) == days


@pytest.mark.parametrize(
    ("period", "days"),
    [(periods.two_weeks, 14), (periods.six_weeks, 42), (periods.three_months, 91)],
)
def test_a_range_ends_today_and_has_whole_weeks(period: object, days: int) -> None:
    found = period(TODAY)  # type: ignore[operator]
    assert (found.last, found.days) == (TODAY, days)
    assert TODAY in found
    assert found.first in found
    assert found.first - timedelta(days=1) not in found


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before"):
        Period(TODAY, TODAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("start_on", "last_dose_on", "expected"),
    [
        (None, None, None),
        (date(2026, 12, 1), None, None),
        (date(2026, 10, 11), None, Period(date(2026, 10, 11), TODAY)),
        (date(2026, 3, 1), date(2026, 8, 1), Period(date(2026, 3, 1), date(2026, 8, 1))),
        (date(2026, 3, 1), date(2026, 12, 24), Period(date(2026, 3, 1), TODAY)),
        (TODAY, None, Period(TODAY, TODAY)),
    ],
)
def test_the_course_goes_from_its_first_dose_to_today_or_its_last(
    start_on: date | None, last_dose_on: date | None, expected: Period | None
) -> None:
    assert periods.course(TODAY, start_on, last_dose_on) == expected


def test_since_the_last_visit_leaves_out_todays_and_those_to_come() -> None:
    visits = [date(2026, 9, 1), date(2026, 10, 11), TODAY, date(2026, 12, 1)]
    assert periods.since_last_visit(TODAY, visits) == Period(date(2026, 10, 11), TODAY)
    assert periods.since_last_visit(TODAY, [TODAY]) is None


def test_the_first_two_weeks_and_both_sides_of_a_dose_change() -> None:
    assert periods.first_two_weeks(date(2026, 7, 6)) == Period(date(2026, 7, 6), date(2026, 7, 19))
    before, after = periods.around(date(2026, 3, 10))
    assert before == Period(date(2026, 2, 24), date(2026, 3, 9))
    assert after == Period(date(2026, 3, 10), date(2026, 3, 23))
