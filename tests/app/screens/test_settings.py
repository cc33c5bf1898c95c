"""Settings, on the real component tree: each choice is kept and seen at once."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from app.keeping import Place
from app.screens.settings_storage import amount, facts_of, room, storage_card
from models.database import FILE_NAME
from models.store import Store
from models.words import words
from tests.app.screens.pages import visit_page
from tests.app.screens.test_today import TODAY, stored
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio


async def settings(screen: Screen) -> None:
    await screen.go("/settings")
    await screen.settle()


async def today(screen: Screen) -> None:
    await screen.go("/")
    await screen.settle()


def is_on(screen: Screen, name: str) -> bool:
    found = [c for c in screen.all(ft.Semantics) if c.toggled is not None and name in said(c)]
    assert len(found) == 1, name
    return bool(found[0].toggled)


def said(control: ft.Control) -> list[str]:
    return [c.value for c in walk(control) if isinstance(c, ft.Text)]


def walk(control: ft.Control) -> list[ft.Control]:
    inside = [getattr(control, "content", None), *(getattr(control, "controls", None) or [])]
    found = [control]
    for each in inside:
        found += walk(each) if isinstance(each, ft.Control) else []
    return found


async def test_an_effect_is_shown_and_hidden_and_its_entries_stay(
    screen: Screen, store: Store
) -> None:
    await screen.tap("Dry eyes, Mild, 1 of 4")
    await settings(screen)
    assert is_on(screen, "Dry eyes")
    await screen.tap("Dry eyes")
    assert not is_on(screen, "Dry eyes")
    await today(screen)
    assert "Dry eyes, Mild, 1 of 4" not in screen.names()
    assert stored(store).levels == {"dry_eyes": 1}
    await settings(screen)
    await screen.tap("Headache")
    await today(screen)
    assert "Headache, Mild, 1 of 4" in screen.names()


async def test_an_own_effect_is_added_logged_renamed_and_hidden(
    screen: Screen, store: Store
) -> None:
    await settings(screen)
    await screen.type("Name of the effect", "Thirst ")
    await screen.tap("Add your own effect")
    assert is_on(screen, "Thirst")
    assert next(c for c in screen.all(ft.TextField) if c.label == "Name of the effect").value == ""
    await today(screen)
    await screen.tap("Thirst, Mild, 1 of 4")
    await settings(screen)
    await screen.tap("Rename Thirst")
    await screen.type("New name", "Very thirsty")
    await screen.tap("Save")
    assert is_on(screen, "Very thirsty")
    await screen.tap("Very thirsty")
    await today(screen)
    assert not [name for name in screen.names() if "thirst" in name.lower()]
    (key,) = stored(store).levels
    assert {effect.key: effect.name for effect in store.effects()}[key] == "Very thirsty"


async def test_an_effect_without_a_name_is_not_added(screen: Screen, store: Store) -> None:
    before = store.effects()
    await settings(screen)
    await screen.type("Name of the effect", "   ")
    await screen.tap("Add your own effect")
    assert screen.shows("That could not be saved. Please check what you typed.")
    assert store.effects() == before


async def test_the_look_is_kept_and_worn_at_once(screen: Screen, store: Store) -> None:
    await settings(screen)
    assert "Same as device" in screen.selected()
    await screen.tap("Dark")
    assert screen.page.theme_mode == ft.ThemeMode.DARK
    assert store.settings()["theme"] == "dark"
    assert "Dark" in screen.selected()


async def test_the_end_of_the_day_moves_the_day(screen: Screen, store: Store, clock: Clock) -> None:
    clock.move(hours=7)  # a quarter past three in the night of the 23rd
    await settings(screen)
    await screen.tap("6:00")
    assert store.settings()["cutoff"] == "06:00:00"
    await today(screen)
    await screen.tap("Nothing new today")
    assert stored(store).is_nothing_new
    assert stored(store, TODAY + timedelta(days=1)) is None


async def test_the_country_is_changed_in_place(screen: Screen, store: Store) -> None:
    await settings(screen)
    await screen.tap("Change country")
    await screen.tap("France")
    assert store.settings()["country"] == "FR"
    await screen.go("/help")
    await screen.settle()
    assert "Call 3114" in screen.names()


async def test_why_one_rule_waits_is_said(screen: Screen) -> None:
    await settings(screen)
    assert screen.shows("Your usual mood is not known yet.")


async def test_answers_to_the_safety_question_are_kept_until_it_is_switched_off(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Mood, 1 of 5, Very low")
    await screen.tap("No")
    clock.move(days=1)
    await settings(screen)
    assert not is_on(screen, "Don't keep my answers to this question")
    assert [row.answer for row in store.safety_answers()] == ["no"]


async def test_the_sample_can_be_removed_from_here(
    app: Callable[..., Screen], journal: Journal
) -> None:
    await setup.load_sample(journal)
    async with app() as screen:
        in_the_bar = screen.names().count("Remove the sample")
        await settings(screen)
        assert screen.names().count("Remove the sample") == in_the_bar + 1


@pytest.mark.parametrize("page", ["/settings", "/help"])
async def test_a_page_that_opens_from_every_tab_leads_back_to_the_one_it_came_from(
    screen: Screen, page: str
) -> None:
    for tab, seen in (("/visits", "Questions to ask"), ("/care", "Daily routine")):
        await visit_page(screen, tab)
        await visit_page(screen, page)
        assert not screen.shows(seen)
        await screen.tap("Back")
        assert screen.shows(seen)


async def test_every_page_about_the_app_opens(screen: Screen) -> None:
    await settings(screen)
    await screen.tap("What this journal is, and is not")
    assert screen.shows("Source read on")
    await screen.tap("Back")
    assert screen.page.route == "/settings"


KEPT = Place("kept", is_persisted=True, is_installed=True, is_offline_ready=True, is_shared=False,
             used=63_000_000, allowed=6_200_000_000)  # fmt: skip
UNSURE = replace(KEPT, is_persisted=False, is_installed=False, is_offline_ready=False)


def told(place: Place, platform: ft.PagePlatform | None = None) -> str:
    """All that is said of a place, in one text."""
    return "\n".join(f"{fact.name}: {fact.more}" for fact in facts_of(place, platform))


def test_a_web_address_that_is_shared_is_told() -> None:
    assert "a host name of its own" in told(replace(KEPT, is_shared=True))
    assert "a host name of its own" not in told(KEPT)


def test_a_place_that_is_sure_needs_nothing_done() -> None:
    facts = facts_of(KEPT)
    assert [fact.name for fact in facts] == [
        "In this browser, on this device",
        "The browser promised to keep it",
        "Starts without a network",
    ]
    assert all(fact.is_good for fact in facts)


def test_a_browser_that_promised_nothing_is_said_with_what_helps() -> None:
    assert "The browser may clear it: It may do so when the device runs out of room" in told(UNSURE)
    assert "Save a copy now and then. Putting Sidenote on your home screen helps" in told(UNSURE)
    assert "Needs the network to start" in told(UNSURE)


def test_who_has_it_on_the_home_screen_is_not_told_to_put_it_there() -> None:
    installed = told(replace(UNSURE, is_installed=True), ft.PagePlatform.IOS)
    assert "The browser may clear it" in installed
    assert "home screen" not in installed


@pytest.mark.parametrize("platform", list(ft.PagePlatform))
def test_only_on_an_iphone_the_app_there_begins_with_an_empty_journal(
    platform: ft.PagePlatform,
) -> None:
    is_warned = "may start empty" in told(UNSURE, platform)
    assert is_warned is (platform is ft.PagePlatform.IOS)


def test_the_weaker_storage_is_named_with_what_it_means() -> None:
    first = facts_of(replace(KEPT, kind="kept_less_surely"))[0]
    assert first.name == "In this browser (may be lost)"
    assert "In a private window your journal is deleted when you close it." in first.more
    assert not first.is_good


def test_where_nothing_is_kept_no_promise_is_spoken_of() -> None:
    said = told(replace(KEPT, kind="not_kept"))
    assert said.startswith("Nowhere: this browser saves nothing: What you write is deleted")
    assert "promised" not in said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 KB"), (512, "0.5 KB"), (40_960, "41 KB"), (999_999, "1000 KB"),
        (1_000_000, "1 MB"), (1_240_000, "1.2 MB"), (63_400_000, "63 MB"),
        (6_200_000_000, "6.2 GB"), (120_000_000_000, "120 GB"),
    ],
)  # fmt: skip
def test_sizes_are_said_in_plain_units(size: int, said: str) -> None:
    assert amount(size) == said


def test_the_room_is_that_of_the_journal_its_copies_and_the_browser() -> None:
    assert room((412_000, 1_236_000), KEPT).more == (
        "Your journal takes 412 KB, the copies beside it 1.2 MB. "
        "With the app itself that makes 63 MB. This browser allows up to 6.2 GB."
    )


def test_a_browser_that_does_not_say_how_much_it_allows_is_not_guessed_at() -> None:
    silent = replace(KEPT, used=0, allowed=0)
    said = "Your journal takes 412 KB, the copies beside it 0 KB."
    assert room((412_000, 0), silent).more == room((412_000, 0), None).more == said


async def test_the_card_offers_to_ask_again_and_speaks_the_answer() -> None:
    asked: list[object] = []
    answer = "The browser did not promise it."
    facts = facts_of(UNSURE)
    drawn = partial(storage_card, facts, asked.append, asked.append, answer)
    async with Screen(lambda page: page.add(drawn())) as screen:
        await screen.tap("Ask the browser to keep it")
        assert len(asked) == 1
        assert answer in [said(each)[0] for each in screen.all(ft.Semantics) if each.live_region]


async def test_on_a_computer_the_folder_and_its_size_are_shown(
    screen: Screen, folder: Path
) -> None:
    await screen.tap("Dry lips, Mild, 1 of 4")
    await settings(screen)
    assert str(folder) in screen.texts()
    (copy,) = (folder / "backups").glob("*.db")
    journal, copies = ((path.stat().st_size + 500) // 1000 for path in (folder / FILE_NAME, copy))
    assert screen.shows(f"Your journal takes {journal} KB, the copies beside it {copies} KB.")
    assert "Ask the browser to keep it" not in screen.names()
    await screen.tap("Save a copy elsewhere")
    assert screen.page.route == "/data"


async def test_the_app_of_a_phone_names_no_folder(app: Callable[..., Screen], folder: Path) -> None:
    async with app(web=False, platform="android") as screen:
        await settings(screen)
        assert screen.shows("In the app, on this device")
        assert str(folder) not in screen.texts()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
@pytest.mark.parametrize(("mode", "said"), [(0o700, ""), (0o755, "look into"), (0o777, "change")])
async def test_a_folder_that_others_can_use_is_told(
    screen: Screen, folder: Path, mode: int, said: str
) -> None:
    folder.chmod(mode)
    await settings(screen)
    for kind, word in (("read", "look into"), ("write", "change")):
        assert screen.shows(words(f"settings.place_others_{kind}")) is (word == said)
    folder.chmod(0o700)
