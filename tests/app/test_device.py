"""What the device says of itself: its country, and whether it can dial."""

import flet as ft
import pytest

from app import device
from tests.headless import Screen

pytestmark = pytest.mark.anyio


def web(*locales: dict[str, str | None]) -> dict[str, object]:
    """What Flet's web client answers when it is asked about the device."""
    return {"locales": list(locales), "browser_name": "chrome"}


async def region_of(info: dict[str, object] | None) -> str:
    screen = Screen(device.learn_region)
    screen.answers["get_device_info"] = info
    async with screen:
        return device.region(screen.page)


async def test_the_country_is_that_of_the_devices_first_language() -> None:
    german = {"language_code": "de", "country_code": "DE"}
    english = {"language_code": "en", "country_code": "US"}
    assert await region_of(web(german, english)) == "DE"


async def test_a_second_language_says_nothing_about_the_country() -> None:
    german = {"language_code": "de", "country_code": None}
    english = {"language_code": "en", "country_code": "US"}
    assert await region_of(web(german, english)) == ""


@pytest.mark.parametrize("info", [None, {}, web()])
async def test_a_device_that_does_not_say_leaves_the_country_open(
    info: dict[str, object] | None,
) -> None:
    assert await region_of(info) == ""


@pytest.mark.parametrize(
    ("platform", "dials"),
    [("android", True), ("ios", True), ("linux", False), ("macos", False), ("windows", False)],
)
async def test_phones_dial_and_computers_do_not(platform: str, dials: bool) -> None:
    def nothing(_: ft.Page) -> None:
        return None

    async with Screen(nothing, platform=platform) as screen:
        assert device.can_dial(screen.page) is dials
