"""The two-week check and the safety question, on the real component tree."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.actions import mood
from app.journal import Journal
from models.rows import table_of
from models.store import Store
from models.tables import SafetyAnswer
from tests.app.screens.test_today import TODAY
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio

IRRITABLE = "In the last two weeks, have you been more irritable, angry or anxious than usual?"
NOTICED = "In the last two weeks, has someone close to you noticed a change in you?"
CHANGED = "In the last two weeks, has your mood or behaviour changed?"
INTEREST = (
    "In the last two weeks, how often did you have little interest or joy in things you like?"
)
LOW = "In the last two weeks, how often did you feel low, sad or without hope?"
NO_CHANGE = (f"{IRRITABLE} No", f"{NOTICED} No", f"{CHANGED} No")
CALM = (*NO_CHANGE, f"{INTEREST} Never", f"{LOW} Some days")
SAFETY = "Some people get thoughts of harming themselves"
DO_NOT_KEEP = (
    "Don't keep my answers to this question\nYour answer is then used today and not stored."
)
BANNER = "Tell your provider about your mood, today if you can"


async def check(screen: Screen, *answers: str) -> None:
    await screen.go("/check")
    await screen.settle()
    for answer in answers:
        await screen.tap(answer)


async def test_nothing_is_chosen_before_and_all_five_are_needed(
    screen: Screen, store: Store
) -> None:
    await check(screen)
    assert screen.selected() == []
    for answer in CALM:
        with pytest.raises(AssertionError, match="cannot be tapped"):
            await screen.tap("Finish")
        await screen.tap(answer)
    assert set(CALM) <= set(screen.selected())
    await screen.tap("Finish")
    (row,) = store.checks()
    assert (row.on_date, row.irritable, row.low_interest, row.low_mood) == (TODAY, "no", 0, 1)


async def test_the_safety_question_follows_and_no_leads_back_to_today(
    screen: Screen, store: Store
) -> None:
    await check(screen, *CALM, "Finish")
    assert screen.shows(SAFETY)
    await screen.tap("No")
    assert "Nothing new today" in screen.names()
    assert [row.answer for row in store.safety_answers()] == ["no"]
    assert not screen.shows(SAFETY)
    assert not screen.shows(BANNER)


async def test_high_answers_urge_to_call_and_the_question_is_asked_once(screen: Screen) -> None:
    await check(screen, *NO_CHANGE, f"{INTEREST} Most days", f"{LOW} Some days", "Finish")
    assert screen.shows(BANNER)
    await screen.tap("No")
    assert screen.shows(BANNER)
    assert not screen.shows(SAFETY)


async def test_a_change_someone_noticed_is_enough(screen: Screen) -> None:
    await check(
        screen, f"{IRRITABLE} No", f"{NOTICED} Yes", f"{CHANGED} No", f"{INTEREST} Never",
        f"{LOW} Never", "Finish",
    )  # fmt: skip
    assert screen.shows(BANNER)


async def test_yes_opens_the_full_screen(screen: Screen) -> None:
    await check(screen, *CALM, "Finish")
    await screen.tap("Yes")
    assert screen.shows("You don't have to face this alone.")


async def test_not_now_leaves_without_keeping_anything(screen: Screen, store: Store) -> None:
    await check(screen, *CALM)
    await screen.tap("Not now")
    assert "Nothing new today" in screen.names()
    assert not store.checks()


async def test_the_check_is_offered_two_weeks_after_the_first_entry(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    await screen.tap("Mood, 4 of 5, Good")
    clock.move(days=13)
    async with app() as early:
        assert not early.shows("Your two-week check is ready")
    clock.move(days=1)
    async with app() as due:
        await due.tap("Start")
        assert due.shows("A few short questions about how you have been.")


# Answers that are not kept


def left_in_the_file(store: Store) -> list[tuple[str, bool]]:
    """What each row about the safety question says, deleted ones too."""
    table = table_of(SafetyAnswer)
    return [tuple(row) for row in store.read(select(table.c.answer, table.c.is_deleted))]


async def test_an_answer_not_to_be_kept_works_that_day_and_is_gone_the_next(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Mood, 1 of 5, Very low")
    await screen.tap(
        "Don't keep my answers to this question\nYour answer is then used today and not stored."
    )
    await screen.tap("Yes")
    assert screen.shows("You don't have to face this alone.")
    assert [row.answer for row in store.safety_answers()] == ["yes"]
    clock.move(days=1)
    async with app() as next_day:
        assert next_day.shows("You don't have to face this alone.")  # the notice stays
    assert not store.safety_answers()
    assert left_in_the_file(store) == [("rather_not", True)]
    assert [row.rule for row in store.notices() if row.level == 3] == ["M7"]


async def test_the_same_day_nothing_is_asked_twice(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    await mood.choose_to_keep_safety_answers(journal, False)
    async with app() as shown:
        await shown.tap("Mood, 1 of 5, Very low")
        await shown.tap("No")
    async with app() as again:
        assert not again.shows(SAFETY)


async def test_switching_it_off_forgets_the_answers_of_earlier_days_at_once(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await mood.answer_safety_question(journal, "yes")
    clock.move(days=1)
    journal.refresh()
    await mood.answer_safety_question(journal, "no")
    await mood.choose_to_keep_safety_answers(journal, False)
    assert [(row.on_date, row.answer) for row in store.safety_answers()] == [
        (TODAY + timedelta(days=1), "no")
    ]


async def test_answers_are_kept_unless_the_user_says_otherwise(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await mood.answer_safety_question(journal, "no")
    clock.move(days=30)
    journal.refresh()
    await mood.forget_safety_answers(journal)
    assert [row.answer for row in store.safety_answers()] == ["no"]
