"""What stands now: from findings to notices, their answers, repeats, mutes and escalation.

Pure. Source: the safety rules agreed for this app. A notice once given stays in the history,
whatever is edited later. Days are civil dates, counted; only 24 and 72 hours are durations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from models.moods import ROUNDING, Evidence, SafetyAnswer
from models.safety import Finding

CONTACTED, APPOINTMENT, NOT_A_CHANGE = "contacted", "appointment", "not_a_change"
REMIND_24H, THEY_KNOW = "remind_24h", "they_know"
NEED_HELP, SAFE_OPTIONS, NOT_NOW = "need_help", "safe_options", "not_now"
SEEN = "seen"
ANSWERS = (CONTACTED, APPOINTMENT, REMIND_24H, THEY_KNOW, NOT_A_CHANGE)
"""The five answers to a notice of level 1 or 2, and to level 3 once its screen was left."""
L3_ANSWERS = (NEED_HELP, SAFE_OPTIONS, NOT_NOW)
"""The three ways to leave the full screen of level 3. None of them closes the notice."""
CLOSING = (CONTACTED, APPOINTMENT, THEY_KNOW, NOT_A_CHANGE, SEEN)

REPEAT_DAYS = 7
MUTE_DAYS = 14
MUTED_RULES = ("M3", "M4")  # never M0, M2, M5 or M7
FURTHER_DROP = 0.5  # in points of the 7-day mean
REMIND_AFTER = timedelta(hours=24)
BAR_FOR = timedelta(hours=72)
QUESTION_FOR = timedelta(hours=24)
ASKING_RULES = ("M1", "M2", "M3", "M4", "M5")


@dataclass(frozen=True)
class Notice:
    """A notice that was given, on what evidence, and the newest answer to it.

    `answer_on` is the day of the contact or appointment. Moments are aware.
    """

    id: str
    rule: str
    level: int
    fired_on: date
    fired_at: datetime
    evidence: Evidence
    answer: str | None = None
    answered_on: date | None = None
    answered_at: datetime | None = None
    answer_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """What must be shown now.

    `level` 0 nothing, 1 card, 2 banner, 3 full screen or its bar; `notices` are those behind
    it, gravest and newest first. `full_screen` and `not_now_bar` are the two forms of level 3.
    `crisis_open`: helplines stand open. `reminder`: the one neutral reminder of M8.
    """

    level: int = 0
    notices: tuple[Notice, ...] = ()
    full_screen: bool = False
    not_now_bar: bool = False
    ask_safety_question: bool = False
    crisis_open: bool = False
    reminder: Notice | None = None


def new_notices(
    findings: Iterable[Finding], past: Sequence[Notice], today: date, now: datetime
) -> list[Notice]:
    """The notices to store: new ones, and open ones whose evidence has become fresher.

    A known id replaces the stored notice. Run again with the result stored, it returns nothing.
    """
    written: list[Notice] = []
    for finding in findings:
        change = _change(finding, merged(past, written), today, now)
        written += [change] if change else []
    return written


def merged(past: Iterable[Notice], written: Iterable[Notice]) -> tuple[Notice, ...]:
    """The history with the written notices in it, oldest first; the same id is replaced."""
    by_id = {notice.id: notice for notice in (*past, *written)}
    return tuple(sorted(by_id.values(), key=lambda notice: (notice.fired_at, notice.id)))


def last_urgent_on(notices: Iterable[Notice]) -> date | None:
    """The day of the newest notice of level 2 or 3, which M8 counts from."""
    return max((notice.fired_on for notice in notices if notice.level >= 2), default=None)


def _change(finding: Finding, past: Sequence[Notice], today: date, now: datetime) -> Notice | None:
    """What a finding does to the history: a new notice, a fresher open one, or nothing."""
    same = [n for n in past if (n.rule, n.level) == (finding.rule, finding.level)]
    has_news = not set(finding.evidence.news) <= {fact for n in same for fact in n.evidence.news}
    is_open = bool(same) and same[-1].answer is None
    if is_open and finding.level > 1:  # each lowest day and each reminder stands by itself
        return _fresher(same[-1], finding.evidence)
    if finding.rule in MUTED_RULES and _is_muted(past, today):
        return None
    is_due = not same or has_news or _is_worse(finding, same[-1])
    if is_due or _is_repeat_due(finding, same[-1], today):
        return _notice(finding, past, today, now)
    return None


def _notice(finding: Finding, past: Sequence[Notice], today: date, now: datetime) -> Notice:
    """A new notice. Its id is made of facts, so that two copies of a journal agree on it."""
    stem = f"{finding.rule}-{finding.level}-{today.isoformat()}"
    number = 1 + sum(notice.id.startswith(stem) for notice in past)
    return Notice(f"{stem}-{number}", finding.rule, finding.level, today, now, finding.evidence)


def _fresher(notice: Notice, evidence: Evidence) -> Notice | None:
    """An open notice with today's evidence: one banner, not two, and it quotes what is true."""
    news = tuple(dict.fromkeys((*notice.evidence.news, *evidence.news)))
    fresher = replace(notice, evidence=replace(evidence, news=news))
    return fresher if fresher != notice else None


def _is_muted(past: Iterable[Notice], today: date) -> bool:
    """Whether "They already know" still holds M3 and M4 back, for 14 days."""
    return any(
        notice.answer == THEY_KNOW
        and notice.answered_on is not None
        and today < notice.answered_on + timedelta(days=MUTE_DAYS)
        for notice in past
    )


