"""What stands now: from findings to notices, their answers, repeats, mutes and escalation.

Pure. Source: the safety rules agreed for this app. A notice once given stays in the history,
whatever is edited later. Days are civil dates, counted; only 24 and 72 hours are durations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from models.moods import (
    ROUNDING,
    WEEK_DAYS,
    Evidence,
    MoodEntry,
    MoodRecord,
    SafetyAnswer,
    is_within,
    mean,
)
from models.rebase import rebased
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
_NOTHING = MoodRecord()
ASKING_TAGS = frozenset({"hopeless", "seeing_hearing"})
"""What opens the safety question."""


@dataclass(frozen=True)
class Notice:
    """A notice that was given, on what evidence, and the newest answer to it.

    `answer_on` is the day of the contact or appointment. `asked_at`: since when the safety
    question waits for an answer because of it; None: it does not. Moments are aware.
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
    asked_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer; what was put off, or left for now, still does."""
        return self.answer not in CLOSING


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
    findings: Iterable[Finding],
    past: Sequence[Notice],
    today: date,
    now: datetime,
    record: MoodRecord = _NOTHING,
) -> list[Notice]:
    """The notices to store: new ones, and known ones that are different now.

    Different: an open one whose evidence is fresher, one whose question was answered, or one
    that lay ahead of now (models.rebase). A known id replaces the stored notice. Run again with
    the result stored, it returns nothing. `record` is what the findings come from.
    """
    known = {notice.id: notice for notice in past}
    past, answers = rebased(past, record.safety_answers, today, now)
    written = {n.id: n for n in (_without_question(n, answers) for n in past)}
    for finding in findings:
        for change in _changes(finding, merged((), written.values()), today, now, record.entries):
            written[change.id] = change
    return [notice for notice in written.values() if known.get(notice.id) != notice]


def merged(past: Iterable[Notice], written: Iterable[Notice]) -> tuple[Notice, ...]:
    """The history with the written notices in it, oldest first; the same id is replaced."""
    by_id = {notice.id: notice for notice in (*past, *written)}
    return tuple(sorted(by_id.values(), key=_order))


def _order(notice: Notice) -> tuple[datetime, bool, datetime, str]:
    """By when it was given; of the same moment, what was answered comes before what waits."""
    return notice.fired_at, notice.is_open, notice.answered_at or notice.fired_at, notice.id


def last_urgent_on(notices: Iterable[Notice]) -> date | None:
    """The day of the newest notice of level 2 or 3, which M8 counts from."""
    return max((notice.fired_on for notice in notices if notice.level >= 2), default=None)


def _changes(
    finding: Finding,
    past: Sequence[Notice],
    today: date,
    now: datetime,
    entries: Sequence[MoodEntry],
) -> list[Notice]:
    """What a finding does to the history: a new notice, fresher open ones, or nothing."""
    same = [n for n in past if (n.rule, n.level) == (finding.rule, finding.level)]
    is_open = [n for n in same if n.is_open]
    if is_open and finding.level > 1:  # each lowest day and each reminder stands by itself
        is_put_off = all(n.answer is not None for n in is_open)
        is_due = is_put_off and (_has_news(finding, same) or _is_worse(finding, is_open[-1]))
        fresher = [_fresher(n, finding, now) for n in is_open]
        return [*fresher, _notice(finding, today, now)] if is_due else fresher
    if finding.rule in MUTED_RULES and _is_muted(finding, past, today, entries):
        return []
    is_due = not same or _has_news(finding, same) or _is_worse(finding, same[-1])
    return [_notice(finding, today, now)] if is_due or _is_repeat_due(finding, same, today) else []


def _notice(finding: Finding, today: date, now: datetime) -> Notice:
    """A new notice. Its id is its own: two phones that notice the same have two notices."""
    name = f"{finding.rule}-{finding.level}-{today.isoformat()}-{uuid4().hex[:12]}"
    asked_at = now if finding.rule in ASKING_RULES or _asking_facts(finding.evidence) else None
    rule, level = finding.rule, finding.level
    return Notice(name, rule, level, today, now, finding.evidence, asked_at=asked_at)


def _fresher(notice: Notice, finding: Finding, now: datetime) -> Notice:
    """An open notice with today's evidence: one banner, not two, and it quotes what is true."""
    evidence = finding.evidence
    news = tuple(dict.fromkeys((*notice.evidence.news, *evidence.news)))
    fresher = replace(notice, evidence=replace(evidence, news=news))
    is_asking = _asking_facts(evidence) - set(notice.evidence.news)
    return replace(fresher, asked_at=now) if is_asking else fresher


