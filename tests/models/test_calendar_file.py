"""The calendar file, read back by a calendar library. Scenarios 15 to 17."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from models.calendar_file import Reminders, calendar_file
from models.records import TestPlan, Visit

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
VISIT = Visit("v1", date(2026, 11, 24), time(9, 30), "Room 4", "Dr Reyes")
BLOOD = TestPlan("t1", "liver_lipids", date(2026, 12, 1), 0, None)
PREGNANCY = TestPlan("t2", "pregnancy", date(2026, 12, 1), 7, None)
ALL = Reminders("j1", time(20, 0), (VISIT,), (BLOOD, PREGNANCY), with_pregnancy=True)


def events(reminders: Reminders, now: datetime = NOW) -> dict[str, Any]:
    calendar = Calendar.from_ical(calendar_file(reminders, today=TODAY, now=now))
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_every_title_is_neutral_unless_asked_for() -> None:
    titles = {str(event["summary"]) for event in events(ALL).values()}
    assert titles == {
        "Journal: today's entry",
        "Journal: appointment",
        "Journal: something to review",
    }
    text = calendar_file(ALL, today=TODAY, now=NOW).decode().lower()
    assert not [
        word for word in ("mood", "isotretinoin", "acne", "pregnan", "reyes") if word in text
    ]


def test_long_titles_name_whom_and_what() -> None:
    found = events(replace(ALL, is_long=True))
    assert {str(event["summary"]) for event in found.values()} == {
        "Sidenote: today's entry",
        "Appointment: Dr Reyes",
        "Blood test: liver and blood fats is due",
        "Pregnancy test is due, until 7 Dec",
    }
    assert str(found["visit-v1@j1.sidenote"]["location"]) == "Room 4"


def test_importing_again_updates_the_same_events() -> None:
    moved = replace(ALL, visits=(replace(VISIT, on=date(2026, 11, 30)),))
    before, after = events(ALL), events(moved, NOW + timedelta(minutes=1))
    assert before.keys() == after.keys()
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    assert after["visit-v1@j1.sidenote"].decoded("dtstart") == datetime(2026, 11, 30, 9, 30)


CLOCKS = st.datetimes(
    timezones=st.sampled_from([timezone(timedelta(hours=h)) for h in (-12, 0, 14)])
)


def sequence_at(now: datetime) -> int:
    return int(events(ALL, now)["visit-v1@j1.sidenote"]["sequence"])


@given(CLOCKS, CLOCKS)
@example(datetime(2019, 12, 31, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC))
@example(datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))), NOW)
@example(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), NOW)
def test_the_sequence_is_never_negative_or_too_great_and_never_falls(
    one: datetime, other: datetime
) -> None:
    numbers = [sequence_at(now) for now in sorted((one, other))]
    assert 0 <= numbers[0] <= numbers[1] <= 2**31 - 1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2067, 1, 1), timezones=st.just(UTC)))
def test_the_sequence_grows_every_second(now: datetime) -> None:
    assert sequence_at(now) < sequence_at(now + timedelta(seconds=1))


def test_what_falls_on_the_last_day_there_is_has_no_end() -> None:
    last = replace(
        ALL,
        visits=(replace(VISIT, on=date.max, at=None),),
        plans=(replace(PREGNANCY, due_on=date.max),),
    )
    found = events(last)
    for uid in ("visit-v1@j1.sidenote", "test-t2@j1.sidenote"):
        assert found[uid].decoded("dtstart") == date.max
        assert "dtend" not in found[uid]


def test_two_people_in_one_calendar_do_not_overwrite_each_other() -> None:
    assert events(ALL).keys().isdisjoint(events(replace(ALL, journal_id="j2")))


def test_the_daily_reminder_rings_every_day_by_the_local_clock() -> None:
    daily = events(ALL)["daily@j1.sidenote"]
    start = daily.decoded("dtstart")
    assert (start, start.tzinfo) == (datetime(2026, 11, 22, 20, 0), None)
    assert daily["rrule"]["freq"] == ["DAILY"]
    assert [alarm.decoded("trigger") for alarm in daily.walk("VALARM")] == [timedelta()]


def test_without_a_daily_time_there_is_no_daily_reminder() -> None:
    assert "daily@j1.sidenote" not in events(replace(ALL, daily_at=None))


def test_a_visit_rings_the_day_before_and_two_hours_before() -> None:
    visit = events(ALL)["visit-v1@j1.sidenote"]
    triggers = [alarm.decoded("trigger") for alarm in visit.walk("VALARM")]
    assert triggers == [timedelta(days=-1), timedelta(hours=-2)]


def test_a_visit_without_a_time_takes_the_whole_day() -> None:
    visit = events(replace(ALL, visits=(replace(VISIT, at=None),)))["visit-v1@j1.sidenote"]
    assert visit.decoded("dtstart") == date(2026, 11, 24)
    assert [alarm.decoded("trigger") for alarm in visit.walk("VALARM")] == [timedelta(hours=-15)]


def test_a_test_with_a_window_spans_it() -> None:
    test = events(ALL)["test-t2@j1.sidenote"]
    assert test.decoded("dtstart") == date(2026, 12, 1)
    assert test.decoded("dtend") == date(2026, 12, 8)  # a calendar's end is the day after


def test_pregnancy_tests_need_their_own_yes() -> None:
    assert "test-t2@j1.sidenote" not in events(replace(ALL, with_pregnancy=False))
    assert "test-t1@j1.sidenote" in events(replace(ALL, with_pregnancy=False))


@pytest.mark.parametrize(
    "plan",
    [
        replace(BLOOD, outcome="done"),
        replace(BLOOD, outcome="missed"),
        replace(BLOOD, due_on=TODAY - timedelta(days=1)),
    ],
)
def test_what_is_over_is_left_out(plan: TestPlan) -> None:
    assert "test-t1@j1.sidenote" not in events(replace(ALL, plans=(plan,)))


def test_a_test_whose_window_is_still_open_stays() -> None:
    plan = replace(PREGNANCY, due_on=TODAY - timedelta(days=6))
    assert "test-t2@j1.sidenote" in events(replace(ALL, plans=(plan,)))


def test_past_visits_are_left_out() -> None:
    past = replace(VISIT, on=TODAY - timedelta(days=1))
    assert "visit-v1@j1.sidenote" not in events(replace(ALL, visits=(past,)))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120))
def test_any_name_comes_back_as_it_was_typed(name: str) -> None:
    visit = replace(VISIT, with_whom=name)
    found = events(replace(ALL, visits=(visit,), is_long=True))["visit-v1@j1.sidenote"]
    wanted = f"Appointment: {name}" if name else "Appointment at the clinic"
    assert str(found["summary"]) == wanted


def test_the_calendar_library_is_loaded_only_when_a_file_is_asked_for() -> None:
    code = "import sys, models.calendar_file; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
