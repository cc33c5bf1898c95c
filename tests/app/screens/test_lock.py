"""The lock, on the real component tree: nothing shows through, help stays, nobody is shut out."""

from collections.abc import AsyncIterator, Callable

import flet as ft
import pytest

from app.actions import day as write
from app.actions import lock as door
from app.actions import mood, setup
from app.journal import Journal
from models import lock
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
PIN, OTHER = "246810", "135790"
LOCKED = "Sidenote is locked"


@pytest.fixture(autouse=True)
def light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same stretching with less work: the tests are not about how long it takes."""
    monkeypatch.setitem(lock.WORK, "scrypt", 1 << 4)


@pytest.fixture
async def locked(app: Callable[..., Screen], journal: Journal) -> AsyncIterator[Screen]:
    """The app with a lock, on a journal with a note, just started."""
    await setup.choose(journal, is_welcomed=True)
    await write.write_note(journal, "a private note")
    await write.choose_level(journal, "dry_lips", 3)
    await door.set_pin(journal, PIN)
    async with app() as shown:
        yield shown


async def unlock(screen: Screen, pin: str = PIN) -> None:
    await screen.type("PIN", pin)
    await screen.tap("Unlock")


async def away(screen: Screen, clock: Clock, **time: float) -> None:
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "hide"})
    clock.move(**time)
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "show"})


async def test_a_start_shows_the_lock_and_nothing_of_the_journal(locked: Screen) -> None:
    assert locked.shows(LOCKED)
    assert locked.names() == ["Get help", "Unlock", "I forgot my PIN"]
    assert not locked.all(ft.NavigationBar)
    assert not [text for text in locked.texts() if "private" in text]
    assert locked.page.title == "Sidenote"


@pytest.mark.parametrize(
    "route", ["/trends", "/care", "/visits", "/settings", "/data", "/lock", "/report", "/check"]
)
async def test_no_address_leads_past_the_lock(locked: Screen, route: str) -> None:
    await locked.go(route)
    await locked.settle()
    assert locked.shows(LOCKED)
    assert set(locked.names()) == {"Get help", "Unlock", "I forgot my PIN"}


async def test_the_pin_opens_and_another_does_not(locked: Screen) -> None:
    await unlock(locked, OTHER)
    assert locked.shows("That is not the PIN.")
    assert locked.shows(LOCKED)
    await unlock(locked)
    assert not locked.shows(LOCKED)
    assert "Nothing new today" in locked.names()


async def test_get_help_is_outside_the_lock_and_back_leads_to_it(locked: Screen) -> None:
    await locked.tap("Get help")
    calls = [name for name in locked.names() if name.startswith("Emergency")]
    assert locked.action_of(calls[0]).url.startswith("tel:")
    await locked.tap("Back")
    assert locked.shows(LOCKED)


async def test_an_urgent_answer_fills_the_screen_while_locked(
    app: Callable[..., Screen], journal: Journal, clock: Clock
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await door.set_pin(journal, PIN)
    await mood.answer_safety_question(journal, "yes")
    async with app() as screen:
        assert screen.all(ft.Control, key="urgent")
        assert [name for name in screen.names() if name.startswith("Emergency")]
        await screen.tap("Not now")
        assert screen.shows(LOCKED)


async def test_a_notice_shows_whom_to_call_while_locked_and_quotes_nothing(
    app: Callable[..., Screen], journal: Journal, store: Store
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="+1 555 0100")
    await write.toggle_tag(journal, "hopeless")
    assert journal.facts.mood_path.standing.level >= 2
    await door.set_pin(journal, PIN)
    async with app() as screen:
        assert screen.all(ft.Container, key="locked-notice")
        assert screen.action_of("Call Dr Reyes").url == "tel:+15550100"
        assert not [text for text in screen.texts() if "opeless" in text]
        await screen.tap("Get help")
        assert not [text for text in screen.texts() if "opeless" in text]


async def test_after_five_wrong_pins_even_the_right_one_has_to_wait(
    locked: Screen, clock: Clock
) -> None:
    for _ in range(5):
        await unlock(locked, OTHER)
    assert locked.shows("You can try again at 20:15:30.")
    await unlock(locked)
    assert locked.shows(LOCKED)
    clock.move(seconds=31)
    await unlock(locked)
    assert not locked.shows(LOCKED)


async def test_a_restart_forgets_no_wrong_pin(
    locked: Screen, app: Callable[..., Screen], clock: Clock
) -> None:
    for _ in range(5):
        await unlock(locked, OTHER)
    async with app() as again:
        assert again.shows("You can try again at 20:15:30.")
        await unlock(again)
        assert again.shows(LOCKED)
        clock.move(seconds=31)
        await unlock(again, OTHER)
        assert again.shows("You can try again at 20:16:31.")


async def test_a_clock_set_forth_ends_no_wait(
    locked: Screen, app: Callable[..., Screen], clock: Clock
) -> None:
    for _ in range(5):
        await unlock(locked, OTHER)
    await locked.tap("I forgot my PIN")
    await locked.tap("Ask to take the lock off")
    clock.set(days=400)
    async with app() as again:
        assert "Take the lock off" not in again.names()
        await unlock(again)
        assert again.shows(LOCKED)
        clock.move(seconds=31)
        await unlock(again)
        assert not again.shows(LOCKED)


async def test_the_wait_that_is_over_is_no_longer_shown(
    locked: Screen, app: Callable[..., Screen], clock: Clock
) -> None:
    for _ in range(5):
        await unlock(locked, OTHER)
    clock.move(seconds=31)
    async with app() as again:
        assert not again.shows("You can try again")


async def test_what_cannot_be_a_pin_is_not_counted(locked: Screen, store: Store) -> None:
    for _ in range(6):
        await unlock(locked, "12")
    assert locked.shows("A PIN has 4 to 12 digits")
    kept = lock.read(store.settings())
    assert kept is not None
    assert kept.wrong == 0


async def test_a_clock_set_back_by_years_does_not_lengthen_the_wait(
    locked: Screen, app: Callable[..., Screen], clock: Clock
) -> None:
    for _ in range(5):
        await unlock(locked, OTHER)
    clock.move(days=-3000)
    async with app() as again:
        clock.move(seconds=31)
        await unlock(again)
        assert not again.shows(LOCKED)


@pytest.mark.parametrize(("minutes", "seconds", "is_locked"), [
    (0, 1, True), (1, 30, False), (1, 61, True), (5, 200, False), (15, 800, False), (15, 901, True),
])  # fmt: skip
async def test_it_locks_again_after_the_chosen_time_away(
    locked: Screen, clock: Clock, minutes: int, seconds: int, is_locked: bool
) -> None:
    await unlock(locked)
    await locked.go("/lock")
    await locked.settle()
    said = {0: "At once", 1: "1 minute"}.get(minutes, f"{minutes} minutes")
    await locked.tap(said)
    await away(locked, clock, seconds=seconds)
    assert locked.shows(LOCKED) is is_locked
    assert not locked.all(ft.Container, key="cover")


async def test_a_phones_list_of_apps_shows_the_name_only(
    app: Callable[..., Screen], journal: Journal
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await door.set_pin(journal, PIN)
    async with app(web=False) as screen:
        await unlock(screen)
        await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "inactive"})
        assert screen.all(ft.Container, key="cover")
        await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "resume"})
        assert not screen.all(ft.Container, key="cover")


async def test_a_reload_after_a_long_time_finds_the_lock_closed(
    locked: Screen, clock: Clock
) -> None:
    await unlock(locked)
    await locked.fire(locked.page, "disconnect")
    clock.move(minutes=6)
    await locked.fire(locked.page, "connect")
    assert locked.shows(LOCKED)


async def test_a_reload_at_once_leaves_nothing_covered(locked: Screen) -> None:
    await unlock(locked)
    await locked.fire(locked.page, "disconnect")
    await locked.fire(locked.page, "connect")
    assert not locked.shows(LOCKED)
    assert not locked.all(ft.Container, key="cover")


async def test_choosing_a_file_does_not_lock_at_once(
    locked: Screen, journal: Journal, clock: Clock
) -> None:
    await unlock(locked)
    await locked.go("/lock")
    await locked.settle()
    await locked.tap("At once")
    await away(locked, clock, seconds=1)
    assert locked.shows(LOCKED)
    journal.refresh()
    journal.is_locked, journal.is_asking = False, True
    door.leave(journal)
    clock.move(minutes=2)
    door.come_back(journal)
    assert not journal.is_locked
    door.leave(journal)
    clock.move(minutes=6)
    door.come_back(journal)
    assert journal.is_locked


async def test_the_line_at_the_foot_goes_when_the_lock_closes(locked: Screen, clock: Clock) -> None:
    await unlock(locked)
    await locked.tap("Nothing new today")
    assert locked.all(ft.Container, key="foot")
    await away(locked, clock, minutes=6)
    assert locked.shows(LOCKED)
    assert not locked.all(ft.Container, key="foot")


async def test_a_forgotten_pin_opens_after_a_day_and_nothing_is_lost(
    locked: Screen, clock: Clock
) -> None:
    await locked.tap("I forgot my PIN")
    assert locked.shows("After 24 hours you can open your journal without the PIN.")
    await locked.tap("Ask to take the lock off")
    assert locked.shows("You can do so from 20:15 on 23 Nov.")
    assert "Take the lock off" not in locked.names()
    clock.move(hours=24)
    await locked.fire(locked.page, "app_lifecycle_state_change", {"state": "show"})
    await locked.tap("Take the lock off")
    assert not locked.shows(LOCKED)
    assert "Nothing new today" in locked.names()


async def test_using_the_pin_stops_someone_elses_wish_and_says_so(
    locked: Screen, clock: Clock, store: Store
) -> None:
    await locked.tap("I forgot my PIN")
    await locked.tap("Ask to take the lock off")
    clock.move(hours=2)
    await unlock(locked)
    assert locked.shows("Someone asked to take the lock off at 20:15 on 2026-11-22.")
    kept = lock.read(store.settings())
    assert kept is not None
    assert kept.forgotten_at is None


async def test_the_page_says_what_a_lock_is_not_before_one_is_set(screen: Screen) -> None:
    await screen.go("/lock")
    await screen.settle()
    assert screen.shows("It does not encrypt your journal")
    assert screen.shows("If you forget the PIN")
    assert "Turn the lock on" in screen.names()


async def test_a_lock_is_set_changed_and_taken_off_on_its_page(
    screen: Screen, store: Store
) -> None:
    await screen.go("/lock")
    await screen.settle()
    await screen.type("New PIN, 4 to 12 digits", PIN)
    await screen.type("The same PIN again", OTHER)
    await screen.tap("Turn the lock on")
    assert screen.shows("The two PINs are not the same.")
    assert lock.read(store.settings()) is None
    await screen.type("The same PIN again", PIN)
    await screen.tap("Turn the lock on")
    first = lock.read(store.settings())
    assert first is not None
    await screen.type("New PIN, 4 to 12 digits", OTHER)
    await screen.type("The same PIN again", OTHER)
    await screen.tap("Change the PIN")
    assert screen.shows("That is not the PIN.") or screen.shows("A PIN has 4 to 12 digits")
    after = lock.read(store.settings())
    assert after is not None
    assert after.digest == first.digest
    await screen.type("PIN you use now", PIN)
    await screen.tap("Change the PIN")
    changed = lock.read(store.settings())
    assert changed is not None
    assert changed.digest != first.digest


async def test_a_pin_of_a_kind_this_device_cannot_work_out_still_has_a_way_back(
    locked: Screen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: object) -> bytes:
        raise ValueError

    monkeypatch.setattr(lock, "stretched", cannot)
    await unlock(locked)
    assert locked.shows("This PIN cannot be checked on this device.")
    assert "I forgot my PIN" in locked.names()
