"""The course: its start, doses and who changed them, breaks, weights, the last dose."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

from app.gate import action
from app.journal import Journal
from app.outcome import Outcome
from models import records, tables
from models.rows import Edit, Erase, Write, edit
from models.words import words

AUTHORS = ("provider", "clinic", "me")
"""Who changed a dose; the words are visits.by_<key>."""
ONE_DAY = timedelta(days=1)


@action
async def start_course(
    journal: Journal, start_on: date | None, planned_weeks: int, mg: float | None
) -> Outcome:
    """Begin a course, or note that one is to come; `mg` is its first dose a day."""
    drafts: list[tables.Draft] = [
        tables.CourseDraft.model_validate(
            {"id": uuid4().hex, "start_on": start_on, "planned_weeks": planned_weeks}
        )
    ]
    if start_on is not None and mg is not None:
        drafts.append(tables.DosePeriodDraft(start_on=start_on, mg_per_day=mg))
    return await journal.change(*drafts)


@action
async def change_course(
    journal: Journal, course: records.Course, start_on: date | None, planned_weeks: int
) -> Outcome:
    """Correct the start or the planned length; a dose that began at the start moves with it."""
    changes: list[Write] = [_course(course, start_on=start_on, planned_weeks=planned_weeks)]
    first = course.doses[0] if course.doses else None
    is_moved = first is not None and first.start_on == course.start_on != start_on
    if is_moved and first is not None and start_on is not None:
        changes.append(Erase(tables.DosePeriod, (first.start_on,)))
        changes.append(_dose(start_on, first.mg_per_day, first.changed_by))
    return await journal.change(*changes)


@action
async def remove_course(journal: Journal, course: records.Course) -> Outcome:
    """Take a course away; its doses and weights stay. It can be put back."""
    gone = Erase(tables.Course, (course.id,))
    return await journal.change(gone, said=words("visits.course_removed"), can_undo=True)


@action
async def set_last_dose(journal: Journal, course: records.Course, on: date | None) -> Outcome:
    """Say when the last capsule was taken, or that the course goes on."""
    return await journal.change(_course(course, last_dose_on=on))


def _course(course: records.Course, **changes: object) -> Edit:
    seen = tables.CourseDraft(
        id=course.id, start_on=course.start_on, planned_weeks=course.planned_weeks,
        last_dose_on=course.last_dose_on,
    )  # fmt: skip
    return edit(tables.CourseDraft.model_validate(seen.model_dump() | changes), seen)


@action
async def change_dose(
    journal: Journal, start_on: date, mg: float, by: str, *, was: records.DosePeriod | None = None
) -> Outcome:
    """Set the dose from a day on; `was` is the period that is being corrected.

    Days before `start_on`, and doses recorded on single days, keep their own value.
    """
    changes: list[tables.Draft | Erase] = []
    if was is not None and was.start_on != start_on:
        changes.append(Erase(tables.DosePeriod, (was.start_on,)))
    return await journal.change(*changes, _dose(start_on, mg, by))


@action
async def remove_dose(journal: Journal, period: records.DosePeriod) -> Outcome:
    """Take a dose period away; the one before it goes on. It can be put back."""
    gone = Erase(tables.DosePeriod, (period.start_on,))
    return await journal.change(gone, said=words("visits.dose_removed"), can_undo=True)


@action
async def add_break(
    journal: Journal, course: records.Course, first: date, last: date | None, by: str
) -> Outcome:
    """Note a break: 0 mg from `first` to `last`, then the dose that would have been.

    `last` None: the break goes on until a new dose is entered.
    """
    changes: list[tables.Draft | Erase] = [_dose(first, 0.0, by)]
    if last is not None:
        changes += _resumed(course, first, last, by)
    return await journal.change(*changes)


def _resumed(
    course: records.Course, first: date, last: date, by: str
) -> Iterator[tables.Draft | Erase]:
    back_on = last + ONE_DAY
    for period in course.doses:
        if first < period.start_on <= last:
            yield Erase(tables.DosePeriod, (period.start_on,))
    known = [period for period in course.doses if period.start_on <= back_on]
    if known and known[-1].start_on != back_on:
        yield _dose(back_on, known[-1].mg_per_day, by)


def _dose(start_on: date, mg: float, by: str) -> tables.DosePeriodDraft:
    values = {"start_on": start_on, "mg_per_day": mg, "changed_by": by}
    return tables.DosePeriodDraft.model_validate(values)


@action
async def record_weight(
    journal: Journal, on: date, kg: float, *, was: records.Weight | None = None
) -> Outcome:
    """Keep a weight; `was` is the one that is being corrected."""
    changes: list[tables.Draft | Erase] = []
    if was is not None and was.on != on:
        changes.append(Erase(tables.Weight, (was.on,)))
    draft = tables.WeightDraft.model_validate({"on_date": on, "kg": kg})
    return await journal.change(*changes, draft)


@action
async def remove_weight(journal: Journal, weight: records.Weight) -> Outcome:
    """Take a weight away; it can be put back."""
    gone = Erase(tables.Weight, (weight.on,))
    return await journal.change(gone, said=words("visits.weight_removed"), can_undo=True)
