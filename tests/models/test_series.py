"""Entries to points: a silent day is a gap, never a zero."""

from datetime import date, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.series import (
    calendar,
    daily,
    daily_by_effect,
    moving_mean,
    points_of,
    runs,
    weekly_counts,
    weeks,
)

FIRST = date(2026, 10, 21)  # a Wednesday
LAST = date(2026, 11, 3)

points = st.lists(st.none() | st.integers(0, 4), max_size=60).map(tuple)
starts = st.dates(date(2020, 1, 1), date(2030, 1, 1))
answers = st.dictionaries(
    st.tuples(st.dates(date(2026, 10, 18), date(2026, 11, 6)), st.sampled_from("abc")),
    st.integers(0, 4),
)


@given(answers)
def test_every_answer_stands_on_its_day_and_every_other_day_is_silent(
    said: dict[tuple[date, str], int],
) -> None:
    rows = [(on, key, level) for (on, key), level in said.items()]
    found = daily_by_effect(rows, FIRST, LAST)
    for key in "abc":
        expected = tuple(said.get((FIRST + timedelta(days=n), key)) for n in range(14))
        assert found.get(key, (None,) * 14) == expected
        assert daily(rows, key, FIRST, LAST) == expected


def test_none_is_not_zero() -> None:
    rows = [(FIRST, "dry_lips", 0)]
    assert daily(rows, "dry_lips", FIRST, FIRST + timedelta(days=1)) == (0, None)
    assert daily(rows, "dry_eyes", FIRST, FIRST) == (None,)


def test_an_effect_that_was_never_answered_has_no_points() -> None:
    assert daily_by_effect([(LAST + timedelta(days=1), "dry_lips", 2)], FIRST, LAST) == {}


def test_a_single_day_is_a_span() -> None:
    assert daily([(FIRST, "dry_lips", 3)], "dry_lips", FIRST, FIRST) == (3,)


def test_what_is_known_by_date_becomes_points() -> None:
    last = FIRST + timedelta(days=2)
    assert points_of({FIRST: 4, last: 0, LAST: 1}, FIRST, last) == (4, None, 0)


@given(points)
def test_runs_hold_every_value_once_and_break_at_every_gap(said: tuple[int | None, ...]) -> None:
    found = runs(said)
    flat = [pair for run in found for pair in run]
    assert flat == [(place, value) for place, value in enumerate(said) if value is not None]
    for run in found:
        assert [place for place, _ in run] == list(range(run[0][0], run[0][0] + len(run)))
    for one, following in zip(found, found[1:], strict=False):
        assert following[0][0] > one[-1][0] + 1


@given(points, st.integers(1, 9), st.integers(1, 9))
def test_the_moving_mean_is_that_of_the_days_which_end_there(
    said: tuple[int | None, ...], days: int, at_least: int
) -> None:
    found = moving_mean(said, days, at_least)
    assert len(found) == len(said)
    for place, mean in enumerate(found):
        window = said[max(0, place + 1 - days) : place + 1]
        counted = [value for value in window if value is not None]
        if len(counted) < at_least:
            assert mean is None
        else:
            assert mean == pytest.approx(fmean(counted))


def test_a_mean_over_seven_days_needs_four_entries() -> None:
    assert moving_mean((2, None, 3, None, 4, None, None)) == (None,) * 7
    assert moving_mean((2, None, 3, None, 4, None, 5))[-1] == 3.5
    assert moving_mean((2, None, 3, None, 4, None, 5, None))[-1] is None  # the first one is gone


@given(points, starts, st.none() | starts)
def test_weeks_hold_every_day_once_and_begin_on_one_weekday(
    said: tuple[int | None, ...], first: date, week_from: date | None
) -> None:
    found = weeks(said, first, week_from=week_from)
    assert [value for week in found for value in week.values] == [
        value for value in said if value is not None
    ]
    ends = [first - timedelta(days=1), *(week.last for week in found)]
    assert [week.first for week in found] == [end + timedelta(days=1) for end in ends[:-1]]
    assert ends[-1] == first + timedelta(days=len(said) - 1)
    weekday = week_from.weekday() if week_from else 0
    assert all(week.first.weekday() == weekday for week in found[1:])
    assert all((week.last - week.first).days == 6 for week in found[1:-1])


@given(points.filter(bool), starts)
def test_a_week_says_what_its_own_days_say(said: tuple[int | None, ...], first: date) -> None:
    for week in weeks(said, first):
        assert week.days_logged == len(week.values)
        if week.values:
            assert (week.worst, week.total) == (max(week.values), sum(week.values))
            assert week.usual == median(week.values)
        else:
            assert (week.worst, week.total, week.usual) == (None, None, None)


def test_a_week_without_an_answer_has_no_nosebleeds_count_and_one_with_none_has_zero() -> None:
    counts = {FIRST: 2, FIRST + timedelta(days=1): 0, date(2026, 11, 2): 0}
    found = weekly_counts(counts, FIRST, LAST)
    assert [(week.first, week.last) for week in found] == [
        (FIRST, date(2026, 10, 25)),
        (date(2026, 10, 26), date(2026, 11, 1)),
        (date(2026, 11, 2), LAST),
    ]
    assert [(week.total, week.days_logged) for week in found] == [(2, 2), (None, 0), (0, 1)]


def test_weeks_of_the_course_begin_on_the_weekday_of_the_first_dose() -> None:
    found = weekly_counts({}, FIRST, LAST, week_from=date(2026, 10, 16))  # a Friday
    assert [week.first for week in found] == [FIRST, date(2026, 10, 23), date(2026, 10, 30)]


def test_no_days_are_no_weeks() -> None:
    assert weeks((), FIRST) == ()


@given(points.filter(bool), starts)
def test_a_calendar_has_whole_weeks_and_every_day_in_its_place(
    said: tuple[int | None, ...], first: date
) -> None:
    found = calendar(said, first)
    cells = [cell for week in found for cell in week]
    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in found)
    days = [cell.on for cell in cells]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    inside = [cell for cell in cells if cell.is_inside]
    assert tuple(cell.value for cell in inside) == said
    assert inside[0].on == first
    assert all(cell.value is None for cell in cells if not cell.is_inside)
    assert len(cells) - len(said) < 14
