"""What follows an answer to a notice, and the one reminder after quiet days."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

CHANGED = "My mood or behaviour has changed"
BANNER = "Tell your provider about your mood, today if you can"


async def pick(screen: Screen, opens: str, day: date) -> None:
    """Open the calendar behind the button called `opens` and choose a day."""
    await screen.tap(opens)
    picker = screen.all(ft.DatePicker)[0]
    chosen = datetime(day.year, day.month, day.day, tzinfo=UTC)
    screen.session.apply_patch(picker._i, {"value": chosen})
    await screen.fire(picker, "change", chosen)


async def test_the_day_of_a_contact_can_be_added_and_stays_one_talk(
    screen: Screen, store: Store
) -> None:
    await screen.tap(CHANGED)
    await screen.tap("I contacted them")
    assert not screen.shows(BANNER)
    await pick(screen, "When did you contact them?\n22 Nov 2026", date(2026, 11, 20))
    await screen.tap("Save")
    assert [talk.on for talk in store.provider_contacts()] == [date(2026, 11, 20)]
    assert [row.answer_on for row in store.notices()] == [date(2026, 11, 20)]
    assert not screen.shows("When did you contact them?")


async def test_the_day_of_an_appointment_can_be_added(screen: Screen, store: Store) -> None:
    await screen.tap(CHANGED)
    await screen.tap("I have an appointment about this")
    await pick(screen, "When is the appointment?\nChoose a day", date(2026, 11, 25))
    await screen.tap("Save")
    (row,) = store.notices()
    assert (row.answer, row.answer_on) == ("appointment", date(2026, 11, 25))
    assert store.provider_contacts() == ()


async def test_a_reason_can_be_added_and_left_out(screen: Screen, store: Store) -> None:
    await screen.tap(CHANGED)
    await screen.tap("My mood has not changed")
    await screen.type("Reason (optional)", "Tapped the wrong one")
    await screen.tap("Save")
    assert [row.reason for row in store.notices()] == ["Tapped the wrong one"]


async def test_the_answer_is_kept_before_anything_is_added(screen: Screen, store: Store) -> None:
    await screen.tap(CHANGED)
    await screen.tap("I have an appointment about this")
    assert [row.answer for row in store.notices()] == ["appointment"]
    await screen.tap("Close")
    assert not screen.shows("When is the appointment?")
    assert not screen.shows(BANNER)


async def test_they_already_know_says_until_when(screen: Screen) -> None:
    await screen.tap(CHANGED)
    await screen.tap("They already know")
    assert screen.shows("Paused until 6 Dec. A new or bigger change still brings a notice.")


async def test_three_quiet_days_after_a_notice_bring_one_reminder_that_goes_for_good(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Mood, 4 of 5, Good")
    await screen.tap(CHANGED)
    await screen.tap("They already know")
    clock.move(days=2)
    async with app() as early:
        assert not early.shows("How are you today?")
    clock.move(days=1)
    async with app() as quiet:
        assert quiet.shows("There is no mood since 22 Nov.")
        await quiet.tap("Log today")
        assert not quiet.shows("How are you today?")
    clock.move(days=1)
    async with app() as later:
        assert not later.shows("How are you today?")


async def test_a_reminder_can_be_closed(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap("Mood, 4 of 5, Good")
    await screen.tap(CHANGED)
    await screen.tap("They already know")
    clock.move(days=4)
    async with app() as quiet:
        await quiet.tap("Close")
        assert not quiet.shows("How are you today?")


async def test_the_full_screen_gives_the_numbers_of_the_country_travelled_in_first(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await setup.choose(journal, country="GB", travelling_in="ES")
    await setup.keep_contact(journal, "trusted", name="Mum", phone="555 0199")
    async with app() as abroad:
        await abroad.tap("Mood, 1 of 5, Very low")
        await abroad.tap("Yes")
        assert abroad.shows("in danger, call 112 now.")
        names = abroad.names()
        assert names.index("Call 024") < names.index("Call 116 123")
        assert abroad.action_of("Call Mum").url == "tel:5550199"
        assert "need%20someone%20with%20me" in abroad.action_of("Text").url


async def test_after_not_now_the_bar_opens_with_the_emergency_number_first(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    async with app() as shown:
        await shown.tap("Mood, 1 of 5, Very low")
        await shown.tap("Yes")
        await shown.tap("Not now")
        await shown.tap("Help is here: emergency number, crisis line, people you trust")
        names = shown.names()
        assert names.index("Emergency 112") < names.index("Call Dr Reyes")


ANSWERS = [
    "I contacted them", "I have an appointment about this", "Remind me in 24 hours",
    "They already know",
    "My mood has not changed",
]  # fmt: skip


@pytest.mark.parametrize("said", ANSWERS)
async def test_undo_takes_an_answer_back_and_the_talk_with_it(
    screen: Screen, store: Store, said: str
) -> None:
    await screen.tap(CHANGED)
    await screen.tap(said)
    assert not screen.shows(BANNER)
    await screen.tap("Undo")
    assert screen.shows(BANNER)
    assert [row.answer for row in store.notices()] == [None]
    assert store.provider_contacts() == ()


async def test_undo_takes_back_the_answer_of_a_talk_that_was_written_down(
    screen: Screen, store: Store
) -> None:
    await screen.tap(CHANGED)
    await screen.go("/talks")
    await screen.settle()
    await screen.tap("Add an entry")
    await screen.type("Time, as 09:30", "22:00")
    await screen.tap("Save")
    assert not screen.shows(BANNER)
    await screen.tap("Undo")
    assert screen.shows(BANNER)
    assert store.provider_contacts() == ()
