from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.rotation import DAILY, MONTHLY, WEEKLY, kept

DATES = st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=60)


def test_a_year_of_daily_backups_leaves_seven_days_four_weeks_and_six_months() -> None:
    today = date(2026, 11, 22)  # a Sunday
    year = [today - timedelta(days=number) for number in range(365)]
    days = {date(2026, 11, day) for day in range(16, 23)}
    weeks = {date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)}
    months = {date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31), date(2026, 7, 31),
              date(2026, 6, 30)}  # fmt: skip
    assert kept(year, today) == days | weeks | months


@given(DATES)
def test_the_newest_is_always_kept_and_few_in_all(dates: list[date]) -> None:
    today = max(dates, default=date(2026, 11, 22))
    chosen = kept(dates, today)
    assert chosen <= set(dates)
    assert not dates or today in chosen
    assert len(chosen) <= DAILY + WEEKLY + MONTHLY


@given(DATES)
def test_rotating_every_time_keeps_the_same_as_rotating_once_at_the_end(dates: list[date]) -> None:
    there: frozenset[date] = frozenset()
    for day in sorted(dates):
        there = kept([*there, day], day)
    assert there == kept(dates, max(dates, default=date(2026, 1, 1)))


@given(DATES, st.dates(date(2027, 1, 1), date(2030, 1, 1)))
def test_a_backup_from_a_wrong_clock_pushes_none_out(dates: list[date], future: date) -> None:
    today = date(2026, 12, 31)
    assert kept([*dates, future], today) == kept(dates, today) | {future}
