"""What Trends shows, each fact against a slow and plain way to find it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean, median
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import periods, records, tables
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.periods import Period
from models.store import Store
from models.summary import every_effect
from models.trends import steps, wording
from models.trends.gather import Trends, extent, first_weeks, gather, read_trends
from models.trends.marks import Mark, dose_changes, marks
from models.trends.ranges import RANGES, Span, between, course_in, period_of
from models.trends.rows import Rows, read_daily
from models.words import area_words

TODAY = date(2026, 11, 22)
FIRST = date(2026, 10, 12)
START = date(2026, 7, 6)
PERIOD = Period(FIRST, TODAY)
said = st.none() | st.integers(0, 4)
points = st.lists(said, min_size=1, max_size=62).map(tuple)


def long_points(shortest: int) -> st.SearchStrategy[tuple[int | None, ...]]:
    """Some weeks, said again and again with a shift, so that weeks differ."""
    return st.tuples(st.lists(said, min_size=9, max_size=40), st.integers(shortest, 400)).map(
        lambda made: tuple((made[0] * 50)[: made[1]])
    )


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def course(start: date | None = START, *doses: tuple[date, float]) -> records.Course:
    taken = tuple(records.DosePeriod(day, mg, "provider") for day, mg in doses)
    return records.Course("one", start, 20, None, taken)


def visit(day: date) -> records.Visit:
    return records.Visit("v" + day.isoformat(), day)


def period_from(length: int) -> Period:
    return Period(FIRST, on(length - 1))


def flat(stretches: Sequence[Sequence[steps.Point]]) -> list[steps.Point]:
    return [point for stretch in stretches for point in stretch]


def trends_of(rows: Rows, period: Period = PERIOD) -> Trends:
    return gather(rows, period)


# Which days


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("two_weeks", date(2026, 11, 9)),
        ("six_weeks", FIRST),
        ("three_months", date(2026, 8, 24)),
        ("course", START),
        ("since_visit", date(2026, 10, 26)),
        ("dates", FIRST),
    ],
)
def test_a_range_runs_from_its_first_day_to_today(name: str, first: date) -> None:
    visits = (visit(date(2026, 10, 26)), visit(TODAY), visit(date(2026, 12, 21)))
    assert period_of(Span(name), TODAY, (course(),), visits) == Period(first, TODAY)


def test_every_range_is_tried_above_or_needs_something() -> None:
    without = [name for name in RANGES if period_of(Span(name), TODAY, (), ()) is None]
    assert without == ["course", "since_visit"]


def test_a_course_to_come_and_a_visit_to_come_give_no_range() -> None:
    later = TODAY + timedelta(days=3)
    assert period_of(Span("course"), TODAY, (course(later), course(None)), ()) is None
    assert period_of(Span("since_visit"), TODAY, (), (visit(TODAY), visit(later))) is None


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_two_dates_are_put_in_order_and_never_reach_into_the_future(one: date, two: date) -> None:
    found = between(Span("dates", one, two), TODAY)
    assert found == Period(min(one, two, TODAY), min(max(one, two), TODAY))


def test_the_course_of_past_days_is_the_one_that_ran_then() -> None:
    old = course(date(2024, 1, 1))
    assert course_in((old, course(), course(None)), date(2025, 1, 1)) is old
    assert course_in((old, course()), date(2023, 1, 1)) is None


# Points


@given(points)
def test_up_to_two_months_each_logged_day_is_a_point_and_each_silent_day_a_gap(
    levels: tuple[int | None, ...],
) -> None:
    found = steps.lines(levels, period_from(len(levels)))
    assert [(p.place, p.value, p.on) for p in flat(found)] == [
        (place, level, on(place)) for place, level in enumerate(levels) if level is not None
    ]
    gaps = [(a[-1].place, b[0].place) for a, b in zip(found, found[1:], strict=False)]
    assert all(after - before > 1 for before, after in gaps)


@given(long_points(steps.MOST_DAILY + 1))
def test_beyond_that_a_point_is_the_middle_of_a_week_with_three_days_or_more(
    levels: tuple[int | None, ...],
) -> None:
    found = flat(steps.lines(levels, period_from(len(levels))))
    weeks = [levels[max(0, end - 7) : end] for end in range(len(levels), 0, -7)][::-1]
    logged = [[level for level in week if level is not None] for week in weeks]
    wanted = [(median(week), max(week), len(week)) for week in logged if len(week) >= 3]
    assert [(p.value, p.worst, p.days) for p in found] == wanted
    assert all((p.last - p.on).days <= 6 for p in found)
    assert all(p.place == ((p.on - FIRST).days + (p.last - FIRST).days) / 2 for p in found)


@given(long_points(steps.MOST_DAILY_MOODS + 1))
def test_over_many_months_a_mood_is_the_mean_of_a_week_with_four_or_more(
    levels: tuple[int | None, ...],
) -> None:
    found = flat(steps.mood_points(levels, period_from(len(levels))))
    weeks = [levels[max(0, end - 7) : end] for end in range(len(levels), 0, -7)][::-1]
    logged = [[level for level in week if level is not None] for week in weeks]
    assert [p.value for p in found] == [fmean(week) for week in logged if len(week) >= 4]


@pytest.mark.parametrize(
    ("days", "unit", "most"), [(42, "week", 7), (365, "month", 13), (3652, "year", 11)]
)
def test_bars_are_weeks_then_months_then_years_and_lose_no_nosebleed(
    days: int, unit: str, most: int
) -> None:
    counts = tuple(1 if place % 5 == 0 else None for place in range(days))
    found = steps.bars(counts, period_from(days))
    assert found.unit == unit
    assert len(found.bars) <= most
    assert sum(bar.total or 0 for bar in found.bars) == sum(1 for count in counts if count)
    assert found.bars[0].first == FIRST
    assert found.bars[-1].last == on(days - 1)


# Marks


def test_marks_are_the_changes_of_dose_and_what_the_clinic_did() -> None:
    rows = Rows(
        courses=(course(START, (START, 20), (on(3), 20), (on(5), 40), (on(9), 0)),),
        visits=(visit(on(5)), visit(on(60))),
        talks=(records.ProviderContact("t", on(6), "phone", "mood", ""),),
        notices=[SimpleNamespace(level=level, fired_on=on(day)) for level, day in ((1, 7), (2, 8))],
        results=(
            records.TestResult("a", on(2), "alt", "", "30", "U/L", "", "", None, ""),
            records.TestResult("b", on(2), "ast", "", "30", "U/L", "", "", None, ""),
            records.TestResult("c", on(4), "pregnancy", "", "Negative", "", "", "", None, ""),
            records.TestResult("d", on(4), "own", "Ferritin", "30", "", "", "", None, ""),
        ),
    )
    assert marks(rows, PERIOD) == (
        Mark(on(2), "test", names=("ALT", "AST")),
        Mark(on(4), "test", names=("Ferritin",)),
        Mark(on(5), "dose", 40, 20),
        Mark(on(5), "visit"),
        Mark(on(6), "contact"),
        Mark(on(8), "notice"),
        Mark(on(9), "dose", 0, 40),
    )
    assert dose_changes(rows, Period(START, TODAY))[0] == Mark(START, "dose", 20, None)


# Facts


@given(st.dictionaries(st.integers(0, 120), st.integers(0, 4)), st.integers(0, 60))
def test_an_effect_is_set_beside_the_days_before_and_the_first_two_weeks(
    levels: dict[int, int], length: int
) -> None:
    period = Period(START + timedelta(days=50), START + timedelta(days=50 + length))
    answers = [(START + timedelta(days=day), "dry_lips", level) for day, level in levels.items()]
    found = trends_of(Rows(levels=answers, courses=(course(),)), period).effects
    wanted = [
        every_effect(answers, part).get("dry_lips")
        for part in (period, periods.before(period), periods.first_two_weeks(START))
    ]
    if "dry_lips" in found:
        effect = found["dry_lips"]
        assert [effect.now, effect.before, effect.first] == wanted
        assert len(effect.points) == period.days
    else:
        assert wanted == [None, None, None]


def test_there_is_nothing_to_set_beside_the_first_two_weeks_while_they_run() -> None:
    assert first_weeks(Period(START, START + timedelta(days=13)), (course(),)) is None
    assert first_weeks(PERIOD, (course(),)) == periods.first_two_weeks(START)
    assert first_weeks(PERIOD, ()) is None


def test_silence_is_no_zero_anywhere() -> None:
    rows = Rows(
        levels=[(on(1), "dry_lips", 3)],
        bleeds=[SimpleNamespace(on_date=on(2), count=0, longest=None, is_heavy=False)],
        moods=[SimpleNamespace(on_date=on(3), level=None), SimpleNamespace(on_date=on(4), level=2)],
        days=[SimpleNamespace(on_date=on(5), is_nothing_new=True, note=""),
              SimpleNamespace(on_date=on(6), is_nothing_new=False, note=""),
              SimpleNamespace(on_date=on(99), is_nothing_new=True, note="")],
    )  # fmt: skip
    found = trends_of(rows)
    assert found.days_logged == 5
    effect = found.effects["dry_lips"]
    assert [place for place, level in enumerate(effect.points) if level is not None] == [1]
    assert effect.now is not None
    assert effect.now.average == 3
    assert [place for place, count in enumerate(found.bleeds.points) if count is not None] == [2]
    assert found.mood.now.average == 2
    assert [level for level in found.mood.points if level is not None] == [2]


def test_a_mean_at_the_start_rests_on_the_days_before_it() -> None:
    moods: list[Any] = [SimpleNamespace(on_date=on(-day), level=4) for day in range(7)]
    found = trends_of(Rows(moods=moods)).mood
    assert found.with_lead[:7] == (4,) * 7
    assert found.points[:2] == (4, None)


def test_a_change_of_dose_has_fourteen_days_on_each_side() -> None:
    changed_on = on(20)
    rows = Rows(
        levels=[(on(day), "dry_lips", 1 if day < 20 else 3) for day in range(42)],
        courses=(course(START, (START, 20), (changed_on, 40)),),
    )
    (change,) = trends_of(rows).changes
    assert (change.before.days, change.after.days) == (14, 14)
    assert change.after.first == changed_on
    before, after = change.effects["dry_lips"]
    assert before is not None
    assert after is not None
    assert (before.average, before.days_logged) == (1, 14)
    assert (after.average, after.days_logged) == (3, 14)


def test_what_is_read_reaches_past_the_period_for_a_change_at_its_end() -> None:
    past = Period(date(2026, 8, 1), date(2026, 8, 31))
    wanted = extent(past, (course(START, (START, 20), (date(2026, 8, 30), 40)),))
    assert wanted.first <= START
    assert wanted.last == date(2026, 9, 12)


def test_the_sample_is_read_as_it_was_written(store: Store) -> None:
    store.write(
        tables.EffectDraft(key="dry_lips"),
        tables.AnswerDraft(on_date=on(1), effect_key="dry_lips", level=2),
        tables.NosebleedsDraft(on_date=on(2), count=3, longest="under_5"),
        tables.MoodDraft(on_date=on(3), level=4),
        tables.DayDraft(on_date=on(4), note="Sun"),
        tables.CourseDraft(id="one", start_on=START),
    )
    courses = store.courses()
    found = read_trends(store, PERIOD, store.settings(), courses, store.visits())
    assert found.days_logged == 4
    assert found.bleeds.now.total == 3
    assert found.bleeds.now.longest == "under_5"
    assert found.mood.now.average == 4
    assert found.course_start_on == START
    assert found == gather(
        Rows(*_daily(store), courses=courses, baseline=found.mood.baseline), PERIOD
    )


def _daily(store: Store) -> tuple[Any, ...]:
    wanted = extent(PERIOD, store.courses())
    rows = read_daily(store, wanted.first, wanted.last)
    return rows.levels, rows.moods, rows.bleeds, rows.days


def test_ten_years_can_be_looked_at_at_once(tmp_path: Path) -> None:
    write_demo(tmp_path, today=TODAY, years=10)
    store = Store(open_journal(tmp_path / FILE_NAME), lambda: datetime(2026, 11, 22).astimezone())
    whole = periods.ending(TODAY, 3652)
    found = read_trends(store, whole, store.settings(), store.courses(), store.visits())
    store.close()
    lips = found.effects["dry_lips"]
    assert lips.now is not None
    assert lips.now.days_logged > 3600
    assert len(flat(steps.lines(lips.points, whole))) <= 131


# Words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "None"), (1.5, "Mild to Moderate"), (2.0, "Moderate"), (3.5, "Severe to Very severe")],
)
def test_a_middle_between_two_levels_is_said_as_both(value: float, words: str) -> None:
    assert wording.level(value) == words


@pytest.mark.parametrize(("average", "level"), [(0.49, 0), (0.5, 1), (2.2, 2), (3.5, 4)])
def test_an_average_is_near_one_level(average: float, level: int) -> None:
    assert wording.nearest(average) == level


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (0.6, "0.6 higher than in the 42 days before (30 logged)"),
        (-0.25, "0.2 lower than in the 42 days before (30 logged)"),
        (0.04, "the same as in the 42 days before (30 logged)"),
        (None, "Too little to compare with the 42 days before: 3 days needed, 2 logged"),
    ],
)
def test_a_change_is_said_in_words_with_the_days_behind_it(by: float | None, said: str) -> None:
    then = 2 if by is None else 30
    assert wording.change(by, 42, 35, then) == said


@pytest.mark.parametrize(
    ("mark", "word", "detail"),
    [
        (Mark(FIRST, "dose", 40, 20), "40 mg", "40 mg a day, before that 20 mg"),
        (Mark(FIRST, "dose", 20, None), "20 mg", "20 mg a day, the first dose"),
        (Mark(FIRST, "dose", 0, 40), "break", "A break from the dose, before that 40 mg"),
        (Mark(FIRST, "dose", 22.5, 0), "22.5 mg", "22.5 mg a day, before that 0 mg"),
        (Mark(FIRST, "test", names=("ALT", "AST")), "test", "Test: ALT, AST"),
        (Mark(FIRST, "test"), "test", "Test"),
        (Mark(FIRST, "notice"), "notice", "Mood notice"),
    ],
)
def test_a_mark_has_a_word_and_a_detail(mark: Mark, word: str, detail: str) -> None:
    assert wording.mark_word(mark) == word
    assert wording.mark_detail(mark) == detail


CAUSES = ("because", "caused", "due to", "effect of", "thanks to", "led to better", "works")


def test_no_word_of_trends_speaks_of_causes_or_judges() -> None:
    texts = " ".join(area_words("en", "trends").values()).lower()
    assert [
        cause for cause in (*CAUSES, "better", "improve", "good", "bad") if cause in texts
    ] == []
