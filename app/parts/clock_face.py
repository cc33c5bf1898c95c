"""How much of the ten minutes is left, large, and said in words."""

import flet as ft

from app import theme
from models.words import plural, words


def time_left(seconds: int) -> ft.Control:
    """`seconds` still to hold."""
    minutes, rest = divmod(seconds, 60)
    return ft.Text(
        words("timer.left", minutes=minutes, seconds=f"{rest:02}"),
        semantics_label=words(
            "timer.spoken_left",
            minutes=plural("timer.spoken_minutes", minutes),
            seconds=plural("timer.spoken_seconds", rest),
        ),
        size=34,
        weight=ft.FontWeight.W_700,
        color=theme.TEXT,
        text_align=ft.TextAlign.CENTER,
    )


def progress(share: float) -> ft.Control:
    """How much of the time is over, 0 to 1; the words above it say the same."""
    bar = ft.ProgressBar(
        value=share, color=theme.PRIMARY, bgcolor=theme.SOFT, bar_height=10, border_radius=5
    )
    return ft.Semantics(exclude_semantics=True, content=bar)
