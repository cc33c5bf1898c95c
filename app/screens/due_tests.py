"""When tests are due: dates of the clinic, or drafted from a preset with its source."""

from collections.abc import Callable
from datetime import date

import flet as ft

from app import theme
from app.actions import lab as write
from app.facts import Clinic, Facts
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import row, rows
from app.parts.choice import chip, chips
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import add_row, form_ends, nothing_row, one_of, opening, written
from app.parts.guard import doing, part
from app.screens.clinic_view import day_short, use_clinic, with_pregnancy
from app.screens.drafts import use_draft, use_leaving, use_opened
from models import lab, tables, typed
from models.before_visit import BLOOD, open_plans
from models.calendar_file import last_day
from models.plans import OUTCOMES, Preset, drafts, plan_name, presets
from models.records import TestPlan
from models.words import plural, words

NEW, PRESETS = "new", "presets"
MOST_WINDOW = 60


@part
def DueTests() -> ft.Control:
    """Open dates, soonest first, and the two ways to add more."""
    journal, clinic = use_journal(), use_clinic() or Clinic()
    facts = journal.facts
    editing, set_editing = use_opened("due")
    plans = open_plans(clinic.plans, with_pregnancy(facts))

    def close() -> None:
        set_editing("")

    items: list[ft.Control] = []
    for plan in plans:
        if editing == plan.id:
            items.append(PlanForm.keyed(plan.id, plan, close))
        else:
            items.append(_plan(journal, plan, opening(set_editing, plan.id)))
    if not plans:
        items.append(nothing_row(words("visits.nothing_due")))
    if editing == NEW:
        items.append(PlanForm.keyed(f"new-{len(plans)}", None, close))
    else:
        items.append(add_row(words("visits.add_due"), opening(set_editing, NEW)))
    if editing == PRESETS:
        items.append(_presets(journal, close))
    elif _ahead(facts):
        items.append(
            row(words("visits.use_preset"), icon=ft.Icons.EVENT_REPEAT,
                on_click=opening(set_editing, PRESETS))
        )  # fmt: skip
    gone = tuple(each for each in reversed(clinic.plans) if _is_answered(each, facts))
    if gone:
        items.append(Answered(gone))
    first = ft.Container(text.small(words("lab.clinic_first")), padding=ft.Padding(left=4, top=8))
    return ft.Column(
        [rows(items), first], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )


def _is_answered(plan: TestPlan, facts: Facts) -> bool:
    return plan.outcome is not None and (plan.kind != lab.PREGNANCY or with_pregnancy(facts))


