"""The forms of a course as a whole: begin it, correct its start and length, its last dose."""

from collections.abc import Callable
from datetime import date

import flet as ft

from app.actions import course as write
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import form_ends
from app.parts.guard import part
from app.screens.drafts import use_draft, use_forget, use_leaving, use_open
from app.screens.form_date import use_date
from models import dates, typed
from models.records import Course
from models.words import plural, words

DEFAULT_WEEKS = 20
MOST_WEEKS, MOST_MG = 200, 1000


@part
def StartForm() -> ft.Control:
    """Begin a course: start date (or not yet), planned weeks, first dose."""
    journal = use_journal()
    nothing: date | None = None
    start_on, set_start_on = use_draft("course new on", nothing)
    weeks, set_weeks = use_draft("course new weeks", str(DEFAULT_WEEKS))
    mg, set_mg = use_draft("course new mg", "")
    forget = use_forget("course new ")
    errors, set_errors = ft.use_state(("", ""))

    async def keep(_: object) -> None:
        planned = typed.whole(weeks, 1, MOST_WEEKS)
        dose = typed.amount(mg, 0, MOST_MG) if mg.strip() else None
        wrong = (
            words("invalid.planned_weeks") if planned is None else "",
            words("invalid.mg_per_day") if mg.strip() and dose is None else "",
        )
        set_errors(wrong)
        if planned is None or any(wrong):
            return
        if await write.start_course(journal, start_on, planned, dose) is DONE:
            forget()

    return card(
        [
            DateField(words("visits.first_dose_on"), start_on, set_start_on, can_clear=True,
                      near=journal.facts.today),
            text.small(words("visits.not_yet_hint")),
            field(words("visits.planned_weeks"), weeks, on_type=set_weeks, error=errors[0],
                  keyboard=ft.KeyboardType.NUMBER),
            text.small(words("visits.planned_hint")),
            field(words("visits.mg_a_day"), mg, on_type=set_mg, error=errors[1],
                  keyboard=ft.KeyboardType.NUMBER),
            form_ends(keep),
        ],
        title=words("visits.add_course"),
    )  # fmt: skip


@part
def Plan() -> ft.Control:
    """Start and planned length, and the form that corrects them."""
    journal = use_journal()
    course = journal.facts.course
    editing, set_editing = use_open(f"course {course.id if course else ''} ")
    if course is None:
        return ft.Container()
    if editing:
        return PlanForm(course, lambda: set_editing(False))
    start = (
        words("visits.first_dose", on=dates.with_year(course.start_on))
        if course.start_on else words("visits.not_started")
    )  # fmt: skip
    edit = buttons.icon(ft.Icons.EDIT, words("visits.edit_plan"), lambda _: set_editing(True))
    lines = ft.Column(
        [text.body(start), text.small(plural("visits.planned", course.planned_weeks))],
        spacing=2, expand=True,
    )  # fmt: skip
    return card([ft.Row([lines, edit])])


@part
def PlanForm(course: Course, on_done: Callable[[], None]) -> ft.Control:
    """Correct start and length, or take the course away."""
    journal = use_journal()
    form = f"course {course.id} "
    leave = use_leaving(form, on_done)
    start_on, set_start_on = use_draft(f"{form}on", course.start_on)
    weeks, set_weeks = use_draft(f"{form}weeks", str(course.planned_weeks))
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        planned = typed.whole(weeks, 1, MOST_WEEKS)
        set_error(words("invalid.planned_weeks") if planned is None else "")
        if planned is None:
            return
        if await write.change_course(journal, course, start_on, planned) is DONE:
            leave()

    async def remove(_: object) -> None:
        if await write.remove_course(journal, course) is DONE:
            leave()

    return card(
        [
            DateField(words("visits.first_dose_on"), start_on, set_start_on, can_clear=True,
                      near=journal.facts.today),
            text.small(words("visits.not_yet_hint")),
            field(words("visits.planned_weeks"), weeks, on_type=set_weeks, error=error,
                  keyboard=ft.KeyboardType.NUMBER),
            form_ends(keep, leave, remove),
        ]
    )  # fmt: skip


@part
def Ending() -> ft.Control:
    """Say that the last capsule was taken; or that the course goes on; or begin another."""
    facts = use_journal().facts
    course = facts.course
    if course is None or course.start_on is None or course.start_on > facts.today:
        return ft.Container()
    if course.last_dose_on is None:
        return LastDose(course, course.start_on)
    return Ended(course, course.last_dose_on)


@part
def LastDose(course: Course, start_on: date) -> ft.Control:
    """The last capsule: the day is chosen and kept in two taps."""
    journal = use_journal()
    is_open, set_open = use_open("last_dose ")
    on, choose, wanted = use_date(None, "last_dose on")
    leave = use_leaving("last_dose ", lambda: set_open(False))

    async def keep(_: object) -> None:
        if await write.set_last_dose(journal, course, wanted()) is DONE:
            leave()

    inside: list[ft.Control] = [text.small(words("visits.last_dose_hint"))]
    if is_open:
        inside.append(
            DateField(words("visits.last_dose_on"), on, choose, first=start_on,
                      last=journal.facts.today)
        )  # fmt: skip
        inside.append(form_ends(keep, leave))
    else:
        took = buttons.outline(words("visits.took_last"), lambda _: set_open(True), expand=True)
        inside.append(ft.Row([took]))
    return card(inside, title=words("visits.last_dose"))


@part
def Ended(course: Course, last_dose_on: date) -> ft.Control:
    """After the last capsule: take that back, or begin another course."""
    journal = use_journal()
    is_open, set_open = use_open("course new ")

    async def go_on(_: object) -> None:
        await write.set_last_dose(journal, course, None)

    if is_open:
        return StartForm()
    on = dates.with_year(last_dose_on)
    until = journal.facts.mood_path.looks_until
    back = buttons.outline(words("visits.goes_on"), go_on, expand=True)
    again = buttons.outline(words("visits.another"), lambda _: set_open(True), expand=True)
    return card(
        [
            text.body(words("visits.last_dose_was", on=on)),
            *([text.small(_looks(until, journal.facts.today))] if until else []),
            text.small(words("visits.keep_writing")),
            ft.Row([back]),
            ft.Row([again]),
        ],
        title=words("visits.last_dose"),
    )  # fmt: skip


def _looks(until: date, today: date) -> str:
    """Until when notices look at entries: a mistyped last dose is seen here."""
    key = "visits.notices_until" if today <= until else "visits.notices_ended"
    return words(key, on=dates.with_year(until))
