"""How a screen is laid out: header, cards in one column on phones, in two where there is room."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.space import Space
from models.words import words

IN_TWO = "in two"
"""Marks a header whose name stands below its buttons: the name then scrolls with the rest."""


def header(
    name: str,
    on_help: Callable[..., Any],
    space: Space,
    *,
    above: str = "",
    on_back: Callable[..., Any] | None = None,
    extra: ft.Control | None = None,
) -> ft.Control:
    """The top of a screen: a line above, the name, and "Get help", first to be reached.

    A name that has no room beside the buttons of a page stands below them.
    """
    lines: list[ft.Control] = [text.small(above)] if above else []
    lines.append(text.title(name))
    title = ft.Column(lines, spacing=0, expand=True)
    cells: list[ft.Control] = []
    if on_back is not None:
        cells.append(buttons.icon(ft.Icons.ARROW_BACK, words("common.back"), on_back))
    is_below = space.is_narrow or (on_back is not None and not _has_room(name, space))
    cells.append(ft.Container(expand=True) if is_below else title)
    if extra is not None:
        cells.append(extra)
    cells.append(help_button(on_help))
    row = ft.Row(cells, spacing=8, vertical_alignment=ft.CrossAxisAlignment.CENTER)
    return ft.Column([row, ft.Row([title])], spacing=8, data=IN_TWO) if is_below else row


def _has_room(name: str, space: Space) -> bool:
    """Whether `name` fits in one line between Back and Get help."""
    letters = len(name) * theme.Size.TITLE * 0.55 * space.scale
    return letters < space.width - 2 * theme.PAD - theme.TAP - 16 - 150 * space.scale


def help_button(on_help: Callable[..., Any]) -> ft.Control:
    """The button that stands on every screen."""
    return buttons.soft(words("help.button"), on_help, icon=ft.Icons.SUPPORT_AGENT)


def sheet(
    top: Sequence[ft.Control],
    cards: Sequence[ft.Control],
    space: Space,
    second: Sequence[ft.Control] = (),
    *,
    key: str | None = None,
) -> ft.Control:
    """A page: the first of `top` stays in sight with its Get help, the rest scrolls below it.

    `cards` come below `top`, `second` beside them where there is room.
    """
    head, rest = list(top[:1]), list(top[1:])
    first = head[0] if head else None
    if isinstance(first, ft.Column) and first.data == IN_TWO:
        head, rest = first.controls[:1], [*first.controls[1:], *rest]
    if space.is_wide and second:
        body: list[ft.Control] = [
            *rest,
            ft.Row(
                [ft.Column(list(cards), spacing=14, expand=True, **_STRETCH),
                 ft.Column(list(second), spacing=14, expand=True, **_STRETCH)],
                spacing=16, vertical_alignment=ft.CrossAxisAlignment.START,
            ),
        ]  # fmt: skip
        widest = 1160.0
    else:
        body = [*rest, *cards, *second]
        widest = theme.COLUMN * max(1.0, min(space.scale, 1.6))
    scrolled = ft.Column(
        [_middle(body, widest, top=0 if head else 14, bottom=28)],
        scroll=ft.ScrollMode.AUTO, expand=True, key=key,
    )  # fmt: skip
    if not head:
        return scrolled
    pinned = _middle(head, widest, top=14, bottom=10)
    return ft.Column([pinned, scrolled], spacing=0, expand=True, **_STRETCH)


def _middle(items: list[ft.Control], widest: float, *, top: int, bottom: int) -> ft.Control:
    column = ft.Container(
        ft.Column(items, spacing=14, **_STRETCH),
        padding=ft.Padding(left=16, right=16, top=top, bottom=bottom),
        width=widest,  # less where the window, or what the rail leaves of it, is narrower
    )
    # What scrolls is only as wide as it needs; a surface that places something fills all.
    return ft.Container(column, alignment=ft.Alignment.TOP_CENTER)


_STRETCH: dict[str, Any] = {"horizontal_alignment": ft.CrossAxisAlignment.STRETCH}
