"""What shows the same values is the same control; all else is drawn anew."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import flet as ft
import pytest

from app.parts.drawn import use_drawn
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
