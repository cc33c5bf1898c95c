"""The facts of a period, each against a slow and plain way to find them."""

from datetime import date, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import summary
from models.periods import Period, before
from models.records import Day, Mood, Nosebleeds
from models.summary import (
    Change,
    EffectFacts,
    MoodFacts,
    NosebleedFacts,
    change,
    days_logged,
    days_stopped,
    effect_facts,
    every_effect,
    mood_change,
    mood_facts,
    nosebleed_facts,
    total_change,
)

FIRST = date(2026, 10, 12)
PERIOD = Period(FIRST, FIRST + timedelta(days=13))
points = st.lists(st.none() | st.integers(0, 4), min_size=1, max_size=60).map(tuple)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


@given(points)
def test_the_facts_of_an_effect_rest_on_its_logged_days(said: tuple[int | None, ...]) -> None:
    logged = [(level, on(place)) for place, level in enumerate(said) if level is not None]
    levels = [level for level, _ in logged]
    if not levels:
        assert effect_facts("dry_lips", said, FIRST) is None
        return
    assert effect_facts("dry_lips", said, FIRST, 2) == EffectFacts(
        key="dry_lips",
        days_logged=len(levels),
        days_with=sum(level >= 1 for level in levels),
        average=pytest.approx(fmean(levels)),
        usual=median(levels),
        worst=max(levels),
        worst_on=max(day for level, day in logged if level == max(levels)),
        days_stopped=2,
    )


def test_silent_days_do_not_lower_the_average() -> None:
    facts = effect_facts("dry_lips", (3, None, None, 3), FIRST)
    assert facts is not None
    assert (facts.average, facts.days_logged, facts.days_with) == (3, 2, 2)


def test_a_period_of_nothing_but_none_is_logged_and_has_no_day_with_it() -> None:
    facts = effect_facts("dry_lips", (0, 0, 0), FIRST)
    assert facts is not None
    assert (facts.days_logged, facts.days_with, facts.worst) == (3, 0, 0)


def test_every_effect_looks_at_the_days_of_the_period_only() -> None:
    rows = [(on(-1), "dry_lips", 4), (on(0), "dry_lips", 1), (on(13), "dry_lips", 2),
            (on(14), "dry_lips", 4), (on(14), "dry_eyes", 4), (on(3), "joint_pain", 0)]  # fmt: skip
    found = every_effect(rows, PERIOD, {"dry_lips": 3})
    assert set(found) == {"dry_lips", "joint_pain"}
    lips = found["dry_lips"]
    assert (lips.days_logged, lips.worst, lips.worst_on) == (2, 2, on(13))
    assert (lips.days_stopped, found["joint_pain"].days_stopped) == (3, 0)


def test_days_that_were_stopped_are_counted_by_effect() -> None:
    days = {
        on(number): Day(on(number), stopped=frozenset(keys))
        for number, keys in ((-1, {"a"}), (0, {"a", "b"}), (5, {"a"}), (14, {"b"}))
    }
    assert days_stopped(days, PERIOD) == {"a": 2, "b": 1}


def test_the_change_is_a_plain_difference() -> None:
    now = effect_facts("dry_lips", (2, 3, 3, 2), FIRST)
    earlier = effect_facts("dry_lips", (1, None, 2, 1), FIRST)
    found = change(now, earlier)
    assert found == Change(average=pytest.approx(2.5 - 4 / 3), usual=1.5, worst=1)


@pytest.mark.parametrize(
    ("now", "earlier"),
    [
        ((2, 2, None, None), (1, 1, 1, 1)),
        ((2, 2, 2, 2), (None, 1, 1, None)),
        ((None, None), (1, 1, 1)),
        ((1, 1, 1), (None,)),
    ],
)
def test_with_fewer_than_three_days_on_either_side_no_change_is_told(
    now: tuple[int | None, ...], earlier: tuple[int | None, ...]
) -> None:
    both = effect_facts("a", now, FIRST), effect_facts("a", earlier, FIRST)
    assert change(*both) is None
    assert change(effect_facts("a", (1, 1, 1), FIRST), effect_facts("a", (0, 0, 0), FIRST))


# Nosebleeds

bleeds = st.builds(
    Nosebleeds,
    st.integers(0, 4),
    st.none() | st.sampled_from(("under_5", "10_to_19", "20_to_29", "30_or_more", "5_to_9")),
    st.booleans(),
)


