"""The way to help stands on every screen and never scrolls away."""

from collections.abc import Callable, Iterator
from typing import Any

import flet as ft
import pytest
from flet.components.public_utils import unwrap_component
from flet.controls.base_control import BaseControl

from app.actions import lock
from app.journal import Journal
from app.routes import PAGES, TABS
from tests.headless import Screen

pytestmark = pytest.mark.anyio

HELP = "Get help"
LARGE = {"width": 320, "height": 568}


def in_sight(screen: Screen) -> list[str]:
    """What stands outside of everything that scrolls."""
    return [c.value for c in _still(screen.all(ft.View)[-1]) if isinstance(c, ft.Text) and c.value]


def _still(item: Any) -> Iterator[Any]:
    control = unwrap_component(item)
    if isinstance(control, list | tuple):
        for each in control:
            yield from _still(each)
    elif isinstance(control, BaseControl) and not getattr(control, "scroll", None):
        yield control
        for name in ("controls", "content"):
            yield from _still(getattr(control, name, None))


ROUTES = [
    *(tab.path for tab in TABS),
    *(f"/{path.replace(':id', 'new').replace(':card', 'mood')}" for path in PAGES),
]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("page", [{}, LARGE, {"width": 1200, "height": 800}])
async def test_on_every_screen(
    app: Callable[..., Screen], screen: Screen, route: str, page: dict[str, int]
) -> None:
    async with app(**page) as shown:
        await shown.go(route)
        await shown.settle()
        assert HELP in in_sight(shown)  # on Get help itself it is the name of the screen


async def test_on_welcome_and_on_its_second_page(app: Callable[..., Screen]) -> None:
    async with app() as welcome:
        assert HELP in in_sight(welcome)
        await welcome.tap("Start logging")
        assert HELP in in_sight(welcome)


async def test_on_the_locked_screen(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await lock.set_pin(journal, "4711")
    async with app() as locked:
        assert HELP in in_sight(locked)