def _is_worse(finding: Finding, last: Notice) -> bool:
    """The 7-day mean has fallen a further 0.5 below the one in the last notice of the rule."""
    mean, before = finding.evidence.mean, last.evidence.mean
    if mean is None or before is None:
        return False
    return mean <= before - FURTHER_DROP + ROUNDING


def _is_repeat_due(finding: Finding, last: Notice, today: date) -> bool:
    """Seven days after the closing answer, and true of something logged since then.

    What was said in a two-week check counts as still true until the next check.
    """
    if last.answer not in CLOSING or last.answered_on is None or finding.level == 1:
        return False
    if today < last.answered_on + timedelta(days=REPEAT_DAYS):
        return False
    return bool(finding.evidence.answers) or finding.evidence.newest_on > last.answered_on


def answered(
    notices: Iterable[Notice],
    answer: str,
    today: date,
    now: datetime,
    answer_on: date | None = None,
) -> list[Notice]:
    """The given notices with the user's one answer to all of them, to be stored.

    The three answers of level 3 leave notices of other levels as they are (not returned).

    Raises:
        ValueError: `answer` is none of ANSWERS, L3_ANSWERS or SEEN (for M8 only).

    """
    if answer not in (*ANSWERS, *L3_ANSWERS, SEEN):
        raise ValueError(f"unknown answer {answer!r}")
    return [
        replace(notice, answer=answer, answered_on=today, answered_at=now, answer_on=answer_on)
        for notice in notices
        if (answer not in L3_ANSWERS or notice.level == 3)
        and (answer != SEEN or notice.rule == "M8")
    ]


def shown_level(notice: Notice, now: datetime) -> int:
    """How a notice shows now: 3, 2 or 1 as its level says; 0 when closed or put off.

    Level 3 that was left shows as 3 (the bar) for 72 hours after "Not now", then as 2; after
    the other two ways as 2. "Remind me" hides a notice for 24 hours.
    """
    if notice.answer is None or notice.answered_at is None:
        return notice.level
    if notice.answer == NOT_NOW:
        return 3 if now < notice.answered_at + BAR_FOR else 2
    if notice.answer == REMIND_24H:
        return 0 if now < notice.answered_at + REMIND_AFTER else min(notice.level, 2)
    return 2 if notice.answer in L3_ANSWERS else 0


def changes_next_at(
    notices: Iterable[Notice], now: datetime, day_ends_at: datetime
) -> datetime | None:
    """The next moment after `now` at which time alone may change what stands.

    That is the end of a put-off (24 hours), of the bar of level 3 (72 hours), of the safety
    question (24 hours), or of the day: whatever is counted in days changes then. None: never.
    """
    ends = [day_ends_at]
    for notice in notices:
        if notice.rule in ASKING_RULES:
            ends.append(notice.fired_at + QUESTION_FOR)
        if notice.answered_at is not None:
            if notice.answer == REMIND_24H:
                ends.append(notice.answered_at + REMIND_AFTER)
            elif notice.answer in L3_ANSWERS:
                ends.append(notice.answered_at + BAR_FOR)
    return min((end for end in ends if end > now), default=None)


def may_ask(safety_answers: Iterable[SafetyAnswer], today: date) -> bool:
    """Whether the safety question may be put today: not after Yes or rather not say today."""
    return all(given.on != today or given.answer == "no" for given in safety_answers)


def standing(
    notices: Iterable[Notice],
    findings: Iterable[Finding],
    safety_answers: Sequence[SafetyAnswer],
    today: date,
    now: datetime,
) -> Standing:
    """What must be shown now, from the whole history and today's findings.

    Levels 2 and 3 stand until answered, whatever is edited. A card (level 1) and the reminder
    stand only while they are true; a card goes the day after a better mood.
    """
    findings = list(findings)
    true = [n for n in notices if n.level >= 2 or _is_still_true(n, findings, today)]
    shown = sorted(
        (n for n in true if shown_level(n, now)),
        key=lambda n: (shown_level(n, now), n.fired_at, n.id),
        reverse=True,
    )
    behind = tuple(n for n in shown if n.rule != "M8")
    full_screen = any(n.level == 3 and n.answer is None for n in behind)
    level = shown_level(behind[0], now) if behind else 0
    return Standing(
        level=level,
        notices=behind,
        full_screen=full_screen,
        not_now_bar=level == 3 and not full_screen,
        ask_safety_question=may_ask(safety_answers, today)
        and any(_is_asking(n, safety_answers, today) for n in true),
        crisis_open=any(n.rule == "M7" for n in behind),
        reminder=next((n for n in shown if n.rule == "M8"), None),
    )


def _is_still_true(notice: Notice, findings: Iterable[Finding], today: date) -> bool:
    return any(
        finding.rule == notice.rule
        and finding.evidence == notice.evidence
        and (not finding.is_past or notice.fired_on == today)
        for finding in findings
    )


def _is_asking(notice: Notice, safety_answers: Iterable[SafetyAnswer], today: date) -> bool:
    """M1 to M5 ask on the day they fire, until answered. The check of M5 holds the question."""
    if notice.rule not in ASKING_RULES or notice.fired_on != today:
        return False
    return not any(
        given.at >= notice.fired_at or (notice.rule == "M5" and given.on == today)
        for given in safety_answers
    )
