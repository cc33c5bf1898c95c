"""What is to be done before a visit."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.before_visit import call_id, calls, coming, met_by, past, to_do
from models.records import ProviderContact, TestPlan, TestResult, Visit

TODAY = date(2026, 11, 22)
NEXT = Visit("next", TODAY + timedelta(days=2))
LAST = Visit("last", date(2026, 10, 11))
BLOOD = TestPlan("p", "liver_lipids", TODAY + timedelta(days=1), 0, None)
PREGNANCY = replace(BLOOD, id="q", kind="pregnancy")


def result(on: date, kind: str = "alt", value: str = "31", high: str = "40") -> TestResult:
    return TestResult("r", on, kind, "", value, "U/L", "", high, None, "")


def test_a_visit_of_today_is_still_to_come() -> None:
    now = Visit("now", TODAY)
    assert coming([LAST, now, NEXT], TODAY) == (now, NEXT)
    assert past([LAST, now, NEXT], TODAY) == (LAST,)


def test_a_test_due_before_the_visit_is_to_do_and_a_later_one_is_not() -> None:
    later = replace(BLOOD, due_on=NEXT.on + timedelta(days=1))
    assert [each.due for each in to_do([NEXT], [], [BLOOD], TODAY, with_pregnancy=False)] == [BLOOD]
    assert to_do([NEXT], [], [later], TODAY, with_pregnancy=False) == ()


def test_pregnancy_tests_stay_away_until_they_are_switched_on() -> None:
    assert to_do([NEXT], [], [PREGNANCY], TODAY, with_pregnancy=False) == ()
    found = to_do([NEXT], [], [PREGNANCY], TODAY, with_pregnancy=True)
    assert [each.kind for each in found] == ["pregnancy"]


def test_a_blood_test_since_the_last_visit_is_done_with_what_was_outside() -> None:
    results = [result(date(2026, 11, 9)), result(date(2026, 11, 9), "triglycerides", "162", "150")]
    (done,) = to_do([LAST, NEXT], results, [], TODAY, with_pregnancy=False)
    assert (done.due, done.done_on, done.outside) == (None, date(2026, 11, 9), 1)


def test_a_blood_test_before_the_last_visit_was_for_that_one() -> None:
    assert to_do([LAST, NEXT], [result(date(2026, 10, 1))], [], TODAY, with_pregnancy=False) == ()


@pytest.mark.parametrize(("kind", "is_met"), [("ldl", True), ("ck", False), ("pregnancy", False)])
def test_a_liver_or_fat_result_meets_the_blood_test(kind: str, is_met: bool) -> None:
    assert (met_by(kind, TODAY, [BLOOD]) == BLOOD) is is_met


def test_a_result_long_before_the_date_meets_nothing() -> None:
    assert met_by("alt", BLOOD.due_on - timedelta(days=15), [BLOOD]) is None
    assert met_by("alt", BLOOD.due_on - timedelta(days=14), [BLOOD]) == BLOOD


@pytest.mark.parametrize("outcome", ["missed", "positive"])
def test_a_missed_or_positive_test_asks_for_a_call_until_it_was_made(outcome: str) -> None:
    plan = replace(PREGNANCY, outcome=outcome)
    (key,) = calls([plan], [], [])
    talk = ProviderContact(call_id(key), TODAY, "phone", "pregnancy", "")
    assert calls([plan], [], [talk]) == ()


def test_a_call_about_a_missed_test_does_not_answer_for_a_positive_one() -> None:
    (missed,) = calls([replace(PREGNANCY, outcome="missed")], [], [])
    talk = ProviderContact(call_id(missed), TODAY, "phone", "pregnancy", "")
    assert calls([replace(PREGNANCY, outcome="positive")], [], [talk]) != ()


def test_a_blood_test_that_was_missed_asks_for_no_call() -> None:
    assert calls([replace(BLOOD, outcome="missed")], [result(TODAY)], []) == ()


def test_a_positive_result_asks_for_a_call() -> None:
    assert len(calls([], [result(TODAY, "pregnancy", "positive", "")], [])) == 1
