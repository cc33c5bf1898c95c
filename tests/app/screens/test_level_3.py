"""Level 3: a screen with ways out, Back among them, and a bar on every screen for 72 hours."""

from collections.abc import Callable

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from app.routes import PAGES, TABS
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

VERY_LOW = "Mood, 1 of 5, Very low"
FULL_SCREEN = "You don't have to face this alone."
BAR = "Help is here: emergency number, crisis line, people you trust"
BANNER = "Tell your provider about your mood, today if you can"
WAYS_OUT = ("I need help now", "I'm safe, show my options", "Not now")


async def say_yes(screen: Screen) -> None:
    await screen.tap(VERY_LOW)
    await screen.tap("Yes")
    assert screen.shows(FULL_SCREEN)


def answers(store: Store) -> list[str | None]:
    return [row.answer for row in store.notices() if row.level == 3]


@pytest.mark.parametrize("way", WAYS_OUT)
async def test_each_way_out_leaves_the_bar_for_72_hours_and_then_the_banner(
    app: Callable[..., Screen], screen: Screen, clock: Clock, way: str
) -> None:
    await say_yes(screen)
    await screen.tap(way)
    assert not screen.shows(FULL_SCREEN)
    assert BAR in screen.names()
    clock.move(hours=71)
    async with app() as before:
        assert BAR in before.names()
        assert not before.shows(BANNER)
    clock.move(hours=2)
    async with app() as after:
        assert BAR not in after.names()
        assert after.shows(BANNER)


@pytest.mark.parametrize("route", [*(tab.path for tab in TABS), *(f"/{path}" for path in PAGES)])
async def test_the_bar_stands_on_every_screen(screen: Screen, route: str) -> None:
    await say_yes(screen)
    await screen.tap("Not now")
    await screen.go(route.replace(":id", "new").replace(":card", "mood"))
    await screen.settle()
    assert BAR in screen.names()


async def test_the_bar_stands_on_welcome_too(app: Callable[..., Screen], store: Store) -> None:
    async with app() as welcome:
        await welcome.tap("Get help")
        await welcome.tap("Answer the question")
        await welcome.tap("Yes")
        assert welcome.shows(FULL_SCREEN)
        await welcome.tap("Not now")
        await welcome.go("/")
        await welcome.settle()
        assert "Start logging" in welcome.names()
        assert BAR in welcome.names()
        await welcome.tap("Start logging")
        assert BAR in welcome.names()
    assert answers(store) == ["not_now"]


async def test_the_full_screen_stands_at_an_address_of_its_own_and_back_is_not_now(
    screen: Screen, store: Store
) -> None:
    """The browser's Back changes the address to the one before."""
    await screen.choose_tab(2)
    await screen.choose_tab(0)
    await say_yes(screen)
    assert screen.page.route == "/urgent"
    assert answers(store) == [None]
    await screen.go("/")
    await screen.settle()
    assert not screen.shows(FULL_SCREEN)
    assert BAR in screen.names()
    assert answers(store) == ["not_now"]


async def test_the_systems_back_is_not_now(screen: Screen, store: Store) -> None:
    """On a phone the system asks the topmost view."""
    await say_yes(screen)
    view = screen.all(ft.View)[-1]
    assert view.can_pop is False
    await screen.fire(view, "confirm_pop")
    assert not screen.shows(FULL_SCREEN)
    assert answers(store) == ["not_now"]
    assert BAR in screen.names()


async def test_who_comes_back_to_that_address_later_finds_get_help(screen: Screen) -> None:
    await say_yes(screen)
    await screen.tap("Not now")
    assert screen.page.route == "/"
    await screen.go("/urgent")
    await screen.settle()
    assert screen.shows("Get help")
    assert screen.shows("In danger now?")


