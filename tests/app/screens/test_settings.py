"""Settings, on the real component tree: each choice is kept and seen at once."""

from collections.abc import Callable
from datetime import timedelta

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from models.store import Store
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
    assert screen.shows("That could not be kept. Please check what you typed.")
    assert store.effects() == before


async def test_the_look_is_kept_and_worn_at_once(screen: Screen, store: Store) -> None:
    await settings(screen)
    assert "As the device" in screen.selected()
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
    assert screen.shows("Your usual mood is not known yet, so one of the checks waits.")


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


async def test_every_page_about_the_app_opens(screen: Screen) -> None:
    await settings(screen)
    await screen.tap("What this journal is, and is not")
    assert screen.shows("Checked on")
    await screen.tap("Back")
    assert screen.shows("Daily routine")
