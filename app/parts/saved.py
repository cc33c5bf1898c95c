"""The word "saved": shown only when the device has the change for good."""

import flet as ft

from app import theme
from models.words import words


def saved_mark(*, is_shown: bool) -> ft.Control:
    """A tick and the word, or nothing; `is_shown`: something is there, and the device has it."""
    if not is_shown:
        return ft.Container()
    return ft.Row(
        [
            ft.Icon(ft.Icons.CHECK, color=theme.PRIMARY, size=18),
            ft.Text(words("common.saved"), size=theme.Size.SMALL, color=theme.TEXT_2),
        ],
        spacing=4,
        tight=True,
        key="saved",
    )
