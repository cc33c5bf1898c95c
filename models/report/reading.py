"""Gathers the facts of the page from a journal, and leaves out what was not ticked."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models import content, lab, records
from models.doses import DoseFacts, dose_facts
from models.mood_path import kept_baseline
from models.moods import from_json
from models.periods import Period, before
from models.report.facts import Choices, Clinic, EffectLine, NoticeFact, Report
from models.store import Store
from models.summary import (
    EffectFacts,
    days_stopped,
    every_effect,
    mood_facts,
    nosebleed_facts,
)

SAFETY_RULE = "M7"
"""Notices by this rule tell a safety answer, so they are as private as that."""
URGENT = 2
"""Mood notices of this level or above stand on the page."""
TESTS_BEFORE = timedelta(days=60)
"""Tests are shown from this long before the first dose: those are what later ones start from."""


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
