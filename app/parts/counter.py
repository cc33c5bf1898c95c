"""Counting nosebleeds: minus, the number, plus; and "None" as an answer of its own."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.choice import chip
from models.words import plural, words


def counter(
    count: int | None,
    *,
    on_fewer: Callable[..., Any],
    on_further: Callable[..., Any],
    on_none: Callable[..., Any],
) -> ft.Control:
    """`count` None: not answered. Each handler gets the event of a tap."""
    said = words("today.not_asked") if count is None else plural("today.count_said", count)
    return ft.Row(
        [
            chip(
                words("today.none_today"),
                selected=count == 0,
                on_click=on_none,
                said=plural("today.count_said", 0),
            ),
            ft.Container(expand=True),
            buttons.icon(
                ft.Icons.REMOVE,
                words("today.fewer"),
                on_fewer,
                disabled=not count,
            ),
            ft.Container(
                ft.Text(
                    "–" if count is None else str(count),
                    semantics_label=said,
                    size=22,
                    weight=ft.FontWeight.W_700,
                    text_align=ft.TextAlign.CENTER,
                    color=theme.TEXT,
                ),
                width=44,
            ),
            buttons.icon(ft.Icons.ADD, words("today.further"), on_further, filled=True),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
