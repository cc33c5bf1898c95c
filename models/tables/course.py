"""The course of the medicine, and what the clinic does: visits, questions, tests."""

from datetime import date, time
from typing import ClassVar

from sqlmodel import Field

from models.tables.shared import NAME_LIMIT, TEXT_LIMIT, Draft, Parted, Stamped


class CourseDraft(Draft):
    """One course of the medicine. `start_on` None: not started yet."""

    id: str = Field(primary_key=True, max_length=40)
    start_on: date | None = None
    planned_weeks: int = Field(default=20, ge=1, le=200)
    last_dose_on: date | None = None


class Course(CourseDraft, Stamped, Parted, table=True):
    """Stored course."""


class DosePeriodDraft(Draft):
    """The dose prescribed from a date on, until the next period; 0 is a break."""

    start_on: date = Field(primary_key=True)
    mg_per_day: float = Field(ge=0, le=1000)
    changed_by: str = Field(default="provider", max_length=20)


class DosePeriod(DosePeriodDraft, Stamped, table=True):
    """Stored dose period."""

    __tablename__ = "dose_period"


class WeightDraft(Draft):
    """Body weight in kilograms on a date."""

    on_date: date = Field(primary_key=True)
    kg: float = Field(gt=0, le=500)


class Weight(WeightDraft, Stamped, table=True):
    """Stored weight."""


class VisitDraft(Draft):
    """An appointment: past or to come."""

    id: str = Field(primary_key=True, max_length=40)
    on_date: date
    at_time: time | None = None
    place: str = Field(default="", max_length=NAME_LIMIT)
    with_whom: str = Field(default="", max_length=NAME_LIMIT)
    said: str = Field(default="", max_length=TEXT_LIMIT)
    changed: str = Field(default="", max_length=TEXT_LIMIT)


class Visit(VisitDraft, Stamped, Parted, table=True):
    """Stored visit."""


class QuestionDraft(Draft):
    """Something to ask at the next visit. `asked_on` None: still open."""

    id: str = Field(primary_key=True, max_length=40)
    text: str = Field(min_length=1, max_length=500)
    asked_on: date | None = None
    position: int = 0


class Question(QuestionDraft, Stamped, Parted, table=True):
    """Stored question."""


class TestResultDraft(Draft):
    """A result as typed from the lab's paper; nothing is converted or judged in storage."""

    __test__: ClassVar[bool] = False  # the name starts with Test; pytest must not collect it

    id: str = Field(primary_key=True, max_length=40)
    on_date: date
    kind: str = Field(max_length=40)  # a key of content, or own
    name: str = Field(default="", max_length=NAME_LIMIT)  # of an own test
    value: str = Field(max_length=40)
    unit: str = Field(default="", max_length=20)
    range_low: str = Field(default="", max_length=20)
    range_high: str = Field(default="", max_length=20)
    is_fasting: bool | None = None
    note: str = Field(default="", max_length=TEXT_LIMIT)


class TestResult(TestResultDraft, Stamped, Parted, table=True):
    """Stored result."""

    __tablename__ = "test_result"


class TestPlanDraft(Draft):
    """When a test is due next, as the clinic said; the app only repeats it."""

    __test__: ClassVar[bool] = False

    id: str = Field(primary_key=True, max_length=40)
    kind: str = Field(max_length=40)
    due_on: date
    window_days: int = Field(default=0, ge=0, le=60)
    outcome: str | None = Field(default=None, max_length=20)  # done, missed, positive


class TestPlan(TestPlanDraft, Stamped, Parted, table=True):
    """Stored plan."""

    __tablename__ = "test_plan"


class ProviderContactDraft(Draft):
    """The user told the provider something: when, how, about what."""

    id: str = Field(primary_key=True, max_length=40)
    on_date: date
    how: str = Field(default="", max_length=20)
    about: str = Field(default="mood", max_length=20)
    note: str = Field(default="", max_length=TEXT_LIMIT)
    at_time: time | None = None


class ProviderContact(ProviderContactDraft, Stamped, Parted, table=True):
    """Stored contact with the provider."""

    __tablename__ = "provider_contact"
