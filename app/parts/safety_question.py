"""The safety question: privacy first, three answers of the same weight, none chosen before."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.card import card
from app.parts.guard import doing
from app.parts.switch_row import switch_row
from models.words import words

ANSWERS = ("no", "yes", "rather_not")


def safety_question(
    number: str,
    on_answer: Callable[[str], Any],
    *,
    keeps: bool,
    on_keep: Callable[[bool], Any],
) -> ft.Control:
    """The card; `number` is the emergency number, `on_answer(code)` is awaited on a tap.

    `keeps`: whether answers stay in the journal; `on_keep(bool)` is awaited on a change.
    """
    answers = [
        buttons.outline(words(f"check.safety.{code}"), doing(on_answer, code), expand=True)
        for code in ANSWERS
    ]
    return card(
        [
            text.small(words("check.safety.privacy", number=number), theme.TEXT),
            text.body(words("check.safety.question")),
            ft.Column([ft.Row([answer]) for answer in answers], spacing=8),
            *do_not_keep(keeps, on_keep),
        ],
        key="safety-question",
    )


def do_not_keep(keeps: bool, on_keep: Callable[[bool], Any]) -> list[ft.Control]:
    """The switch for answers that are used and not stored."""
    return [
        switch_row(
            words("check.safety.do_not_keep"), is_on=not keeps, on_click=doing(on_keep, not keeps),
            under=words("check.safety.do_not_keep_more"), ink=theme.TEXT,
        )
    ]  # fmt: skip
