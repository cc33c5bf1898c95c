"""Test results as typed, when tests are due, and pregnancy tests for those who want them."""

from collections.abc import Callable
from datetime import date, timedelta

import flet.canvas as cv
import pytest

from app.actions import lab as write
from app.journal import Journal
from models import tables
from models.store import Store
from tests.app.screens.pages import choose_day, errors, fields, visit_page
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
VERDICTS = ("normal", "high", "low", "raised", "good", "bad", "warning", "risk", "safe")
CALL = "Do not take the next dose. Call your provider now. Say that"


def typed(kind: str, value: str, on: date = TODAY, **more: object) -> tables.TestResultDraft:
    values = {"id": f"{kind}-{on}", "on_date": on, "kind": kind, "value": value}
    return tables.TestResultDraft.model_validate(values | more)


async def add(screen: Screen, test: str, value: str, high: str) -> None:
    await visit_page(screen, "/result/new")
    await screen.tap(test)
    await screen.type("Result", value)
    await screen.type("Lab range up to", high)
    await screen.tap("Save")


async def test_results_stay_as_typed_whatever_unit_they_are_shown_in(
    screen: Screen, store: Store
) -> None:
    """Scenario 22: no colour and no comment; the typed value is never altered."""
    await add(screen, "Triglycerides", "310", "150")
    await add(screen, "ALT", "62", "40")
    for unit, shown in (("mmol/L", "3.50 mmol/L"), ("mg/dL", "310 mg/dL"),
                        ("As typed", "310 mg/dL")):  # fmt: skip
        await screen.tap(unit)
        assert screen.shows(shown), unit
    await screen.tap("mmol/L")
    assert screen.shows("converted from 310 mg/dL")
    assert screen.shows("Higher than the range you typed")
    said = " ".join(screen.texts()).lower().replace("higher than the range you typed", "")
    assert [word for word in VERDICTS if word in said.split()] == []
    kept = {each.kind: (each.value, each.unit, each.range_high) for each in store.results()}
    assert kept == {"triglycerides": ("310", "mg/dL", "150"), "alt": ("62", "U/L", "40")}


