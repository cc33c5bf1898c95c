"""Questions to ask at the next visit: written down in place, ticked when asked."""

from collections.abc import Callable

import flet as ft

from app.actions import clinic as write
from app.facts import Clinic
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import rows
from app.parts.field import field
from app.parts.form import add_row, form_ends, nothing_row, opening
from app.parts.guard import doing, part
from app.parts.tappable import tappable
from app.screens.drafts import use_draft, use_forget, use_opened, use_seen
from models.records import Question
from models.words import words

LONGEST = 500
NEW = "new"


@part
def Questions() -> ft.Control:
    """The open questions, and the row that adds one."""
    journal = use_journal()
    editing, set_editing = use_opened("question")
    questions = (journal.facts.clinic or Clinic()).questions
    shown = [each for each in questions if each.asked_on is None]

    def close() -> None:
        set_editing("")

    items: list[ft.Control] = []
    for question in shown:
        if editing == question.id:
            items.append(QuestionForm.keyed(f"edit-{question.id}", question, close))
        else:
            items.append(_row(journal, question, set_editing))
    if not shown and editing != NEW:
        items.append(nothing_row(words("visits.no_questions")))
    if editing == NEW:
        items.append(QuestionForm.keyed(f"new-{len(shown)}", None, close))
    else:
        items.append(add_row(words("visits.add_question"), opening(set_editing, NEW)))
    return rows(items)


def _row(journal: Journal, question: Question, on_edit: Callable[[str], None]) -> ft.Control:
    """The question: a tap on its words changes it, the tick says that it was asked."""
    said = tappable(
        text.body(question.text),
        lambda _: on_edit(question.id),
        expand=True,
        padding=ft.Padding(top=12, bottom=12),
    )
    asked = buttons.icon(
        ft.Icons.CHECK, words("visits.mark_asked", question=question.text),
        doing(write.mark_asked, journal, question, True),
    )  # fmt: skip
    line = ft.Row([said, asked], spacing=10, vertical_alignment=ft.CrossAxisAlignment.CENTER)
    return ft.Container(line, padding=ft.Padding(top=4, bottom=4))


@part
def QuestionForm(question: Question | None, on_done: Callable[[], None]) -> ft.Control:
    """One question being written; `question` None: a new one."""
    journal = use_journal()
    form = f"question {question.id if question else NEW} "
    seen = use_seen(form, question)
    typed, set_typed = use_draft(form, question.text if question else "")
    forget = use_forget(form)
    error, set_error = ft.use_state("")

    def leave(_: object = None) -> None:
        forget()
        on_done()

    async def keep(_: object) -> None:
        if not typed.strip() or len(typed.strip()) > LONGEST:
            set_error(words("invalid.text"))
            return
        if question is None:
            kept = await write.add_question(journal, typed)
        else:
            kept = await write.change_question(journal, seen or question, typed)
        if kept is DONE:
            leave()

    async def remove(_: object) -> None:
        if question is not None and await write.remove_question(journal, question) is DONE:
            leave()

    return ft.Container(
        ft.Column(
            [
                field(words("visits.question_label"), typed, on_type=set_typed, lines=2,
                      error=error),
                form_ends(keep, leave, remove if question else None),
            ],
            spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        padding=ft.Padding(top=12, bottom=12),
    )  # fmt: skip
