"""Controls that stay as they are while the values they show are the same."""

from collections.abc import Callable
from typing import Any, Concatenate, NamedTuple, ParamSpec

import flet as ft
from flet.components.utils import current_component

P = ParamSpec("P")


class Kept(NamedTuple):
    """A control that was drawn, the values it shows, and what was drawn within it."""

    values: tuple[Any, ...]
    control: ft.Control
    within: dict[str, "Kept"]


class Drawn:
    """What a component draws this time; what it does not ask for leaves the screen for good."""

    def __init__(self, before: dict[str, Kept]) -> None:
        self._before = before
        self.now: dict[str, Kept] = {}

    def __call__(
        self, name: str, draw: Callable[P, ft.Control], *values: P.args, **named: P.kwargs
    ) -> ft.Control:
        """What `draw(*values)` gives, or the same control as last time if the values are equal."""
        seen = (*values, *named.items())
        return self._kept(name, seen, lambda _: _draw(name, draw, values, named))

    def within(
        self,
        name: str,
        draw: Callable[Concatenate["Drawn", P], ft.Control],
        *values: P.args,
        **named: P.kwargs,
    ) -> ft.Control:
        """What `draw(drawn, *values)` gives: `drawn` is for what in it is drawn on its own."""
        seen = (*values, *named.items())
        return self._kept(name, seen, lambda inner: _draw(name, draw, (inner, *values), named))

    def _kept(
        self, name: str, values: tuple[Any, ...], make: Callable[["Drawn"], ft.Control]
    ) -> ft.Control:
        kept = self._before.get(name)
        if kept is None or not _are_same(kept.values, values):
            inner = Drawn(kept.within if kept else {})
            kept = Kept(values, make(inner), inner.now)
        self.now[name] = kept
        return kept.control


def use_drawn() -> Drawn:
    """Gives `drawn(name, draw, *values)`: what `draw(*values)` gives.

    While the values are equal to those of the last time, it is the same control as then, which
    is neither made nor compared again: a tap then costs what it changes, not what the screen
    holds. `draw` must show nothing but its values, and have no part (component) in it; a journal
    among them is for the handlers, which look at its facts when they are called. `name` is
    unique among its neighbours.
    """
    return _use_kept(None)


def use_parts() -> Drawn:
    """Gives the same for a part, or for what holds parts, which look for changes on their own.

    They are kept until the component they stand in is itself made anew by the one above it: a
    part asks what is handed down from the very component that made it.
    """
    return _use_kept(current_component())


def _use_kept(maker: ft.Component | None) -> Drawn:
    nothing: tuple[ft.Component | None, Drawn] = (None, Drawn({}))
    kept = ft.use_ref(nothing)
    made_by, last = kept.current or nothing
    drawn = Drawn(last.now if made_by is maker else {})
    kept.current = (maker, drawn)
    return drawn


def _draw(
    name: str, draw: Callable[..., ft.Control], values: tuple[Any, ...], named: dict[str, Any]
) -> ft.Control:
    """By its key it is told from its neighbours; by its place it could be taken for one."""
    if hasattr(draw, "__is_component__"):
        return draw(*values, **named, key=name)
    control = draw(*values, **named)
    control.key = name
    return control


def _are_same(seen: tuple[Any, ...], values: tuple[Any, ...]) -> bool:
    return len(seen) == len(values) and all(map(_is_same, seen, values))


def _is_same(one: Any, other: Any) -> bool:
    """Controls are told apart by which they are: Flet compares two by all that they hold."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return _are_same(one, other)
    return one is other or (not isinstance(one, ft.BaseControl) and bool(one == other))
