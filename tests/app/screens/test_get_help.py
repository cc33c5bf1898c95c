"""Get help, on the real component tree: who to call, in two taps, whatever is filled in."""

from collections.abc import Callable
from urllib.parse import quote

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from models.helplines import countries
from models.store import Store
from models.words import words
from tests.headless import Screen

pytestmark = pytest.mark.anyio

DANGER = "In danger now? Thinking of suicide or self-harm?"


async def help_screen(screen: Screen) -> None:
    await screen.tap("Get help")


def emergency(screen: Screen) -> list[str]:
    return [name for name in screen.names() if name.startswith("Emergency")]


@pytest.mark.parametrize("tab", range(4))
async def test_from_every_tab_the_filled_dialler_is_two_taps_away(screen: Screen, tab: int) -> None:
    await screen.choose_tab(tab)
    await screen.tap("Get help")
    assert screen.shows(DANGER)
    assert screen.action_of(emergency(screen)[0]).url == "tel:112"


async def test_the_emergency_number_comes_before_everything_but_back(screen: Screen) -> None:
    await help_screen(screen)
    assert screen.names()[:2] == ["Back", emergency(screen)[0]]


async def test_a_country_is_chosen_in_place_and_its_numbers_shown(
    screen: Screen, store: Store
) -> None:
    await help_screen(screen)
    await screen.tap("Change country")
    assert {each.name for each in countries()} <= set(screen.names())
    await screen.tap("United States")
    assert store.settings()["country"] == "US"
    assert screen.action_of("Emergency 911").url == "tel:911"
    assert screen.action_of("Call 988").url == "tel:988"
    assert screen.action_of("Text 988").url == "sms:988"
    assert screen.action_of("Text HOME to 741741").url == "sms:741741?&body=HOME"
    assert screen.action_of("Chat at 988lifeline.org").url == "https://988lifeline.org"
    assert "France" not in screen.names()


async def test_while_travelling_the_numbers_of_both_countries_stand_there(
    app: Callable[..., Screen], screen: Screen, journal: Journal, store: Store
) -> None:
    await setup.choose(journal, country="GB")
    async with app() as abroad:
        await help_screen(abroad)
        await abroad.tap("I'm travelling")
        await abroad.tap("Spain")
        texts = abroad.texts()
        assert texts.index("Travelling in Spain") < texts.index("At home: United Kingdom")
        names = abroad.names()
        order = ["Emergency 112", "Call 024", "Emergency 999", "Call 116 123"]
        assert sorted(order, key=names.index) == order
        await abroad.tap("I'm home again")
        assert not abroad.shows("Travelling in Spain")
        assert store.settings()["country"] == "GB"


async def test_a_country_without_a_line_gets_its_emergency_number_and_the_directories(
    screen: Screen,
) -> None:
    await help_screen(screen)
    assert screen.shows("We have no crisis line for Another country yet.")
    opens = screen.action_of("findahelpline.com")
    assert opens.url == "https://findahelpline.com"


async def test_without_a_provider_the_form_stands_right_there_and_then_one_tap_calls(
    screen: Screen, store: Store
) -> None:
    await help_screen(screen)
    assert screen.shows("Add your provider's number")
    await screen.type("Name", "Dr Reyes")
    await screen.type("Phone", "+1 555 0100")
    await screen.type("Email", "clinic@example.org")
    await screen.tap("Save")
    assert store.contacts()["provider"].phone == "+1 555 0100"
    assert not screen.shows("Add your provider's number")
    assert screen.action_of("Call").url == "tel:+15550100"
    assert screen.action_of("Text").url.startswith("sms:+15550100?&body=Hello.%20I%20take")
    assert screen.action_of("Email").url.startswith("mailto:clinic%40example.org?subject=Please")


