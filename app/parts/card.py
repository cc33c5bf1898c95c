"""Cards, and the lists of rows that stand in them."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import text
from app.parts.tappable import as_button


def card(
    controls: Sequence[ft.Control],
    *,
    title: str = "",
    trailing: ft.Control | None = None,
    color: ft.ColorValue = theme.CARD,
    line: ft.ColorValue = theme.LINE,
    key: str | None = None,
) -> ft.Container:
    """A rounded surface with a heading and what belongs to it."""
    head: list[ft.Control] = []
    if title:
        name = ft.Container(text.heading(title), expand=True)
        head = [ft.Row([name, trailing] if trailing else [name])]
    return ft.Container(
        ft.Column(
            [*head, *controls], spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        ),
        bgcolor=color,
        border=ft.Border.all(1, line),
        border_radius=theme.RADIUS,
        padding=theme.PAD,
        key=key,
    )


def rows(items: Sequence[ft.Control]) -> ft.Container:
    """A card of rows with thin lines between them."""
    lined: list[ft.Control] = []
    for item in items:
        if lined:
            lined.append(ft.Divider(height=1, thickness=1, color=theme.LINE))
        lined.append(item)
    return ft.Container(
        ft.Column(lined, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=theme.CARD,
        border=ft.Border.all(1, theme.LINE),
        border_radius=theme.RADIUS,
        padding=ft.Padding(left=theme.PAD, right=theme.PAD),
    )


def row(
    name: str,
    *,
    icon: ft.IconData | None = None,
    icon_color: ft.ColorValue = theme.PRIMARY,
    under: str = "",
    trailing: ft.Control | None = None,
    on_click: Callable[..., Any] | None = None,
    action: ft.ClientAction | None = None,
    bold: bool = False,
) -> ft.Control:
    """One row: icon, name, a second line, and what stands at its end; a chevron if it opens."""
    lines: list[ft.Control] = [text.body(name, bold=bold)]
    if under:
        lines.append(text.small(under))
    cells: list[ft.Control] = []
    if icon is not None:
        cells.append(ft.Icon(icon, color=icon_color, size=24))
    cells.append(ft.Column(lines, spacing=2, expand=True))
    if trailing is not None:
        cells.append(trailing)
    elif on_click is not None:
        cells.append(ft.Icon(ft.Icons.CHEVRON_RIGHT, color=theme.TEXT_2, size=22))
    inside = ft.Container(
        ft.Row(cells, spacing=14, vertical_alignment=ft.CrossAxisAlignment.CENTER),
        padding=ft.Padding(top=12, bottom=12),
        action=action,
    )
    return inside if on_click is None else as_button(inside, on_click)
