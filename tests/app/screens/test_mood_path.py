"""The way from a bad mood to a person: card, banner, full screen, and the way back."""

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest

from app.actions import setup
from app.journal import Journal
from models.store import Store
from models.words import words
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

VERY_LOW = "Mood, 1 of 5, Very low"
BANNER = "Tell your provider about your mood, today if you can"
FULL_SCREEN = "You don't have to face this alone."
TABS = range(4)


async def test_one_lowest_day_shows_a_card_under_the_entry(screen: Screen) -> None:
    await screen.tap(VERY_LOW)
    assert screen.shows("You chose Very low.")
    assert not screen.shows(BANNER)


async def test_the_card_goes_when_the_mood_is_corrected(screen: Screen) -> None:
    await screen.tap(VERY_LOW)
    await screen.tap("Mood, 3 of 5, Okay")
    assert not screen.shows("You chose Very low.")


async def test_two_lowest_days_put_a_banner_on_every_screen_quoting_both(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap(VERY_LOW)
    clock.move(days=1)
    async with app() as monday:
        await monday.tap(VERY_LOW)
        for tab in TABS:
            await monday.choose_tab(tab)
            assert monday.shows(BANNER)
            assert monday.shows("You logged Very low two times in a row: 22 Nov and 23 Nov.")


async def test_the_banner_collapses_to_a_bar_and_stays(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap("My mood or behaviour has changed")
    await screen.tap("Hide the details")
    assert screen.shows("Mood: tell your provider")
    clock.move(days=5)
    async with app() as later:
        assert later.shows(BANNER)


async def test_one_tap_answers_the_banner_and_the_answer_is_kept(
    screen: Screen, store: Store
) -> None:
    await screen.tap("My mood or behaviour has changed")
    await screen.tap("I contacted them")
    assert not screen.shows(BANNER)
    assert [row.answer for row in store.notices()] == ["contacted"]
    assert [talk.about for talk in store.provider_contacts()] == ["mood"]


async def test_saying_that_mood_changed_is_enough_whatever_the_mood(screen: Screen) -> None:
    await screen.tap("Mood, 4 of 5, Good")
    await screen.tap("My mood or behaviour has changed")
    assert screen.shows(BANNER)
    assert screen.shows("You chose My mood or behaviour has changed on 22 Nov.")


async def test_without_a_number_the_notice_is_never_empty(screen: Screen) -> None:
    await screen.tap("My mood or behaviour has changed")
    assert "Add your provider's number" in screen.names()
    assert screen.shows("No provider number yet. You can call a crisis line or your family doctor.")


async def test_with_a_number_one_tap_fills_the_dialler(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="+1 555 0100")
    async with app() as shown:
        await shown.tap("My mood or behaviour has changed")
        assert shown.action_of("Call Dr Reyes").url == "tel:+15550100"
        draft = quote(words("notice.draft.provider_bare"))  # nothing of the entries goes along
        assert shown.action_of("Text").url == f"sms:+15550100?&body={draft}"


async def test_yes_to_the_safety_question_opens_the_full_screen_with_the_emergency_number(
    screen: Screen, store: Store
) -> None:
    await screen.tap(VERY_LOW)
    assert screen.shows(
        "Your answer stays on this device. Nobody is told. If you are in danger, call 112 now."
    )
    await screen.tap("Yes")
    assert screen.shows(FULL_SCREEN)
    assert [row.level for row in store.notices() if row.rule == "M7"] == [3]
    calls = [name for name in screen.names() if name.startswith("Emergency")]
    assert screen.action_of(calls[0]).url.startswith("tel:")


async def test_not_now_leaves_a_bar_on_every_screen_for_72_hours_then_the_banner(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap(VERY_LOW)
    await screen.tap("Yes")
    await screen.tap("Not now")
    assert not screen.shows(FULL_SCREEN)
    for tab in TABS:
        await screen.choose_tab(tab)
        assert screen.shows("Help is here") or screen.shows(BANNER)


async def test_rather_not_say_opens_the_crisis_lines_and_asks_no_more_today(
    screen: Screen,
) -> None:
    await screen.tap(VERY_LOW)
    await screen.tap("I'd rather not say")
    assert screen.shows(BANNER)
    assert [name for name in screen.names() if name.startswith("Emergency")]
    assert not screen.shows("Your answer stays on this device.")


async def test_no_is_answered_neutrally_and_not_asked_again(screen: Screen) -> None:
    await screen.tap(VERY_LOW)
    await screen.tap("No")
    assert screen.shows("Thank you. You can open Get help at any time.")
    assert not screen.shows("Your answer stays on this device.")


async def test_a_lowest_mood_written_for_a_day_long_past_stays_quiet(screen: Screen) -> None:
    await screen.tap("Earlier week")
    await screen.tap("Earlier week")
    await screen.tap(VERY_LOW)
    assert not screen.shows("You chose Very low.")
    assert not screen.shows(BANNER)


async def test_a_mood_changed_later_keeps_what_it_had_been(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Mood, 2 of 5, Low")
    clock.move(days=1)
    async with app() as monday:
        await monday.tap("Sunday 22 November, logged")
        await monday.tap("Mood, 4 of 5, Good")
    assert store.moods_before() == {date(2026, 11, 22): (2,)}
