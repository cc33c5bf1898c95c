"""A field keeps what is typed while everything round it is drawn again."""

from dataclasses import dataclass, field
from typing import Any

import flet as ft
import pytest

from app.parts.field import field as text_field
from tests.headless import Screen

pytestmark = pytest.mark.anyio


@dataclass
class Owner:
    """The state of a form, as a test can change it from outside."""

    value: str = ""
    told: list[str] = field(default_factory=list)
    redraw: Any = None


def form(owner: Owner) -> Any:
    @ft.component
    def drawn() -> ft.Control:
        turn, set_turn = ft.use_state(0)
        owner.redraw = lambda: set_turn(turn + 1)
        return ft.Column([text_field("Words", owner.value, on_type=owner.told.append)])

    def main(page: ft.Page) -> None:
        page.render_views(lambda: ft.View(controls=[drawn()]))

    return main


async def drawn_again(screen: Screen, owner: Owner) -> str:
    owner.redraw()
    await screen.settle()
    return str(shown(screen).value)


def shown(screen: Screen) -> ft.TextField:
    (found,) = screen.all(ft.TextField)
    assert isinstance(found, ft.TextField)
    return found


async def test_a_letter_that_nobody_was_told_of_stays_when_the_screen_is_drawn_again() -> None:
    owner = Owner("a")
    async with Screen(form(owner)) as screen:
        screen.session.apply_patch(shown(screen)._i, {"value": "ab"})  # its event is on the way
        assert await drawn_again(screen, owner) == "ab"
        assert await drawn_again(screen, owner) == "ab"


async def test_what_the_owner_was_told_is_no_new_value() -> None:
    owner = Owner()
    async with Screen(form(owner)) as screen:
        await screen.type("Words", "ab")
        owner.value = owner.told[-1]
        screen.session.apply_patch(shown(screen)._i, {"value": "abc"})
        assert await drawn_again(screen, owner) == "abc"


async def test_a_value_of_the_owner_s_own_is_put_in() -> None:
    owner = Owner("old")
    async with Screen(form(owner)) as screen:
        await screen.type("Words", "typed")
        owner.value = ""
        assert await drawn_again(screen, owner) == ""
        owner.value = "new"
        assert await drawn_again(screen, owner) == "new"


async def test_what_is_too_long_stays_whole_and_is_said_to_be_too_long() -> None:
    told: list[str] = []

    @ft.component
    def drawn() -> ft.Control:
        return ft.Column([text_field("Words", on_type=told.append, longest=10)])

    async with Screen(
        lambda page: page.render_views(lambda: ft.View(controls=[drawn()]))
    ) as screen:
        assert shown(screen).max_length is None
        for text, is_long in [("a" * 10, False), ("a" * 100_000, True), ("b" * 11, True),
                              ("c" * 10 + "  ", False), ("", False)]:  # fmt: skip
            await screen.type("Words", text)
            assert (shown(screen).value, told[-1]) == (text, text)
            assert bool(shown(screen).error) is is_long
            assert screen.crashes == []


async def test_what_was_too_long_before_is_said_at_once() -> None:
    @ft.component
    def drawn() -> ft.Control:
        return ft.Column([text_field("Words", "a" * 11, longest=10)])

    async with Screen(
        lambda page: page.render_views(lambda: ft.View(controls=[drawn()]))
    ) as screen:
        assert "10 letters at most" in str(shown(screen).error)
