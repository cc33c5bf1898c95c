"""Dose arithmetic: past doses keep their value, missed days are missed, nothing is aimed at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.doses import DoseFacts, breaks, dose_facts
from models.periods import Period
from models.records import Course, Day, DosePeriod, Weight

START = date(2026, 3, 1)
TODAY = date(2026, 3, 20)
TWENTY = DosePeriod(START, 20, "provider")


def course(*doses: DosePeriod, last_dose_on: date | None = None, kg: float | None = 60) -> Course:
    weights = (Weight(START, kg),) if kg else ()
    return Course("c", START, 20, last_dose_on, doses or (TWENTY,), weights)


def day(number: int, taken: bool | None = None, mg: float | None = None) -> Day:
    return Day(START + timedelta(days=number), is_dose_taken=taken, dose_mg=mg)


def facts(which: Course, *said: Day, last: date = TODAY, today: date = TODAY) -> DoseFacts:
    return dose_facts(which, {each.on: each for each in said}, last, today=today)


def test_a_dose_change_leaves_the_days_before_it_as_they_were() -> None:
    """From 20 to 40 mg on 10 March: nine days of 20, ten of 40; today is still ahead."""
    change = DosePeriod(date(2026, 3, 10), 40, "provider")
    found = facts(course(TWENTY, change))
    assert found.total_mg == 9 * 20 + 10 * 40
    assert (found.days_recorded, found.days_assumed) == (0, 19)


def test_another_weight_moves_the_quotient_and_not_the_milligrams() -> None:
    before = facts(course(kg=60))
    after = facts(course(kg=50))
    assert before.total_mg == after.total_mg == 380
    assert (before.mg_per_kg, after.mg_per_kg) == (pytest.approx(380 / 60), pytest.approx(7.6))
    assert facts(course(kg=None)).mg_per_kg is None


def test_the_newest_weight_so_far_is_used() -> None:
    weights = tuple(Weight(START + timedelta(days=n), kg) for n, kg in ((0, 62), (5, 61), (40, 50)))
    which = Course("c", START, 20, None, (TWENTY,), weights)
    assert facts(which).weight == weights[1]


def test_a_missed_day_counts_nothing_and_is_named() -> None:
    found = facts(course(), day(2, taken=False), day(3, taken=False, mg=20))
    assert found.total_mg == 17 * 20
    assert found.missed_on == (START + timedelta(days=2), START + timedelta(days=3))
    assert (found.days_recorded, found.days_assumed) == (2, 17)


def test_recorded_milligrams_win_over_the_prescribed_dose() -> None:
    found = facts(course(), day(0, taken=True), day(1, taken=True, mg=10), day(2, mg=40))
    assert found.total_mg == 20 + 10 + 40 + 16 * 20
    assert (found.days_recorded, found.days_assumed) == (3, 16)


def test_today_counts_once_it_is_recorded() -> None:
    assert facts(course(), day(19, taken=True)).total_mg == 20 * 20
    assert facts(course(), day(19, taken=False)).missed_on == (TODAY,)
    assert facts(course(), last=TODAY, today=TODAY + timedelta(days=1)).total_mg == 20 * 20


def test_nothing_is_counted_after_the_last_dose_or_in_days_to_come() -> None:
    assert facts(course(last_dose_on=date(2026, 3, 5))).total_mg == 5 * 20
    assert facts(course(), last=date(2027, 1, 1)).total_mg == 19 * 20
    assert facts(course(), last=date(2026, 2, 1)) == DoseFacts()


def test_a_course_without_a_start_or_a_dose_has_no_milligrams() -> None:
    assert facts(Course("c", None, 20, None)) == DoseFacts()
    unknown = facts(Course("c", START, 20, None), day(1, taken=True), day(2, mg=30))
    assert (unknown.total_mg, unknown.days_unknown, unknown.days_recorded) == (30, 18, 1)


def test_a_break_is_named_and_is_neither_missed_nor_assumed() -> None:
    pause = DosePeriod(date(2026, 3, 5), 0, "provider")
    longer = DosePeriod(date(2026, 3, 7), 0, "me")
    again = DosePeriod(date(2026, 3, 10), 20, "provider")
    found = facts(course(TWENTY, pause, longer, again))
    assert found.breaks == (Period(date(2026, 3, 5), date(2026, 3, 9)),)
    assert found.total_mg == (4 + 10) * 20
    assert (found.days_assumed, found.missed_on) == (14, ())


def test_a_break_that_goes_on_ends_with_the_days_looked_at() -> None:
    which = course(TWENTY, DosePeriod(date(2026, 3, 5), 0, "provider"))
    assert breaks(which, TODAY) == (Period(date(2026, 3, 5), TODAY),)
    assert breaks(which, date(2026, 3, 4)) == ()


@given(
    st.lists(st.tuples(st.sampled_from((None, True, False)), st.none() | st.integers(0, 80)),
             max_size=19),
    st.dictionaries(st.integers(0, 19), st.sampled_from((0, 20, 40)), max_size=4),
)  # fmt: skip
def test_the_sum_is_that_of_its_days(
    said: list[tuple[bool | None, int | None]], changes: dict[int, int]
) -> None:
    doses = [DosePeriod(START + timedelta(days=n), mg, "") for n, mg in sorted(changes.items())]
    which = Course("c", START, 20, None, tuple(doses), ())
    days = [day(number, *each) for number, each in enumerate(said)]
    found = facts(which, *days)
    total = 0.0
    for number in range(19):
        taken, mg = said[number] if number < len(said) else (None, None)
        prescribed = [dose.mg_per_day for dose in doses if (dose.start_on - START).days <= number]
        if taken is False:
            continue
        total += mg if mg is not None else (prescribed or [0])[-1]
    assert found.total_mg == total
    paused = sum(period.days for period in found.breaks)
    assert found.days_recorded + found.days_assumed + found.days_unknown <= 19
    assert found.days_recorded + found.days_assumed + found.days_unknown >= 19 - paused
