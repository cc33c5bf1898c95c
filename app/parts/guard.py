"""The guard: one part that cannot be drawn must not freeze the whole screen."""

import functools
import logging
import traceback
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, Protocol, cast

import flet as ft

from app import theme
from app.parts.sheet import help_button
from models.words import words

log = logging.getLogger(__name__)
P = ParamSpec("P")


class Part(Protocol[P]):
    """A component with the arguments of what draws it."""

    def __call__(self, *args: P.args, **values: P.kwargs) -> ft.Control:
        """The component, for the place in which it stands."""

    def keyed(self, key: str, /, *args: P.args, **values: P.kwargs) -> ft.Control:
        """The same with a key, which gives it a state of its own."""


def part(draw: Callable[P, ft.Control]) -> Part[P]:
    """Make a component of `draw` that says so, in its own place, when it cannot be drawn.

    Flet would stop redrawing everything, silently, after an exception in a component.
    """

    @functools.wraps(draw)
    def body(*args: P.args, **values: P.kwargs) -> ft.Control:
        try:
            return draw(*args, **values)
        except Exception as error:  # noqa: BLE001 the guard: see above
            # Never the message of the error: it may quote what the user wrote.
            lines = "".join(traceback.format_tb(error.__traceback__))
            log.error("%s could not be drawn: %s\n%s", draw.__name__, type(error).__name__, lines)
            return _not_drawn()

    component: Any = ft.component(body)
    component.keyed = lambda key, /, *args, **values: component(*args, **values, key=key)
    return cast(Part[P], component)


def _not_drawn() -> ft.Control:
    """It may have been a whole screen, so the way to help stands here too."""
    page = ft.context.page
    said = ft.Text(words("failure.not_drawn"), color=theme.TEXT_2)
    get_help = ft.Row([help_button(lambda _: page.navigate("/help"))])
    return ft.Container(ft.Column([said, get_help]), padding=theme.PAD, key="not-drawn")


def doing(
    action: Callable[P, Awaitable[object]], *args: P.args, **values: P.kwargs
) -> Callable[..., Any]:
    """An event handler that awaits `action(*args, **values)` and does not care for the event."""

    async def handler(_: Any = None) -> None:
        await action(*args, **values)

    return handler
