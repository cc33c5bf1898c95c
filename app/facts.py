"""What the screens look at: facts read from the store, replaced as a whole, never edited.

Facts come in groups, so that a change reads again only what it touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Any

from models import content, records, tables
from models.days import DEFAULT_CUTOFF, week_ending
from models.mood_path import MoodPath, read_mood_path
from models.rows import Change
from models.store import Store
from models.words import words

OWN = "own_"
"""How the keys of the user's own effects begin."""
RECENT_DAYS = 35
"""Days before today that are always at hand: Today's week, yesterday, and the mood rules."""

DAILY = frozenset({tables.Answer, tables.Nosebleeds, tables.Mood, tables.Day, tables.RoutineTick})
SETUP = frozenset({tables.Effect, tables.Setting, tables.Contact})
COURSE = frozenset({tables.Course, tables.DosePeriod, tables.Weight})
CLINIC = frozenset(
    {tables.Visit, tables.Question, tables.TestResult, tables.TestPlan, tables.ProviderContact}
)
MOOD_PATH = frozenset({tables.Mood, tables.Notice, tables.MoodCheck, tables.SafetyAnswer})


@dataclass(frozen=True)
class Setup:
    """The user's own set-up."""

    effects: tuple[records.ShownEffect, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    provider: records.Contact = records.Contact("provider")
    trusted: records.Contact = records.Contact("trusted")

    @property
    def cutoff(self) -> time:
        """The hour at which a day ends."""
        stored = self.settings.get("cutoff")
        return time.fromisoformat(stored) if stored else DEFAULT_CUTOFF

    @property
    def is_welcomed(self) -> bool:
        """Whether Welcome is behind the user."""
        return bool(self.settings.get("is_welcomed", False))

    @property
    def is_sample(self) -> bool:
        """Whether what is shown is the sample journal."""
        return bool(self.settings.get("is_sample", False))

    @property
    def country(self) -> str:
        """The code of the country whose helplines are shown; empty until it is known."""
        return str(self.settings.get("country", ""))


@dataclass(frozen=True)
class Clinic:
    """What the clinic does."""

    visits: tuple[records.Visit, ...] = ()
    questions: tuple[records.Question, ...] = ()
    results: tuple[records.TestResult, ...] = ()
    plans: tuple[records.TestPlan, ...] = ()
    talks: tuple[records.ProviderContact, ...] = ()


@dataclass(frozen=True)
class Facts:
    """All that a screen may show. `clinic` is None until a screen that needs it asks."""

    today: date
    shown_on: date  # the day that Today shows; never later than `today`
    days: Mapping[date, records.Day] = field(default_factory=dict)
    setup: Setup = field(default_factory=Setup)
    course: records.Course | None = None
    mood_path: MoodPath = field(default_factory=MoodPath)
    clinic: Clinic | None = None

    @property
    def day(self) -> records.Day:
        """The day shown; empty if nothing is written yet."""
        return self.day_on(self.shown_on)

    def day_on(self, on: date) -> records.Day:
        """What is at hand for `on`."""
        return self.days.get(on) or records.Day(on)

    @property
    def shown_effects(self) -> tuple[records.ShownEffect, ...]:
        """The effects the user sees on Today, in order."""
        return tuple(effect for effect in self.setup.effects if effect.is_shown)

    def name_of(self, effect_key: str) -> str:
        """What an effect is called on the screen."""
        own = {effect.key: effect.name for effect in self.setup.effects}
        if effect_key in own or not effect_key.startswith(OWN):
            return own.get(effect_key) or content.effect(effect_key).name
        return words("app.removed_effect")


def read_facts(store: Store, today: date, shown_on: date) -> Facts:
    """Read what Today needs."""
    facts = Facts(today, shown_on)
    facts = replace(facts, setup=_read_setup(store), course=read_course(store, today))
    facts = replace(facts, days=_read_days(store, today, shown_on))
    return replace(facts, mood_path=_read_mood_path(store, facts))


def show_day(store: Store, facts: Facts, shown_on: date) -> Facts:
    """Turn to another day: only the days are read."""
    days = _read_days(store, facts.today, shown_on)
    return replace(facts, shown_on=shown_on, days=days)


def read_again(store: Store, facts: Facts, change: Change) -> Facts:
    """Read again the groups that `change` touched."""
    touched = {table for table, _, _ in change.before}
    if touched & SETUP:
        facts = replace(facts, setup=_read_setup(store))
    if touched & COURSE:
        facts = replace(facts, course=read_course(store, facts.today))
    if touched & DAILY:
        facts = replace(facts, days=_read_days_again(store, facts, change))
    if touched & CLINIC and facts.clinic is not None:
        facts = replace(facts, clinic=read_clinic(store))
    if touched & (MOOD_PATH | COURSE):
        facts = replace(facts, mood_path=_read_mood_path(store, facts))
    return facts


def _read_setup(store: Store) -> Setup:
    people = store.contacts()
    return Setup(
        store.effects(),
        store.settings(),
        people.get("provider", Setup.provider),
        people.get("trusted", Setup.trusted),
    )


def read_course(store: Store, today: date) -> records.Course | None:
    """The course that counts on `today`: the newest that has begun, else the one to come."""
    courses = store.courses()
    begun = [each for each in courses if each.start_on is not None and each.start_on <= today]
    return begun[-1] if begun else (courses[-1] if courses else None)


def _spans(today: date, shown_on: date) -> list[tuple[date, date]]:
    """First and last dates of the days at hand."""
    recent = (today - timedelta(days=RECENT_DAYS), today + timedelta(days=1))
    if shown_on - timedelta(days=7) >= recent[0]:
        return [recent]
    week = week_ending(today, shown_on)
    return [(week[0] - timedelta(days=1), week[-1]), recent]


def _read_days(store: Store, today: date, shown_on: date) -> Mapping[date, records.Day]:
    found: dict[date, records.Day] = {}
    for first, last in _spans(today, shown_on):
        found |= store.days(first, last)
    return found


def _read_days_again(store: Store, facts: Facts, change: Change) -> Mapping[date, records.Day]:
    """The days at hand, of which those that changed are read; their dates begin their keys."""
    changed = {key[0] for table, key, _ in change.before if table in DAILY}
    read = store.days(min(changed), max(changed))
    others = {on: day for on, day in facts.days.items() if on not in changed}
    spans = _spans(facts.today, facts.shown_on)
    wanted = {on for on in changed if any(first <= on <= last for first, last in spans)}
    return others | {on: read[on] for on in wanted if on in read}


def _read_mood_path(store: Store, facts: Facts) -> MoodPath:
    return read_mood_path(store, facts.today, facts.course, facts.setup.settings, facts.days)


def read_clinic(store: Store) -> Clinic:
    """Read what Visits needs."""
    return Clinic(
        store.visits(), store.questions(), store.results(), store.plans(), store.provider_contacts()
    )
