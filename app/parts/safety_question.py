"""The safety question: privacy first, three answers of the same weight, none chosen before."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.parts import buttons, text
from app.parts.card import card
from app.parts.guard import doing
from models.words import words

ANSWERS = ("no", "yes", "rather_not")


def safety_question(on_answer: Callable[[str], Any]) -> ft.Control:
    """The card; `on_answer(code)` is awaited on a tap."""
    answers = [
        buttons.outline(words(f"check.safety.{code}"), doing(on_answer, code), expand=True)
        for code in ANSWERS
    ]
    return card(
        [
            text.small(words("check.safety.privacy")),
            text.body(words("check.safety.question")),
            ft.Column([ft.Row([answer]) for answer in answers], spacing=8),
        ],
        key="safety-question",
    )
