"""The sample's moods: mostly good, one bad week, and the notice that it led to."""

from dataclasses import replace
from datetime import date, time
from random import Random

from models import notices
from models.days import utc_stamp
from models.demo.plan import Plan
from models.demo.sample import Sample, story
from models.mood_path import baseline_draft, notice_draft
from models.moods import CHECK_DAYS, MoodEntry, MoodRecord, baseline
from models.safety import fired
from models.tables import (
    Mood,
    MoodBefore,
    MoodCheck,
    Notice,
    ProviderContact,
    SafetyAnswer,
    Setting,
)  # fmt: skip

NOTICE_AGO, ANSWERED_AGO = 42, 41
_WEEK_BEFORE_COURSE = (4, 4, 3, 4, 5, 4, 4)
_BAD_WEEK_AGO = {47: 4, 46: 4, 45: 3, 44: 2, 43: 2, 42: 1, 41: 2, 40: 3, 38: 4, 37: 4}
_LOW_DAYS_AGO = (95, 70, 22)
_CHANGED_AGO = 16
_FIRST_CHECK_AGO = 4


def add_moods(sample: Sample, plan: Plan, logged: list[date], random: Random) -> None:
    """One mood for each day that was `logged`, one of them changed afterwards."""
    fixed = {plan.ago(ago): level for ago, level in _BAD_WEEK_AGO.items()}
    fixed |= {plan.ago(ago): 2 for ago in _LOW_DAYS_AGO}
    for day in logged:
        if (early := (day - plan.first).days) < len(_WEEK_BEFORE_COURSE):
            fixed[day] = _WEEK_BEFORE_COURSE[early]
        level = fixed.get(day) or random.choices((3, 4, 5), (25, 55, 20))[0]
        sample.add(
            Mood, sample.at(day), on_date=day, level=level, tags=_tags(level, random),
            stopped_me=level == 1,
        )  # fmt: skip
    if (changed := plan.ago(_CHANGED_AGO)) in logged:
        at = sample.at(changed, time(21, 5))
        sample.add(MoodBefore, at, on_date=changed, replaced_at=utc_stamp(at), level=2)


def _tags(level: int, random: Random) -> str:
    if level <= 2:
        return random.choice(("tearful", "tearful cannot_sleep", "worried cannot_sleep"))
    return random.choice(("calm", "hopeful", "", "", "", "")) if level >= 4 else ""


def add_checks(sample: Sample, plan: Plan) -> None:
    """A two-week check every 14 days, none of which asks for a notice."""
    day = plan.ago(_FIRST_CHECK_AGO)
    while day >= plan.start:
        score = 1 if day < plan.ago(CHECK_DAYS) else 0
        sample.add(
            MoodCheck, sample.at(day), on_date=day, irritable="no", noticed="no", changed="no",
            low_interest=0, low_mood=score,
        )  # fmt: skip
        day = date.fromordinal(day.toordinal() - CHECK_DAYS)


def add_notices(sample: Sample, plan: Plan) -> None:
    """What the rules said in the bad week, and the one call that answered it all."""
    usual = baseline(_entries(sample), plan.start, plan.today)
    if usual is not None:
        sample.add(Setting, sample.at(plan.start), **baseline_draft(usual).model_dump())
    given: tuple[notices.Notice, ...] = ()
    for day in (plan.ago(ago) for ago in _BAD_WEEK_AGO):
        entries = tuple(entry for entry in _entries(sample) if entry.on <= day)
        findings = fired(day, MoodRecord(entries=entries, baseline=usual))
        at = sample.at(day)
        given = notices.merged(given, notices.new_notices(findings, given, day, at))
        if day == plan.ago(ANSWERED_AGO):
            replies = notices.answered(given, notices.CONTACTED, day, at, day)
            given = notices.merged(given, replies)
    for number, notice in enumerate(given, start=1):
        at = notice.answered_at or notice.fired_at
        told = replace(notice, id=f"{notice.rule}-sample-{number}", asked_at=None)
        sample.add(Notice, at, **notice_draft(told).model_dump())
    if given:
        _add_talk(sample, plan)


def _add_talk(sample: Sample, plan: Plan) -> None:
    """The safety question of that evening, and the call the next day."""
    asked_on = plan.ago(NOTICE_AGO)
    at = sample.at(asked_on)
    sample.add(SafetyAnswer, at, given_at=utc_stamp(at), on_date=asked_on, answer="no")
    called_on = plan.ago(ANSWERED_AGO)
    sample.add(ProviderContact, sample.at(called_on), id="contact-1", on_date=called_on,
               how="phone", about="mood", note=story()["call"]["note"])  # fmt: skip


def _entries(sample: Sample) -> list[MoodEntry]:
    return [
        MoodEntry(row["on_date"], row["level"], frozenset(row["tags"].split()), row["stopped_me"])
        for row in sample.rows[Mood]
    ]
