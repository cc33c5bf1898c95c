"""The guard of the parts: what cannot be drawn says so, and help stays in reach."""

import logging

import flet as ft
import pytest

from app.parts.guard import part
from tests.headless import Screen

pytestmark = pytest.mark.anyio


WRITTEN = "a line of the user's diary"


@part
def broken() -> ft.Control:
    raise ValueError(WRITTEN)


async def test_a_part_that_cannot_be_drawn_says_so_and_offers_help(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        async with Screen(lambda page: page.render(broken)) as screen:
            assert screen.shows("This part could not be shown. The rest of your journal works.")
            await screen.tap("Get help")
            assert ("push_route", {"route": "/help"}) in screen.asked


async def test_the_log_names_the_part_and_never_what_was_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        async with Screen(lambda page: page.render(broken)):
            pass
    assert "broken could not be drawn: ValueError" in caplog.text
    assert WRITTEN not in caplog.text
