"""Which day a moment belongs to, in every zone, on every night of the year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.days import (
    DEFAULT_CUTOFF,
    course_week,
    day_ends_at,
    day_of,
    is_late,
    offset_minutes,
    span,
    utc_stamp,
    wall_date,
    week_ending,
)

# Both sides of the date line, half and quarter hours, clocks that change by 30 minutes or
# 2 hours, at midnight, in winter, and a zone that left out a whole day.
ZONES = [
    "UTC", "Pacific/Auckland", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham",
    "America/Los_Angeles", "America/St_Johns", "America/Sao_Paulo", "America/Havana",
    "Europe/London", "Europe/Berlin", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Beirut",
    "Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Pago_Pago",
]  # fmt: skip
zones = st.sampled_from(ZONES).map(ZoneInfo)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).flatmap(
    lambda wall: zones.map(lambda zone: wall.replace(tzinfo=zone))
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
cutoffs = st.integers(0, 6 * 60).map(lambda minutes: time(minutes // 60, minutes % 60))
dates = st.dates(date(1990, 1, 1), date(2040, 1, 1))


@given(moments, cutoffs)
def test_a_moment_belongs_to_its_own_date_or_until_the_cutoff_to_the_one_before(
    moment: datetime, cutoff: time
) -> None:
    is_still_yesterday = (moment.hour, moment.minute) < (cutoff.hour, cutoff.minute)
    assert day_of(moment, cutoff) == moment.date() - timedelta(days=is_still_yesterday)


@given(moments, zones, cutoffs)
def test_only_the_clock_on_the_wall_counts(moment: datetime, other: ZoneInfo, cutoff: time) -> None:
    assert day_of(moment, cutoff) == day_of(moment.replace(tzinfo=other), cutoff)
    assert day_of(moment, cutoff) == day_of(moment.replace(fold=1), cutoff)


@given(st.datetimes())
def test_a_moment_without_a_zone_is_refused(moment: datetime) -> None:
    with pytest.raises(ValueError, match="zone"):
        day_of(moment)


def _changes(zone: ZoneInfo) -> list[datetime]:
    """Noon (UTC) before each night of 2026 and 2027 on which the clocks of `zone` change."""
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(730)]
    offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
    return [
        noon - timedelta(days=1)
        for noon, before, after in zip(noons[1:], offsets, offsets[1:], strict=False)
        if before != after
    ]


# In Chatham the clock goes back from 3:45 to 2:45, over the hour at which a day ends.
@pytest.mark.parametrize("zone", [zone for zone in ZONES if zone != "Pacific/Chatham"])
def test_no_night_of_daylight_saving_takes_a_day_back(zone: str) -> None:
    place = ZoneInfo(zone)
    for noon in _changes(place):
        passing = (noon + timedelta(minutes=minutes) for minutes in range(0, 3 * 24 * 60, 5))
        days = [day_of(moment.astimezone(place)) for moment in passing]
        assert days == sorted(days), noon


def test_the_zones_above_change_their_clocks() -> None:
    """Otherwise the test above would look at nothing."""
    assert sum(bool(_changes(ZoneInfo(zone))) for zone in ZONES) > 6


@pytest.mark.parametrize(
    ("wall", "fold", "day"),
    [
        (datetime(2026, 3, 29, 1, 59), 0, date(2026, 3, 28)),  # the clock jumps from 2 to 3
        (datetime(2026, 3, 29, 3, 0), 0, date(2026, 3, 29)),
        (datetime(2026, 10, 25, 2, 30), 0, date(2026, 10, 24)),  # 2:30 comes twice
        (datetime(2026, 10, 25, 2, 30), 1, date(2026, 10, 24)),
        (datetime(2026, 10, 25, 3, 0), 0, date(2026, 10, 25)),
    ],
)
def test_both_nights_of_daylight_saving_end_at_three_on_the_wall(
    wall: datetime, fold: int, day: date
) -> None:
    assert day_of(wall.replace(tzinfo=ZoneInfo("Europe/Berlin"), fold=fold)) == day


def test_flying_east_over_the_date_line_meets_the_same_day_again() -> None:
    auckland = datetime(2026, 11, 22, 20, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    landed = (auckland + timedelta(hours=13)).astimezone(ZoneInfo("America/Los_Angeles"))
    assert (landed.date(), landed.hour) == (date(2026, 11, 22), 12)
    assert day_of(auckland) == day_of(landed) == date(2026, 11, 22)


def test_flying_west_over_the_date_line_leaves_a_day_out() -> None:
    los_angeles = datetime(2026, 11, 22, 22, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
    landed = (los_angeles + timedelta(hours=13)).astimezone(ZoneInfo("Pacific/Auckland"))
    assert day_of(los_angeles) == date(2026, 11, 22)
    assert day_of(landed) == date(2026, 11, 24)


def test_a_zone_that_skipped_a_day_skips_it_here_too() -> None:
    """Samoa went from 29 December 2011 straight to 31 December."""
    apia = ZoneInfo("Pacific/Apia")
    start = datetime(2011, 12, 29, 22, tzinfo=UTC)
    days = {day_of((start + timedelta(hours=h)).astimezone(apia)) for h in range(48)}
    # Until 3 on the 31st it is still the day before: a day that had no daylight there.
    assert {date(2011, 12, 29), date(2011, 12, 31)} <= days


@given(moments)
def test_the_stamp_and_the_offset_give_the_users_own_date_back(moment: datetime) -> None:
    assert wall_date(utc_stamp(moment), offset_minutes(moment)) == moment.date()


@given(instants, instants, zones, zones)
def test_stamps_sort_as_the_moments_do_wherever_they_were_made(
    one: datetime, other: datetime, here: ZoneInfo, there: ZoneInfo
) -> None:
    first, second = utc_stamp(one.astimezone(here)), utc_stamp(other.astimezone(there))
    assert len(first) == len(second)
    assert (first < second) == (one < other)


@given(dates, st.integers(-3, 800))
def test_a_span_holds_every_date_once_in_order(first: date, days: int) -> None:
    found = list(span(first, first + timedelta(days=days - 1)))
    assert len(found) == max(0, days)
    assert found == sorted(set(found))
    assert all(first <= day for day in found)


def test_seven_days_are_seven_dates_when_the_clocks_change() -> None:
    """Dates are counted, never 168 hours."""
    change = date(2026, 10, 25)
    assert list(span(change - timedelta(days=3), change + timedelta(days=3)))[3] == change
    assert len(week_ending(change, change)) == 7


@given(dates, st.integers(0, 400))
def test_a_week_counted_back_from_a_day_holds_the_day_asked_for(last: date, back: int) -> None:
    asked = last - timedelta(days=back)
    week = week_ending(last, asked)
    assert asked in week
    assert (last - week[-1]).days % 7 == 0
    assert [(later - week[0]).days for later in week] == list(range(7))


def test_yesterday_stands_in_the_week_of_today() -> None:
    monday = date(2026, 11, 23)
    assert week_ending(monday, monday)[-2:] == (date(2026, 11, 22), monday)


@given(dates, st.integers(-400, 400))
def test_the_first_dose_opens_week_one(start_on: date, days: int) -> None:
    week = course_week(start_on, start_on + timedelta(days=days))
    if days < 0:
        assert week == 0
    else:
        assert (week - 1) * 7 <= days < week * 7


@pytest.mark.parametrize(("days_after", "late"), [(-1, False), (0, False), (2, False), (3, True)])
def test_an_entry_is_late_from_the_third_day_after(days_after: int, late: bool) -> None:
    day = date(2026, 5, 4)
    assert is_late(day, day + timedelta(days=days_after)) is late


def test_the_day_ends_at_three_unless_changed() -> None:
    assert time(3, 0) == DEFAULT_CUTOFF
    late_evening = datetime(2026, 11, 23, 2, 59, tzinfo=UTC)
    assert day_of(late_evening) == date(2026, 11, 22)
    assert day_of(late_evening, time(0)) == date(2026, 11, 23)


@given(moments, cutoffs)
def test_the_day_ends_at_the_cutoff_on_the_wall(moment: datetime, cutoff: time) -> None:
    ends_at = day_ends_at(moment, cutoff)
    assert ends_at.replace(tzinfo=None) > moment.replace(tzinfo=None)
    assert day_of(ends_at, cutoff) == day_of(moment, cutoff) + timedelta(days=1)
    just_before = ends_at.replace(tzinfo=None) - timedelta(microseconds=1)
    assert day_of(just_before.replace(tzinfo=UTC), cutoff) == day_of(moment, cutoff)
