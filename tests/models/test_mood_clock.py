"""Whatever a clock did: once it is right, nothing is hidden longer than its answer says."""

import copy
import os
import random
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import notices as n
from models.moods import MoodEntry
from tests.models.test_mood_oracle import Product, day

JUMPS = [timedelta(hours=2), timedelta(hours=30), timedelta(days=3), timedelta(days=12),
         timedelta(days=40), timedelta(days=365)]  # fmt: skip
ANSWERS = (*n.ANSWERS, *n.L3_ANSWERS)


def lived(seed: int, steps: int) -> Product:
    """A journal after `steps` taps under a clock that jumps back and forth, put right at last."""
    rng = random.Random(seed)
    phone = Product(usual=rng.choice((None, 3.0, 4.5)), hour=24 * 400 + 9.0)
    for _ in range(steps):
        phone.hour += rng.choice((0.2, 3, 14, 24))
        if rng.random() < 0.12:
            phone.skew = rng.choice((1, -1)) * rng.choice(JUMPS)
        elif rng.random() < 0.1:
            phone.skew = timedelta()
        phone.look()
        _tap(phone, rng)
        phone.look()
    phone.skew = timedelta()
    phone.hour += rng.choice((0.01, 5))
    if rng.random() < 0.5:
        phone.look()
    return phone


def _tap(phone: Product, rng: random.Random) -> None:
    chance = rng.random()
    if chance < 0.6:
        tags = {t for t in ("hopeless", "not_myself") if rng.random() < 0.05}
        on = phone.today - timedelta(days=rng.choice((0, 0, 0, 1, 3)))
        phone.log(on, rng.choice((1, 2, 2, 3, 4)), tags, rng.random() < 0.1)
    elif chance < 0.75:
        phone.say(rng.choice(("no", "no", "yes", "rather_not")))
    else:
        phone.answer(rng.choice(ANSWERS))


def fork(phone: Product) -> Product:
    return copy.deepcopy(phone)


def live(phone: Product, level: int, days: int) -> None:
    """One mood a day, and nothing answered."""
    for _ in range(days):
        phone.log(phone.today, level, set(), stopped=False)
        phone.look()
        phone.hour += 24
        phone.look()


def nothing_is_hidden(phone: Product) -> None:
    phone.look()
    _at_once(fork(phone))
    _after_the_spans(fork(phone))
    _when_low_again(phone)


def _at_once(phone: Product) -> None:
    """What waits is shown; a Yes, a lowest day and a tag are heard."""
    standing = phone.standing()
    shown = {notice.id for notice in standing.notices}
    waiting = [each for each in phone.history if each.level > 1 and each.answer is None]
    assert {each.id for each in waiting} <= shown
    told = fork(phone)
    told.hour += 0.1
    told.say("yes")
    told.look()
    assert told.standing().full_screen
    _a_saying_is_heard(fork(phone))
    quiet = fork(phone)
    quiet.hour += 24
    quiet.look()
    quiet.log(quiet.today, 1, set(), stopped=False)
    given = quiet.look()
    if "M1" in given and all(a.on != quiet.today for a in quiet.said):
        assert quiet.standing().ask_safety_question


def _a_saying_is_heard(phone: Product) -> None:
    phone.hour += 0.1
    known = {fact for each in phone.history for fact in each.evidence.news}
    phone.log(phone.today, 4, {"noticed"}, stopped=False)
    phone.look()
    if f"{phone.today} noticed" not in known:
        said = [each for each in phone.standing().notices if each.rule == "M0"]
        assert any(f"{phone.today} noticed" in each.evidence.news for each in said)


def _after_the_spans(phone: Product) -> None:
    """24 hours after "remind me" all that waits is a banner; after 72 hours no bar is left."""
    phone.hour += 24
    phone.look()
    waiting = {each.id for each in phone.history if each.level > 1 and each.is_open}
    assert waiting <= {each.id for each in phone.standing().notices}
    phone.hour += 48
    phone.look()
    assert not phone.standing().not_now_bar


def _when_low_again(phone: Product) -> None:
    """Low day after day: M3 stands again 14 days after the last answer, M2 after 7."""
    phone.entries = {on: each for on, each in phone.entries.items() if on <= phone.today}
    other = fork(phone)
    live(phone, 2, 14)
    phone.log(phone.today, 2, set(), stopped=False)
    phone.look()
    assert "M3" in {each.rule for each in phone.standing().notices}
    live(other, 1, 8)
    assert "M2" in {each.rule for each in other.standing().notices}


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.integers(1, 30))
def test_between_now_and_the_next_change_by_time_alone_nothing_changes(
    seed: int, steps: int
) -> None:
    phone = lived(seed, steps)
    phone.look()
    day_ends_at = phone.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    until = n.changes_next_at(phone.history, phone.now, day_ends_at)
    assert until is not None
    shown = phone.shown()
    phone.skew += until - phone.now - timedelta(microseconds=1)
    assert phone.look() == []
    assert phone.shown() == shown


@settings(max_examples=25)
@given(st.integers(0, 10**9), st.integers(1, 40))
def test_nothing_is_hidden_longer_than_it_says_once_the_clock_is_right(
    seed: int, steps: int
) -> None:
    nothing_is_hidden(lived(seed, steps))


@pytest.mark.long
def test_nothing_is_hidden_after_many_wrong_clocks() -> None:
    for seed in range(int(os.environ.get("SIDENOTE_CLOCKS", "3000"))):
        nothing_is_hidden(lived(seed, 60))


def test_the_days_of_a_clock_that_was_ahead_are_left_as_they_were_written() -> None:
    phone = Product(hour=24 * 10 + 9.0, skew=timedelta(days=365))
    phone.log(phone.today, 1, set(), stopped=False)
    phone.look()
    phone.skew = timedelta()
    phone.look()
    assert set(phone.entries) == {day(375)}
    assert isinstance(phone.entries[day(375)], MoodEntry)
