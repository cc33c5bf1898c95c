"""What the store hands to screens, charts and reports: frozen facts, never table rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import NamedTuple

from models.days import is_late
from models.scales import NOSEBLEED_BANDS


@dataclass(frozen=True)
class Nosebleeds:
    """The nosebleeds of a day; `longest` is a key of scales.NOSEBLEED_BANDS or None."""

    count: int
    longest: str | None = None
    is_heavy: bool = False

    @property
    def is_severe(self) -> bool:
        """Whether one was heavy or lasted 10 minutes or more: what to do is shown at once."""
        return self.count > 0 and (self.is_heavy or self.longest in NOSEBLEED_BANDS[2:])


class Mood(NamedTuple):
    """The mood of a day; `level` 1 Very low to 5 Very good, None if only tags were chosen."""

    level: int | None
    tags: frozenset[str] = frozenset()
    stopped_me: bool = False


@dataclass(frozen=True)
class Day:
    """All that was written down for one date. What is absent was not answered; it is not zero."""

    on: date
    levels: Mapping[str, int] = field(default_factory=dict)  # effect key -> 0..4
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # effect key -> body places
    stopped: frozenset[str] = frozenset()  # effects that stopped the user doing something
    nosebleeds: Nosebleeds | None = None
    mood: Mood | None = None
    mood_said_on: date | None = None  # the date on which the mood was written last, by hand
    mood_said_at: datetime | None = field(default=None, compare=False)  # and the moment
    is_nothing_new: bool = False
    is_dose_taken: bool | None = None
    dose_mg: float | None = None
    note: str = ""
    ticks: frozenset[str] = frozenset()  # steps of the care routine
    written_on: date | None = None  # None: nothing is written yet

    @property
    def is_logged(self) -> bool:
        """Whether the user said anything about how the day was (a tick or dose alone is not)."""
        return bool(self.levels or self.nosebleeds or self.mood or self.is_nothing_new or self.note)

    @property
    def has_entries(self) -> bool:
        """Whether anything at all is kept for the day: also a tick or a dose."""
        return self.is_logged or self.is_dose_taken is not None or bool(self.ticks)

    @property
    def is_late(self) -> bool:
        """Whether the day was first written about more than two days afterwards."""
        return self.written_on is not None and is_late(self.on, self.written_on)

    @property
    def worst(self) -> int | None:
        """The strongest effect of the day, 0 to 4; None if no effect was answered."""
        return max(self.levels.values(), default=None)


@dataclass(frozen=True)
class ShownEffect:
    """An effect as the user set it up; `name` is set for the user's own ones only."""

    key: str
    name: str | None
    is_shown: bool
    is_private: bool
    position: int


@dataclass(frozen=True)
class Contact:
    """Someone to call. Any field may be empty."""

    role: str
    name: str = ""
    phone: str = ""
    email: str = ""


class DosePeriod(NamedTuple):
    """The dose from `start_on` until the next period; 0 mg is a break."""

    start_on: date
    mg_per_day: float
    changed_by: str


class Weight(NamedTuple):
    """Kilograms on a date."""

    on: date
    kg: float


@dataclass(frozen=True)
class Course:
    """One course with its doses and weights, oldest first. `start_on` None: not started."""

    id: str
    start_on: date | None
    planned_weeks: int
    last_dose_on: date | None
    doses: tuple[DosePeriod, ...] = ()
    weights: tuple[Weight, ...] = ()

    def dose_on(self, day: date) -> float | None:
        """Milligrams a day prescribed on `day`; None before the first dose or after the last."""
        if self.last_dose_on is not None and day > self.last_dose_on:
            return None
        known = [period.mg_per_day for period in self.doses if period.start_on <= day]
        return known[-1] if known else None


@dataclass(frozen=True)
class Visit:
    """An appointment, past or to come."""

    id: str
    on: date
    at: time | None = None
    place: str = ""
    with_whom: str = ""
    said: str = ""
    changed: str = ""


@dataclass(frozen=True)
class Question:
    """Something to ask; `asked_on` None: still open."""

    id: str
    text: str
    asked_on: date | None = None


@dataclass(frozen=True)
class TestResult:
    """A result exactly as typed."""

    __test__ = False  # not a test for pytest

    id: str
    on: date
    kind: str
    name: str
    value: str
    unit: str
    range_low: str
    range_high: str
    is_fasting: bool | None
    note: str


@dataclass(frozen=True)
class TestPlan:
    """When a test is due, as the clinic said."""

    __test__ = False

    id: str
    kind: str
    due_on: date
    window_days: int
    outcome: str | None


@dataclass(frozen=True)
class ProviderContact:
    """The user told the provider something."""

    id: str
    on: date
    how: str
    about: str
    note: str
    at: time | None = None
