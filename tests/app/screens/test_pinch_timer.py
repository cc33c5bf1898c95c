"""The pinch timer, on the real component tree, with a clock that is moved by hand."""

import asyncio
from datetime import UTC, datetime, timedelta

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pinch import HOLD, Pinch
from models.records import Nosebleeds
from models.store import Store
from tests.app.screens.test_today import stored
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def timer(screen: Screen) -> None:
    await screen.tap("Start the 10-minute pinch timer")
    await screen.tap("Start 10 minutes")


async def look_again(screen: Screen) -> None:
    """Leave for Get help and come back: the screen is drawn anew."""
    await screen.go("/help")
    await screen.settle()
    await screen.go("/timer")
    await screen.settle()


async def test_first_aid_stands_there_before_anything_is_started(screen: Screen) -> None:
    await screen.tap("Start the 10-minute pinch timer")
    for line in ("Sit up and lean forward.", "Do not lie back.", "Breathe through your mouth."):
        assert screen.shows(line)
    assert screen.shows("Still bleeding after 10 to 15 minutes of firm pressure?")


async def test_the_emergency_button_stands_outside_what_scrolls(screen: Screen) -> None:
    await timer(screen)
    assert screen.action_of("Emergency 112").url == "tel:112"
    scrolled = screen.controls(screen.all(key="timer")[0])
    inside = [each.value for each in scrolled if isinstance(each, ft.Text)]
    assert "Sit up and lean forward." in inside
    assert "Emergency 112" not in inside


async def test_the_time_left_survives_a_visit_to_get_help(screen: Screen, clock: Clock) -> None:
    await timer(screen)
    assert screen.shows("10:00 left")
    clock.move(minutes=3, seconds=20)
    await look_again(screen)
    assert screen.shows("6:40 left")


async def test_it_has_stopped_writes_the_nosebleed_down(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await timer(screen)
    clock.move(minutes=7)
    await screen.tap("It has stopped")
    assert stored(store).nosebleeds == Nosebleeds(1, "5_to_9")
    assert screen.shows("Logged: 5 to 9 minutes")
    assert "Nothing new today" in screen.names()


async def test_do_not_log_this_keeps_nothing(screen: Screen, store: Store, clock: Clock) -> None:
    await timer(screen)
    clock.move(minutes=7)
    await screen.tap("Do not log this")
    assert stored(store) is None
    await screen.tap("Start the 10-minute pinch timer")
    assert "Start 10 minutes" in screen.names()


async def test_after_ten_minutes_it_asks_and_ten_more_can_be_added(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await timer(screen)
    assert "10 more minutes" not in screen.names()
    clock.move(minutes=10)
    await look_again(screen)
    assert screen.shows("10 minutes are up. Let go slowly. Is it still bleeding?")
    await screen.tap("10 more minutes")
    assert screen.shows("10:00 left")
    clock.move(minutes=4)
    await screen.tap("It has stopped")
    assert stored(store).nosebleeds == Nosebleeds(1, "10_to_19")


async def test_after_ten_minutes_when_to_get_help_comes_first(screen: Screen, clock: Clock) -> None:
    await timer(screen)
    assert screen.texts().count("When to get help") == 1
    clock.move(minutes=10)
    await look_again(screen)
    texts = screen.texts()
    assert texts.count("When to get help") == 2
    assert texts.index("When to get help") < texts.index("10 minutes so far")


async def test_a_second_nosebleed_is_added_to_the_first(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Add one nosebleed")
    await screen.tap("20 to 29 minutes")
    await timer(screen)
    clock.move(minutes=2)
    await screen.tap("It has stopped")
    assert stored(store).nosebleeds == Nosebleeds(2, "20_to_29")


async def test_the_tick_ends_with_the_countdown(screen: Screen) -> None:
    await timer(screen)
    assert len(ticking()) == 1
    await screen.tap("Do not log this")
    assert ticking() == []


async def test_the_tick_ends_when_the_screen_is_left_and_the_time_goes_on(
    screen: Screen, clock: Clock
) -> None:
    await timer(screen)
    await screen.go("/help")
    await screen.settle()
    assert ticking() == []
    clock.move(minutes=1)
    await screen.go("/timer")
    await screen.settle()
    assert screen.shows("9:00 left")
    assert len(ticking()) == 1


def ticking() -> list[asyncio.Task[None]]:
    """The running tasks that draw the time left again."""
    return [task for task in asyncio.all_tasks() if "tick" in repr(task.get_coro())]


@given(st.integers(0, 3 * HOLD), st.integers(0, 3 * HOLD))
def test_the_time_left_only_falls_and_ends_at_nothing(first: int, further: int) -> None:
    pinch = Pinch(NOON, NOON)
    sooner, later = (NOON + timedelta(seconds=first + more) for more in (0, further))
    assert pinch.left(sooner) == max(0, HOLD - first)
    assert pinch.left(later) <= pinch.left(sooner)
    assert pinch.again(later).left(later) == HOLD
    assert pinch.again(later).minutes(later) == pytest.approx((first + further) / 60)
