"""People to call, mood notices and checks, and the user's choices."""

from datetime import date

from sqlmodel import Field

from models.tables.shared import NAME_LIMIT, Draft, Parted, Stamped, Written


class ContactDraft(Draft):
    """Someone to call: the provider, or a person the user trusts."""

    role: str = Field(primary_key=True, max_length=20)
    name: str = Field(default="", max_length=NAME_LIMIT)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)


class Contact(ContactDraft, Stamped, Parted, table=True):
    """Stored contact."""


class NoticeDraft(Draft):
    """A mood notice that was given, on what evidence, and how the user answered."""

    id: str = Field(primary_key=True, max_length=60)
    rule: str = Field(max_length=4)
    level: int = Field(ge=1, le=3)
    fired_on: date
    fired_at: str  # moments as ISO text with their offset
    evidence: str  # JSON of models.safety.Evidence
    answer: str | None = None
    answered_at: str | None = None
    answered_on: date | None = None
    answer_on: date | None = None  # the day of the contact or appointment
    reason: str = Field(default="", max_length=500)
    asked_at: str | None = None  # since when the safety question waits because of it


class Notice(NoticeDraft, Stamped, table=True):
    """Stored notice."""


class MoodCheckDraft(Draft):
    """One two-week check: three answers of no, yes or not_sure, two of 0 to 3."""

    on_date: date = Field(primary_key=True)
    irritable: str = Field(max_length=10)
    noticed: str = Field(max_length=10)
    changed: str = Field(max_length=10)
    low_interest: int = Field(ge=0, le=3)
    low_mood: int = Field(ge=0, le=3)


class MoodCheck(MoodCheckDraft, Written, table=True):
    """Stored check."""

    __tablename__ = "mood_check"


class SafetyAnswerDraft(Draft):
    """An answer to the safety question: yes, no or rather_not. Never exported unless ticked."""

    given_at: str = Field(primary_key=True)
    on_date: date
    answer: str = Field(max_length=12)
    counted_at: str | None = None  # from when it counts, if the clock of given_at was ahead


class SafetyAnswer(SafetyAnswerDraft, Stamped, table=True):
    """Stored safety answer."""

    __tablename__ = "safety_answer"


class SettingDraft(Draft):
    """One choice of the user, as JSON text."""

    key: str = Field(primary_key=True, max_length=40)
    value: str


class Setting(SettingDraft, Stamped, table=True):
    """Stored setting."""
