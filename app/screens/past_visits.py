"""Visits that were, with what was said and changed, and those still ahead."""

from datetime import date

import flet as ft

from app import theme
from app.facts import Clinic
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row, rows
from app.parts.form import empty
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.screens.clinic_view import going, page_header, use_clinic, visit_title
from models.before_visit import coming, past
from models.records import Question, Visit
from models.words import words


@part
def PastVisits() -> ft.Control:
    """The page of visits."""
    space, clinic = use_space(), use_clinic()
    today = use_journal().facts.today
    top = [page_header(words("visits.past"))]
    if clinic is None:
        return sheet(top, [], space)
    ahead, gone = coming(clinic.visits, today), past(clinic.visits, today)
    cards: list[ft.Control] = []
    if ahead:
        cards += [text.section(words("visits.planned")),
                  rows([_planned(each, today) for each in ahead])]  # fmt: skip
        cards.append(text.section(words("visits.past")))
    cards += [_visit(each, clinic, today) for each in gone] or [empty(words("visits.no_past"))]
    add = buttons.soft(words("visits.add_visit"), going("/visit/new"), icon=ft.Icons.ADD)
    return sheet(top, [*cards, ft.Row([add])], space, key="past")


def _planned(visit: Visit, today: date) -> ft.Control:
    return row(visit_title(visit, today), on_click=going(f"/visit/{visit.id}"))


def _visit(visit: Visit, clinic: Clinic, today: date) -> ft.Control:
    """A visit with what was said, what changed, and what was asked on that day."""
    inside: list[ft.Control] = []
    for label, said in (("visits.said", visit.said), ("visits.changed", visit.changed)):
        if said:
            inside.append(ft.Column([text.small(words(label)), text.body(said)], spacing=2))
    asked: list[Question] = [each for each in clinic.questions if each.asked_on == visit.on]
    if asked:
        lines: list[ft.Control] = [text.body(each.text) for each in asked]
        inside.append(ft.Column([text.small(words("visits.asked_then")), *lines], spacing=2))
    if not inside:
        inside.append(text.body(words("visits.nothing_written"), theme.TEXT_2))
    edit = buttons.icon(ft.Icons.EDIT, words("visits.edit_visit"), going(f"/visit/{visit.id}"))
    return card(inside, title=visit_title(visit, today), trailing=edit)
