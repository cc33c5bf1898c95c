"""The word "saved": shown only when the device has the change for good."""

import flet as ft

from app import theme
from models.words import words


def saved_mark(*, is_kept: bool, is_shown: bool) -> ft.Control:
    """A tick and the word; nothing while there is nothing to keep."""
    if not is_shown or not is_kept:
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
