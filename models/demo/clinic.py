"""The sample's course and clinic: doses, weights, visits, questions, tests, people to call."""

from datetime import date, timedelta
from typing import Any

from models.demo.plan import CHANGE_DAY, Plan
from models.demo.sample import Sample, story
from models.tables import (
    Contact,
    Course,
    DosePeriod,
    Question,
    Setting,
    TestPlan,
    TestResult,
    Visit,
    Weight,
)  # fmt: skip

FIRST_MG, HIGHER_MG = 20.0, 40.0
_WEIGHTS = {-8: 61.5, 35: 60.8, 112: 60.0}
"""Kilograms by day of the course."""
_TEST_DUE_AGO = -3


def add_course(sample: Sample, plan: Plan) -> None:
    """Every course of the plan with its doses, and the weights of the last one."""
    for number, start in enumerate(plan.starts, start=1):
        change = start + timedelta(days=CHANGE_DAY)
        at = sample.at(start)
        sample.add(Course, at, id=f"course-{number}", start_on=start,
                   last_dose_on=plan.end_of(start))  # fmt: skip
        sample.add(DosePeriod, at, start_on=start, mg_per_day=FIRST_MG)
        if change <= plan.today:
            sample.add(DosePeriod, sample.at(change), start_on=change, mg_per_day=HIGHER_MG)
    for number, kg in _WEIGHTS.items():
        if (day := plan.start + timedelta(days=number)) <= plan.today:
            sample.add(Weight, sample.at(day), on_date=day, kg=kg)


def add_clinic(sample: Sample, plan: Plan) -> None:
    """Visits past and next, questions, blood tests so far and the next one due."""
    for number, visit in enumerate(story()["visit"], start=1):
        if (day := _day(visit, plan)) is not None:
            sample.add(
                Visit, sample.at(min(day, plan.today)), id=f"visit-{number}", on_date=day,
                at_time=visit["time"], said=visit["said"], changed=visit["changed"],
                **story()["clinic"],
            )  # fmt: skip
    for number, result in enumerate(story()["result"], start=1):
        if (day := _day(result, plan)) is not None:
            typed = {key: result[key] for key in ("kind", "value", "unit", "range_high")}
            sample.add(TestResult, sample.at(day), id=f"result-{number}", on_date=day,
                       is_fasting="note" not in result, note=result.get("note", ""),
                       **typed)  # fmt: skip
    due = plan.ago(_TEST_DUE_AGO)
    sample.add(TestPlan, sample.at(plan.ago(27)), id="plan-1", kind="liver_lipids", due_on=due,
               window_days=7)  # fmt: skip
    _add_questions(sample, plan)


def _add_questions(sample: Sample, plan: Plan) -> None:
    for number, question in enumerate(story()["question"], start=1):
        asked_on = _day({"day": question["asked_day"]}, plan) if "asked_day" in question else None
        sample.add(Question, sample.at(plan.ago(10)), id=f"question-{number}",
                   text=question["text"], asked_on=asked_on, position=number)  # fmt: skip


def _day(fact: dict[str, Any], plan: Plan) -> date | None:
    """When a fact of the story happens; None if a course this short has not come to it."""
    if "ago" in fact:
        return plan.ago(fact["ago"])
    day = plan.start + timedelta(days=fact["day"])
    return day if day <= plan.today else None


def add_person(sample: Sample, plan: Plan) -> None:
    """Whom to call, and the marks that say: this journal is a sample."""
    at = sample.at(plan.first)
    for role, contact in story()["contacts"].items():
        sample.add(Contact, at, role=role, **contact)
    for key in ("is_sample", "is_welcomed"):
        sample.add(Setting, at, key=key, value="true")
