"""Which addresses have a screen, and which places the user has passed."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import flet as ft

HELP = "/help"
PASSING = "/urgent"
"""Where level 3 stands: no place to come back to."""
KEPT = 12
"""Places that the way back remembers; nobody goes back further through pages."""


def is_known(address: str, paths: Iterable[str]) -> bool:
    """Whether the router finds `address` among `paths` such as "visit/:id"."""
    place = re.split(r"[?#]", address, maxsplit=1)[0]
    return any(re.fullmatch(_pattern(path), place) for path in paths)


def _pattern(path: str) -> str:
    steps = [step for step in path.split("/") if step]
    named = [r"[\w.~-]+" if step.startswith(":") else re.escape(step) for step in steps]
    return "/?" + "/".join(named) + ("/?" if named else "")


class Trail:
    """The places from a tab to the one that is open, each opened from the one before it."""

    def __init__(self) -> None:
        self._places: list[str] = []
        self._next = self._left = self._open = ""
        self.tab = "/"  # the one that was open last

    def lead_to(self, place: str) -> None:
        """Take note that a button leads to a place, which the user did not open by its address."""
        self._next = place

    def stand_on(self, place: str, *, is_tab: bool) -> None:
        """Take note of the place that is open: a new one, or one before it that was left for."""
        self._open = place
        if place == PASSING:
            return
        is_led_to = self._next == place or place == HELP
        if place != self._left:
            if self._places[-1:] == [self._left]:
                del self._places[-1]
            self._left = ""
        self.tab = place if is_tab else self.tab
        if place in self._places:
            self._places = self._places[: self._places.index(place)]
        elif is_tab or not is_led_to:
            self._places = []
        self._places = [*self._places, place][-KEPT:]

    def before(self) -> str | None:
        """The place from which the open one was opened; None if it was opened by its address."""
        is_listed = self._places[-1:] == [self._open]
        earlier = self._places[:-1] if is_listed else self._places
        return earlier[-1] if earlier else None

    def leave(self, otherwise: str) -> str:
        """Where leaving the open place leads: to the one before it, or else to `otherwise`."""
        self._left = self._open
        return self.before() or otherwise


def mind_addresses(
    page: ft.Page, paths: Iterable[str], trail: Trail, on_unknown: Callable[[], None]
) -> None:
    """Have the first screen shown for an address that no screen has, now and later.

    `on_unknown` says so. The router would show nothing at all, for good. The `trail` is told
    where the app's own buttons lead.
    """
    usual, usual_way, known = page.before_event, page.navigate, tuple(paths)

    def before_event(event: ft.ControlEvent) -> bool | None:
        if isinstance(event, ft.RouteChangeEvent) and not is_known(event.route, known):
            event.route = "/"
            on_unknown()
        done: bool | None = usual(event)
        return done

    def navigate(route: str, **more: Any) -> None:
        trail.lead_to(route)
        usual_way(route, **more)

    page.before_event = before_event  # type: ignore[method-assign, assignment]  # Flet has no other way
    page.navigate = navigate  # type: ignore[method-assign]  # as above
    if not is_known(page.route or "/", known):
        page.route = "/"
        on_unknown()
