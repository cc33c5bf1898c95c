"""What can be tapped: a surface that a screen reader finds as one button."""

from collections.abc import Callable
from typing import Any

import flet as ft

Handler = Callable[..., Any] | None


def tappable(
    content: ft.Control,
    on_click: Handler,
    *,
    label: str | None = None,
    selected: bool | None = None,
    toggled: bool | None = None,
    checked: bool | None = None,
    expand: bool | None = None,
    **look: Any,
) -> ft.Semantics:
    """`content` on a surface with the looks of a Container; without `on_click` it is switched off.

    A screen reader says what the texts inside say, or `label` where they say nothing.
    """
    button = as_button(ft.Container(content, **look), on_click)
    button.label, button.expand = label, expand
    button.selected, button.toggled, button.checked = selected, toggled, checked
    return button


def as_button(surface: ft.Container, on_click: Handler) -> ft.Semantics:
    """A surface that is there already, such as a card, as one button."""
    surface.on_click, surface.ink = on_click, on_click is not None
    return ft.Semantics(container=True, button=True, content=surface)