def _asking_facts(evidence: Evidence) -> set[str]:
    """The tags that open the safety question, as they stand in `news`."""
    return {f"{on} {tag}" for on, tag in evidence.tags if tag in ASKING_TAGS}


def _has_news(finding: Finding, same: Sequence[Notice]) -> bool:
    """Whether it rests on a fact that no notice of the rule knows.

    Not news is a pair of lowest days that was there before the answer, and is seen only now
    because a later day was changed.
    """
    is_known = set(finding.evidence.news) <= {fact for n in same for fact in n.evidence.news}
    is_old = finding.rule == "M2" and finding.written_at and same and same[-1].answer
    return not is_known and not (is_old and not _is_newer(finding, same[-1]))


def _is_newer(finding: Finding, answered: Notice) -> bool:
    """Whether it rests on an entry made after the answer."""
    if answered.answered_on is None or answered.answered_at is None:
        return True
    if finding.evidence.newest_on > answered.answered_on:
        return True
    return finding.written_at is not None and finding.written_at > answered.answered_at


def _is_muted(
    finding: Finding, past: Iterable[Notice], today: date, entries: Sequence[MoodEntry]
) -> bool:
    """Whether "They already know" still holds M3 and M4 back: for 14 days, unless it got worse."""
    muting = [
        n
        for n in past
        if n.answer == THEY_KNOW
        and n.answered_on is not None
        and today < n.answered_on + timedelta(days=MUTE_DAYS)
    ]
    for moment in {n.answered_at for n in muting}:
        answer = [n for n in muting if n.answered_at == moment]
        before = _mean_at(answer, finding, entries)
        if not (_is_newer(finding, answer[0]) and _has_fallen(finding, before)):
            return True
    return False


def _mean_at(
    answer: Sequence[Notice], finding: Finding, entries: Sequence[MoodEntry]
) -> float | None:
    """The 7-day mean when these notices were answered: of the same rule, of another, or of then."""
    ranked = sorted(answer, key=lambda n: n.rule != finding.rule)
    known = [n.evidence.mean for n in ranked if n.evidence.mean is not None]
    on, at = answer[0].answered_on, answer[0].answered_at
    if known or on is None or at is None:
        return known[0] if known else None
    return mean(
        (e.on, e.level)
        for e in entries
        if e.level is not None
        and is_within(WEEK_DAYS - 1, on, e.on)
        and (e.written_at is None or e.written_at <= at)
    )


def _has_fallen(finding: Finding, before: float | None) -> bool:
    """Whether the 7-day mean is a further 0.5 below the one `before`."""
    now = finding.evidence.mean
    return now is not None and before is not None and now <= before - FURTHER_DROP + ROUNDING


def _is_worse(finding: Finding, last: Notice) -> bool:
    """Whether the mean has fallen since the last notice of the rule, and by a newer entry."""
    return _is_newer(finding, last) and _has_fallen(finding, last.evidence.mean)


def _is_repeat_due(finding: Finding, same: Sequence[Notice], today: date) -> bool:
    """Seven days after the closing answer, and true of something logged since then.

    What was said in a two-week check counts as still true until the next check.
    """
    last = same[-1]
    if last.answer not in CLOSING or last.answered_on is None or finding.level == 1:
        return False
    if today < last.answered_on + timedelta(days=REPEAT_DAYS):
        return False
    return bool(finding.evidence.answers) or _is_newer(finding, last)


