"""Controls that stay as they are while the values they show are the same."""

from collections.abc import Callable
from typing import Any

import flet as ft

Kept = dict[str, tuple[tuple[Any, ...], ft.Control]]


def use_drawn() -> Callable[..., ft.Control]:
    """Gives `drawn(name, draw, *values)`: what `draw(*values)` gives.

    While the values are equal to those of the last time, it is the same control as then, which
    is neither made nor compared again: a tap then costs what it changes, not what the screen
    holds. `draw` must show nothing but its values; a journal among them is for the handlers,
    which look at its facts when they are called. `name` is unique in the component.
    """
    nothing: Kept = {}
    kept = ft.use_ref(nothing)
    before, now = kept.current or nothing, Kept()
    kept.current = now  # what is not asked for this time leaves the screen for good

    def drawn(name: str, draw: Callable[..., ft.Control], *values: Any) -> ft.Control:
        seen, shown = before.get(name, ((), None))
        if shown is None or not _are_same(seen, values):
            shown = draw(*values)
            # By its key it is told from its neighbours; by its place it could be taken for one.
            shown.key = name
        now[name] = (values, shown)
        return shown

    return drawn


def _are_same(seen: tuple[Any, ...], values: tuple[Any, ...]) -> bool:
    return len(seen) == len(values) and all(map(_is_same, seen, values))


def _is_same(one: Any, other: Any) -> bool:
    """Controls are told apart by which they are: Flet compares two by all that they hold."""
    return one is other or (not isinstance(one, ft.BaseControl) and bool(one == other))