async def test_a_reload_on_the_full_screen_keeps_it_and_its_way_back(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    await say_yes(screen)
    async with app(route="/urgent") as again:
        assert again.shows(FULL_SCREEN)
        assert answers(store) == [None]
        await again.go("/")
        await again.settle()
        assert not again.shows(FULL_SCREEN)
    assert answers(store) == ["not_now"]


async def test_a_yes_in_the_two_week_check_is_not_left_by_itself(
    screen: Screen, store: Store
) -> None:
    await screen.go("/check")
    await screen.settle()
    for name in list(screen.names()):
        if name.endswith((" No", " Never")):
            await screen.tap(name)
    await screen.tap("Finish")
    await screen.tap("Yes")
    assert screen.shows(FULL_SCREEN)
    assert answers(store) == [None]


async def test_remind_me_makes_the_bar_of_it_and_never_takes_it_away(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await say_yes(screen)
    await screen.tap("Not now")
    await screen.tap(BAR)
    await screen.tap("Remind me in 24 hours")
    assert BAR in screen.names()
    assert not screen.shows(BANNER)
    clock.move(hours=25)
    async with app() as later:
        assert later.shows(BANNER)


async def test_nobody_can_say_that_a_yes_was_no_change(screen: Screen) -> None:
    await say_yes(screen)
    await screen.tap("Not now")
    await screen.tap(BAR)
    assert "They already know" in screen.names()
    assert "My mood has not changed" not in screen.names()


async def test_the_ways_out_are_in_sight_and_the_rest_scrolls_above_them(screen: Screen) -> None:
    await say_yes(screen)
    (ways,) = screen.all(ft.Container, key="ways-out")
    inside = [text for c in screen.controls(ways) if isinstance(c, ft.Text) for text in [c.value]]
    assert inside == list(WAYS_OUT)
    scrolling = [c for c in screen.all(ft.Column) if c.scroll]
    assert all(c not in list(screen.controls(column)) for column in scrolling for c in [ways])


async def test_who_is_under_18_finds_an_adult_and_a_childrens_line(screen: Screen) -> None:
    await say_yes(screen)
    assert screen.shows("Under 18? Youth helplines are for you too.")
    (young,) = screen.all(ft.Container, key="under-18")
    assert any(getattr(c, "action", None) for c in screen.controls(young))


# Where dialling may fail, numbers stand large and can be copied

NO_PHONE = [
    pytest.param({"platform": "macos", "width": 1200, "height": 800}, id="computer"),
    pytest.param({"platform": "android", "width": 800, "height": 1280}, id="tablet"),
    pytest.param({"platform": "ios", "width": 1180, "height": 820}, id="tablet on its side"),
    pytest.param({"platform": "macos", "width": 820, "height": 1180}, id="tablet as a computer"),
    pytest.param({"platform": "windows"}, id="another computer"),
]


@pytest.mark.parametrize("page", NO_PHONE)
async def test_every_number_can_be_copied_where_dialling_may_fail(
    app: Callable[..., Screen], journal: Journal, page: dict[str, object]
) -> None:
    await setup.choose(journal, is_welcomed=True, country="GB")
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    await setup.keep_contact(journal, "trusted", name="Mum", phone="555 0199")

    def copied(screen: Screen) -> list[str]:
        actions = [getattr(c, "action", None) for c in screen.all(ft.Container)]
        return [a.data for a in actions if isinstance(a, ft.CopyToClipboard)]

    async with app(**page) as screen:
        await screen.tap(VERY_LOW)
        assert copied(screen) == ["555 0100"]  # the card of level 1
        await screen.go("/help")
        await screen.settle()
        assert {"999", "116 123", "555 0100", "555 0199"} <= set(copied(screen))
        await screen.go("/timer")
        await screen.settle()
        assert "999" in copied(screen)
        await screen.go("/")
        await screen.settle()
        await screen.tap("Yes")
        assert {"999", "116 123", "555 0100", "555 0199"} <= set(copied(screen))
        await screen.tap("Not now")
        await screen.tap(BAR)
        assert {"999", "116 123", "555 0100"} <= set(copied(screen))


@pytest.mark.parametrize("size", [(390, 844), (844, 390)])
async def test_a_phone_dials(
    app: Callable[..., Screen], journal: Journal, size: tuple[int, int]
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(platform="ios", width=size[0], height=size[1]) as screen:
        await say_yes(screen)
        assert "Copy number" not in screen.names()
