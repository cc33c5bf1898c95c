"""Doses with who changed them, and breaks: lists that are added to in place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from app.actions import course as write
from app.journal import use_journal
from app.outcome import DONE
from app.parts import text
from app.parts.card import row, rows
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import add_row, beside, form_ends, nothing_row, one_of, opening, written
from app.parts.guard import part
from app.parts.space import use_space
from app.screens.clinic_view import day_short, use_doses
from app.screens.drafts import use_draft, use_leaving, use_open, use_opened
from app.screens.form_date import use_date
from models import typed
from models.records import Course, DosePeriod
from models.report.wording import milligrams
from models.words import plural, words

NEW = "new"
MOST_MG = 1000
BY = {
    "provider": "visits.by_provider", "clinic": "visits.by_clinic", "me": "visits.by_me",
}  # fmt: skip


@part
def Doses() -> ft.Control:
    """Every dose, the newest first; a tap corrects it."""
    facts = use_journal().facts
    editing, set_editing = use_opened("dose")
    course = facts.course
    doses = course.doses if course else ()

    def close() -> None:
        set_editing("")

    items: list[ft.Control] = []
    for period in reversed(doses):
        key = period.start_on.isoformat()
        if editing == key:
            items.append(DoseForm.keyed(key, period, close))
        else:
            items.append(_dose(period, facts.today, opening(set_editing, key)))
    if not doses:
        items.append(nothing_row(words("visits.no_doses")))
    if editing == NEW:
        items.append(DoseForm.keyed(f"new-{len(doses)}", None, close))
    else:
        name = words("visits.change_dose" if doses else "visits.first_dose_add")
        items.append(add_row(name, opening(set_editing, NEW)))
    return rows(items)


def _dose(period: DosePeriod, today: date, on_click: Callable[..., Any]) -> ft.Control:
    name = (
        words("visits.dose_daily", mg=milligrams(period.mg_per_day))
        if period.mg_per_day else words("visits.break_name")
    )  # fmt: skip
    by = BY.get(period.changed_by)
    who = words(by) if by else period.changed_by
    since = words("visits.from", on=day_short(period.start_on, today))
    return row(
        name, under=words("visits.joined", first=since, second=who), on_click=on_click, bold=True
    )


@part
def DoseForm(period: DosePeriod | None, on_done: Callable[[], None]) -> ft.Control:
    """One dose: from which day, how much, who changed it."""
    journal, space = use_journal(), use_space()
    form = f"dose {period.start_on.isoformat() if period else NEW} "
    leave = use_leaving(form, on_done)
    on, choose, wanted = use_date(period.start_on if period else None, f"{form}on")
    mg, set_mg = use_draft(f"{form}mg", typed.plain(period.mg_per_day) if period else "")
    by, set_by = use_draft(f"{form}by", period.changed_by if period else "provider")
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        dose = typed.amount(mg, 0, MOST_MG)
        set_error(words("invalid.mg_per_day") if dose is None else "")
        if (
            dose is not None
            and await write.change_dose(journal, wanted(), dose, by, was=period) is DONE
        ):
            leave()

    async def remove(_: object) -> None:
        if period is not None and await write.remove_dose(journal, period) is DONE:
            leave()

    fields = beside(
        [
            DateField(words("visits.from_day"), on, choose),
            field(words("visits.mg_a_day"), mg, on_type=set_mg, error=error,
                  keyboard=ft.KeyboardType.NUMBER),
        ],
        space,
    )  # fmt: skip
    who = [(key, words(word)) for key, word in BY.items()]
    lines: list[ft.Control] = [
        fields,
        one_of(words("visits.changed_by"), who, by, set_by),
        text.small(words("visits.dose_hint")),
        form_ends(keep, leave, remove if period else None),
    ]
    return written(lines)


@part
def Breaks() -> ft.Control:
    """Stretches without a dose, and the form that adds one."""
    facts, doses = use_journal().facts, use_doses()
    is_open, set_open = use_open("break ")
    course = facts.course
    items: list[ft.Control] = []
    for each in reversed(doses.breaks):
        first, last = day_short(each.first, facts.today), day_short(each.last, facts.today)
        is_now = each.last == facts.today and course is not None and course.dose_on(each.last) == 0
        said = (
            words("visits.break_since", on=first)
            if is_now else plural("visits.break_days", each.days, first=first, last=last)
        )  # fmt: skip
        items.append(row(said))
    if not items:
        items.append(nothing_row(words("visits.no_breaks")))
    if is_open and course is not None:
        items.append(BreakForm.keyed(f"break-{len(items)}", course, lambda: set_open(False)))
    else:
        items.append(add_row(words("visits.add_break"), lambda _: set_open(True)))
    return rows(items)


@part
def BreakForm(course: Course, on_done: Callable[[], None]) -> ft.Control:
    """A break from a day on, to a day if it is over."""
    journal, space = use_journal(), use_space()
    leave = use_leaving("break ", on_done)
    nothing: date | None = None
    first, set_first = use_draft("break first", nothing)
    last, set_last = use_draft("break last", nothing)
    by, set_by = use_draft("break by", "provider")
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        wrong = first is None or (last is not None and last < first)
        set_error(words("invalid.break_days") if wrong else "")
        if (
            first is not None
            and not wrong
            and await write.add_break(journal, course, first, last, by) is DONE
        ):
            leave()

    begin = course.start_on or journal.facts.today
    fields = beside(
        [
            DateField(
                words("visits.break_first"),
                first,
                set_first,
                first=begin,
                error=error,
                near=journal.facts.today,
            ),
            DateField(
                words("visits.break_last"),
                last,
                set_last,
                first=begin,
                can_clear=True,
                near=first or journal.facts.today,
            ),
        ],
        space,
    )
    lines: list[ft.Control] = [
        fields,
        text.small(words("visits.break_hint")),
        one_of(words("visits.changed_by"), [(key, words(word)) for key, word in BY.items()], by,
               set_by),
        form_ends(keep, leave),
    ]  # fmt: skip
    return written(lines)
