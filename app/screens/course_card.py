"""The course in a card: where it stands, and what was taken so far."""

import flet as ft

from app import theme
from app.journal import use_journal
from app.parts import text
from app.parts.card import card, row, rows
from app.parts.guard import part
from app.parts.space import Space, use_space
from app.parts.tappable import as_button
from app.parts.week_bar import week_bar
from app.screens.clinic_view import (
    dose_line,
    going,
    is_under_way,
    per_kg_line,
    taken_line,
    use_doses,
    week_line,
)
from models.words import words


@part
def CourseCard() -> ft.Control:
    """Where the course stands, and what was taken so far: plain sums."""
    facts, doses, space = use_journal().facts, use_doses(), use_space()
    course = facts.course
    if course is None:
        add = row(
            words("visits.add_course"), icon=ft.Icons.MEDICATION_OUTLINED,
            under=words("visits.add_course_under"), on_click=going("/course"),
        )  # fmt: skip
        return rows([add])
    lines: list[ft.Control] = [
        ends(text.body(week_line(course, facts.today), bold=True),
             text.small(dose_line(course, facts.today)), space)
    ]  # fmt: skip
    if is_under_way(course, facts.today) and course.start_on:
        week = (facts.today - course.start_on).days // 7 + 1
        lines.append(week_bar(week, course.planned_weeks))
    if doses.total_mg:
        per_kg = per_kg_line(doses)
        lines.append(ends(text.small(taken_line(doses)), text.small(per_kg), space))
    more = text.body(words("visits.course_more"), theme.PRIMARY, bold=True)
    chevron = ft.Icon(ft.Icons.CHEVRON_RIGHT, color=theme.TEXT_2, size=22)
    lines.append(ft.Row([ft.Container(more, expand=True), chevron]))
    inside = card(lines, key="course-card")
    return as_button(inside, going("/course"))


def ends(first: ft.Text, second: ft.Text, space: Space) -> ft.Control:
    """Two texts at the ends of a line; below each other where words are large."""
    if not second.value:
        return first
    if space.is_narrow:
        return ft.Column([first, second], spacing=2)
    second.text_align = ft.TextAlign.RIGHT
    return ft.Row(
        [
            ft.Container(first, expand=True),
            ft.Container(second, expand=True, alignment=ft.Alignment.CENTER_RIGHT),
        ],
        spacing=8,
    )
