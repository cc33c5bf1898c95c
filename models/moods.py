"""What the mood rules look at: the user's own entries, and the evidence taken from them.

Pure: no clock, no database, no screen. Source of every number: the safety rules agreed for
this app. A day without an entry is absent, never zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from models.days import utc_stamp

LOWEST, LOW = 1, 2  # moods, of 1 Very low to 5 Very good
WEEK_DAYS = 7  # "the last 7 days": today and the six days before
CHECK_DAYS = 14  # from one two-week check to the next
BEFORE_DOSE_DAYS, BEFORE_DOSE_ENTRIES = 14, 5
FIRST_DAYS, FIRST_ENTRIES, FIRST_DAYS_AT_MOST = 14, 7, 28
FLIGHT_DAYS = 1  # after a flight over the date line the newest entry can be dated tomorrow
ROUNDING = 1e-9  # when means are compared: 3.6 - 1.0 counts as 2.6

BASELINE_KEY = "baseline"
"""The setting that keeps the usual mood."""

Mood = tuple[date, int]


@dataclass(frozen=True)
class MoodEntry:
    """One day's mood, 1 Very low to 5 Very good; None if only tags were chosen.

    `written_on` and `written_at` are when the user wrote it last; None for imported rows, so that
    old data brought in today says nothing about today.
    """

    on: date
    level: int | None
    tags: frozenset[str] = frozenset()
    stopped_me: bool = False
    written_on: date | None = None
    written_at: datetime | None = None  # aware
    is_imported: bool = False


@dataclass(frozen=True)
class MoodCheck:
    """A two-week check: three answers of no, yes or not_sure, and two of 0 to 3."""

    on: date
    irritable: str
    noticed: str
    changed: str
    low_interest: int
    low_mood: int

    @property
    def sum(self) -> int:
        """The two scored questions together, 0 to 6. Used by M5 alone, never shown as a score."""
        return self.low_interest + self.low_mood


@dataclass(frozen=True)
class SafetyAnswer:
    """An answer to the safety question, by when it was given: no, yes or rather_not.

    `given_at` names it. `at` is the same moment, or an earlier one if that clock was ahead.
    """

    on: date
    at: datetime  # aware
    answer: str
    given_at: str = ""

    @property
    def stamp(self) -> str:
        """What tells it from every other answer."""
        return utc_stamp(datetime.fromisoformat(self.given_at) if self.given_at else self.at)


@dataclass(frozen=True)
class Baseline:
    """The user's own usual mood: a mean, from which entries. Worked out once, then frozen.

    `is_own`: surely from entries written by hand; older versions also counted imported ones.
    """

    value: float
    first_on: date
    last_on: date
    count: int
    is_own: bool = True


@dataclass(frozen=True)
class MoodRecord:
    """Everything the rules may look at, in any order; one entry per day."""

    entries: tuple[MoodEntry, ...] = ()
    checks: tuple[MoodCheck, ...] = ()
    safety_answers: tuple[SafetyAnswer, ...] = ()
    baseline: Baseline | None = None
    last_dose_on: date | None = None  # None: the course goes on
    last_urgent_on: date | None = None  # the newest notice of level 2 or 3


@dataclass(frozen=True)
class Evidence:
    """The user's own entries behind a finding, to be quoted back to them."""

    entries: tuple[tuple[date, int], ...] = ()  # every mood the rule counted, oldest first
    mean: float | None = None  # of the last 7 days
    baseline: float | None = None
    tags: tuple[tuple[date, str], ...] = ()
    answers: tuple[tuple[date, str, str | int], ...] = ()  # day, question, answer
    days: tuple[date, ...] = ()  # M6: the days it stopped me; M8: the notice, the silence since
    news: tuple[str, ...] = ()  # facts that, when new, speak at once after an earlier answer

    @property
    def low_count(self) -> int:
        """How many of the entries are Low or Very low: the 3 in "3 of your last 5"."""
        return sum(level <= LOW for _, level in self.entries)

    @property
    def newest_on(self) -> date:
        """The newest day it rests on."""
        moods_on = [on for on, _ in self.entries]
        said_on = [*(on for on, _ in self.tags), *(on for on, _, _ in self.answers)]
        return max([*moods_on, *said_on, *self.days])


