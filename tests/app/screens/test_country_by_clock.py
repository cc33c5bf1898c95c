"""The country that comes first: the user's choice, else where the clock is, else the region."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from app.actions import setup
from app.journal import Journal
from models.words import words
from tests.headless import Screen

pytestmark = pytest.mark.anyio
AMERICAN = {"locales": [{"language_code": "en", "country_code": "US"}], "browser_name": "chrome"}
ENGLISH = {"locales": [{"language_code": "en", "country_code": None}], "browser_name": "chrome"}
WHY = words("help.by_the_clock", here="Germany", home="United States")


def numbers(screen: Screen) -> list[str]:
    return [name for name in screen.names() if name.startswith("Emergency")]


def set_to(screen: Screen, info: dict[str, object]) -> Screen:
    screen.answers["get_device_info"] = info
    return screen


@dataclass(frozen=True)
class Case:
    """What a device says, and the emergency numbers that are shown."""

    info: dict[str, object]
    zone: str
    first: str
    others: tuple[str, ...] = ()
    why: bool = False


@pytest.mark.parametrize(
    "case",
    [
        Case(AMERICAN, "Europe/Berlin", "112", ("911",), why=True),
        Case(AMERICAN, "America/Chicago", "911"),
        Case(AMERICAN, "Pacific/Guam", "911"),
        Case(AMERICAN, "UTC", "911"),
        Case(AMERICAN, "Asia/Calcutta", "112", ("911",)),
        Case(ENGLISH, "Europe/Kiev", "112"),
        Case(ENGLISH, "America/Chicago", "911"),
        Case(ENGLISH, "Etc/UTC", "112"),
    ],
)
async def test_get_help_offers_the_country_of_the_clock_first(
    app: Callable[..., Screen], journal: Journal, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    monkeypatch.setenv("TZ", case.zone)
    await setup.choose(journal, is_welcomed=True)
    async with set_to(app(), case.info) as screen:
        await screen.tap("Get help")
        assert case.first in numbers(screen)[0]
        later = " ".join(numbers(screen)[1:])
        assert all(number in later for number in case.others)
        assert screen.shows(WHY) is case.why
        assert not screen.shows("Travelling in")
        assert not screen.shows(words("help.travelling_end"))


async def test_a_chosen_country_stands_alone(
    app: Callable[..., Screen], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    await setup.choose(journal, is_welcomed=True)
    async with set_to(app(), AMERICAN) as screen:
        await screen.tap("Get help")
        await screen.tap("Change country")
        await screen.tap("United States")
        assert not screen.shows(WHY)
        assert [said for said in numbers(screen) if "911" in said]
        assert not [said for said in numbers(screen) if "112" in said]


async def test_who_travels_by_their_own_word_is_believed(
    app: Callable[..., Screen], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    await setup.choose(journal, is_welcomed=True, travelling_in="GB")
    async with set_to(app(), AMERICAN) as screen:
        await screen.tap("Get help")
        assert "999" in numbers(screen)[0]
        assert screen.shows("Travelling in United Kingdom")
        assert not screen.shows(WHY)


async def test_welcome_names_the_number_of_the_clocks_country_and_says_why(
    app: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    async with set_to(app(), AMERICAN) as screen:
        await screen.tap("Start logging")
        assert screen.shows(words("help.disclaimer", number="112"))
        assert screen.shows("Germany")
        assert screen.shows(WHY)
