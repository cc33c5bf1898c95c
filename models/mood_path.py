"""The mood path of a journal: its rows turned into what the safety rules look at, and back.

The rules are in `models.safety` and `models.notices`; here they meet the store.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from models import records, tables
from models.days import DEFAULT_CUTOFF, day_ends_at, utc_stamp, wall_date
from models.moods import (
    BASELINE_KEY,
    FIRST_DAYS_AT_MOST,
    FLIGHT_DAYS,
    Baseline,
    MoodCheck,
    MoodEntry,
    MoodRecord,
    SafetyAnswer,
    baseline,
    check_due,
    course_since,
    from_json,
    to_json,
)
from models.notices import Notice, Standing, changes_next_at, last_urgent_on, merged, standing
from models.notices import new_notices as notices_for
from models.rebase import rebased
from models.safety import Finding, fired, looks_until
from models.store import Store

WINDOW_DAYS = 28
"""Days of moods that the rules look back over, with room to spare (the longest rule: 14)."""
RELIABLE_SINCE = date(2020, 1, 1)
"""No journal is older: a clock that says so has lost its time, and moves nothing for good."""


@dataclass(frozen=True)
class MoodPath:
    """The user's moods as the rules see them, and what follows now.

    `changes_next_at`: when time alone may change what stands. `looks_until`: the last day on
    which the rules M1 to M6 look at entries; None: there is no end to that yet.
    """

    record: MoodRecord = field(default_factory=MoodRecord)
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()
    standing: Standing = field(default_factory=Standing)
    is_check_due: bool = False
    is_baseline_new: bool = False  # worked out just now, not yet kept
    changes_next_at: datetime | None = None  # aware
    looks_until: date | None = None
    moved: tuple[tables.Draft, ...] = ()  # what lay ahead of now, as it counts; not yet kept


def read_mood_path(
    store: Store,
    today: date,
    course: records.Course | None,
    settings: Mapping[str, Any],
    days: Mapping[date, records.Day] | None = None,
) -> MoodPath:
    """Gather what the rules need, let them speak, and say what stands now.

    `days`: the last WINDOW_DAYS at least, if they are at hand already.
    """
    now = store.clock()
    if days is None:
        days = store.days(today - timedelta(days=WINDOW_DAYS), today + timedelta(days=1))
    entries = tuple(_entry_of(day) for day in days.values() if day.mood is not None)
    kept_notices = merged((), (_notice(row) for row in store.notices()))
    kept_answers = tuple(_answer(row) for row in store.safety_answers())
    notices, answers = rebased(kept_notices, kept_answers, today, now)
    checks = tuple(_check(row) for row in store.checks())
    kept = kept_baseline(settings)
    since = _since(store, course, kept)
    firsts = cache(store.first_moods_on)  # both may ask, or neither
    usual = _kept_usual(store, kept, since)
    if usual is None and (first_on := firsts(since)[1]):
        known = _first_moods(store, first_on, course, entries, today - timedelta(days=WINDOW_DAYS))
        usual = baseline(known, course.start_on if course else None, today, since)
    last_dose_on = course.last_dose_on if course else None
    urgent_on = last_urgent_on(notices)
    record = MoodRecord(entries, checks, answers, usual, last_dose_on, urgent_on)
    findings = tuple(fired(today, record))
    cutoff = settings.get("cutoff")
    ends_at = day_ends_at(now, time.fromisoformat(cutoff) if cutoff else DEFAULT_CUTOFF)
    return MoodPath(
        record,
        notices,
        findings,
        standing(notices, findings, answers, today, now),
        _is_check_due(today, checks, entries, lambda: firsts(since)[0]),
        usual not in (None, kept),
        changes_next_at(notices, now, ends_at),
        looks_until(last_dose_on),
        _moved(kept_notices, notices, kept_answers, answers) if today >= RELIABLE_SINCE else (),
    )


def new_notices(path: MoodPath, now: datetime, today: date) -> list[tables.Draft]:
    """What to store because of `path`: notices that are called for, and a baseline to freeze."""
    drafts: dict[str, tables.Draft] = {getattr(d, "id", str(d)): d for d in path.moved}
    for notice in notices_for(path.findings, path.notices, today, now, path.record):
        drafts[notice.id] = notice_draft(notice)
    found = list(drafts.values())
    if path.is_baseline_new and path.record.baseline is not None:
        found.append(baseline_draft(path.record.baseline))
    return found


def _moved(
    kept: tuple[Notice, ...],
    notices: tuple[Notice, ...],
    kept_answers: tuple[SafetyAnswer, ...],
    answers: tuple[SafetyAnswer, ...],
) -> tuple[tables.Draft, ...]:
    return (
        *(notice_draft(n) for n, was in zip(notices, kept, strict=True) if n != was),
        *(
            tables.SafetyAnswerDraft(
                given_at=a.given_at, on_date=a.on, answer=a.answer, counted_at=a.at.isoformat()
            )
            for a, was in zip(answers, kept_answers, strict=True)
            if a != was
        ),
    )


def _is_check_due(
    today: date,
    checks: tuple[MoodCheck, ...],
    recent: tuple[MoodEntry, ...],
    first_mood_on: Callable[[], date | None],
) -> bool:
    """By all entries and checks, but for checks whose clock was ahead."""
    latest = today + timedelta(days=FLIGHT_DAYS)
    last_on = max((check.on for check in checks if check.on <= latest), default=None)
    first_on = min((entry.on for entry in recent), default=None)
    if last_on is None and not check_due(today, None, first_on):
        first_on = first_mood_on()
    return check_due(today, last_on, first_on)


def safety_draft(path: MoodPath, said: str, today: date, now: datetime) -> tables.SafetyAnswerDraft:
    """An answer to the safety question given `now`, told from every earlier one."""
    known = {given.stamp for given in path.record.safety_answers}
    while utc_stamp(now) in known:  # by a clock that was set back
        now += timedelta(microseconds=1)
    return tables.SafetyAnswerDraft(given_at=now.isoformat(), on_date=today, answer=said)


def kept_baseline(settings: Mapping[str, Any]) -> Baseline | None:
    """The usual mood that was frozen; None while there is none."""
    kept = settings.get(BASELINE_KEY)
    if not kept:
        return None
    first_on, last_on = (date.fromisoformat(kept[name]) for name in ("first_on", "last_on"))
    return Baseline(kept["value"], first_on, last_on, kept["count"], kept.get("is_own") is True)


def baseline_draft(usual: Baseline) -> tables.SettingDraft:
    """The draft that freezes the usual mood for good."""
    return tables.SettingDraft(key=BASELINE_KEY, value=json.dumps(asdict(usual), default=str))


def notice_draft(notice: Notice) -> tables.NoticeDraft:
    """A notice as it is kept."""
    return tables.NoticeDraft(
        id=notice.id,
        rule=notice.rule,
        level=notice.level,
        fired_on=notice.fired_on,
        fired_at=notice.fired_at.isoformat(),
        evidence=to_json(notice.evidence),
        answer=notice.answer,
        answered_at=notice.answered_at.isoformat() if notice.answered_at else None,
        answered_on=notice.answered_on,
        answer_on=notice.answer_on,
        asked_at=notice.asked_at.isoformat() if notice.asked_at else None,
        reason=notice.reason,
    )


def _notice(row: Any) -> Notice:
    return Notice(
        row.id,
        row.rule,
        row.level,
        row.fired_on,
        datetime.fromisoformat(row.fired_at),
        from_json(row.evidence),
        row.answer,
        row.answered_on,
        datetime.fromisoformat(row.answered_at) if row.answered_at else None,
        row.answer_on,
        datetime.fromisoformat(row.asked_at) if row.asked_at else None,
        row.reason,
    )


def _answer(row: Any) -> SafetyAnswer:
    at = datetime.fromisoformat(row.counted_at or row.given_at)
    return SafetyAnswer(row.on_date, at, row.answer, row.given_at)


def _check(row: Any) -> MoodCheck:
    return MoodCheck(
        row.on_date, row.irritable, row.noticed, row.changed, row.low_interest, row.low_mood
    )


def _entry_of(day: records.Day) -> MoodEntry:
    mood = day.mood or records.Mood(None)
    said_on, said_at = day.mood_said_on, day.mood_said_at
    return MoodEntry(
        day.on, mood.level, mood.tags, mood.stopped_me, said_on, said_at, is_imported=not said_at
    )


def _entry(row: Any) -> MoodEntry:
    written_on = wall_date(row.updated_at, row.utc_offset)
    return MoodEntry(
        row.on_date, row.level, frozenset(row.tags.split()), row.stopped_me, written_on,
        is_imported=row.is_imported,
    )  # fmt: skip


def _since(store: Store, course: records.Course | None, kept: Baseline | None) -> date | None:
    """From when on moods count as of this course; None: all do, as there was none before it."""
    begun_on = course.start_on if course else None
    since = course_since(begun_on)
    if begun_on is None or since is None or (kept and kept.is_own and kept.last_on >= since):
        return None
    starts = [each.start_on for each in store.courses() if each.start_on]
    return since if min(starts, default=begun_on) < begun_on else None


def _kept_usual(store: Store, kept: Baseline | None, since: date | None) -> Baseline | None:
    """The frozen usual mood, if it is of this course and the user's own.

    One that an older version froze is kept, unless imported moods lie between its days.
    """
    if kept is None or (since and kept.last_on < since):
        return None
    if kept.is_own:
        return kept
    is_mixed = any(row.is_imported for row in store.moods(kept.first_on, kept.last_on))
    return None if is_mixed else replace(kept, is_own=True)


def _first_moods(
    store: Store,
    first_on: date,
    course: records.Course | None,
    recent: tuple[MoodEntry, ...],
    since: date,
) -> Iterable[MoodEntry]:
    """The first four weeks of moods and those before the first dose, and the `recent` ones.

    All from `since` on are among the recent ones; of earlier days some may be.
    """
    first_dose_on = course.start_on if course else None
    known = {entry.on: entry for entry in recent}
    starts = [first_on] + ([first_dose_on - timedelta(days=14)] if first_dose_on else [])
    for start in starts if first_on < since else []:
        rows = store.moods(start, start + timedelta(days=FIRST_DAYS_AT_MOST))
        known |= {row.on_date: _entry(row) for row in rows}
    return known.values()
