"""What stands behind the marks that were tapped, below a chart."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.card import row
from app.parts.guard import doing
from models import dates
from models.trends.marks import Mark
from models.trends.wording import mark_detail
from models.words import words

_ICONS = {
    "dose": ft.Icons.MEDICATION_OUTLINED,
    "visit": ft.Icons.EVENT_NOTE,
    "test": ft.Icons.SCIENCE_OUTLINED,
    "notice": ft.Icons.INFO_OUTLINE,
    "contact": ft.Icons.PHONE_IN_TALK_OUTLINED,
}


def mark_list(
    marks: Sequence[Mark], on_open: Callable[[date], Any], on_close: Callable[..., Any]
) -> list[ft.Control]:
    """The marks as rows that open their day; nothing when none was tapped."""
    if not marks:
        return []
    rows = [
        row(dates.short(mark.on), under=mark_detail(mark), icon=_ICONS[mark.kind],
            on_click=doing(on_open, mark.on))
        for mark in marks
    ]  # fmt: skip
    return [
        ft.Container(
            ft.Column([*rows, buttons.link(words("trends.close_marks"), on_close)], spacing=0),
            bgcolor=theme.SOFT, border_radius=14, padding=ft.Padding(left=12, right=12),
        )
    ]  # fmt: skip
