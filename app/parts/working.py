"""Work that may take a second: its button says so and cannot be tapped twice."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

PAUSE = 0.05
"""Seconds until what was drawn has surely left for the screen; the work itself holds all up."""

Work = Callable[[], Awaitable[Any]]


def use_working() -> tuple[bool, Callable[[Work], Awaitable[None]]]:
    """Whether work of this component is under way, and what does work so that it shows."""
    is_working, set_working = ft.use_state(False)

    async def do(work: Work) -> None:
        set_working(True)
        await asyncio.sleep(PAUSE)
        try:
            await work()
        finally:
            set_working(False)

    return is_working, do