@given(st.dictionaries(st.integers(-3, 16), st.none() | bleeds))
def test_nosebleeds_are_counted_on_the_days_that_were_asked(
    said: dict[int, Nosebleeds | None],
) -> None:
    days = {on(number): Day(on(number), nosebleeds=each) for number, each in said.items()}
    facts = nosebleed_facts(days, PERIOD)
    inside = {n: each for n, each in said.items() if 0 <= n <= 13 and each is not None}
    bled = {n: each for n, each in inside.items() if each.count}
    assert (facts.days_logged, facts.days_with) == (len(inside), len(bled))
    assert facts.total == sum(each.count for each in inside.values())
    assert facts.heavy_on == tuple(on(n) for n in sorted(bled) if bled[n].is_heavy)
    assert facts.most == max((each.count for each in bled.values()), default=None)
    if facts.most_on:
        assert said[(facts.most_on - FIRST).days] == bled[(facts.most_on - FIRST).days]


def test_the_longest_nosebleed_is_told_by_minutes_and_not_by_spelling() -> None:
    said = {1: "under_5", 2: "30_or_more", 3: "5_to_9", 4: "20_to_29"}
    days = {on(n): Day(on(n), nosebleeds=Nosebleeds(1, band)) for n, band in said.items()}
    facts = nosebleed_facts(days, PERIOD)
    assert (facts.longest, facts.longest_on) == ("30_or_more", on(2))


def test_a_period_nobody_asked_about_has_no_nosebleed_facts() -> None:
    assert nosebleed_facts({on(1): Day(on(1), note="x")}, PERIOD) == NosebleedFacts()
    asked = nosebleed_facts({on(1): Day(on(1), nosebleeds=Nosebleeds(0))}, PERIOD)
    assert (asked.days_logged, asked.total, asked.most) == (1, 0, None)


def test_more_or_fewer_nosebleeds_are_told_from_three_days_on() -> None:
    many, few = NosebleedFacts(days_logged=9, total=7), NosebleedFacts(days_logged=3, total=2)
    assert (total_change(many, few), total_change(few, many)) == (5, -5)
    assert total_change(many, NosebleedFacts(days_logged=2, total=2)) is None


# Mood


@given(st.dictionaries(st.integers(-3, 16), st.none() | st.integers(1, 5)))
def test_the_mood_of_a_period_rests_on_its_logged_moods(said: dict[int, int | None]) -> None:
    moods = [(on(number), Mood(level)) for number, level in said.items()]
    facts = mood_facts(moods, PERIOD)
    inside = {n: level for n, level in said.items() if 0 <= n <= 13 and level is not None}
    assert facts.days_logged == len(inside)
    if not inside:
        assert (facts.average, facts.lowest, facts.lowest_on) == (None, None, None)
        return
    assert facts.average == pytest.approx(fmean(inside.values()))
    assert facts.lowest == min(inside.values())
    assert facts.lowest_on == on(max(n for n, level in inside.items() if level == facts.lowest))


def test_a_mood_that_stopped_the_user_counts_even_without_a_level() -> None:
    moods = [
        (on(1), Mood(None, stopped_me=True)),
        (on(2), Mood(3)),
        (on(20), Mood(1, stopped_me=True)),
    ]
    assert mood_facts(moods, PERIOD).days_stopped == 1


def test_a_change_of_mood_is_told_from_three_days_on() -> None:
    good, low = MoodFacts(3, average=4.0), MoodFacts(5, average=2.5)
    assert mood_change(low, good) == -1.5
    assert mood_change(low, MoodFacts(2, average=4.0)) is None
    assert mood_change(low, MoodFacts()) is None


def test_a_day_is_logged_when_anything_was_said_and_not_by_a_dose_alone() -> None:
    days = {
        on(0): Day(on(0), mood=Mood(3)),
        on(1): Day(on(1), is_nothing_new=True),
        on(2): Day(on(2), is_dose_taken=True),
        on(3): Day(on(3), levels={"dry_lips": 0}),
        on(14): Day(on(14), note="after"),
    }
    assert days_logged(days, PERIOD) == 3
    assert days_logged(days, before(PERIOD)) == 0


def test_a_change_needs_three_days() -> None:
    assert summary.LEAST_DAYS == 3
