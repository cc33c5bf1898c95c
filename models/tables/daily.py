"""What is written down day by day."""

from datetime import date

from pydantic import field_validator
from sqlmodel import Field

from models.scales import NOSEBLEED_BANDS
from models.tables.shared import NAME_LIMIT, TEXT_LIMIT, Draft, Parted, Stamped, Written


class EffectDraft(Draft):
    """An effect the user sees on Today: built in (named by content) or the user's own."""

    key: str = Field(primary_key=True, min_length=1, max_length=40)
    name: str | None = Field(default=None, max_length=NAME_LIMIT)  # None: content names it
    is_shown: bool = True
    is_private: bool = False
    position: int = 0


class Effect(EffectDraft, Stamped, Parted, table=True):
    """Stored effect."""


class AnswerDraft(Draft):
    """How strong one effect was on one day: 0 None to 4 Very severe."""

    on_date: date = Field(primary_key=True)
    effect_key: str = Field(primary_key=True, foreign_key="effect.key", max_length=40)
    level: int = Field(ge=0, le=4)
    places: str = Field(default="", max_length=200)  # keys of body places, space-separated
    stopped_me: bool = False


class Answer(AnswerDraft, Written, Parted, table=True):
    """Stored answer."""


class NosebleedsDraft(Draft):
    """The nosebleeds of one day. A count of 0 is an answer; no row means not asked."""

    on_date: date = Field(primary_key=True)
    count: int = Field(ge=0, le=99)
    longest: str | None = Field(default=None)
    is_heavy: bool = False

    @field_validator("longest")
    @classmethod
    def _known_band(cls, value: str | None) -> str | None:
        if value is not None and value not in NOSEBLEED_BANDS:
            raise ValueError("unknown band")
        return value


class Nosebleeds(NosebleedsDraft, Written, Parted, table=True):
    """Stored nosebleeds."""


class MoodDraft(Draft):
    """The mood of one day: 1 Very low to 5 Very good, or only what changed."""

    on_date: date = Field(primary_key=True)
    level: int | None = Field(default=None, ge=1, le=5)
    tags: str = Field(default="", max_length=400)  # keys of what changed, space-separated
    stopped_me: bool = False
    is_imported: bool = False  # from another app's file: never part of the usual mood


class Mood(MoodDraft, Written, Parted, table=True):
    """Stored mood."""


class MoodBeforeDraft(Draft):
    """A mood that was changed later: what it had been, kept for the report's honesty."""

    on_date: date = Field(primary_key=True)
    replaced_at: str = Field(primary_key=True)
    level: int | None = None
    tags: str = ""


class MoodBefore(MoodBeforeDraft, Stamped, table=True):
    """Stored earlier mood."""

    __tablename__ = "mood_before"


class DayDraft(Draft):
    """What belongs to a day as a whole."""

    on_date: date = Field(primary_key=True)
    is_nothing_new: bool = False
    is_dose_taken: bool | None = None  # None: not answered
    dose_mg: float | None = Field(default=None, ge=0, le=1000)
    note: str = Field(default="", max_length=TEXT_LIMIT)


class Day(DayDraft, Written, Parted, table=True):
    """Stored day."""


class RoutineTickDraft(Draft):
    """One step of the daily care routine, done on one day."""

    on_date: date = Field(primary_key=True)
    tip_key: str = Field(primary_key=True, max_length=60)


class RoutineTick(RoutineTickDraft, Written, table=True):
    """Stored tick."""

    __tablename__ = "routine_tick"