async def test_a_number_without_digits_is_refused_and_stays_to_be_corrected(
    screen: Screen, store: Store
) -> None:
    await help_screen(screen)
    await screen.type("Phone", "call me")
    await screen.tap("Save")
    phone = next(each for each in screen.all(ft.TextField) if each.label == "Phone")
    assert (phone.error, phone.value) == ("Enter a phone number.", "call me")
    assert store.contacts() == {}


async def test_the_provider_can_be_changed_and_the_change_left(
    app: Callable[..., Screen], screen: Screen, journal: Journal, store: Store
) -> None:
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    async with app() as shown:
        await help_screen(shown)
        await shown.tap("Change the name or number")
        await shown.type("Name", "Dr Who")
        await shown.tap("Cancel")
        assert shown.shows("Dr Reyes")
        await shown.tap("Change the name or number")
        await shown.type("Name", "Dr Lee")
        await shown.tap("Save")
        assert store.contacts()["provider"].name == "Dr Lee"
        assert store.contacts()["provider"].phone == "555 0100"


async def test_someone_trusted_is_added_and_called(
    app: Callable[..., Screen], screen: Screen, journal: Journal, store: Store
) -> None:
    await setup.keep_contact(
        journal, "provider", name="Dr Reyes", email="clinic@example.org", phone=""
    )
    async with app() as shown:
        await help_screen(shown)
        await shown.tap("Add someone you trust")
        await shown.type("Name", "Mum")
        await shown.type("Phone", "555 0199")
        await shown.tap("Save")
        assert shown.shows("Tell someone you trust: Mum")
        assert shown.action_of("Call").url == "tel:5550199"
        assert "Can%20you%20call%20me" in shown.action_of("Text").url


async def test_the_safety_question_can_be_answered_from_here(screen: Screen, store: Store) -> None:
    await help_screen(screen)
    await screen.tap("Answer the question")
    texts = screen.texts()
    privacy = (
        "Your answer stays on this device. Nobody is told. If you are in danger, call 112 now."
    )
    assert texts.index(privacy) < next(
        n for n, t in enumerate(texts) if t.startswith("Some people")
    )
    await screen.tap("Yes")
    assert screen.shows("You don't have to face this alone.")
    assert [row.level for row in store.notices()] == [3]


async def test_no_from_here_is_answered_neutrally_and_closes_the_question(screen: Screen) -> None:
    await help_screen(screen)
    await screen.tap("Answer the question")
    await screen.tap("No")
    assert screen.shows("Thank you. You can open Get help at any time.")
    assert "Answer the question" in screen.names()


async def test_red_flags_and_the_child_helplines_are_listed(screen: Screen) -> None:
    await help_screen(screen)
    assert screen.shows("Call the emergency number now")
    assert screen.shows("A nosebleed that pours, makes you feel faint")
    assert screen.shows("Under 18? Youth helplines are for you too.")
    assert "childhelplineinternational.org" in screen.names()


async def test_on_a_phone_the_large_numbers_are_one_tap_away(screen: Screen) -> None:
    await help_screen(screen)
    assert "Copy number" not in screen.names()
    await screen.tap("Call not working? Show the numbers")
    assert screen.action_of("Copy number").data == "112"


async def test_where_dialling_is_impossible_the_number_stands_large_to_copy(
    app: Callable[..., Screen], screen: Screen
) -> None:
    async with app(platform="linux") as computer:
        await computer.tap("Get help")
        assert computer.action_of("Copy number").data == "112"
        assert "112" in computer.texts()
        await computer.tap("Copy number")
        assert computer.shows("Number copied")


async def test_the_message_says_nothing_of_what_was_written_while_the_banner_stands(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    async with app() as shown:
        await shown.tap("My mood or behaviour has changed")
        await shown.tap("Get help")
        draft = quote(words("notice.draft.provider_bare"))
        assert shown.action_of("Text").url == f"sms:5550100?&body={draft}"
        assert shown.shows("Mood: tell your provider")
        assert not shown.shows("Where do things stand?")
