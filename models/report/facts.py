"""The facts of the page for a visit, gathered from a journal for one period."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from models import content, lab, records
from models.doses import DoseFacts, dose_facts
from models.mood_path import kept_baseline
from models.moods import Evidence, from_json
from models.periods import Period, before
from models.store import Store
from models.summary import (
    EffectFacts,
    MoodFacts,
    NosebleedFacts,
    days_stopped,
    every_effect,
    mood_facts,
    nosebleed_facts,
)

SECTIONS = ("attention", "mood", "effects", "nosebleeds", "tests", "questions")
"""What can be ticked for the page, in its order; the words are report.section_<key>."""
PRIVATE = ("pregnancy", "safety_answers", "private_effects", "notes")
"""What is left out until its own tick is set; the words are report.private_<key>."""
SAFETY_RULE = "M7"
"""Notices by this rule tell a safety answer, so they are as private as that."""
URGENT = 2
"""Mood notices of this level or above stand on the page."""
TESTS_BEFORE = timedelta(days=60)
"""Tests are shown from this long before the first dose: those are what later ones start from."""


@dataclass(frozen=True)
class Choices:
    """What the user ticked. Private fields are off until named in `private`."""

    sections: frozenset[str] = frozenset(SECTIONS)
    private: frozenset[str] = frozenset()
    with_days: bool = False  # the appendix with every day
    paper: str = "A4"  # or Letter
    name: str = ""  # the patient's name or initials, if they want it on the page

    def without_private(self) -> "Choices":
        """The version to share with a parent: the same page without any private field."""
        return replace(self, private=frozenset())


@dataclass(frozen=True)
class EffectLine:
    """One effect on the page: what it is, this period, and as many days directly before."""

    key: str
    name: str
    short: str  # for a narrow column
    is_yes_no: bool
    now: EffectFacts
    before: EffectFacts | None


@dataclass(frozen=True)
class NoticeFact:
    """A mood notice as it stands in the journal."""

    on: date
    rule: str
    level: int
    evidence: Evidence
    answer: str | None
    answer_on: date | None


@dataclass(frozen=True)
class Clinic:
    """What belongs to visits. `plans` are pregnancy tests that were done, missed or positive."""

    since: records.Visit | None = None  # the visit with which the period begins
    next: records.Visit | None = None
    results: tuple[records.TestResult, ...] = ()
    plans: tuple[records.TestPlan, ...] = ()
    questions: tuple[records.Question, ...] = ()
    talks: tuple[records.ProviderContact, ...] = ()


@dataclass(frozen=True)
class Report:
    """Everything the page says, and nothing that the user did not tick."""

    period: Period
    prepared_on: date
    choices: Choices
    course: records.Course | None = None
    doses: DoseFacts = field(default_factory=DoseFacts)
    days: Mapping[date, records.Day] = field(default_factory=dict)
    effects: tuple[EffectLine, ...] = ()
    nosebleeds: NosebleedFacts = field(default_factory=NosebleedFacts)
    nosebleeds_before: NosebleedFacts = field(default_factory=NosebleedFacts)
    mood: MoodFacts = field(default_factory=MoodFacts)
    mood_before: MoodFacts = field(default_factory=MoodFacts)
    usual_mood: float | None = None
    moods_changed: Mapping[date, tuple[int | None, ...]] = field(default_factory=dict)
    notices: tuple[NoticeFact, ...] = ()
    checks: tuple[tuple[date, int, int], ...] = ()  # day, and the two answers of 0 to 3
    safety_answers: tuple[tuple[date, str], ...] = ()
    clinic: Clinic = field(default_factory=Clinic)

    @property
    def dose_changes(self) -> tuple[records.DosePeriod, ...]:
        """The doses that began inside the period, oldest first."""
        return (
            tuple(d for d in self.course.doses if d.start_on in self.period) if self.course else ()
        )

    @property
    def days_logged(self) -> int:
        """On how many days of the period anything was said."""
        return sum(day.is_logged for day in self.days.values())

    def has(self, section: str) -> bool:
        """Whether a section or private field was ticked."""
        return section in self.choices.sections or section in self.choices.private


def read_report(store: Store, period: Period, choices: Choices, *, today: date) -> Report:
    """Gather the page for `period` as of `today`, the day it is prepared.

    Raises:
        JournalProblem: the journal could not be read.

    """
    earlier = before(period)
    course = _course(store, period)
    first = min(earlier.first, course.start_on or period.first) if course else earlier.first
    days = store.days(first, period.last)
    inside = {on: day for on, day in days.items() if on in period}
    moods = [(on, day.mood) for on, day in days.items() if day.mood]
    usual = kept_baseline(store.settings())
    effects = _effects(store, period, days, choices)
    report = Report(
        period, today, choices, course,
        dose_facts(course, days, period.last, today=today) if course else DoseFacts(),
        {on: _ticked(day, choices, {each.key for each in effects}) for on, day in inside.items()},
        effects,
        nosebleed_facts(days, period), nosebleed_facts(days, earlier),
        mood_facts(moods, period), mood_facts(moods, earlier),
        usual.value if usual else None,
    )  # fmt: skip
    return _with_mood_path(store, replace(report, clinic=_clinic(store, report)))


def _course(store: Store, period: Period) -> records.Course | None:
    courses = store.courses()
    begun = [each for each in courses if each.start_on and each.start_on <= period.last]
    return begun[-1] if begun else (courses[-1] if courses else None)


def _ticked(day: records.Day, choices: Choices, keys: Collection[str]) -> records.Day:
    """The day without what was not ticked: its note, and effects other than `keys`."""
    return replace(
        day,
        note=day.note if "notes" in choices.private else "",
        levels={key: level for key, level in day.levels.items() if key in keys},
        places={key: places for key, places in day.places.items() if key in keys},
        stopped=day.stopped.intersection(keys),
    )


def is_private(effect: records.ShownEffect) -> bool:
    """Whether an effect needs the tick for private ones: by content, or by the user's wish."""
    return effect.is_private or (effect.name is None and content.effect(effect.key).is_private)


