"""The PIN: stretched, compared, slowed down; and a way back that always opens."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import lock
from models.lock import DELAYS, FREE_TRIES, Lock
from models.store import Store
from models.uptime import Uptime, read

NOW = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
GOOD = {"kind": "scrypt", "salt": "aa", "work": 16, "digest": "bb"}
UP = Uptime("this start", 1000.0)
LIGHT = 1 << 4
"""A work factor for tests that are not about the work."""


def later(by: timedelta, start: str = UP.start) -> Uptime:
    return Uptime(start, UP.seconds + by.total_seconds())


def locked(pin: str = "2468", kind: str = "scrypt", work: int = LIGHT) -> Lock:
    digest = lock.stretched(pin, b"salt", kind, work)
    return Lock(kind, b"salt".hex(), work, digest.hex())


@pytest.mark.parametrize("kind", ["scrypt", "pbkdf2"])
def test_only_the_pin_itself_matches(kind: str) -> None:
    kept = locked(kind=kind)
    assert lock.matches(kept, lock.stretched("2468", b"salt", kind, LIGHT))
    assert not lock.matches(kept, lock.stretched("2469", b"salt", kind, LIGHT))
    assert not lock.matches(kept, lock.stretched("2468", b"pepper", kind, LIGHT))


def test_pbkdf2_gives_the_digest_of_its_standard() -> None:
    """RFC 7914, section 11, cut to 32 bytes: what WebCrypto gives in a browser too."""
    assert lock.stretched("passwd", b"salt", "pbkdf2", 1).hex() == (
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
    )


def test_what_no_device_can_work_out_is_refused() -> None:
    with pytest.raises(ValueError, match="argon"):
        lock.stretched("2468", b"salt", "argon", 1)


def test_a_lock_survives_being_kept(store: Store) -> None:
    kept = replace(
        locked(), minutes=15, wrong=3, wrong_at=NOW, forgotten_at=NOW, wrong_up=UP, forgotten_up=UP
    )
    store.write(lock.draft(kept))
    assert lock.read(store.settings()) == kept


@pytest.mark.parametrize(
    "value", [7, "x", "", 0, False, [], {}, GOOD | {"salt": "zz"}, GOOD | {"digest": None},
              GOOD | {"work": "16"}, GOOD | {"minutes": None}, GOOD | {"wrong": 1.5},
              GOOD | {"wrong": -1}, GOOD | {"wrong_at": "2026-11-22T20:15:00"},
              GOOD | {"wrong_at": 7}, GOOD | {"forgotten_at": "noon"}, GOOD | {"more": 1}],
)  # fmt: skip
def test_a_lock_that_cannot_be_understood_is_one_that_no_pin_opens(value: object) -> None:
    kept = lock.read({lock.KEY: value})
    assert kept == lock.UNREADABLE
    with pytest.raises(ValueError, match="unknown"):
        lock.stretched("2468", b"", kept.kind, kept.work)
    asked = replace(kept, forgotten_at=NOW)
    assert lock.read({lock.KEY: json.loads(lock.draft(asked).value)}) == asked


@pytest.mark.parametrize("settings", [{}, {lock.KEY: None}])
def test_no_setting_is_no_lock(settings: dict[str, None]) -> None:
    assert lock.read(settings) is None


def test_a_lock_that_was_taken_off_leaves_no_digest_in_the_file(store: Store) -> None:
    kept = locked()
    store.write(lock.draft(kept))
    store.write(*lock.removal())
    assert lock.read(store.settings()) is None
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT value FROM setting").all()
    assert kept.digest not in str(rows)


@given(st.text(max_size=14))
def test_a_pin_is_4_to_12_digits_of_the_keyboard(text: str) -> None:
    expected = 4 <= len(text) <= 12 and all(sign in "0123456789" for sign in text)
    assert lock.is_good_pin(text) is expected


def test_the_waits_grow_and_then_stay() -> None:
    waits = []
    kept = locked()
    for _ in range(FREE_TRIES + len(DELAYS) + 2):
        kept = lock.after_wrong(kept, NOW, UP)
        waits.append(lock.wait_left(kept, NOW, UP))
    assert waits == [timedelta(0)] * FREE_TRIES + [*DELAYS, DELAYS[-1], DELAYS[-1]]
    assert list(DELAYS) == sorted(DELAYS)


def test_a_right_pin_ends_the_count_and_a_wish_to_take_the_lock_off() -> None:
    kept = replace(locked(), wrong=9, wrong_at=NOW, forgotten_at=NOW)
    assert lock.after_right(kept) == locked()


@given(st.integers(0, 40), st.integers(-(10**7), 10**7))
def test_no_clock_makes_a_wait_longer_than_its_delay(wrong: int, seconds: int) -> None:
    now = NOW + timedelta(seconds=seconds)
    kept = replace(locked(), wrong=wrong, wrong_at=NOW, forgotten_at=NOW)
    based = lock.rebased(kept, now, UP)
    assert timedelta(0) <= lock.wait_left(based, now, UP) <= DELAYS[-1]
    assert lock.wait_left(based, now + DELAYS[-1], later(DELAYS[-1])) == timedelta(0)
    assert lock.forgotten_left(
        based, now + lock.FORGOTTEN_WAIT, later(lock.FORGOTTEN_WAIT)
    ) == timedelta(0)


def test_the_lock_comes_off_a_day_after_it_was_asked_for_and_not_before() -> None:
    kept = replace(locked(), forgotten_at=NOW)
    assert lock.forgotten_left(locked(), NOW, UP) is None
    assert lock.forgotten_left(kept, NOW + timedelta(hours=23), UP) == timedelta(hours=1)
    assert lock.forgotten_left(kept, NOW + timedelta(hours=24), UP) == timedelta(0)


@pytest.mark.parametrize(
    ("minutes", "away", "is_due"),
    [(0, 0, True), (1, 59, False), (1, 60, True), (5, 299, False), (15, 900, True), (15, -1, True)],
)
def test_it_is_locked_again_after_the_time_that_was_chosen(
    minutes: int, away: int, is_due: bool
) -> None:
    kept = replace(locked(), minutes=minutes)
    assert lock.is_due(kept, (NOW, UP), NOW + timedelta(seconds=away), UP) is is_due


HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_clock_that_is_set_ends_and_prolongs_no_wait_while_the_device_runs() -> None:
    wrong = lock.after_wrong(replace(locked(), wrong=FREE_TRIES), NOW, UP)
    asked = lock.asked_off(locked(), NOW, UP)
    for by in (-10_000 * DAY, -HOUR, timedelta(0), HOUR, DAY, 10_000 * DAY):
        now = NOW + by
        for since in (timedelta(0), timedelta(seconds=29)):
            based = lock.rebased(wrong, now, later(since))
            assert lock.wait_left(based, now, later(since)) == DELAYS[0] - since
        assert lock.wait_left(wrong, now, later(DELAYS[0])) == timedelta(0)
        assert lock.forgotten_left(asked, now, later(HOUR)) == 23 * HOUR
        assert lock.forgotten_left(asked, now, later(DAY)) == timedelta(0)


def test_after_a_new_start_of_the_device_the_clock_counts_as_before() -> None:
    asked = lock.asked_off(locked(), NOW, UP)
    anew = Uptime("another start", 5.0)
    assert lock.forgotten_left(asked, NOW + HOUR, anew) == 23 * HOUR
    back = lock.rebased(asked, NOW - HOUR, anew)
    assert lock.forgotten_left(back, NOW - HOUR, anew) == DAY
    assert lock.forgotten_left(back, NOW - HOUR, later(DAY - HOUR, anew.start)) is not None


@pytest.mark.parametrize("by", [-10_000 * DAY, -HOUR, timedelta(0), HOUR])
def test_a_clock_that_is_set_keeps_no_lock_open(by: timedelta) -> None:
    kept = replace(locked(), minutes=5)
    ten = timedelta(minutes=10)
    assert lock.is_due(kept, (NOW, UP), NOW + ten + by, later(ten))


def test_the_uptime_of_this_device_goes_forth() -> None:
    first, second = read(), read()
    assert first.start == second.start
    assert second.seconds >= first.seconds > 0
