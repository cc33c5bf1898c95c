"""The two-week check: five questions about the last two weeks, then the safety question."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import flet as ft

from app import way_back
from app.actions import mood
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.guard import doing, part
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.screens.drafts import use_draft, use_forget
from app.screens.urgent import SafetyQuestion
from models.words import words

SAID = ("no", "yes", "not_sure")
OFTEN = (0, 1, 2, 3)
GOES_ON_FOR = timedelta(days=1)
"""How long a check that was begun can be ended: it asks about the last two weeks."""
QUESTIONS: tuple[tuple[str, tuple[str | int, ...]], ...] = (
    ("irritable", SAID),
    ("noticed", SAID),
    ("changed", SAID),
    ("low_interest", OFTEN),
    ("low_mood", OFTEN),
)
"""The columns of a kept check, in the order they are asked, with their answers."""


@part
def Check() -> ft.Control:
    """The questions on one page; nothing is chosen before, and nothing has to be answered."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    nothing: dict[str, str | int] = {}
    said, set_said = use_draft("check said", nothing)
    said_on, set_said_on = use_draft("check on", date.min)
    forget = use_forget("check ")
    today = journal.facts.today
    answers = said if today - said_on <= GOES_ON_FOR else nothing
    is_finished, set_finished = ft.use_state(False)

    def leave() -> None:
        forget()
        way_back.leave(journal, page, "/")

    async def finish() -> None:
        if await mood.finish_check(journal, answers) is DONE:
            forget()
            set_finished(True)

    async def choose(question: str, said: str | int) -> None:
        set_said(answers | {question: said})
        set_said_on(today)

    top = header(
        words("check.title"),
        lambda _: page.navigate("/help"),
        on_back=lambda _: way_back.leave(journal, page, "/"),
        space=space,
    )
    if is_finished:
        return sheet([top], [SafetyQuestion(leave)], space, key="check-safety")
    is_whole = len(answers) == len(QUESTIONS)
    done = buttons.primary(words("check.finish"), doing(finish), expand=True, disabled=not is_whole)
    return sheet(
        [top],
        [
            text.body(words("check.intro")),
            *questions(answers, choose),
            ft.Row([done]),
            ft.Row([buttons.outline(words("check.later"), lambda _: leave(), expand=True)]),
        ],
        space,
        key="check",
    )


def questions(
    answers: Mapping[str, str | int], on_choose: Callable[[str, str | int], Any]
) -> list[ft.Control]:
    """A card for each question; `on_choose(question, answer)` is awaited on a tap."""
    return [
        card(
            [
                text.body(words(f"check.{name}")),
                chips([
                    chip(_word(said), selected=answers.get(name) == said,
                         said=words("check.spoken", question=words(f"check.{name}"),
                                    answer=_word(said)),
                         on_click=doing(on_choose, name, said))
                    for said in possible
                ]),
            ],
            key=f"question-{name}",
        )
        for name, possible in QUESTIONS
    ]  # fmt: skip


def _word(said: str | int) -> str:
    return words(f"check.often_{said}") if isinstance(said, int) else words(f"common.{said}")
