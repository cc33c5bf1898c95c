"""The day turns under an open screen with no word from the device; the safety question stays."""

from collections.abc import Callable
from datetime import date

import flet as ft
import pytest

from app import idle
from app.actions import setup
from app.journal import Journal
from models import tables
from models.store import Store
from tests.app.screens.pages import visit_page
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

VERY_LOW = "Mood, 1 of 5, Very low"
CHANGED = "My mood or behaviour has changed"
BANNER = "Tell your provider about your mood, today if you can"
PRIVACY = "Your answer stays on this device. Nobody is told. If you are in danger, call 112 now."
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)


@pytest.fixture(autouse=True)
def evening(clock: Clock) -> None:
    clock.now = clock.now.replace(hour=22, minute=0)


def moods(store: Store) -> dict[int, int | None]:
    return {row.on_date.day: row.level for row in store.moods(date(2026, 11, 1), TOMORROW)}


async def test_very_low_at_22_and_at_9_are_two_days_and_the_banner(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap(VERY_LOW)
    clock.move(hours=11)
    assert screen.shows("Today, 22 Nov")
    await screen.tap(VERY_LOW)
    assert moods(store) == {22: 1, 23: 1}
    assert screen.shows("Today, 23 Nov")
    assert screen.shows(BANNER)
    assert screen.shows("You logged Very low two times in a row: 22 Nov and 23 Nov.")
    assert VERY_LOW in screen.selected()


@pytest.mark.parametrize(
    "name",
    ["Dry lips, Moderate, 2 of 4", "0 nosebleeds", "Nothing new today", "Taken", CHANGED],
)
async def test_no_tap_on_a_screen_of_yesterday_is_a_taking_back(
    screen: Screen, store: Store, clock: Clock, name: str
) -> None:
    await screen.tap(name)
    before = store.days(TODAY, TODAY)[TODAY]
    clock.move(hours=11)
    await screen.tap(name)
    assert store.days(TODAY, TODAY)[TODAY] == before
    after = store.days(TOMORROW, TOMORROW)[TOMORROW]
    assert after.has_entries
    assert not screen.shows("Answer removed.")


async def test_a_nosebleed_more_is_the_first_of_the_new_day(
    screen: Screen, store: Store, clock: Clock
) -> None:
    for _ in range(3):
        await screen.tap("Add one nosebleed")
    clock.move(hours=11)
    await screen.tap("Add one nosebleed")
    days = store.days(TODAY, TOMORROW)
    assert [days[on].nosebleeds.count for on in (TODAY, TOMORROW)] == [3, 1]  # type: ignore[union-attr]


async def test_deleting_on_a_screen_of_yesterday_deletes_nothing(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap(VERY_LOW)
    clock.move(hours=11)
    await screen.tap("Delete this day")
    assert moods(store) == {22: 1}
    assert screen.shows("A new day has begun. Nothing was deleted.")


async def test_a_day_chosen_on_purpose_stays(screen: Screen, store: Store, clock: Clock) -> None:
    await screen.tap(next(each for each in screen.names() if each.startswith("Friday 20")))
    await screen.tap(VERY_LOW)
    clock.move(hours=11)
    await screen.tap(VERY_LOW)
    assert moods(store) == {}
    assert screen.shows("20 Nov")
    await screen.tap("Back to today")
    assert screen.shows("Today, 23 Nov")


async def test_todays_cell_in_the_week_means_the_day_it_is(screen: Screen, clock: Clock) -> None:
    clock.move(hours=11)
    await screen.tap(next(each for each in screen.names() if each.startswith("Sunday 22")))
    assert screen.shows("Today, 23 Nov")


async def test_care_ticks_are_of_the_day_of_the_tap(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.choose_tab(2)
    box = next(c for c in screen.all(ft.Semantics) if c.checked is False)
    await screen.fire(box.content, "click")
    clock.move(hours=11)
    box = next(c for c in screen.all(ft.Semantics) if c.checked is True)
    await screen.fire(box.content, "click")
    days = store.days(TODAY, TOMORROW)
    assert [len(days[on].ticks) for on in (TODAY, TOMORROW)] == [1, 1]


async def test_a_tab_that_is_opened_after_the_night_shows_the_new_day(
    screen: Screen, clock: Clock
) -> None:
    clock.move(hours=11)
    await screen.choose_tab(3)
    await screen.choose_tab(0)
    assert screen.shows("Today, 23 Nov")


async def test_a_weight_of_today_is_of_the_day_it_is_saved_on(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    store.write(tables.CourseDraft(id="one", start_on=date(2026, 11, 1)))
    async with app() as fresh:
        await visit_page(fresh, "/course")
        await fresh.tap("Add a weight")
        await fresh.type("Weight in kg", "61")
        clock.move(hours=11)
        await fresh.tap("Save")
    assert [weight.on for weight in store.courses()[0].weights] == [TOMORROW]


async def test_an_idle_screen_turns_by_itself(
    app: Callable[..., Screen], screen: Screen, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first wait of the watch is as short as it may be; then the night is over."""
    monkeypatch.setattr(idle, "LONGEST_S", 0.01)
    monkeypatch.setattr(idle, "SHORTEST_S", 0.01)
    async with app() as shown:
        assert shown.shows("Today, 22 Nov")
        clock.move(hours=11)
        for _ in range(200):
            if shown.shows("Today, 23 Nov"):
                break
            await shown.settle()
        assert shown.shows("Today, 23 Nov")


# The safety question


@pytest.mark.parametrize("name", [VERY_LOW, "Hopeless", "Seeing or hearing things"])
async def test_the_question_outlives_the_day_and_the_app_until_it_is_24_hours_old(
    app: Callable[..., Screen], screen: Screen, clock: Clock, name: str
) -> None:
    if name != VERY_LOW:
        await screen.tap("Say what changed (optional)")
    await screen.tap(name)
    assert screen.shows(PRIVACY)
    clock.move(hours=11)
    await screen.choose_tab(1)
    await screen.choose_tab(0)
    assert screen.shows("Today, 23 Nov")
    assert screen.shows(PRIVACY)
    async with app() as again:
        assert again.shows(PRIVACY)
    clock.move(hours=12, minutes=59)
    async with app() as late:
        assert late.shows(PRIVACY)
        clock.move(minutes=2)
        await late.choose_tab(1)
        await late.choose_tab(0)
        assert not late.shows(PRIVACY)


async def test_the_question_is_gone_once_it_is_answered(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap(VERY_LOW)
    clock.move(hours=11)
    await screen.tap("No")
    assert not screen.shows(PRIVACY)
    async with app() as again:
        assert not again.shows(PRIVACY)


async def test_the_two_week_check_is_offered_when_it_is_due(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap("Mood, 4 of 5, Good")
    clock.move(days=13)
    async with app() as early:
        assert "Open the check" not in early.names()
        assert not early.all(key="check-due")
        clock.move(days=1)
        await early.choose_tab(1)
        await early.choose_tab(0)
        assert early.all(key="check-due")
    clock.move(days=60)
    async with app() as late:
        assert late.all(key="check-due")


async def test_the_cover_stands_without_a_lock_too(
    app: Callable[..., Screen], journal: Journal
) -> None:
    """A phone takes the picture for its list of open apps while the app is inactive."""
    await setup.choose(journal, is_welcomed=True)
    async with app(web=False) as screen:
        for state, is_covered in (("inactive", True), ("resume", False), ("hide", True)):
            screen.session.apply_patch(screen.page._i, {})
            await screen.session.dispatch_event(
                screen.page._i, "app_lifecycle_state_change", {"state": state}
            )
            await screen.settle()
            assert bool(screen.all(ft.Container, key="cover")) is is_covered
