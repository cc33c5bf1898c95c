"""The planned weeks of a course as thin pieces, those gone filled. It announces no end."""

import flet as ft

from app import theme

MOST_PIECES = 30
HEIGHT = 9
GONE, NOW, AHEAD = "gone", "now", "ahead"


def week_bar(week: int, planned: int) -> ft.Control:
    """`week` of `planned`, this week only outlined; the words beside it say the same."""
    if planned <= MOST_PIECES:
        states = [_state(number, week) for number in range(1, planned + 1)]
        return ft.Row([_piece(state) for state in states], spacing=2, key="weeks")
    parts = [(week - 1, GONE), (1, NOW), (planned - week, AHEAD)]
    pieces: list[ft.Control] = [_piece(state, size) for size, state in parts if size > 0]
    return ft.Row(pieces, spacing=2, key="weeks")


def _state(number: int, week: int) -> str:
    if number == week:
        return NOW
    return GONE if number < week else AHEAD


def _piece(state: str, size: int = 1) -> ft.Control:
    line = {GONE: None, NOW: theme.PRIMARY, AHEAD: theme.LINE}[state]
    return ft.Container(
        height=HEIGHT,
        expand=size,
        border_radius=3,
        bgcolor={GONE: theme.PRIMARY, NOW: theme.PRIMARY_SOFT, AHEAD: theme.SOFT}[state],
        border=ft.Border.all(1.5 if state == NOW else 1, line) if line else None,
    )