_EVIDENCE = TypeAdapter(Evidence)


def to_json(evidence: Evidence) -> str:
    """`evidence` as the JSON object that is kept with its notice."""
    return _EVIDENCE.dump_json(evidence, exclude_defaults=True).decode()


def from_json(text: str) -> Evidence:
    """The evidence kept by `to_json`.

    Raises:
        pydantic.ValidationError: (a ValueError) `text` is not such an object.

    """
    return _EVIDENCE.validate_json(text)


def is_within(days: int, of: date, on: date) -> bool:
    """Whether `on` is at most `days` days before `of`, or no later than a flight explains."""
    return -FLIGHT_DAYS <= (of - on).days <= days


def moods(today: date, entries: Iterable[MoodEntry]) -> tuple[Mood, ...]:
    """The logged moods as (day, 1 to 5), oldest first. A day with tags only is no mood."""
    latest = today + timedelta(days=FLIGHT_DAYS)
    return tuple(sorted((e.on, e.level) for e in entries if e.level is not None and e.on <= latest))


def week(today: date, entries: Iterable[MoodEntry]) -> tuple[Mood, ...]:
    """The moods of the last 7 days, today included: dates are counted, never hours."""
    return tuple(m for m in moods(today, entries) if is_within(WEEK_DAYS - 1, today, m[0]))


def mean(counted: Iterable[Mood]) -> float | None:
    """The mean of some moods; None if there are none."""
    levels = [level for _, level in counted]
    return sum(levels) / len(levels) if levels else None


def baseline(
    entries: Iterable[MoodEntry],
    first_dose_on: date | None,
    today: date,
    since: date | None = None,
) -> Baseline | None:
    """The user's usual mood (safety rules, baseline); None while it cannot be known yet.

    Only what the user wrote counts, not what was imported; and of a course after another one
    only what is dated from `since` on.

    The mean of the 14 days before the first dose if they hold 5 entries or more; otherwise of
    the first 14 days of logging if they hold 7 or more; otherwise up to the day, day 28 at
    most, that brings the 7th entry. Nothing is returned before the days in question are over.
    The caller keeps the first answer for good, so that usual never drifts down with the mood.
    """
    if first_dose_on is not None and today < first_dose_on:
        return None
    own = (e for e in entries if not e.is_imported and (since is None or e.on >= since))
    logged = moods(today, own)
    if first_dose_on is not None:
        start = first_dose_on - timedelta(days=BEFORE_DOSE_DAYS)
        before = [mood for mood in logged if start <= mood[0] < first_dose_on]
        if len(before) >= BEFORE_DOSE_ENTRIES:
            return _baseline(before)
    ages = [(mood[0] - logged[0][0]).days for mood in logged]  # the first day of logging is 0
    early = [mood for mood, age in zip(logged, ages, strict=True) if age < FIRST_DAYS]
    if len(early) >= FIRST_ENTRIES:
        return _baseline(early) if (today - logged[0][0]).days >= FIRST_DAYS else None
    has_enough = len(logged) >= FIRST_ENTRIES and ages[FIRST_ENTRIES - 1] < FIRST_DAYS_AT_MOST
    return _baseline(logged[:FIRST_ENTRIES]) if has_enough else None


def _baseline(counted: Sequence[Mood]) -> Baseline:
    value = sum(level for _, level in counted) / len(counted)
    return Baseline(value, counted[0][0], counted[-1][0], len(counted))


def course_since(first_dose_on: date | None) -> date | None:
    """From when on moods belong to a course that follows another one."""
    return first_dose_on - timedelta(days=BEFORE_DOSE_DAYS) if first_dose_on else None


def check_due(today: date, last_check_on: date | None, first_entry_on: date | None) -> bool:
    """Whether the two-week check is due: 14 days after the last one, or the first entry."""
    since = last_check_on or first_entry_on
    return since is not None and (today - since).days >= CHECK_DAYS
