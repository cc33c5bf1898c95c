"""When moods call for help, how urgently, and on what evidence. The rules M0 to M9.

Pure: no clock, no database, no screen and no words. Each rule is one function that looks at
the user's own entries (`models.moods`) and says whether it is true today. What is then shown,
repeated or muted is decided in `models.notices`. Source: the safety rules agreed for this app.
Nothing here is a diagnosis or a score of risk, and no rule can be switched off.

Levels: 1 a card under the entry, 2 a banner on every screen, 3 the full help screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from models.moods import (
    CHECK_DAYS,
    FLIGHT_DAYS,
    LOWEST,
    ROUNDING,
    WEEK_DAYS,
    Evidence,
    MoodCheck,
    MoodRecord,
    is_within,
    mean,
    moods,
    week,
)

SAID_SO_TAGS = frozenset({"mood_changed", "noticed", "hopeless", "not_myself", "seeing_hearing"})
"""Tags that report a change by themselves (M0); `noticed`: someone close noticed a change."""
CHECK_QUESTIONS = ("irritable", "noticed", "changed")
SCORED_QUESTIONS = ("low_interest", "low_mood")

BACKFILL_DAYS = 7  # M1, M2, M4 look at nothing whose newest day is further back
M2_APART_DAYS = 7
M3_ENTRIES, M3_LOW_ENTRIES, M3_WINDOW_DAYS, M3_NEWEST_DAYS = 5, 3, 14, 3
M4_ENTRIES = 4
M4_DROP, M4_BELOW, M4_LARGE_DROP = 1.0, 3.0, 1.25  # in points of mood
M5_SUM, M5_REPEATED_SUM = 3, 2  # of 0 to 6
M6_DAYS = 2
M8_SILENT_DAYS = 3
M9_DAYS_AFTER_LAST_DOSE = 90


@dataclass(frozen=True)
class Finding:
    """A rule that is true today. `is_past`: a better mood has been logged since (M1 only).

    `written_at`: when the newest of the moods it rests on was written, where that is known.
    """

    rule: str
    level: int
    evidence: Evidence
    is_past: bool = False
    written_at: datetime | None = None


def m0_said_so(today: date, record: MoodRecord) -> list[Finding]:
    """M0: the user says that mood or behaviour changed, or that someone noticed. Level 2.

    By a tag in the last 7 days (for its day, or written then), or by yes or not sure in the
    newest two-week check. Other rules may add to this one; none may withhold it.
    """
    tags = sorted(
        (entry.on, tag)
        for entry in record.entries
        for tag in entry.tags & SAID_SO_TAGS
        if is_within(WEEK_DAYS - 1, today, entry.on)
        or (entry.written_on and is_within(WEEK_DAYS - 1, today, min(entry.written_on, today)))
    )
    answers = [
        (check.on, question, getattr(check, question))
        for check in _counting_checks(today, record)[-1:]
        for question in CHECK_QUESTIONS
        if getattr(check, question) != "no"
    ]
    news = (*(f"{on} {tag}" for on, tag in tags), *(f"{on} {q}: {said}" for on, q, said in answers))
    evidence = Evidence(tags=tuple(tags), answers=tuple(answers), news=news)
    return [Finding("M0", 2, evidence)] if news else []


def m1_one_lowest_day(today: date, record: MoodRecord) -> list[Finding]:
    """M1: a mood of 1, on a day at most 7 days ago. Level 1; one finding for each such day."""
    logged = moods(today, record.entries)
    return [
        Finding(
            "M1",
            1,
            Evidence(entries=((on, level),), news=(str(on),)),
            is_past=any(later > on and other > level for later, other in logged),
        )
        for on, level in logged
        if level == LOWEST and is_within(BACKFILL_DAYS, today, on)
    ]


def m2_two_lowest(today: date, record: MoodRecord) -> list[Finding]:
    """M2: two moods of 1 in a row, at most 7 days apart, the later at most 7 days ago. Level 2.

    In a row means that no other mood was logged between; silent days do not part them.
    """
    pairs = [
        (earlier, later)
        for earlier, later in pairwise(moods(today, record.entries))
        if earlier[1] == later[1] == LOWEST
        and is_within(M2_APART_DAYS, later[0], earlier[0])
        and is_within(BACKFILL_DAYS, today, later[0])
    ]
    return [
        Finding("M2", 2, Evidence(entries=pair, news=(str(pair[1][0]),))) for pair in pairs[-1:]
    ]


def m3_staying_low(today: date, record: MoodRecord) -> list[Finding]:
    """M3: of the last 5 entries, 3 or more are Low or Very low. Level 2.

    Only entries of the last 14 days count; fewer than 5 are used as they are. The newest is
    at most 3 days old. Counting entries, not days, still finds someone who logs less when low.
    """
    recent = moods(today, record.entries)[-M3_ENTRIES:]
    counted = tuple(mood for mood in recent if is_within(M3_WINDOW_DAYS - 1, today, mood[0]))
    evidence = Evidence(entries=counted, mean=mean(week(today, record.entries)))
    if evidence.low_count < M3_LOW_ENTRIES:
        return []
    is_recent = is_within(M3_NEWEST_DAYS, today, evidence.newest_on)
    return [Finding("M3", 2, evidence)] if is_recent else []


def m4_own_drop(today: date, record: MoodRecord) -> list[Finding]:
    """M4: the mean of a week of at least 4 entries is well below the user's own usual. Level 2.

    Well below: by 1.0 and under 3.0, or by 1.25. The week ends today, or on the newest entry
    if that is at most 7 days ago (entries made late). Off while there is no baseline.
    """
    logged = moods(today, record.entries)
    if record.baseline is None or not logged or not is_within(BACKFILL_DAYS, today, logged[-1][0]):
        return []
    usual = record.baseline.value
    for last_on in (today, logged[-1][0]):
        counted = week(last_on, record.entries)
        average = mean(counted)
        if average is None or len(counted) < M4_ENTRIES:
            continue
        drop = usual - average + ROUNDING
        if drop >= M4_LARGE_DROP or (drop >= M4_DROP and average < M4_BELOW):
            return [Finding("M4", 2, Evidence(entries=counted, mean=average, baseline=usual))]
    return []


def m5_two_week_check(today: date, record: MoodRecord) -> list[Finding]:
    """M5: the two scored questions of the newest check add up to 3 or more. Level 2.

    Also: 2 on this check and on the one before; or 2 and a mood of 1 less than 14 days from
    the check, before or after. A check counts until the next one, for 14 days.
    """
    if not _counting_checks(today, record):
        return []
    *before, newest = _checks(today, record)
    again = [check for check in before[-1:] if check.sum == newest.sum == M5_REPEATED_SUM]
    lowest = tuple(
        (on, level)
        for on, level in moods(today, record.entries)
        if level == LOWEST
        and newest.sum == M5_REPEATED_SUM
        and abs((newest.on - on).days) < CHECK_DAYS
    )
    if newest.sum < M5_SUM and not again and not lowest:
        return []
    answers = tuple(
        (check.on, question, getattr(check, question))
        for check in (*again, newest)
        for question in SCORED_QUESTIONS
    )
    return [Finding("M5", 2, Evidence(entries=lowest, answers=answers, news=(str(newest.on),)))]


def m6_function(today: date, record: MoodRecord) -> list[Finding]:
    """M6: mood stopped the user doing something on 2 or more of the last 7 days. Level 2."""
    days = {
        entry.on
        for entry in record.entries
        if entry.stopped_me and is_within(WEEK_DAYS - 1, today, entry.on)
    }
    return [Finding("M6", 2, Evidence(days=tuple(sorted(days))))] if len(days) >= M6_DAYS else []


def m7_safety_answer(today: date, record: MoodRecord) -> list[Finding]:
    """M7: Yes to the safety question is level 3; rather not say is level 2.

    The answer counts by the day it was given, for the last 7 days: a Yes written for a day
    long past is a Yes of today. A later No takes nothing back. Each answer is news, so that
    none is missed whose clock was behind that of an earlier one.
    """
    findings = []
    for answer, level in (("yes", 3), ("rather_not", 2)):
        given = [
            a
            for a in record.safety_answers
            if a.answer == answer and is_within(WEEK_DAYS - 1, today, a.on)
        ]
        for newest in sorted(given, key=lambda a: (a.at, a.stamp))[-1:]:
            news = tuple(sorted(a.stamp for a in given))
            said = Evidence(answers=((newest.on, "safety", answer),), news=news)
            findings.append(Finding("M7", level, said))
    return findings


def m8_quiet_after_notice(today: date, record: MoodRecord) -> list[Finding]:
    """M8: no mood logged for 3 days after a notice of level 2 or 3. One neutral reminder."""
    if record.last_urgent_on is None:
        return []
    followed = record.last_urgent_on
    quiet_since = max([followed, *(on for on, _ in moods(today, record.entries))])
    if (today - quiet_since).days < M8_SILENT_DAYS:
        return []
    return [Finding("M8", 1, Evidence(days=(followed, quiet_since), news=(str(followed),)))]


def looks_until(last_dose_on: date | None) -> date | None:
    """M9: the last day on which M1 to M6 run, 90 days after the last dose; None: no end."""
    return last_dose_on + timedelta(days=M9_DAYS_AFTER_LAST_DOSE) if last_dose_on else None


def m9_in_scope(today: date, last_dose_on: date | None) -> bool:
    """M9: whether M1 to M6 run; what the user says (M0, M7) and M8 are heard at any time."""
    until = looks_until(last_dose_on)
    return until is None or today <= until


RULES = (
    m0_said_so,
    m1_one_lowest_day,
    m2_two_lowest,
    m3_staying_low,
    m4_own_drop,
    m5_two_week_check,
    m6_function,
    m7_safety_answer,
    m8_quiet_after_notice,
)
ALWAYS = (m0_said_so, m7_safety_answer, m8_quiet_after_notice)
"""The rules that run before, between and after courses too."""


def fired(today: date, record: MoodRecord) -> list[Finding]:
    """Every rule that is true on the civil day `today`, M0 first, with its evidence."""
    rules = RULES if m9_in_scope(today, record.last_dose_on) else ALWAYS
    written = {e.on: e.written_at for e in record.entries if e.written_at is not None}
    return [_dated(finding, written) for rule in rules for finding in rule(today, record)]


def _dated(finding: Finding, written: Mapping[date, datetime]) -> Finding:
    moments = [written[on] for on, _ in finding.evidence.entries if on in written]
    return replace(finding, written_at=max(moments)) if moments else finding


def _checks(today: date, record: MoodRecord) -> list[MoodCheck]:
    latest = today + timedelta(days=FLIGHT_DAYS)
    return sorted((c for c in record.checks if c.on <= latest), key=lambda check: check.on)


def _counting_checks(today: date, record: MoodRecord) -> list[MoodCheck]:
    return [c for c in _checks(today, record) if is_within(CHECK_DAYS - 1, today, c.on)]
