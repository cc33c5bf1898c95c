"""The rules M0 to M9, row by row: entries in, findings out. For a clinician to read."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.moods import (
    Baseline,
    MoodCheck,
    MoodEntry,
    MoodRecord,
    SafetyAnswer,
    baseline,
    check_due,
)
from models.safety import SAID_SO_TAGS, fired, looks_until, m9_in_scope


def march(day: int) -> date:
    """A day of March 2026; 0 and below are the last days of February."""
    return date(2026, 2, 28) + timedelta(days=day)


def entries(moods: dict[int, int]) -> tuple[MoodEntry, ...]:
    return tuple(MoodEntry(march(day), level) for day, level in moods.items())


def record(moods: dict[int, int], usual: float | None = None, **more: object) -> MoodRecord:
    known = Baseline(usual, march(-40), march(-30), 7) if usual is not None else None
    return MoodRecord(entries=entries(moods), baseline=known, **more)  # type: ignore[arg-type] # a test's shorthand


def rules(today: int, given: MoodRecord) -> set[str]:
    return {finding.rule for finding in fired(march(today), given)}


def check(day: int, low_interest: int = 0, low_mood: int = 0) -> MoodCheck:
    return MoodCheck(march(day), "no", "no", "no", low_interest, low_mood)


def said(day: int, answer: str, hour: int = 9) -> SafetyAnswer:
    return SafetyAnswer(march(day), datetime(2026, 3, day, hour, tzinfo=UTC), answer)


# The table of the safety rules. One row: what was logged, the baseline, and for each day the
# rules that must be true on it (M1 is the card, all others here the banner).
TABLE = [
    ("one lowest day", {1: 3, 2: 1, 3: 3}, None, {1: set(), 2: {"M1"}}),
    ("two lowest, 8 days apart", {1: 1, 9: 1}, None, {1: {"M1"}, 9: {"M1"}}),
    ("two lowest, 7 days apart", {1: 1, 8: 1}, None, {1: {"M1"}, 8: {"M1", "M2"}}),
    ("three entries ever, all low", {1: 2, 2: 2, 3: 2}, None, {2: set(), 3: {"M3"}}),
    ("three low of five", {1: 2, 2: 4, 3: 2, 4: 4, 5: 2}, None, {4: set(), 5: {"M3"}}),
    ("only three entries in the week", {5: 3, 6: 3, 7: 3}, 4.0, {7: set()}),
    ("mean 2.75 against 4.0", {4: 3, 5: 3, 6: 3, 7: 2}, 4.0, {7: {"M4"}}),
    ("mean 3.0 against 4.0", {4: 3, 5: 3, 6: 3, 7: 3}, 4.0, {7: set()}),
    ("mean 2.5 against 3.6", {4: 2, 5: 3, 6: 3, 7: 2}, 3.6, {7: {"M4"}}),
]


@pytest.mark.parametrize(
    ("moods", "usual", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_the_table_of_rules_on_moods(
    moods: dict[int, int], usual: float | None, expected: dict[int, set[str]]
) -> None:
    for today, wanted in expected.items():
        so_far = {day: level for day, level in moods.items() if day <= today}
        assert rules(today, record(so_far, usual)) == wanted, f"on day {today}"


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([check(15, 2, 1)], {"M5"}),
        ([check(15, 0, 3)], {"M5"}),
        ([check(15, 1, 1)], set()),
        ([check(1, 2, 0), check(15, 1, 1)], {"M5"}),
        ([check(1, 1, 0), check(15, 1, 1)], set()),
        ([check(1, 2, 2), check(15, 0, 1)], set()),
    ],
    ids=["sum 3", "one item 3", "sum 2 once", "sum 2 twice", "1 then 2", "an old 4, now 1"],
)
def test_the_two_week_check_by_its_sums(checks: list[MoodCheck], expected: set[str]) -> None:
    assert rules(15, MoodRecord(checks=tuple(checks))) == expected


def test_sums_of_2_on_two_checks_speak_on_the_second_only() -> None:
    assert rules(1, MoodRecord(checks=(check(1, 1, 1),))) == set()
    both = MoodRecord(checks=(check(15, 1, 1), check(1, 1, 1)))
    (finding,) = fired(march(15), both)
    assert [answer[0] for answer in finding.evidence.answers] == [march(1)] * 2 + [march(15)] * 2


@pytest.mark.parametrize(("lowest_on", "is_near"), [(1, False), (2, True), (15, True), (17, True)])
def test_a_sum_of_2_with_a_lowest_day_in_the_same_14_days(lowest_on: int, is_near: bool) -> None:
    given = record({lowest_on: 1}, checks=(check(15, 1, 1),))
    assert ("M5" in rules(17, given)) is is_near


def test_a_check_counts_for_14_days() -> None:
    given = MoodRecord(checks=(replace(check(1, 3, 3), changed="yes"),))
    assert rules(14, given) == {"M0", "M5"}
    assert rules(15, given) == set()


@pytest.mark.parametrize("tag", sorted(SAID_SO_TAGS))
def test_a_tag_that_says_so_speaks_whatever_the_mood(tag: str) -> None:
    entry = MoodEntry(march(5), 4, frozenset({tag, "worried"}))
    (finding,) = fired(march(5), MoodRecord(entries=(entry,)))
    assert (finding.rule, finding.level, finding.evidence.tags) == ("M0", 2, ((march(5), tag),))


def test_other_tags_say_nothing() -> None:
    usual = frozenset({"worried", "irritable", "tearful", "flat", "angry", "cant_sleep", "calm"})
    assert rules(5, MoodRecord(entries=(MoodEntry(march(5), 4, usual),))) == set()


@pytest.mark.parametrize("question", ["irritable", "noticed", "changed"])
@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", {"M0"}), ("not_sure", {"M0"}), ("no", set())]
)
def test_yes_and_not_sure_in_the_check_say_so(
    question: str, answer: str, expected: set[str]
) -> None:
    said = [answer if asked == question else "no" for asked in ("irritable", "noticed", "changed")]
    given = MoodCheck(march(15), said[0], said[1], said[2], 0, 0)
    assert rules(15, MoodRecord(checks=(given,))) == expected


def test_old_tags_brought_in_today_are_silent_but_tags_written_today_are_not() -> None:
    imported = MoodEntry(march(1), 4, frozenset({"hopeless"}))
    by_hand = MoodEntry(march(1), 4, frozenset({"hopeless"}), written_on=march(20))
    assert rules(20, MoodRecord(entries=(imported,))) == set()
    assert rules(20, MoodRecord(entries=(by_hand,))) == {"M0"}
    assert rules(7, MoodRecord(entries=(imported,))) == {"M0"}
    assert rules(8, MoodRecord(entries=(imported,))) == set()


def test_scenario_2_the_baseline_before_the_first_dose() -> None:
    before = {1: 4, 3: 4, 5: 3, 8: 4, 11: 5, 14: 4}
    assert baseline(entries(before), march(15), march(14)) is None  # not before the first dose
    assert baseline(entries(before), march(15), march(15)) == Baseline(4.0, march(1), march(14), 6)
    lower_since = before | dict.fromkeys(range(15, 25), 1)
    assert baseline(entries(lower_since), march(15), march(25)) == Baseline(
        4.0, march(1), march(14), 6
    )


def test_scenario_2_four_entries_before_the_dose_wait_for_the_first_14_days() -> None:
    logged = {10: 5, 11: 5, 12: 5, 13: 5, 16: 3, 18: 3, 20: 3}
    assert baseline(entries(logged), march(15), march(15)) is None
    assert baseline(entries(logged), march(15), march(23)) is None
    assert baseline(entries(logged), march(15), march(24)) == Baseline(
        29 / 7, march(10), march(20), 7
    )


def test_entries_15_days_before_the_dose_are_not_of_the_14_days() -> None:
    logged = {0: 1, 1: 4, 2: 4, 3: 4, 4: 4, 5: 4}
    found = baseline(entries(logged), march(15), march(15))
    assert found == Baseline(4.0, march(1), march(5), 5)


@pytest.mark.parametrize(("seventh_on", "is_known"), [(27, True), (28, True), (29, False)])
def test_the_seventh_entry_counts_until_day_28(seventh_on: int, is_known: bool) -> None:
    logged = {1: 3, 2: 3, 3: 3, 4: 3, 5: 3, 6: 3, seventh_on: 4}
    found = baseline(entries(logged), None, march(seventh_on))
    assert found == (Baseline(22 / 7, march(1), march(seventh_on), 7) if is_known else None)


def test_no_entries_no_baseline_and_no_drop() -> None:
    assert baseline((), None, march(1)) is None
    assert "M4" not in rules(7, record({4: 2, 5: 2, 6: 2, 7: 2}))


def test_scenario_6_staying_low_with_gaps() -> None:
    given = record({1: 3, 3: 2, 6: 2, 8: 4, 11: 1})
    finding = next(found for found in fired(march(11), given) if found.rule == "M3")
    assert finding.level == 2
    assert finding.evidence.low_count == 3
    assert [level for _, level in finding.evidence.entries] == [3, 2, 2, 4, 1]
    earlier = record({-4: 2, 1: 3, 6: 2, 8: 4, 11: 1})  # the entry of 3 March on 24 February
    assert rules(11, earlier) == {"M1"}


@pytest.mark.parametrize(("today", "expected"), [(3, {"M3"}), (6, {"M3"}), (7, set())])
def test_staying_low_needs_an_entry_of_the_last_3_days(today: int, expected: set[str]) -> None:
    assert rules(today, record({1: 2, 2: 2, 3: 2})) == expected


def test_scenario_7_a_cheerful_person_slides() -> None:
    (finding,) = fired(march(7), record({1: 3, 3: 3, 5: 4, 7: 3}, usual=4.5))
    assert (finding.rule, finding.level) == ("M4", 2)
    assert (finding.evidence.mean, finding.evidence.baseline) == (3.25, 4.5)


def test_a_drop_of_exactly_1_counts_in_spite_of_rounding() -> None:
    week = {3: 2, 4: 3, 5: 3, 6: 3, 7: 2}  # mean 2.6; 3.6 - 2.6 is a little below 1 in binary
    assert rules(7, record(week, usual=3.6)) == {"M4"}


def test_a_low_week_filled_in_late_counts_for_7_days() -> None:
    given = record({1: 5, 4: 3, 5: 3, 6: 3, 7: 2}, usual=4.5)  # mean of the week 3.2
    assert rules(14, given) == {"M4"}
    assert rules(15, given) == set()


@pytest.mark.parametrize(
    ("stopped", "expected"), [([7], set()), ([1, 7], {"M6"}), ([0, 7], set()), ([6, 7], {"M6"})]
)
def test_two_days_of_the_last_seven_that_stopped_me(stopped: list[int], expected: set[str]) -> None:
    days = tuple(MoodEntry(march(day), None, stopped_me=True) for day in stopped)
    assert rules(7, MoodRecord(entries=days)) == expected


def test_scenario_9_a_yes_is_level_3() -> None:
    (finding,) = fired(march(5), MoodRecord(safety_answers=(said(5, "yes"),)))
    assert (finding.rule, finding.level) == ("M7", 3)
    assert finding.evidence.answers == ((march(5), "safety", "yes"),)


def test_scenario_10_rather_not_say_is_level_2() -> None:
    (finding,) = fired(march(5), MoodRecord(safety_answers=(said(5, "rather_not"),)))
    assert (finding.rule, finding.level) == ("M7", 2)


def test_a_later_no_takes_no_yes_back() -> None:
    given = MoodRecord(safety_answers=(said(5, "no", hour=12), said(5, "yes", hour=9)))
    assert [(f.rule, f.level) for f in fired(march(5), given)] == [("M7", 3)]


def test_no_to_the_safety_question_is_no_reassurance() -> None:
    low = {4: 1, 5: 1}
    without, with_no = record(low), record(low, safety_answers=(said(5, "no"),))
    assert fired(march(5), with_no) == fired(march(5), without) != []


def test_scenario_13_a_late_entry_is_quiet_but_its_yes_is_not() -> None:
    given = record({4: 1}, safety_answers=(said(12, "yes"),))
    assert [(f.rule, f.level) for f in fired(march(12), given)] == [("M7", 3)]
    assert rules(11, record({4: 1})) == {"M1"}


def test_scenario_21_the_rules_run_90_days_after_the_last_dose() -> None:
    last_dose_on = march(1)
    low = (MoodEntry(march(91), 1, frozenset({"hopeless"})), MoodEntry(march(90), 1))
    given = MoodRecord(entries=low, last_dose_on=last_dose_on)
    assert {"M0", "M1", "M2"} <= rules(91, given)
    assert rules(92, given) == {"M0"}
    assert m9_in_scope(march(1000), None)
    assert looks_until(last_dose_on) == march(91)
    assert looks_until(None) is None


@pytest.mark.parametrize("last_dose_on", [None, march(-200), march(400)])
def test_what_is_said_is_heard_outside_every_course(last_dose_on: date | None) -> None:
    """M0, M7 and M8 know no scope; M1 to M6 end 90 days after the last dose."""
    days = tuple(
        MoodEntry(march(day), 1, frozenset({"hopeless"}), stopped_me=True) for day in range(1, 5)
    )
    given = MoodRecord(
        days, (check(4, 3, 3),), (said(4, "yes"),), Baseline(4.0, march(-20), march(-10), 7),
        last_dose_on, march(1),
    )  # fmt: skip
    is_looking = last_dose_on != march(-200)
    assert rules(7, given) == (set(LEVELS) if is_looking else {"M0", "M7", "M8"})


def test_a_yes_is_heard_after_the_90_days_too() -> None:
    given = MoodRecord(safety_answers=(said(20, "yes"),), last_dose_on=march(-200))
    assert rules(20, given) == {"M7"}


@pytest.mark.parametrize(
    ("today", "last_entry", "expected"),
    [(7, 5, set()), (8, 5, {"M8"}), (8, 6, set()), (7, 1, set()), (8, 1, {"M8"})],
)
def test_three_silent_days_after_an_urgent_notice(
    today: int, last_entry: int, expected: set[str]
) -> None:
    assert rules(today, record({last_entry: 4}, last_urgent_on=march(5))) == expected


def test_silence_alone_calls_for_nothing() -> None:
    assert rules(40, record({1: 4})) == set()


def test_an_entry_dated_tomorrow_after_a_flight_still_counts() -> None:
    assert rules(4, record({3: 1, 5: 1})) == {"M1", "M2"}
    assert rules(3, record({5: 1})) == set()


@pytest.mark.parametrize(
    ("last_check", "first_entry", "today", "is_due"),
    [
        (None, None, 15, False),
        (None, 1, 14, False),
        (None, 1, 15, True),
        (2, 1, 15, False),
        (2, 1, 16, True),
    ],
)
def test_a_check_is_due_every_14_days(
    last_check: int | None, first_entry: int | None, today: int, is_due: bool
) -> None:
    last = march(last_check) if last_check is not None else None
    first = march(first_entry) if first_entry is not None else None
    assert check_due(march(today), last, first) is is_due


LEVELS = {"M0": 2, "M1": 1, "M2": 2, "M3": 2, "M4": 2, "M5": 2, "M6": 2, "M7": 3, "M8": 1}


def test_each_rule_has_its_level() -> None:
    days = tuple(
        MoodEntry(march(day), 1, frozenset({"hopeless"}), stopped_me=True) for day in range(1, 5)
    )
    given = MoodRecord(
        days,
        (check(4, 3, 3),),
        (said(4, "yes"),),
        Baseline(4.0, march(-20), march(-10), 7),
        last_urgent_on=march(1),
    )
    assert {f.rule: f.level for f in fired(march(7), given)} == LEVELS


def test_two_low_of_the_last_five_is_not_staying_low() -> None:
    assert rules(6, record({1: 2, 2: 4, 3: 2, 4: 4, 5: 2, 6: 4})) == set()


@pytest.mark.parametrize(("first_low", "expected"), [(1, set()), (2, {"M3"})])
def test_staying_low_counts_the_last_14_days_with_today(first_low: int, expected: set[str]) -> None:
    assert rules(15, record({first_low: 2, 13: 2, 15: 2})) == expected


def test_three_entries_are_no_week_however_large_the_drop() -> None:
    assert rules(7, record({5: 3, 6: 3, 7: 3}, usual=5.0)) == set()
    assert rules(7, record({4: 3, 5: 3, 6: 3, 7: 3}, usual=5.0)) == {"M4"}


def test_only_the_newest_check_is_heard() -> None:
    older = replace(check(1, 3, 3), changed="yes")
    assert rules(3, MoodRecord(checks=(check(3), older))) == set()


def test_a_2_two_checks_ago_is_not_two_checks_running() -> None:
    checks = (check(1, 1, 1), check(8, 0, 1), check(15, 1, 1))
    assert rules(15, MoodRecord(checks=checks)) == set()


def test_a_third_lowest_day_is_quoted_with_the_one_before_it() -> None:
    found = fired(march(3), record({1: 1, 2: 1, 3: 1}))
    (pair,) = [finding for finding in found if finding.rule == "M2"]
    assert pair.evidence.entries == ((march(2), 1), (march(3), 1))
    assert [f.is_past for f in found if f.rule == "M1"] == [False] * 3


def test_a_lowest_day_is_past_once_a_better_mood_is_logged() -> None:
    assert [f.is_past for f in fired(march(3), record({1: 4, 2: 1, 3: 2}))] == [True]
    assert [f.is_past for f in fired(march(3), record({1: 4, 2: 1}))] == [False]


def test_a_yes_is_heard_once_and_for_7_days() -> None:
    given = MoodRecord(safety_answers=(said(1, "yes", hour=8), said(1, "yes", hour=9)))
    assert [len(fired(march(day), given)) for day in (1, 7, 8)] == [1, 1, 0]


def test_a_check_dated_tomorrow_after_a_flight_counts() -> None:
    assert rules(14, MoodRecord(checks=(check(15, 2, 1),))) == {"M5"}


@pytest.mark.parametrize(("first_on", "expected"), [(0, set()), (1, {"M4"})])
def test_the_week_is_today_and_the_six_days_before(first_on: int, expected: set[str]) -> None:
    assert rules(7, record({first_on: 3, 5: 3, 6: 3, 7: 3}, usual=5.0)) == expected


def test_the_first_14_days_of_logging_end_with_day_14() -> None:
    logged = dict.fromkeys(range(1, 7), 4) | {14: 4, 15: 1}
    assert baseline(entries(logged), None, march(14)) is None
    assert baseline(entries(logged), None, march(15)) == Baseline(4.0, march(1), march(14), 7)