def _effects(
    store: Store, period: Period, days: Mapping[date, records.Day], choices: Choices
) -> tuple[EffectLine, ...]:
    earlier = before(period)
    rows = store.levels(earlier.first, period.last)
    now = every_effect(rows, period, days_stopped(days, period))
    then = every_effect(rows, earlier, days_stopped(days, earlier))
    return tuple(
        _line(effect, now[effect.key], then.get(effect.key))
        for effect in store.effects()
        if effect.key in now and ("private_effects" in choices.private or not is_private(effect))
    )


def _line(effect: records.ShownEffect, now: EffectFacts, then: EffectFacts | None) -> EffectLine:
    if effect.name is not None:
        return EffectLine(effect.key, effect.name, effect.name, False, now, then)
    known = content.effect(effect.key)
    return EffectLine(effect.key, known.name, known.short, known.kind == "yes_no", now, then)


def _clinic(store: Store, report: Report) -> Clinic:
    period, choices = report.period, report.choices
    visits = store.visits()
    past = [each for each in visits if each.on == period.first]
    coming = [each for each in visits if each.on >= report.prepared_on]
    start_on = report.course.start_on if report.course else None
    tests_from = min(start_on - TESTS_BEFORE, period.first) if start_on else period.first
    with_pregnancy = "pregnancy" in choices.private
    return Clinic(
        past[-1] if past else None,
        coming[0] if coming else None,
        tuple(
            each if "notes" in choices.private else replace(each, note="")
            for each in store.results()
            if tests_from <= each.on <= period.last
            and (with_pregnancy or each.kind != lab.PREGNANCY)
        ),
        tuple(
            each for each in store.plans()
            if with_pregnancy and each.kind == lab.PREGNANCY and each.outcome
            and tests_from <= each.due_on <= period.last
        ),
        tuple(each for each in store.questions() if each.asked_on is None),
        tuple(
            each if "notes" in choices.private else replace(each, note="")
            for each in store.provider_contacts() if each.on in period
        ),
    )  # fmt: skip


def _with_mood_path(store: Store, report: Report) -> Report:
    period = report.period
    with_safety = "safety_answers" in report.choices.private
    notices = tuple(_notice(row) for row in store.notices() if row.level >= URGENT)
    answers = store.safety_answers() if with_safety else ()
    return replace(
        report,
        moods_changed={on: was for on, was in store.moods_before().items() if on in period},
        notices=tuple(
            each for each in notices
            if (each.on in period or (each.answer is None and each.on <= period.last))
            and (with_safety or each.rule != SAFETY_RULE)
        ),
        checks=tuple(
            (row.on_date, row.low_interest, row.low_mood)
            for row in store.checks() if row.on_date in period
        ),
        safety_answers=tuple(
            (row.on_date, row.answer) for row in answers if row.on_date in period
        ),
    )  # fmt: skip


def _notice(row: Any) -> NoticeFact:
    return NoticeFact(
        row.fired_on, row.rule, row.level, from_json(row.evidence), row.answer,
        row.answer_on or row.answered_on,
    )  # fmt: skip
