"""The course: where it stands, doses, weights, missed capsules, breaks, the last dose."""

from collections.abc import Callable, Sequence
from datetime import date

import flet as ft

from app import theme
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row, rows
from app.parts.guard import part
from app.parts.provenance import provenance
from app.parts.sheet import sheet
from app.parts.space import Space, use_space
from app.parts.week_bar import week_bar
from app.screens.clinic_view import (
    day_short,
    dose_line,
    is_under_way,
    page_header,
    per_kg_line,
    taken_line,
    use_doses,
    week_line,
    with_pregnancy,
)
from app.screens.course_card import ends
from app.screens.course_forms import Ending, Plan, StartForm
from app.screens.doses import Breaks, Doses
from app.screens.weights import Weights
from models import dates
from models.after_course import after_course
from models.doses import DoseFacts
from models.records import Course
from models.report.wording import milligrams
from models.words import plural, words


@part
def CoursePage() -> ft.Control:
    """The page; without a course, the form that begins one."""
    space, journal = use_space(), use_journal()
    course = journal.facts.course
    courses = ft.use_memo(journal.store.courses, [course])
    top = [page_header(words("visits.course"))]
    if course is None:
        lead = text.body(words("visits.course_empty"), theme.TEXT_2)
        return sheet(top, [lead, StartForm()], space, key="course")
    return sheet(
        top,
        [
            Standing(),
            *([AfterCourse()] if course.last_dose_on else []),
            text.section(words("visits.doses")),
            Doses(),
            text.section(words("visits.breaks")),
            Breaks(),
        ],
        space,
        [
            text.section(words("visits.weights")),
            Weights(),
            text.section(words("visits.missed")),
            Missed(),
            text.section(words("visits.plan")),
            Plan.keyed(f"plan-{course.id}"),
            Ending.keyed(f"ending-{course.id}"),
            *_earlier(courses, course),
        ],
        key="course",
    )


def _earlier(courses: Sequence[Course], course: Course) -> list[ft.Control]:
    """Courses before this one, by their days."""
    gone = [each for each in courses if each.id != course.id and each.start_on]
    if not gone:
        return []
    items = [row(_days_of(each), icon=ft.Icons.HISTORY) for each in reversed(gone)]
    return [text.section(words("visits.earlier_courses")), rows(items)]


def _days_of(course: Course) -> str:
    first = dates.with_year(course.start_on) if course.start_on else ""
    last = course.last_dose_on
    return words("visits.days_of", first=first, last=dates.with_year(last) if last else "")


@part
def Standing() -> ft.Control:
    """Week, dose, what was taken, and the days this rests on."""
    facts, doses, space = use_journal().facts, use_doses(), use_space()
    course = facts.course
    if course is None:
        return ft.Container()
    lines: list[ft.Control] = [
        ends(_week(week_line(course, facts.today)),
             text.small(dose_line(course, facts.today)), space)
    ]  # fmt: skip
    if is_under_way(course, facts.today) and course.start_on:
        week = (facts.today - course.start_on).days // 7 + 1
        lines.append(week_bar(week, course.planned_weeks))
        lines.append(text.small(words("visits.provider_decides")))
    lines += _taken(doses, facts.today, space)
    return card(lines, key="standing")


def _week(said: str) -> ft.Text:
    return ft.Text(said, size=19, weight=ft.FontWeight.W_700, color=theme.TEXT)


def _taken(doses: DoseFacts, today: date, space: Space) -> list[ft.Control]:
    if not (doses.days_recorded or doses.days_assumed or doses.days_unknown):
        return []
    found: list[ft.Control] = [
        ft.Divider(height=1, thickness=1, color=theme.LINE),
        ends(text.body(taken_line(doses), bold=True), text.body(per_kg_line(doses), bold=True),
             space),
        text.small(_rests_on(doses)),
    ]  # fmt: skip
    if doses.weight is not None:
        kg, on = milligrams(doses.weight.kg), day_short(doses.weight.on, today)
        found.append(text.small(words("visits.by_weight", kg=kg, on=on)))
    else:
        found.append(text.small(words("visits.no_weight")))
    return found


def _rests_on(doses: DoseFacts) -> str:
    """Which days the sum rests on, in one or two sentences."""
    taken = doses.days_recorded - len(doses.missed_on)
    said = [plural("visits.rests_recorded", taken)] if taken else []
    if doses.days_assumed:
        said.append(plural("visits.rests_assumed", doses.days_assumed))
    if doses.missed_on:
        said.append(plural("visits.rests_missed", len(doses.missed_on)))
    if resting := sum(each.days for each in doses.breaks):
        said.append(plural("visits.rests_break", resting))
    if doses.days_unknown:
        said.append(plural("visits.rests_unknown", doses.days_unknown))
    return words("visits.arithmetic", days=words("visits.comma_join").join(said))


@part
def Missed() -> ft.Control:
    """The capsules that were missed: a tap opens the day."""
    journal, doses, page = use_journal(), use_doses(), ft.context.page
    if not doses.missed_on:
        return card([text.small(words("visits.no_missed"))])

    def opening(on: date) -> Callable[..., None]:
        def open_day(_: object) -> None:
            journal.show_day(on)
            page.navigate("/")

        return open_day

    count = plural("visits.missed_count", len(doses.missed_on))
    days = [buttons.link(dates.short(on), opening(on)) for on in doses.missed_on]
    return card([text.body(count), ft.Row(list(days), wrap=True, spacing=14, run_spacing=0)])


@part
def AfterCourse() -> ft.Control:
    """What goes on after the last dose, until when, each with its source."""
    facts = use_journal().facts
    course: Course | None = facts.course
    if course is None or course.last_dose_on is None:
        return ft.Container()
    shown = [each for each in after_course() if with_pregnancy(facts) or not each.for_pregnancy]
    items: list[ft.Control] = []
    for each in shown:
        until = words("visits.until", on=dates.with_year(each.until(course.last_dose_on)))
        lines: list[ft.Control] = [
            text.body(until, bold=True), text.small(each.text, theme.TEXT),
            provenance(each.source, each.checked_on, "added"),
        ]  # fmt: skip
        items.append(
            ft.Container(ft.Column(lines, spacing=3), padding=ft.Padding(top=12, bottom=12))
        )
    return ft.Column(
        [text.section(words("visits.after")), rows(items),
         ft.Container(text.small(words("care.your_clinic_first")),
                      padding=ft.Padding(left=4, top=8))],
        spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
