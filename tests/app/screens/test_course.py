"""The course: doses, weights, breaks, the sums, the last dose."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from models import tables
from models.records import DosePeriod, Weight
from models.store import Store
from tests.app.screens.pages import choose_day, errors, fields, visit_page
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
START = date(2026, 10, 12)
ADVICE = ("target", "%", "goal", "complete", "120", "150 mg", "finished", "remaining")


def begin(store: Store, **values: object) -> None:
    """A course from START with 20 mg a day and 60 kg."""
    store.write(
        tables.CourseDraft.model_validate({"id": "c", "start_on": START} | values),
        tables.DosePeriodDraft(start_on=START, mg_per_day=20),
        tables.WeightDraft(on_date=START, kg=60),
    )


@asynccontextmanager
async def course_page(app: Callable[..., Screen]) -> AsyncIterator[Screen]:
    """The page of the course in an app that was just opened."""
    async with app() as fresh:
        await visit_page(fresh, "/course")
        yield fresh


@asynccontextmanager
async def begun(
    app: Callable[..., Screen], store: Store, **values: object
) -> AsyncIterator[Screen]:
    """The page of the course that `begin` writes."""
    begin(store, **values)
    async with course_page(app) as fresh:
        yield fresh


async def test_a_course_begins_with_start_weeks_and_first_dose(
    screen: Screen, store: Store
) -> None:
    await visit_page(screen, "/course")
    await choose_day(screen, "First dose", START)
    await screen.type("mg a day", "20,5")
    await screen.tap("Save")
    (course,) = store.courses()
    assert (course.start_on, course.planned_weeks) == (START, 20)
    assert course.doses == (DosePeriod(START, 20.5, "provider"),)
    assert screen.shows("Week 6 of 20")
    assert screen.shows("20.5 mg a day since 12 Oct")


async def test_a_course_may_be_still_to_come(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/course")
    await screen.tap("Save")
    (course,) = store.courses()
    assert course.start_on is None
    assert screen.shows("Not started yet")
    assert not screen.shows("Taken so far")


async def test_nonsense_is_kept_in_its_field_beside_a_sentence(
    screen: Screen, store: Store
) -> None:
    await visit_page(screen, "/course")
    await screen.type("Planned weeks", "twenty")
    await screen.type("mg a day", "a lot")
    await screen.tap("Save")
    assert store.courses() == ()
    assert errors(screen) == [
        "Enter the length in weeks, between 1 and 200.",
        "Enter the dose in milligrams a day, between 0 and 1,000.",
    ]
    assert fields(screen) == {"Planned weeks": "twenty", "mg a day": "a lot"}


async def test_a_higher_dose_leaves_past_days_as_they_were(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    """Scenario 3: the total is the sum of the days; the quotient follows a newer weight."""
    async with begun(app, store) as fresh:
        assert fresh.shows("Taken so far: 820 mg")  # 41 days of 20 mg; today is still ahead
        assert fresh.shows("13.7 mg per kg")
        await fresh.tap("Add a change of dose")
        await choose_day(fresh, "From", TODAY - timedelta(days=10))
        await fresh.type("mg a day", "40")
        await fresh.tap("The clinic")
        await fresh.tap("Save")
        assert fresh.shows("Taken so far: 1,020 mg")  # 31 × 20 + 10 × 40
        assert fresh.shows("17.0 mg per kg")
        assert fresh.shows("from 12 Nov · The clinic")
        await fresh.tap("Add a weight")
        await fresh.type("Weight in kg", "51")
        await fresh.tap("Save")
        assert fresh.shows("Taken so far: 1,020 mg")
        assert fresh.shows("20.0 mg per kg")
        assert fresh.shows("Divided by 51 kg, your weight on 22 Nov.")
        said = " ".join(fresh.texts()).lower()
        assert [word for word in ADVICE if word in said] == []
    (course,) = store.courses()
    assert course.doses[0] == DosePeriod(START, 20, "provider")
    assert course.weights == (Weight(START, 60), Weight(TODAY, 51))


async def test_a_dose_that_began_on_another_day_is_moved_and_not_doubled(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    begin(store)
    store.write(tables.DosePeriodDraft(start_on=TODAY - timedelta(days=4), mg_per_day=40))
    async with course_page(app) as fresh:
        await fresh.tap("40 mg a day\nfrom 18 Nov · Your provider")
        await choose_day(fresh, "From", TODAY - timedelta(days=2))
        await fresh.tap("Save")
    assert [(each.start_on, each.mg_per_day) for each in store.courses()[0].doses] == [
        (START, 20), (TODAY - timedelta(days=2), 40)
    ]  # fmt: skip


async def test_the_weeks_are_pieces_of_which_the_present_one_is_not_full(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store, planned_weeks=6) as fresh:
        (bar,) = fresh.all(key="weeks")
        fills = [piece.bgcolor for piece in bar.controls]
        assert len(fills) == 6
        assert set(fills[:5]) != {fills[5]}


async def test_a_change_of_dose_is_a_mark_in_the_trends(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    from models.periods import Period
    from models.trends.gather import read_trends

    async with begun(app, store) as fresh:
        await fresh.tap("Add a change of dose")
        await fresh.type("mg a day", "40")
        await fresh.tap("Save")
    period = Period(START, TODAY)
    trends = read_trends(store, period, store.settings(), store.courses(), store.visits())
    assert [(mark.on, mark.mg) for mark in trends.marks if mark.kind == "dose"] == [
        (START, 20), (TODAY, 40)
    ]  # fmt: skip


async def test_the_sum_says_on_which_days_it_rests(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    begin(store)
    store.write(
        tables.DayDraft(on_date=START, is_dose_taken=True, dose_mg=20),
        tables.DayDraft(on_date=START + timedelta(days=1), is_dose_taken=False, dose_mg=0),
    )
    async with course_page(app) as fresh:
        assert fresh.shows(
            "Added up from your entries: 1 day logged as taken, 39 days without an entry, "
            "counted as the dose set, 1 day missed, counted as 0."
        )
        assert fresh.shows("1 day missed")
        await fresh.tap("13 Oct")
        assert "Missed" in fresh.selected()


async def test_a_break_is_a_dose_of_nothing_and_the_dose_before_goes_on_after_it(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store) as fresh:
        await fresh.tap("Add a break")
        await choose_day(fresh, "First day without", date(2026, 11, 1))
        await choose_day(fresh, "Last day without", date(2026, 11, 5))
        await fresh.tap("Save")
        assert fresh.shows("1 Nov to 5 Nov, 5 days")
        assert fresh.shows("Taken so far: 720 mg")
        assert fresh.shows("36 days without an entry, counted as the dose set, 5 days of a break.")
    assert [(each.start_on, each.mg_per_day) for each in store.courses()[0].doses] == [
        (START, 20), (date(2026, 11, 1), 0), (date(2026, 11, 6), 20)
    ]  # fmt: skip


async def test_a_break_that_ends_before_it_begins_is_not_kept(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store) as fresh:
        await fresh.tap("Add a break")
        await choose_day(fresh, "First day without", date(2026, 11, 5))
        await choose_day(fresh, "Last day without", date(2026, 11, 1))
        await fresh.tap("Save")
        assert fresh.shows("Choose the first day. The last day cannot come before it.")
    assert len(store.courses()[0].doses) == 1


async def test_a_removed_weight_comes_back_on_undo(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store) as fresh:
        await fresh.tap("60 kg\n12 Oct 2026")
        await fresh.tap("Delete")
        assert fresh.shows("Add a weight to see it per kg.")
        await fresh.tap("Undo")
    assert store.courses()[0].weights == (Weight(START, 60),)


async def test_a_corrected_start_takes_its_first_dose_along(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store) as fresh:
        await fresh.tap("Change start and length")
        await choose_day(fresh, "First dose", START + timedelta(days=3))
        await fresh.tap("Save")
    (course,) = store.courses()
    assert course.start_on == START + timedelta(days=3)
    assert course.doses == (DosePeriod(START + timedelta(days=3), 20, "provider"),)


async def test_after_the_planned_weeks_nothing_is_said_to_be_over(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store, planned_weeks=4) as fresh:
        assert fresh.shows("Week 6")
        assert not fresh.shows("of 4")
        assert fresh.all(key="weeks") == []
        said = " ".join(fresh.texts()).lower()
        assert [word for word in ADVICE if word in said] == []


async def test_the_last_dose_turns_the_course_to_the_weeks_after(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    """Scenario 21."""
    async with begun(app, store) as fresh:
        await fresh.tap("I took my last capsule")
        await fresh.tap("Save")
        assert fresh.shows("Last dose 22 Nov")
        for until in ("Until 20 Feb 2027", "Until 22 Dec 2026", "Until 22 May 2027"):
            assert fresh.shows(until), until
        assert fresh.shows("Source: NHS, side effects of isotretinoin capsules")
        assert fresh.shows("Your clinic's instructions come first.")
        assert not fresh.shows("contraception")  # only once pregnancy tests are switched on
        assert fresh.shows("You can go on writing in this journal as long as you like.")
    clock.move(days=90)
    async with app() as later:
        await later.tap("My mood or behaviour has changed")
        assert later.shows("Tell your provider about your mood, today if you can")


async def test_the_month_of_pregnancy_rules_stands_there_for_those_who_want_it(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    begin(store, last_dose_on=TODAY)
    store.write(tables.SettingDraft(key="shows_pregnancy", value="true"))
    async with course_page(app) as fresh:
        assert fresh.shows("Keep using contraception for at least one month after the last dose")


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (5, "Mood notices look at your entries until 15 Feb 2027."),
        (90, "Mood notices look at your entries until 22 Nov 2026."),
        (91, "Mood notices looked at your entries until 21 Nov 2026. What you say about a change in"
             " your mood, and your answer to the safety question, still show one."),
    ],
)  # fmt: skip
async def test_the_course_says_until_when_notices_look_at_entries(
    app: Callable[..., Screen], store: Store, ago: int, said: str
) -> None:
    start_on = TODAY - timedelta(days=200)
    async with begun(app, store, start_on=start_on, last_dose_on=TODAY - timedelta(days=ago)) as it:
        assert it.shows(said)


async def test_a_last_dose_can_be_taken_back(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store, last_dose_on=TODAY) as fresh:
        await fresh.tap("My course is not over")
        assert not fresh.shows("After your course")
    assert store.courses()[0].last_dose_on is None


async def test_another_course_begins_after_the_last_dose(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    async with begun(app, store, last_dose_on=TODAY - timedelta(days=1)) as fresh:
        await fresh.tap("Begin another course")
        await choose_day(fresh, "First dose", TODAY)
        await fresh.tap("Save")
        assert fresh.shows("Week 1 of 20")
        assert fresh.shows("12 Oct 2026 to 21 Nov 2026")
    assert [each.start_on for each in store.courses()] == [START, TODAY]
