"""The facts of the page: right, complete, and only what was ticked."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models import summary, tables
from models.moods import Evidence, to_json
from models.periods import Period, before
from models.report import PRIVATE, SECTIONS, Choices
from models.report.attention import attention, is_urgent
from models.report.header import boxes, period_line, rests_on
from models.report.tables import effects, every_day, results
from models.report.text import text_of
from models.report.wording import private_name, section_name
from models.scales import MOOD_TAGS
from models.store import Store
from tests.models.report.journals import (
    COURSE,
    SECRETS,
    SINCE_VISIT,
    TODAY,
    add_private,
    report_of,
    sample,
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(sample(tmp_path_factory.mktemp("course"))) as store:
        yield store


def start_course(store: Store, start_on: date, *doses: tuple[date, float]) -> None:
    store.write(tables.CourseDraft(id="c", start_on=start_on))
    for on, mg in doses:
        store.write(tables.DosePeriodDraft(start_on=on, mg_per_day=mg))


# What is ticked


def test_every_section_and_private_field_has_words_to_tick() -> None:
    assert all(section_name(key) for key in SECTIONS)
    assert all(private_name(key) for key in PRIVATE)
    assert set(PRIVATE) == set(SECRETS)


def test_private_fields_are_off_until_ticked(store: Store) -> None:
    add_private(store)
    said = text_of(report_of(store, with_days=True))
    assert not [field for field, secret in SECRETS.items() if secret in said]
    assert "Hot flushes" not in said
    assert "Mood notice" not in said
    assert "Dry lips" in said
    for day in report_of(store).days.values():
        assert set(day.levels) | day.stopped | set(day.places) <= {"dry_lips"}


@pytest.mark.parametrize("field", PRIVATE)
def test_a_tick_brings_its_own_field_and_no_other(store: Store, field: str) -> None:
    add_private(store)
    said = text_of(report_of(store, with_days=True, private=frozenset({field})))
    assert [each for each, secret in SECRETS.items() if secret in said] == [field]


def test_the_version_without_private_fields_is_the_plain_one(store: Store) -> None:
    add_private(store)
    full = Choices(private=frozenset(PRIVATE), with_days=True, name="A. B.")
    assert text_of(report_of(store, private=full.without_private().private)) == text_of(
        report_of(store)
    )
    assert full.without_private() == replace(full, private=frozenset())


@pytest.mark.parametrize(
    "section", ["attention", "mood", "effects", "nosebleeds", "tests", "questions"]
)
def test_a_section_without_its_tick_is_left_out(course: Store, section: str) -> None:
    whole, part = report_of(course), report_of(course, sections=frozenset(SECTIONS) - {section})
    headings = {
        "attention": "Needs attention", "mood": "Mood", "effects": "Side effects",
        "nosebleeds": "Nosebleeds per week", "tests": "Tests",
        "questions": "Questions for this visit",
    }  # fmt: skip
    heading = headings[section] + "\n---"
    assert heading in text_of(whole)
    assert heading not in text_of(part)


# Days without an entry


def test_silent_days_are_counted_and_never_averaged_as_zero(store: Store) -> None:
    store.write(tables.EffectDraft(key="dry_lips"))
    for ago, level in ((9, 2), (4, 4)):
        on = TODAY - timedelta(days=ago)
        store.write(tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=level))
    report = report_of(store, Period(TODAY - timedelta(days=9), TODAY), with_days=True)
    assert boxes(report)[3][1] == "2 of 10"
    assert effects(report).rows == (
        ("Dry lips", "Severe (3.0)", "–", "Very severe, 18 Nov", "2 of 2"),
    )
    rows = every_day(report).rows
    assert len(rows) == 10
    assert [row[2] for row in rows] == ["2", "", "", "", "", "4", "", "", "", ""]


def test_a_week_without_an_entry_says_so(store: Store) -> None:
    store.write(tables.EffectDraft(key="dry_lips"))
    store.write(tables.AnswerDraft(on_date=TODAY, effect_key="dry_lips", level=1))
    said = text_of(report_of(store, Period(TODAY - timedelta(days=13), TODAY)))
    assert "9 Nov: nothing logged; 16 Nov: worst Mild, median 1.0" in said


def test_the_period_before_counts_only_with_three_days(store: Store) -> None:
    store.write(tables.EffectDraft(key="dry_lips"))
    for ago in (0, 10, 11):
        on = TODAY - timedelta(days=ago)
        store.write(tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=3))
    week = Period(TODAY - timedelta(days=6), TODAY)
    assert effects(report_of(store, week)).rows[0][2] == "–"
    on = TODAY - timedelta(days=12)
    store.write(tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=3))
    assert effects(report_of(store, week)).rows[0][2] == "3.0"


def test_an_effect_of_yes_or_no_has_no_average(store: Store) -> None:
    store.write(tables.EffectDraft(key="vision"))
    store.write(tables.AnswerDraft(on_date=TODAY, effect_key="vision", level=1))
    row = effects(report_of(store)).rows[0]
    assert row == ("Blurred or double sight", "–", "–", "Yes, 22 Nov", "1 of 1")


# The numbers are those of the summary


def test_the_table_holds_the_facts_of_the_summary(course: Store) -> None:
    report = report_of(course, SINCE_VISIT)
    earlier = before(SINCE_VISIT)
    levels = course.levels(earlier.first, SINCE_VISIT.last)
    now, then = (summary.every_effect(levels, each) for each in (SINCE_VISIT, earlier))
    rows = {row[0]: row for row in effects(report).rows}
    assert len(rows) == len(now) + 1  # nosebleeds
    for line in report.effects:
        facts = now[line.key]
        row = rows[line.name]
        assert f"({facts.average:.1f})" in row[1]
        assert row[2] == f"{then[line.key].average:.1f}"
        assert row[4] == f"{facts.days_with} of {facts.days_logged}"


# Dose


def test_a_dose_change_counts_each_day_with_its_own_dose(store: Store) -> None:
    start = TODAY - timedelta(days=9)
    start_course(store, start, (start, 20), (TODAY - timedelta(days=4), 40))
    store.write(
        tables.WeightDraft(on_date=start, kg=60),
        tables.DayDraft(on_date=TODAY, is_dose_taken=True),
        tables.DayDraft(on_date=start, is_dose_taken=False),
    )
    report = report_of(store, Period(start, TODAY))
    taken = boxes(report)[2]
    assert taken[1:] == (
        "280 mg · 4.7 mg/kg",
        "divided by 60 kg (weighed 13 Nov)",
    )  # 4 x 20 + 5 x 40
    assert [each.start_on for each in report.dose_changes] == [start, TODAY - timedelta(days=4)]
    store.write(tables.WeightDraft(on_date=start, kg=70))
    assert boxes(report_of(store, Period(start, TODAY)))[2][1] == "280 mg · 4.0 mg/kg"


def test_the_boxes_never_say_that_a_course_is_finished(store: Store) -> None:
    start = TODAY - timedelta(weeks=30)
    start_course(store, start, (start, 20))
    assert boxes(report_of(store))[0][1] == "Week 31"
    store.write(tables.CourseDraft(id="c", start_on=start, last_dose_on=date(2026, 11, 3)))
    assert boxes(report_of(store))[0][1] == "Last dose 3 Nov 2026"


def test_a_journal_without_a_course_says_what_is_not_known(store: Store) -> None:
    facts = [fact for _, fact, _ in boxes(report_of(store))]
    assert facts == ["Not started", "Not entered", "0 mg", "0 of 140"]
    assert "No side effects were logged in this time." in text_of(report_of(store))


# What needs attention


def test_a_break_is_said_beside_the_arithmetic(store: Store) -> None:
    start = TODAY - timedelta(days=9)
    start_course(store, start, (start, 20), (TODAY - timedelta(days=3), 0))
    report = report_of(store, Period(start, TODAY))
    assert "6 without an entry, counted as prescribed" in rests_on(report)
    assert rests_on(report).endswith("4 in a break.")


def test_a_heavy_nosebleed_is_urgent_however_short(store: Store) -> None:
    draft = tables.NosebleedsDraft(on_date=TODAY, count=1, longest="under_5")
    store.write(draft)
    assert not is_urgent(report_of(store))
    store.write(draft.model_copy(update={"is_heavy": True}))
    assert is_urgent(report_of(store))
    assert ("", "Heavy nosebleeds on 22 Nov.") in attention(report_of(store))


def test_a_talk_is_said_once(store: Store) -> None:
    talk = tables.ProviderContactDraft(id="c", on_date=TODAY, how="phone")
    store.write(talk)
    assert ("", "Told the provider 22 Nov, by phone.") in attention(report_of(store))
    store.write(
        tables.NoticeDraft(id="n", rule="M6", level=2, fired_on=TODAY, fired_at="x",
                           evidence='{"days":["2026-11-22"]}', answer="contacted",
                           answer_on=TODAY),
    )  # fmt: skip
    said = [fact for _, fact in attention(report_of(store))]
    assert said[0].endswith("Provider told 22 Nov.")
    assert not [fact for fact in said if fact.startswith("Told the provider")]


def test_without_notices_the_page_does_not_say_that_all_is_well(store: Store) -> None:
    said = attention(report_of(store))
    assert said[0][1].endswith("Absence of notices does not mean absence of symptoms.")


def test_the_bad_week_of_the_sample_stands_first_with_its_entries(course: Store) -> None:
    lines = attention(report_of(course))
    assert lines[0][0] == "Mood notice 11 Oct"
    assert "(3, 2, 2, 1, 2; 8 to 12 Oct). Provider told 12 Oct." in lines[0][1]
    assert any("Nosebleed of 20–29 min, heavy, on 23 Oct." in fact for _, fact in lines)


@pytest.mark.parametrize(
    ("rule", "evidence", "said"),
    [
        ("M0", Evidence(tags=((TODAY, "not_myself"),)), "Reported a change: Not myself."),
        (
            "M0",
            Evidence(answers=((TODAY, "noticed", "yes"),)),
            "Reported a change: noticed by someone close: yes.",
        ),
        ("M2", Evidence(entries=((date(2026, 11, 20), 1), (TODAY, 1))), "(20 to 22 Nov)"),
        ("M5", Evidence(answers=((TODAY, "low_mood", 3),)), "low mood: 3."),
        ("M6", Evidence(days=(date(2026, 10, 30), TODAY)), "2 days (30 Oct to 22 Nov)"),
        ("M9", Evidence(days=(TODAY,)), "Rule M9."),
    ],
)
def test_each_rule_says_on_what_it_rests(
    store: Store, rule: str, evidence: Evidence, said: str
) -> None:
    store.write(
        tables.NoticeDraft(id="n", rule=rule, level=2, fired_on=TODAY,
                           fired_at="2026-11-22T20:00:00.000000Z", evidence=to_json(evidence)),
    )  # fmt: skip
    heading, fact = attention(report_of(store))[0]
    assert heading == "Mood notice 22 Nov"
    assert said in fact
    assert fact.endswith("Not answered yet.")


@pytest.mark.parametrize("answer", ["yes", "rather_not"])
def test_a_safety_answer_stands_there_in_words_when_ticked(store: Store, answer: str) -> None:
    evidence = to_json(Evidence(answers=((TODAY, "safety", answer),)))
    store.write(
        tables.NoticeDraft(id="n", rule="M7", level=3, fired_on=TODAY, fired_at="x",
                           evidence=evidence),
    )  # fmt: skip
    heading, fact = attention(report_of(store, private=frozenset({"safety_answers"})))[0]
    assert heading == "Answer to the safety question 22 Nov"
    assert f"thoughts of self-harm: {answer.replace('_', ' ')}" in fact


@pytest.mark.parametrize("tag", MOOD_TAGS)
def test_every_tag_can_stand_on_the_page(store: Store, tag: str) -> None:
    evidence = to_json(Evidence(tags=((TODAY, tag),)))
    store.write(
        tables.NoticeDraft(id="n", rule="M0", level=2, fired_on=TODAY, fired_at="x",
                           evidence=evidence),
    )  # fmt: skip
    assert "Reported a change: " in attention(report_of(store))[0][1]


def test_an_old_notice_stays_until_it_is_answered(store: Store) -> None:
    old = TODAY - timedelta(days=60)
    notice = tables.NoticeDraft(
        id="n", rule="M6", level=2, fired_on=old, fired_at="x", evidence='{"days":["2026-09-23"]}'
    )
    week = Period(TODAY - timedelta(days=6), TODAY)
    store.write(notice)
    assert len(report_of(store, week).notices) == 1
    store.write(notice.model_copy(update={"answer": "contacted"}))
    assert report_of(store, week).notices == ()


# Tests, questions, visits


def test_results_stand_as_typed_without_a_verdict(course: Store) -> None:
    table = results(report_of(course))
    assert table.head == ("Test", "28 Jun 2026", "7 Aug 2026", "23 Oct 2026", "Lab range, as typed")
    assert table.rows[2] == (
        "Triglycerides, mg/dL", "96", "131", "162 (not fasting)", "up to 150",
    )  # fmt: skip
    said = text_of(report_of(course)).lower()
    verdicts = ("abnormal", "elevated", "too high", "above", "normal", "unsafe", "depress")
    assert not [word for word in verdicts if word in said]


def test_on_paper_the_first_and_the_newest_tests_stay(store: Store) -> None:
    for number in range(7):
        on = date(2026, 7, 10) + timedelta(days=14 * number)
        store.write(
            tables.TestResultDraft(id=f"r{number}", on_date=on, kind="alt", value=str(number))
        )
    report = report_of(store)
    assert results(report, 4).rows == (("ALT", "0", "4", "5", "6", "–"),)
    assert len(results(report).head) == 9


def test_only_open_questions_are_asked(course: Store) -> None:
    asked = [each.text for each in report_of(course).clinic.questions]
    assert len(asked) == 3
    assert "Can I use the same sunscreen on my face every day?" not in asked


def test_the_line_under_the_title_names_time_and_visit(course: Store) -> None:
    assert period_line(report_of(course, SINCE_VISIT)) == (
        "26 Oct – 22 Nov 2026 (since the visit) · for the visit on 27 Nov 2026, Dr Reyes"
    )
    assert period_line(report_of(course, Period(date(2025, 12, 30), TODAY))).startswith(
        "30 Dec 2025 – 22 Nov 2026 · "
    )


def test_late_and_changed_entries_are_marked(course: Store) -> None:
    report = report_of(course, COURSE, with_days=True)
    assert boxes(report)[3] == ("Days logged", "122 of 140", "3 of them written late")
    days = {row[0]: row[1] for row in every_day(report).rows}
    assert sum("(late)" in on for on in days) == 3
    assert sum("(was Low)" in mood for mood in days.values()) == 1
