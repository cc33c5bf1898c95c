"""A page that is loaded again in the middle of something shows what is so by then."""

from collections.abc import Callable

import flet as ft
import pytest

from app.actions import setup
from app.journal import Journal
from app.redraw import draw_anew
from tests.headless import Screen

pytestmark = [pytest.mark.anyio, pytest.mark.screens]


async def reload(screen: Screen, *, meanwhile: Callable[[], object] = lambda: None) -> None:
    """What the server does when a page is loaded again: end the connection, and make one."""
    await screen.session.disconnect(60)
    meanwhile()
    await screen.session.connect(screen)
    await screen.settle()


async def test_what_changed_while_the_page_was_away_is_drawn() -> None:
    told = []

    @ft.component
    def shown() -> ft.Control:
        said, set_said = ft.use_state("making it")
        told.append(set_said)
        return ft.Text(said)

    def main(page: ft.Page) -> None:
        page.on_connect = lambda _: draw_anew(page)
        page.render(shown)

    async with Screen(main) as screen:
        await reload(screen, meanwhile=lambda: told[-1]("made"))
        assert screen.shows("made")


async def test_a_drawing_that_broke_off_goes_on_after_a_reload(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: object) -> None:
        raise AttributeError("'NoneType' object has no attribute 'put_nowait'")

    with monkeypatch.context() as away:
        away.setattr(screen, "send_message", gone)
        await screen.go("/trends")
        with pytest.raises(AttributeError):
            await screen.settle()
    await reload(screen)
    await screen.tap("Get help")
    assert screen.shows("In danger now?")


async def test_a_reload_in_the_middle_of_a_page_loses_nothing(
    app: Callable[..., Screen], journal: Journal
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app() as screen:
        await screen.tap("Dry lips, Moderate, 2 of 4")
        await reload(screen)
        assert "Dry lips, Moderate, 2 of 4" in screen.selected()
        await screen.tap("Dry lips, Severe, 3 of 4")
        assert "Dry lips, Severe, 3 of 4" in screen.selected()