def answered(
    notices: Iterable[Notice],
    answer: str,
    today: date,
    now: datetime,
    answer_on: date | None = None,
) -> list[Notice]:
    """The given notices with the user's one answer to all of them, to be stored.

    The three answers of level 3 leave notices of other levels as they are (not returned), and
    "This is not a mood change" leaves a Yes to the safety question as it is.

    Raises:
        ValueError: `answer` is none of ANSWERS, L3_ANSWERS or SEEN (for M8 only).

    """
    if answer not in (*ANSWERS, *L3_ANSWERS, SEEN):
        raise ValueError(f"unknown answer {answer!r}")
    return [
        replace(notice, answer=answer, answered_on=today, answered_at=now, answer_on=answer_on)
        for notice in notices
        if (answer not in L3_ANSWERS or notice.level == 3)
        and (answer != NOT_A_CHANGE or notice.level < 3)
        and (answer != SEEN or notice.rule == "M8")
    ]


def offered(notices: Iterable[Notice]) -> tuple[str, ...]:
    """Which of the five answers to offer: nobody can say that a Yes was no change."""
    has_yes = any(notice.level == 3 for notice in notices)
    return tuple(answer for answer in ANSWERS if not (has_yes and answer == NOT_A_CHANGE))


def shown_level(notice: Notice, now: datetime) -> int:
    """How a notice shows now: 3, 2 or 1 as its level says; 0 when closed or put off.

    Level 3 that was left, in any of its ways, shows as 3 (the bar) for 72 hours, then as 2.
    "Remind me" hides a notice for 24 hours, but makes of level 3 the bar, and then 2.
    """
    if notice.answer is None or notice.answered_at is None:
        return notice.level
    if notice.answer in L3_ANSWERS:
        return 3 if now < notice.answered_at + BAR_FOR else 2
    if notice.answer == REMIND_24H:
        if now < notice.answered_at + REMIND_AFTER:
            return 3 if notice.level == 3 else 0
        return min(notice.level, 2)
    return 0


def changes_next_at(
    notices: Iterable[Notice], now: datetime, day_ends_at: datetime
) -> datetime | None:
    """The next moment after `now` at which time alone may change what stands.

    That is the end of a put-off (24 hours), of the bar of level 3 (72 hours), of the safety
    question (24 hours), or of the day: whatever is counted in days changes then. None: never.
    """
    ends = [day_ends_at]
    for notice in notices:
        if notice.asked_at is not None:
            ends.append(notice.asked_at + QUESTION_FOR)
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
    notices, safety_answers = rebased(tuple(notices), safety_answers, today, now)
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
        and any(_is_asking(n, findings, safety_answers, now) for n in notices),
        crisis_open=any(n.rule == "M7" for n in behind),
        reminder=next((n for n in shown if n.rule == "M8"), None),
    )


def _is_still_true(notice: Notice, findings: Iterable[Finding], today: date) -> bool:
    return any(
        _is_of(notice, finding) and (not finding.is_past or notice.fired_on == today)
        for finding in findings
    )


def _is_of(notice: Notice, finding: Finding) -> bool:
    return (finding.rule, finding.evidence) == (notice.rule, notice.evidence)


def _is_asking(
    notice: Notice,
    findings: Iterable[Finding],
    safety_answers: Iterable[SafetyAnswer],
    now: datetime,
) -> bool:
    """Whether the safety question waits because of it: until answered, for 24 hours at most.

    A lowest day that was changed to another mood asks no more.
    """
    asked_at = _without_question(notice, safety_answers).asked_at
    if asked_at is None or now >= asked_at + QUESTION_FOR:
        return False
    return notice.level >= 2 or any(_is_of(notice, finding) for finding in findings)


def _without_question(notice: Notice, safety_answers: Iterable[SafetyAnswer]) -> Notice:
    """The notice, no longer asking once it is answered. The check of M5 holds the question."""
    asked_at = notice.asked_at
    is_answered = asked_at is not None and any(
        given.at >= asked_at or (notice.rule == "M5" and given.on == notice.fired_on)
        for given in safety_answers
    )
    return replace(notice, asked_at=None) if is_answered else notice
