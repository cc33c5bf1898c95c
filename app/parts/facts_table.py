"""A plain table for everyone, screen readers first: one row is one sentence."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.guard import doing
from app.parts.space import Space
from app.parts.tappable import tappable
from models.words import words


class FactRow(NamedTuple):
    """The cells of a row; `opens`: the day that a tap opens."""

    cells: tuple[str, ...]
    opens: date | None = None


def facts_table(
    heads: Sequence[str],
    rows: Sequence[FactRow],
    space: Space,
    on_open: Callable[[date], Any] | None = None,
) -> ft.Control:
    """The rows below their heads; below each other where columns would be too narrow."""
    is_stacked = space.scale > 1.3
    lines: list[ft.Control] = []
    if not is_stacked:
        head = _line(heads, theme.TEXT_2, is_head=True)
        lines.append(ft.Container(head, padding=ft.Padding(bottom=6)))
    for row in rows:
        lines.append(ft.Divider(height=1, thickness=1, color=theme.LINE))
        inside = _stack(heads, row.cells) if is_stacked else _line(row.cells, theme.TEXT)
        lines.append(_named(inside, heads, row, on_open))
    return ft.Column(lines, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def said(heads: Sequence[str], cells: Sequence[str]) -> str:
    """A row as one sentence: "12 Nov, Lips: Severe, Skin: Mild"."""
    named = [f"{head}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True)]
    return ", ".join([cells[0], *named])


def _named(
    inside: ft.Control, heads: Sequence[str], row: FactRow, on_open: Callable[[date], Any] | None
) -> ft.Control:
    """The cells are silent; the row says them together."""
    spoken = said(heads, row.cells)
    return tappable(
        inside,
        doing(on_open, row.opens) if on_open and row.opens else None,
        label=spoken,
        padding=ft.Padding(top=10, bottom=10),
    )


def _line(cells: Sequence[str], color: ft.ColorValue, *, is_head: bool = False) -> ft.Control:
    return ft.Row(
        [
            ft.Text(
                cell, semantics_label=cell if is_head else "", size=theme.Size.SMALL,
                color=color, expand=4 if place == 0 else 5,
                weight=ft.FontWeight.W_600 if is_head or place == 0 else ft.FontWeight.W_400,
            )
            for place, cell in enumerate(cells)
        ],
        spacing=8, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def _stack(heads: Sequence[str], cells: Sequence[str]) -> ft.Control:
    first = ft.Text(
        cells[0], semantics_label="", size=theme.Size.SMALL, color=theme.TEXT,
        weight=ft.FontWeight.W_600,
    )  # fmt: skip
    others = [
        ft.Text(f"{head}: {cell}", semantics_label="", size=theme.Size.SMALL, color=theme.TEXT)
        for head, cell in zip(heads[1:], cells[1:], strict=True)
    ]
    return ft.Column([first, *others], spacing=2)


def unfolded(name: str, *, is_open: bool, on_toggle: Callable[..., Any]) -> ft.Control:
    """The way to a table and back; `name` is what the table is of."""
    word = words("trends.hide_table" if is_open else "trends.show_table")
    return ft.Row([buttons.link(word, on_toggle)], key=f"table-of-{name}")
