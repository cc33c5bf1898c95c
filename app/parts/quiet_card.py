"""The one reminder after quiet days: neutral, and gone with the first answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from app.parts import buttons, text
from app.parts.card import card
from app.parts.guard import doing
from models import dates
from models.words import words


def quiet_card(since: date, on_answer: Callable[[str], Any]) -> ft.Control:
    """`since`: the last entry. `on_answer(route)` is awaited; an empty route stays here."""
    close = buttons.icon(ft.Icons.CLOSE, words("common.close"), doing(on_answer, ""))
    return card(
        [
            text.body(words("notice.quiet_body", date=dates.short(since))),
            ft.Row(
                [
                    buttons.soft(words("notice.quiet_log"), doing(on_answer, "/"), expand=True),
                    buttons.outline(words("help.button"), doing(on_answer, "/help"), expand=True),
                ],
                spacing=10,
            ),
        ],
        title=words("notice.quiet_title"),
        trailing=close,
        key="quiet",
    )
