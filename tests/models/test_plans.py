"""Drafts of due dates from presets: typical, sourced, and the user's to change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import plans
from models.content_file import ContentError, Row
from models.records import Course

COURSE = Course("c", date(2026, 1, 31), planned_weeks=20, last_dose_on=None)


def preset(key: str) -> plans.Preset:
    return next(each for each in plans.presets() if each.key == key)


def test_every_preset_names_its_source_and_when_it_was_looked_at() -> None:
    assert len(plans.presets()) == 5
    for each in plans.presets():
        assert each.name
        assert len(each.source) > 20
        assert each.checked_on <= date.today()


def test_presets_are_offered_by_what_they_plan() -> None:
    assert {each.kind for each in plans.presets("pregnancy")} == {"pregnancy"}


def test_nothing_is_planned_before_the_course_has_a_start() -> None:
    assert plans.drafts(preset("blood_twice"), replace(COURSE, start_on=None)) == ()


def test_blood_tests_are_drafted_before_the_start_and_around_month_two() -> None:
    found = plans.drafts(preset("blood_twice"), COURSE)
    assert [each.due_on for each in found] == [date(2026, 1, 24), date(2026, 4, 1)]


def test_a_monthly_test_keeps_its_day_where_the_month_has_it() -> None:
    found = plans.drafts(preset("pregnancy_monthly_us"), COURSE)
    assert [f"{each.due_on:%d %b}" for each in found] == [
        "25 Dec", "24 Jan", "28 Feb", "31 Mar", "30 Apr", "31 May",
    ]  # fmt: skip
    assert [each.window_days for each in found] == [7, 7, 0, 0, 0, 0]


def test_every_test_before_the_start_is_over_before_the_first_dose() -> None:
    for each in plans.presets("pregnancy"):
        first, *_ = plans.drafts(each, COURSE)
        assert COURSE.start_on is not None
        assert first.due_on + timedelta(days=max(first.window_days - 1, 0)) < COURSE.start_on


def test_a_preset_that_could_fall_after_the_first_dose_is_refused() -> None:
    fields = {"kind": "pregnancy", "start_days": [-3], "start_window_days": 4, "source": "A page",
              "checked_on": date(2026, 11, 29)}  # fmt: skip
    with pytest.raises(ContentError, match="after it"):
        plans._preset(Row("test_presets.toml", "late", fields))


def test_the_month_after_the_last_dose_is_drafted_once_that_is_known() -> None:
    ended = replace(COURSE, last_dose_on=date(2026, 4, 10))
    found = [each.due_on for each in plans.drafts(preset("pregnancy_monthly_us"), ended)]
    assert found[-2:] == [date(2026, 4, 10), date(2026, 5, 10)]
    assert date(2026, 4, 30) not in found


def test_a_repeated_test_ends_before_the_planned_end() -> None:
    course = Course("c", date(2026, 2, 1), planned_weeks=4, last_dose_on=None)  # ends on 1 March
    found = plans.drafts(preset("pregnancy_monthly_eu"), course)
    assert [each.due_on for each in found] == [date(2026, 1, 29)]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_drafting_twice_gives_the_same_ids_and_no_two_alike(start_on: date, weeks: int) -> None:
    course = replace(COURSE, start_on=start_on, planned_weeks=weeks)
    for each in plans.presets():
        ids = [draft.id for draft in plans.drafts(each, course)]
        assert ids == [draft.id for draft in plans.drafts(each, course)]
        assert len(ids) == len(set(ids))
        assert all(len(one) <= 40 for one in ids)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 40))
def test_months_later_lands_in_the_month_asked_for(day: date, months: int) -> None:
    later = plans.months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_an_unknown_plan_is_called_what_the_user_called_it() -> None:
    assert plans.plan_name("liver_lipids") == "Blood test: liver and blood fats"
    assert plans.plan_name("ck") == "CK (muscle)"
    assert plans.plan_name("Vitamin D") == "Vitamin D"