async def test_cholesterol_has_its_own_factor(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(typed("cholesterol", "5,2", unit="mmol/L"))
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        assert fresh.shows("5,2 mmol/L")
        await fresh.tap("mg/dL")
        assert fresh.shows("201 mg/dL")
    assert store.results()[0].value == "5,2"


async def test_words_instead_of_a_number_are_kept_and_never_drawn(
    screen: Screen, store: Store
) -> None:
    await add(screen, "ALT", "see letter", "")
    assert store.results()[0].value == "see letter"
    assert screen.shows("see letter U/L")
    assert screen.all(cv.Canvas) == []


async def test_a_result_without_a_value_gives_a_sentence(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/result/new")
    await screen.type("Result", "9" * 41)
    await screen.tap("Save")
    assert store.results() == ()
    assert errors(screen)[0].startswith("This is too long to be saved: 40 letters at most.")
    assert fields(screen)["Result"] == "9" * 41


async def test_the_next_test_of_the_same_paper_follows_with_day_and_fasting_kept(
    screen: Screen, store: Store
) -> None:
    await visit_page(screen, "/result/new")
    await choose_day(screen, "Day of the test", TODAY - timedelta(days=3))
    await screen.tap("No")
    await screen.type("Result", "31")
    await screen.tap("Save, then the next test")
    assert fields(screen)["Result"] == ""
    await screen.type("Result", "24")
    await screen.tap("Save")
    assert {(each.kind, each.value, each.on, each.is_fasting) for each in store.results()} == {
        ("alt", "31", TODAY - timedelta(days=3), False),
        ("ast", "24", TODAY - timedelta(days=3), False),
    }


async def test_a_test_of_ones_own_has_the_name_that_was_typed(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/result/new")
    await screen.tap("Another test")
    await screen.type("Result", "1,2")
    await screen.tap("Save")
    assert errors(screen) == ["Enter a name for the test, 40 letters at most."]
    await screen.type("Name of the test", "Vitamin D")
    await screen.tap("Save")
    assert [(each.kind, each.name, each.value) for each in store.results()] == [
        ("own", "Vitamin D", "1,2")
    ]


async def test_a_chart_needs_two_results_and_has_the_dose_below_it(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(
        tables.CourseDraft(id="c", start_on=date(2026, 10, 12)),
        tables.DosePeriodDraft(start_on=date(2026, 10, 12), mg_per_day=20),
        typed("alt", "31", date(2026, 10, 5), unit="U/L"),
    )
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        assert fresh.shows("A chart needs two results of this test. There is one.")
        store.write(typed("alt", "35", unit="U/L"))
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        (canvas,) = fresh.all(cv.Canvas)
        drawn = [shape.value for shape in canvas.shapes if isinstance(shape, cv.Text)]
        assert {"31", "35", "20 mg", "5 Oct", "22 Nov"} <= set(drawn)
        assert fresh.shows("ALT (liver) over time: 31 on 5 Oct 2026, 35 on 22 Nov 2026.")


async def test_a_corrected_result_replaces_the_old_one(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(typed("alt", "31", unit="U/L"))
    async with app() as fresh:
        await visit_page(fresh, f"/result/alt-{TODAY}")
        await fresh.type("Result", "13")
        await fresh.tap("Save")
    assert [each.value for each in store.results()] == ["13"]


# When tests are due


async def test_a_date_is_added_and_answered(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/tests")
    await screen.tap("Add a date")
    await choose_day(screen, "Due on", TODAY + timedelta(days=2))
    await screen.type("How many days you have for the test, if your clinic told you", "7")
    await screen.tap("Save")
    (plan,) = store.plans()
    assert (plan.kind, plan.due_on, plan.window_days) == (
        "liver_lipids", TODAY + timedelta(days=2), 7
    )  # fmt: skip
    assert screen.shows("due 24 Nov to 30 Nov")
    await screen.tap("Blood test: liver and blood fats, 24 Nov to 30 Nov: Done")
    assert store.plans()[0].outcome == "done"
    assert not screen.shows("due 24 Nov")


async def test_a_date_answered_by_mistake_can_be_opened_again(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(tables.TestPlanDraft(id="p", kind="liver_lipids", due_on=TODAY, outcome="missed"))
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        assert not fresh.shows("due 22 Nov")
        await fresh.tap("1 earlier date")
        assert fresh.shows("22 Nov · Missed")
        await fresh.tap("Open again")
        assert fresh.shows("due 22 Nov")
    assert store.plans()[0].outcome is None


async def test_nonsense_beside_a_date_gives_sentences(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/tests")
    await screen.tap("Add a date")
    await screen.type("How many days you have for the test, if your clinic told you", "a week")
    await screen.tap("Save")
    assert store.plans() == ()
    assert screen.shows("Choose a day.")
    assert errors(screen) == ["Enter a number of days between 0 and 60."]


async def test_usual_dates_come_with_their_source_and_stay_drafts(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(tables.CourseDraft(id="c", start_on=TODAY))
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        await fresh.tap("Start from usual dates")
        assert fresh.shows("Reynolds 2024, J Am Acad Dermatol")
        assert fresh.shows("Read on 29 Nov 2026.")
        assert fresh.shows("Your clinic's instructions come first.")
        assert not fresh.shows("iPLEDGE")  # pregnancy tests are not switched on
        await fresh.tap("Use these dates")
        assert [each.due_on for each in store.plans()] == [TODAY + timedelta(days=60)]
        await fresh.tap("Undo")
    assert store.plans() == ()


async def test_a_result_answers_the_test_that_was_due(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(tables.TestPlanDraft(id="p", kind="liver_lipids", due_on=TODAY))
    async with app() as fresh:
        await add(fresh, "ALT", "31", "40")
        assert fresh.shows("Blood test: liver and blood fats, due 22 Nov, is marked as done.")
        await fresh.tap("Back")
        assert fresh.shows("done 22 Nov")
    assert store.plans()[0].outcome == "done"


# Pregnancy tests


async def test_pregnancy_tests_are_nowhere_until_they_are_switched_on(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(
        tables.TestPlanDraft(id="p", kind="pregnancy", due_on=TODAY),
        typed("pregnancy", "negative", TODAY - timedelta(days=30)),
    )
    async with app() as fresh:
        for route in ("/visits", "/tests", "/result/new"):
            await visit_page(fresh, route)
            said = [text for text in fresh.texts() if "Pregnancy test" in text]
            assert said == (["Pregnancy tests"] if route == "/tests" else [])
        await visit_page(fresh, "/tests")
        await fresh.tap(next(name for name in fresh.names() if name.startswith("Pregnancy tests")))
        assert fresh.shows("Negative")
        await visit_page(fresh, "/visits")
        assert fresh.shows("Pregnancy test")


@pytest.mark.parametrize("outcome", ["Missed", "Positive"])
async def test_a_missed_or_positive_test_stands_as_a_card_until_the_prescriber_was_called(
    app: Callable[..., Screen], screen: Screen, journal: Journal, store: Store, outcome: str
) -> None:
    """Scenario 17."""
    await write.show_pregnancy_tests(journal, True)
    store.write(
        tables.TestPlanDraft(id="p", kind="pregnancy", due_on=TODAY + timedelta(days=1)),
        tables.ContactDraft(role="provider", name="Dr Reyes", phone="555-0142"),
    )
    async with app() as fresh:
        await visit_page(fresh, "/tests")
        assert not fresh.shows(CALL)
        await fresh.tap(f"Pregnancy test, 23 Nov: {outcome}")
        assert fresh.shows(CALL)
        await visit_page(fresh, "/visits")
        assert fresh.shows(CALL)
        assert fresh.action_of("Call Dr Reyes") is not None
        await fresh.tap("I called them")
        assert not fresh.shows(CALL)
    async with app() as later:
        await visit_page(later, "/visits")
        assert not later.shows(CALL)
    (talk,) = store.provider_contacts()
    assert (talk.on, talk.about) == (TODAY, "pregnancy")


async def test_a_positive_result_answers_the_plan_as_positive_and_shows_the_card(
    app: Callable[..., Screen], screen: Screen, journal: Journal, store: Store
) -> None:
    await write.show_pregnancy_tests(journal, True)
    store.write(tables.TestPlanDraft(id="p", kind="pregnancy", due_on=TODAY))
    async with app() as fresh:
        await visit_page(fresh, "/visits")
        await fresh.tap("Log")
        await fresh.tap("Positive")
        await fresh.tap("Save")
        assert fresh.shows(CALL)
        assert store.plans()[0].outcome == "positive"
        await fresh.tap("I called them")
        assert not fresh.shows(CALL)
