"""A care tip in one line, below what it is for."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts.tappable import tappable
from models.content import Tip
from models.words import words


def tip_line(tip: Tip, on_open: Callable[..., Any]) -> ft.Control:
    """The tip, where it is from, and the way to read more."""
    origin = words("care.from_article" if tip.origin == "article" else "care.added")
    ink = theme.ON_PRIMARY_SOFT
    return tappable(
        ft.Row(
            [
                ft.Icon(ft.Icons.LIGHTBULB, color=ink, size=22),
                ft.Column(
                    [
                        ft.Text(tip.text, size=theme.Size.SMALL + 1, color=ink),
                        ft.Text(origin, size=theme.Size.CHOICE, color=ink),
                    ],
                    spacing=2,
                    expand=True,
                ),
                ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ink, size=20),
            ],
            spacing=12,
        ),
        on_open,
        bgcolor=theme.PRIMARY_SOFT,
        border_radius=14,
        padding=12,
    )
