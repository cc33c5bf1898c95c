"""What shows the same values is the same control, a part draws itself; all else is drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import flet as ft
import pytest

from app.parts.drawn import Drawn, use_drawn, use_parts
from app.parts.tappable import tappable
from tests.headless import Screen

pytestmark = pytest.mark.anyio


@dataclass
class Board:
    """Named values on a screen, as a test changes them, and what was drawn and tapped."""

    values: dict[str, int]
    made: list[str] = field(default_factory=list)
    tapped: list[str] = field(default_factory=list)
    redraw: Callable[[], Any] = print

    def cell(self, name: str, value: int) -> ft.Control:
        self.made.append(f"{name} {value}")
        return tappable(ft.Text(f"{name} {value}"), lambda _: self.tapped.append(name))


def main_of(board: Board) -> Callable[[ft.Page], None]:
    @ft.component
    def shown() -> ft.Control:
        turn, set_turn = ft.use_state(0)
        board.redraw = lambda: set_turn(turn + 1)
        drawn = use_drawn()
        return ft.Column([drawn(key, board.cell, key, each) for key, each in board.values.items()])

    return lambda page: page.render_views(lambda: ft.View(controls=[shown()]))


async def changed(screen: Screen, board: Board, **values: int) -> list[str]:
    """What is drawn anew when the board holds `values`."""
    board.values = values
    board.made.clear()
    board.redraw()
    await screen.settle()
    return board.made


async def test_only_what_changed_is_drawn_anew() -> None:
    board = Board({"skin": 1, "lips": 2})
    async with Screen(main_of(board)) as screen:
        assert await changed(screen, board, skin=1, lips=3) == ["lips 3"]
        assert screen.texts() == ["skin 1", "lips 3"]
        assert await changed(screen, board, skin=1, lips=3) == []


async def test_each_answers_its_own_tap_wherever_it_stands_later() -> None:
    board = Board({"skin": 1, "lips": 2})
    async with Screen(main_of(board)) as screen:
        assert await changed(screen, board, eyes=0, lips=2, skin=1) == ["eyes 0"]
        assert screen.texts() == ["eyes 0", "lips 2", "skin 1"]
        for name in screen.texts():
            await screen.tap(name)
        assert board.tapped == ["eyes", "lips", "skin"]


async def test_what_had_left_the_screen_comes_back_new() -> None:
    board = Board({"skin": 1, "lips": 2})
    async with Screen(main_of(board)) as screen:
        await changed(screen, board, skin=1)
        assert screen.texts() == ["skin 1"]
        assert await changed(screen, board, skin=1, lips=2) == ["lips 2"]
        await screen.tap("lips 2")
        assert board.tapped == ["lips"]


async def test_what_is_drawn_within_is_kept_when_all_around_it_changes() -> None:
    made: list[str] = []

    def cell(name: str) -> ft.Control:
        made.append(name)
        return ft.Text(name)

    def row(drawn: Drawn, *names: str) -> ft.Control:
        made.append("row")
        return ft.Row([drawn(name, cell, name) for name in names])

    @ft.component
    def shown() -> ft.Control:
        names, set_names = ft.use_state(("skin", "lips"))
        state["show"] = set_names
        return ft.Column([use_drawn().within("row", row, *names)])

    state: dict[str, Callable[..., Any]] = {}
    async with Screen(
        lambda page: page.render_views(lambda: ft.View(controls=[shown()]))
    ) as screen:
        for names, anew in [
            (("skin", "eyes"), ["row", "eyes"]),
            (("eyes", "skin"), ["row"]),
            (("eyes", "lips"), ["row", "lips"]),  # it had left the screen
        ]:
            made.clear()
            state["show"](names)
            await screen.settle()
            assert (made, screen.texts()) == (anew, list(names))


@ft.observable
class Told:
    """What the parts below listen to."""

    def __init__(self) -> None:
        self.said = "first"


async def test_a_part_draws_itself_anew_and_finds_what_is_handed_down_after_its_owner_is_new() -> (
    None
):
    told, made, state = Told(), list[str](), dict[str, Callable[..., Any]]()
    context: Any = ft.create_context(None)

    @ft.component
    def inner() -> ft.Control:
        heard: Told = ft.use_context(context)
        made.append("inner")
        return ft.Text(heard.said)

    @ft.component
    def middle(name: str) -> ft.Control:
        parts = use_parts()
        turn, set_turn = ft.use_state(0)
        state["middle"] = lambda: set_turn(turn + 1)
        made.append("middle")
        return ft.Column([ft.Text(name), parts("inner", inner)])

    @ft.component
    def outer() -> ft.Control:
        name, set_name = ft.use_state("a")
        state["outer"] = set_name
        made.append("outer")
        return context(told, lambda: ft.Column([middle(name)]))

    async with Screen(
        lambda page: page.render_views(lambda: ft.View(controls=[outer()]))
    ) as screen:

        async def after(act: Callable[[], Any]) -> tuple[list[str], list[str]]:
            made.clear()
            act()
            await screen.settle()
            return made, screen.texts()

        assert await after(lambda: setattr(told, "said", "second")) == (["inner"], ["a", "second"])
        assert await after(lambda: state["middle"]()) == (["middle"], ["a", "second"])
        everything = ["outer", "middle", "inner"]
        assert await after(lambda: state["outer"]("b")) == (everything, ["b", "second"])
        assert await after(lambda: setattr(told, "said", "third")) == (["inner"], ["b", "third"])
