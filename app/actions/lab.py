"""Test results as the lab wrote them, and when tests are due."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import uuid4

from app.gate import action
from app.journal import Journal
from app.outcome import Outcome
from models import dates, lab, plans, records, tables
from models.before_visit import met_by
from models.rows import Edit, Erase, edit
from models.words import words

SHOWS_PREGNANCY = "shows_pregnancy"
"""Whether pregnancy tests have rows of their own; the user switches them on."""
UNIT = "lab_unit"
"""The unit that results are shown in; empty: as they were typed."""


@action
async def keep_result(
    journal: Journal, result_id: str, typed: dict[str, Any], seen: records.TestResult | None = None
) -> Outcome:
    """Keep a result (`result_id` empty: a new one); `typed` has the fields of TestResultDraft.

    A new result also answers the test that was due. `seen` is what the form was filled from.
    """
    values = {"id": result_id or uuid4().hex} | typed
    draft = tables.TestResultDraft.model_validate(values)
    due = None if result_id else met_by(draft.kind, draft.on_date, journal.store.plans())
    if due is None:
        return await journal.change(edit(draft, _result(seen) if seen else None))
    is_positive = draft.kind == lab.PREGNANCY and draft.value == "positive"
    said = words("visits.plan_met", test=plans.plan_name(due.kind), on=dates.short(due.due_on))
    outcome = _plan(due, outcome="positive" if is_positive else "done")
    return await journal.change(draft, outcome, said=said)


def _result(result: records.TestResult) -> tables.TestResultDraft:
    values = asdict(result)
    return tables.TestResultDraft.model_validate(values | {"on_date": values.pop("on")})


@action
async def remove_result(journal: Journal, result: records.TestResult) -> Outcome:
    """Take a result away; it can be put back."""
    gone = Erase(tables.TestResult, (result.id,))
    return await journal.change(gone, said=words("visits.result_removed"), can_undo=True)


@action
async def plan_test(
    journal: Journal, plan_id: str, kind: str, due_on: date, window_days: int
) -> Outcome:
    """Note when a test is due, or correct it (`plan_id` not empty)."""
    values = {"kind": kind, "due_on": due_on, "window_days": window_days}
    for plan in journal.store.plans():
        if plan.id == plan_id:
            return await journal.change(_plan(plan, **values))
    fresh = {"id": plan_id or uuid4().hex, **values}
    return await journal.change(tables.TestPlanDraft.model_validate(fresh))


@action
async def use_preset(journal: Journal, drafts: tuple[tables.TestPlanDraft, ...]) -> Outcome:
    """Take the dates of a preset; the user changes them to match the clinic's."""
    return await journal.change(*drafts, said=words("visits.preset_done"), can_undo=True)


@action
async def answer_plan(journal: Journal, plan: records.TestPlan, outcome: str | None) -> Outcome:
    """Say what became of a planned test: done, missed or positive; None: nothing yet."""
    return await journal.change(
        _plan(plan, outcome=outcome), said=words("visits.plan_answered"), can_undo=True
    )


@action
async def remove_plan(journal: Journal, plan: records.TestPlan) -> Outcome:
    """Take a due date away; it can be put back."""
    gone = Erase(tables.TestPlan, (plan.id,))
    return await journal.change(gone, said=words("visits.plan_removed"), can_undo=True)


def _plan(plan: records.TestPlan, **changes: Any) -> Edit:
    seen = tables.TestPlanDraft.model_validate(asdict(plan))
    return edit(tables.TestPlanDraft.model_validate(seen.model_dump() | changes), seen)


@action
async def show_pregnancy_tests(journal: Journal, is_shown: bool) -> Outcome:
    """Give pregnancy tests rows of their own, or take the rows away; entries stay."""
    wish = tables.SettingDraft(key=SHOWS_PREGNANCY, value=json.dumps(is_shown))
    return await journal.change(wish)


@action
async def show_unit(journal: Journal, unit: str) -> Outcome:
    """Show results in mg/dL or mmol/L, or ("") as they were typed; nothing typed is changed."""
    return await journal.change(tables.SettingDraft(key=UNIT, value=json.dumps(unit)))
