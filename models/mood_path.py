"""The mood path of a journal: its rows turned into what the safety rules look at, and back.

The rules are in `models.safety` and `models.notices`; here they meet the store.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from models import records, tables
from models.days import DEFAULT_CUTOFF, day_ends_at, wall_date
from models.moods import (
    FIRST_DAYS_AT_MOST,
    Baseline,
    MoodCheck,
    MoodEntry,
    MoodRecord,
    SafetyAnswer,
    baseline,
    check_due,
    from_json,
    to_json,
)
from models.notices import Notice, Standing, changes_next_at, last_urgent_on, standing
from models.notices import new_notices as notices_for
from models.safety import Finding, fired
from models.store import Store

WINDOW_DAYS = 28
"""Days of moods that the rules look back over, with room to spare (the longest rule: 14)."""
BASELINE_KEY = "baseline"


@dataclass(frozen=True)
class MoodPath:
    """The user's moods as the rules see them, and what follows now."""

    record: MoodRecord = field(default_factory=MoodRecord)
    notices: tuple[Notice, ...] = ()
    findings: tuple[Finding, ...] = ()
    standing: Standing = field(default_factory=Standing)
    is_check_due: bool = False
    is_baseline_new: bool = False  # worked out just now, not yet kept
    changes_next_at: datetime | None = None  # when time alone may change what stands; aware


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
    if days is None:
        days = store.days(today - timedelta(days=WINDOW_DAYS), today + timedelta(days=1))
    entries = tuple(
        MoodEntry(day.on, day.mood.level, day.mood.tags, day.mood.stopped_me, day.mood_said_on)
        for day in days.values()
        if day.mood is not None
    )
    notices = tuple(_notice(row) for row in store.notices())
    checks = tuple(_check(row) for row in store.checks())
    answers = tuple(
        SafetyAnswer(row.on_date, datetime.fromisoformat(row.given_at), row.answer)
        for row in store.safety_answers()
    )
    kept = kept_baseline(settings)
    usual = kept or _work_out_baseline(store, today, course, entries)
    record = MoodRecord(
        entries, checks, answers, usual,
        course.last_dose_on if course else None, last_urgent_on(notices),
    )  # fmt: skip
    findings = tuple(fired(today, record))
    now = store.clock()
    cutoff = settings.get("cutoff")
    ends_at = day_ends_at(now, time.fromisoformat(cutoff) if cutoff else DEFAULT_CUTOFF)
    first_on = min((entry.on for entry in entries), default=None)
    return MoodPath(
        record,
        notices,
        findings,
        standing(notices, findings, answers, today, now),
        check_due(today, max((check.on for check in checks), default=None), first_on),
        kept is None and usual is not None,
        changes_next_at(notices, now, ends_at),
    )


def new_notices(path: MoodPath, now: datetime, today: date) -> list[tables.Draft]:
    """What to store because of `path`: notices that are called for, and a baseline to freeze."""
    drafts: list[tables.Draft] = [
        notice_draft(notice) for notice in notices_for(path.findings, path.notices, today, now)
    ]
    if path.is_baseline_new and path.record.baseline is not None:
        drafts.append(baseline_draft(path.record.baseline))
    return drafts


def kept_baseline(settings: Mapping[str, Any]) -> Baseline | None:
    """The usual mood that was frozen; None while there is none."""
    kept = settings.get(BASELINE_KEY)
    if not kept:
        return None
    first_on, last_on = (date.fromisoformat(kept[name]) for name in ("first_on", "last_on"))
    return Baseline(kept["value"], first_on, last_on, kept["count"])


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
    )


def _check(row: Any) -> MoodCheck:
    return MoodCheck(
        row.on_date, row.irritable, row.noticed, row.changed, row.low_interest, row.low_mood
    )


def _entry(row: Any) -> MoodEntry:
    written_on = wall_date(row.updated_at, row.utc_offset)
    return MoodEntry(
        row.on_date, row.level, frozenset(row.tags.split()), row.stopped_me, written_on
    )


def _work_out_baseline(
    store: Store, today: date, course: records.Course | None, recent: tuple[MoodEntry, ...]
) -> Baseline | None:
    """The usual mood from the first four weeks of moods and those before the first dose."""
    first_dose_on = course.start_on if course else None
    first_on = store.first_mood_on()
    if first_on is None:
        return None
    known = {entry.on: entry for entry in recent}
    starts = [first_on] + ([first_dose_on - timedelta(days=14)] if first_dose_on else [])
    for start in starts if first_on not in known else []:
        rows = store.moods(start, start + timedelta(days=FIRST_DAYS_AT_MOST))
        known |= {row.on_date: _entry(row) for row in rows}
    return baseline(known.values(), first_dose_on, today)
