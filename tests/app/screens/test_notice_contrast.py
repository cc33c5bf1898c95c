"""Words on every button in a notice stand out by 7:1, light and dark; computed from the theme."""

from collections.abc import Callable, Iterator
from typing import Any

import flet as ft
import pytest
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl

from app import theme
from app.actions import lock, setup
from app.journal import Journal
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

LEAST = 7.0
CHANGED = "My mood or behaviour has changed"
NOTICES = (
    "lowest-card", "mood-banner", "mood-bar", "level-3", "ways-out", "urgent", "safety-question",
    "quiet", "follow-up", "locked-notice", "danger",
)  # fmt: skip
"""The keys of everything that a notice puts on a screen."""


def luminance(color: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def color_of(role: Any, look: ft.Theme) -> str:
    """What a role of the colour scheme is in a look."""
    found = getattr(look.color_scheme, ft.Colors(role).name.lower())
    assert isinstance(found, str), role
    return found


def inked(item: Any, ground: Any, is_inside: bool = False) -> Iterator[tuple[str, Any, Any]]:
    """Each text on a button of a notice, its colour, and the fill it stands on."""
    control = unwrap_component(item)
    if isinstance(control, list | tuple):
        for each in control:
            yield from inked(each, ground, is_inside)
    elif isinstance(control, BaseControl):
        is_inside = is_inside or str(control.key) in NOTICES
        ground = getattr(control, "bgcolor", None) or ground
        if isinstance(control, ft.Text) and is_inside:
            yield str(control.value), control.color or theme.TEXT, ground
        for name in ("controls", "content"):
            yield from inked(getattr(control, name, None), ground, is_inside)


def pale(screen: Screen) -> list[tuple[str, str, float]]:
    """What stands out by less than LEAST, in which look."""
    found = list(inked(screen.all(ft.View)[-1], theme.BACKGROUND))
    assert found, "no notice is shown"
    return [
        (name, words, round(ratio, 2))
        for name, look in (("light", theme.LIGHT), ("dark", theme.DARK))
        for words, ink, ground in found
        if (ratio := contrast(color_of(ink, look), color_of(ground, look))) < LEAST
    ]


async def test_the_card_of_level_1_and_the_safety_question(screen: Screen) -> None:
    await screen.tap("Mood, 1 of 5, Very low")
    assert pale(screen) == []


@pytest.mark.parametrize("phone", ["", "555 0100"])
@pytest.mark.parametrize("platform", ["android", "windows"])
async def test_the_banner_and_its_bar(
    app: Callable[..., Screen], journal: Journal, phone: str, platform: str
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone=phone)
    async with app(platform=platform) as screen:
        await screen.tap(CHANGED)
        await screen.tap("Thoughts of suicide or self-harm? Help now")
        assert pale(screen) == []
        await screen.tap("Hide the details")
        assert pale(screen) == []


async def test_what_may_be_added_to_an_answer(screen: Screen) -> None:
    await screen.tap(CHANGED)
    await screen.tap("My mood has not changed")
    assert pale(screen) == []


@pytest.mark.parametrize("platform", ["android", "windows"])
async def test_level_3_its_bar_and_get_help(
    app: Callable[..., Screen], journal: Journal, platform: str
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await setup.keep_contact(journal, "trusted", name="Mum", phone="555 0199")
    async with app(platform=platform) as screen:
        await screen.tap("Mood, 1 of 5, Very low")
        await screen.tap("Yes")
        assert pale(screen) == []
        await screen.tap("I need help now")
        assert pale(screen) == []


async def test_the_reminder_after_quiet_days(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap(CHANGED)
    await screen.tap("They already know")
    clock.move(days=4)
    async with app() as quiet:
        assert quiet.shows("How are you today?")
        assert pale(quiet) == []


async def test_the_notice_of_a_locked_app(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await screen.tap(CHANGED)
    journal.refresh()
    await lock.set_pin(journal, "4711")
    async with app() as locked:
        assert pale(locked) == []