@part
def Answered(plans: tuple[TestPlan, ...]) -> ft.Control:
    """Dates that were answered, folded away; each can be opened again."""
    journal = use_journal()
    is_open, set_open = ft.use_state(False)
    today = journal.facts.today
    name = plural("visits.answered", len(plans))
    fold = ft.Icon(ft.Icons.EXPAND_LESS if is_open else ft.Icons.EXPAND_MORE, color=theme.TEXT_2)
    lines: list[ft.Control] = [
        row(name, icon=ft.Icons.HISTORY, trailing=fold, on_click=lambda _: set_open(not is_open))
    ]
    for plan in plans if is_open else ():
        said = words(
            "visits.joined", first=day_short(plan.due_on, today),
            second=words(f"lab.outcome_{plan.outcome}"),
        )  # fmt: skip
        back = buttons.link(words("visits.reopen"), doing(write.answer_plan, journal, plan, None))
        lines.append(row(plan_name(plan.kind), under=said, trailing=back))
    return ft.Column(lines, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _plan(journal: Journal, plan: TestPlan, on_edit: Callable[..., None]) -> ft.Control:
    """A date with what can be said about it; a pregnancy test can also be missed or positive."""
    today = journal.facts.today
    last, is_over = last_day(plan), last_day(plan) < today
    when = (
        day_short(plan.due_on, today) if last == plan.due_on
        else words("visits.due_window", first=day_short(plan.due_on, today),
                   last=day_short(last, today))
    )  # fmt: skip
    line = row(
        plan_name(plan.kind), under=words("visits.was_due" if is_over else "visits.due", on=when),
        icon=ft.Icons.SCHEDULE, icon_color=theme.ALERT if is_over else theme.PRIMARY,
        on_click=on_edit,
    )  # fmt: skip
    outcomes = OUTCOMES if plan.kind == lab.PREGNANCY else OUTCOMES[:2]
    answers = [
        chip(words(f"lab.outcome_{outcome}"), selected=False,
             said=words("visits.plan_said", test=plan_name(plan.kind), on=when,
                        outcome=words(f"lab.outcome_{outcome}")),
             on_click=doing(write.answer_plan, journal, plan, outcome))
        for outcome in outcomes
    ]  # fmt: skip
    below = ft.Container(chips(answers), padding=ft.Padding(left=38, bottom=12))
    return ft.Column([line, below], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


@part
def PlanForm(plan: TestPlan | None, on_done: Callable[[], None]) -> ft.Control:
    """One due date: which test, from which day, for how many days."""
    journal = use_journal()
    form = f"due {plan.id if plan else NEW} "
    leave = use_leaving(form, on_done)
    facts = journal.facts
    nothing: date | None = None
    kind, set_kind = use_draft(f"{form}kind", plan.kind if plan else BLOOD)
    own, set_own = use_draft(f"{form}own", "")
    due_on, set_due_on = use_draft(f"{form}on", plan.due_on if plan else nothing)
    days, set_days = use_draft(
        f"{form}days", str(plan.window_days) if plan and plan.window_days else ""
    )
    errors, set_errors = ft.use_state(("", "", ""))

    async def keep(_: object) -> None:
        window = typed.whole(days, 0, MOST_WINDOW) if days.strip() else 0
        name = own.strip() if kind == lab.OWN else kind
        wrong = (
            words("invalid.on_date") if due_on is None else "",
            words("invalid.window_days") if window is None else "",
            words("invalid.kind") if not name or len(name) > 40 else "",
        )
        set_errors(wrong)
        if due_on is None or window is None or any(wrong):
            return
        plan_id = plan.id if plan else ""
        if await write.plan_test(journal, plan_id, name, due_on, window) is DONE:
            leave()

    async def remove(_: object) -> None:
        if plan is not None and await write.remove_plan(journal, plan) is DONE:
            leave()

    lines: list[ft.Control] = []
    if plan is None:
        kinds = [BLOOD, *([lab.PREGNANCY] if with_pregnancy(facts) else []), lab.OWN]
        names = [(key, words("visits.another_test") if key == lab.OWN else plan_name(key))
                 for key in kinds]  # fmt: skip
        lines.append(one_of(words("visits.which_test"), names, kind, set_kind))
        if kind == lab.OWN:
            lines.append(field(words("visits.own_test"), own, on_type=set_own, error=errors[2]))
    lines += [
        DateField(words("visits.due_on"), due_on, set_due_on, error=errors[0], near=facts.today),
        field(words("visits.window"), days, on_type=set_days, error=errors[1],
              keyboard=ft.KeyboardType.NUMBER),
        form_ends(keep, leave, remove if plan else None),
    ]  # fmt: skip
    return written(lines)


def _presets(journal: Journal, on_done: Callable[[], None]) -> ft.Control:
    """Rhythms that some clinics use, each with its source: a draft that can be changed."""
    lines: list[ft.Control] = [text.body(words("visits.preset_lead"))]
    for preset, dates_ahead in _ahead(journal.facts):
        lines += _preset(journal, preset, dates_ahead, on_done)
    lines.append(ft.Row([buttons.outline(words("common.cancel"), lambda _: on_done())]))
    return written(lines)


Drafts = tuple[tables.TestPlanDraft, ...]


def _ahead(facts: Facts) -> list[tuple[Preset, Drafts]]:
    """The presets that still have dates to come, with those dates."""
    if facts.course is None:
        return []
    found = []
    for preset in presets():
        if preset.kind == lab.PREGNANCY and not with_pregnancy(facts):
            continue
        ahead = tuple(each for each in drafts(preset, facts.course) if each.due_on >= facts.today)
        if ahead:
            found.append((preset, ahead))
    return found


def _preset(
    journal: Journal, preset: Preset, ahead: Drafts, on_done: Callable[[], None]
) -> list[ft.Control]:
    async def use(_: object) -> None:
        if await write.use_preset(journal, ahead) is DONE:
            on_done()

    name = words("visits.joined", first=plan_name(preset.kind), second=preset.name)
    days = words("visits.comma_join").join(
        day_short(each.due_on, journal.facts.today) for each in ahead
    )
    return [
        ft.Divider(height=1, thickness=1, color=theme.LINE),
        text.body(name, bold=True),
        text.small(days),
        text.source(preset.source_line),
        ft.Row([buttons.soft(words("visits.preset_use"), use, expand=True)]),
    ]
