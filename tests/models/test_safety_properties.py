"""What must hold of the mood rules for any journal whatever."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from models.moods import (
    Baseline,
    Evidence,
    MoodCheck,
    MoodEntry,
    MoodRecord,
    SafetyAnswer,
    baseline,
    from_json,
    to_json,
)
from models.notices import MUTED_RULES, THEY_KNOW, answered, merged, new_notices, standing
from models.safety import SAID_SO_TAGS, fired

T = TypeVar("T")
TODAY = date(2026, 3, 31)
NOW = datetime(2026, 3, 31, 20, 0, tzinfo=UTC)
TAGS = sorted(SAID_SO_TAGS) + ["worried", "calm"]

days = st.integers(0, 40).map(lambda back: TODAY - timedelta(days=back))
levels = st.none() | st.integers(1, 5)
yes_no = st.sampled_from(["no", "yes", "not_sure"])
scores = st.integers(0, 3)
entry = st.builds(
    MoodEntry, days, levels, st.frozensets(st.sampled_from(TAGS), max_size=2), st.booleans()
)
check = st.builds(MoodCheck, days, yes_no, yes_no, yes_no, scores, scores)
entries = st.lists(entry, max_size=20, unique_by=lambda one: one.on).map(tuple)
checks = st.lists(check, max_size=3, unique_by=lambda one: one.on).map(tuple)


def _given_on(on: date, minute: int, answer: str) -> SafetyAnswer:
    return SafetyAnswer(on, datetime(on.year, on.month, on.day, 9, minute, tzinfo=UTC), answer)


safety_answer = st.builds(
    _given_on, days, st.integers(0, 59), st.sampled_from(["no", "yes", "rather_not"])
)
safety_answers = st.lists(safety_answer, max_size=4, unique_by=lambda one: one.at).map(tuple)
usual = st.none() | st.floats(1, 5).map(lambda value: Baseline(value, TODAY, TODAY, 7))
records = st.builds(
    MoodRecord, entries, checks, safety_answers, usual, st.none() | days, st.none() | days
)


@given(records, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(record: MoodRecord, rng: random.Random) -> None:
    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(rng.sample(items, len(items)))

    other = replace(
        record,
        entries=mixed(record.entries),
        checks=mixed(record.checks),
        safety_answers=mixed(record.safety_answers),
    )
    assert fired(TODAY, other) == fired(TODAY, record)
    assert baseline(other.entries, None, TODAY) == baseline(record.entries, None, TODAY)


@given(records)
def test_a_day_without_a_mood_never_counts_as_a_mood(record: MoodRecord) -> None:
    logged = {(one.on, one.level) for one in record.entries if one.level is not None}
    for finding in fired(TODAY, record):
        assert set(finding.evidence.entries) <= logged
        if finding.evidence.mean is not None:
            assert 1 <= finding.evidence.mean <= 5


@given(records)
def test_days_without_a_mood_change_no_rule_on_moods(record: MoodRecord) -> None:
    only = replace(record, entries=tuple(one for one in record.entries if one.level is not None))
    on_moods = {"M1", "M2", "M3", "M4", "M5", "M8"}
    assert [f for f in fired(TODAY, record) if f.rule in on_moods] == [
        f for f in fired(TODAY, only) if f.rule in on_moods
    ]


@given(records, st.integers(15, 200))
def test_nothing_speaks_of_entries_older_than_every_window(record: MoodRecord, later: int) -> None:
    long_after = TODAY + timedelta(days=later)
    quiet = replace(record, last_urgent_on=None, last_dose_on=None)
    assert fired(long_after, quiet) == []


@given(records)
def test_moods_of_okay_or_better_without_a_baseline_call_for_nothing(record: MoodRecord) -> None:
    fine = tuple(replace(one, level=max(one.level or 3, 3)) for one in record.entries)
    found = fired(TODAY, replace(record, entries=fine, baseline=None))
    assert not {finding.rule for finding in found} & {"M1", "M2", "M3", "M4"}


@given(records, days)
def test_a_tag_that_says_so_is_always_heard(record: MoodRecord, answered_on: date) -> None:
    """Whatever was answered before: M0 is not muted, and a new saying speaks at once."""
    now = NOW - timedelta(hours=1)
    before = new_notices(fired(TODAY, record), (), TODAY, now)
    past = merged(before, answered(before, THEY_KNOW, answered_on, now))
    others = tuple(one for one in record.entries if one.on != TODAY)
    saying = MoodEntry(TODAY, 5, frozenset({"not_myself", "hopeless", "mood_changed"}))
    told = replace(record, entries=(*others, saying), last_dose_on=None)
    written = new_notices(fired(TODAY, told), past, TODAY, NOW)
    earlier = {tag for one in record.entries if one.on == TODAY for tag in one.tags}
    assert any(one.rule == "M0" for one in written) or saying.tags <= earlier


@given(records)
def test_every_yes_of_the_week_opens_the_full_screen(record: MoodRecord) -> None:
    notices = new_notices(fired(TODAY, record), (), TODAY, NOW)
    shown = standing(notices, fired(TODAY, record), record.safety_answers, TODAY, NOW)
    week = TODAY - timedelta(days=6)
    has_yes = any(one.answer == "yes" and one.on >= week for one in record.safety_answers)
    assert shown.full_screen is has_yes


@given(records)
def test_running_again_adds_nothing(record: MoodRecord) -> None:
    findings = fired(TODAY, record)
    written = new_notices(findings, (), TODAY, NOW)
    assert len({notice.id for notice in written}) == len(written) == len(findings)
    assert new_notices(findings, merged((), written), TODAY, NOW + timedelta(minutes=1)) == []


@given(records)
def test_a_notice_read_back_from_the_file_is_the_same_notice(record: MoodRecord) -> None:
    findings = fired(TODAY, record)
    written = new_notices(findings, (), TODAY, NOW)
    kept = [replace(one, evidence=from_json(to_json(one.evidence))) for one in written]
    assert kept == written
    assert new_notices(findings, kept, TODAY, NOW) == []


@given(records, records)
def test_an_open_banner_is_refreshed_and_never_doubled(one: MoodRecord, other: MoodRecord) -> None:
    history = merged((), new_notices(fired(TODAY, one), (), TODAY, NOW))
    later = NOW + timedelta(hours=1)
    history = merged(history, new_notices(fired(TODAY, other), history, TODAY, later))
    banners = [(n.rule, n.level) for n in history if n.level > 1]
    assert len(banners) == len(set(banners))
    assert new_notices(fired(TODAY, other), history, TODAY, later) == []


@given(records)
def test_they_already_know_mutes_two_rules_only(record: MoodRecord) -> None:
    findings = fired(TODAY, record)
    history = new_notices(findings, (), TODAY - timedelta(days=1), NOW - timedelta(days=1))
    known = answered(history, THEY_KNOW, TODAY - timedelta(days=1), NOW - timedelta(days=1))
    shown = standing(known, findings, (), TODAY, NOW)
    assert shown.level == 0
    news = [replace(f, evidence=replace(f.evidence, news=("new",))) for f in findings]
    spoke = {notice.rule for notice in new_notices(news, known, TODAY, NOW)}
    muted = set(MUTED_RULES) if known else set()
    assert spoke == {finding.rule for finding in findings} - muted


offsets = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(
    st.builds(
        Evidence,
        entries=st.lists(st.tuples(st.dates(), st.integers(1, 5))).map(tuple),
        mean=st.none() | st.floats(1, 5),
        baseline=st.none() | st.floats(1, 5),
        tags=st.lists(st.tuples(st.dates(), st.text())).map(tuple),
        answers=st.lists(st.tuples(st.dates(), st.text(), st.text() | scores)).map(tuple),
        days=st.lists(st.dates()).map(tuple),
        news=st.lists(st.text()).map(tuple),
    )
)
def test_evidence_survives_its_json(evidence: Evidence) -> None:
    assert from_json(to_json(evidence)) == evidence


@given(st.datetimes(datetime(2026, 3, 30), datetime(2026, 3, 31)), offsets)
def test_the_same_moment_by_another_clock_is_the_same_answer(at: datetime, zone: timezone) -> None:
    moment = at.replace(tzinfo=UTC)
    here = MoodRecord(safety_answers=(SafetyAnswer(TODAY, moment, "yes"),))
    there = MoodRecord(safety_answers=(SafetyAnswer(TODAY, moment.astimezone(zone), "yes"),))
    assert fired(TODAY, here) == fired(TODAY, there)
