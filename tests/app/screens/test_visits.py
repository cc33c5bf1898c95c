"""Visits: the next one, questions, what was said, talks; on the real component tree."""

from collections.abc import Callable
from datetime import date, time, timedelta

import flet as ft
import pytest

from app.journal import Journal
from models import tables
from models.records import Visit
from models.store import Store
from tests.app.screens.pages import choose_day, errors, fields, visit_page
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
NEXT = tables.VisitDraft(
    id="v", on_date=TODAY + timedelta(days=2), at_time=time(9, 30), with_whom="Dr Reyes"
)


async def test_an_empty_journal_says_what_will_stand_on_visits(screen: Screen) -> None:
    await screen.choose_tab(3)
    for said in (
        "Add your next visit. You will see here what to do and ask before it.",
        "Dates you add for tests will show here.",
        "Write down a question when you think of it. It goes on your report.",
        "Add start date, dose and weight to see your totals.",
    ):
        assert screen.shows(said), said
    assert "Settings" in screen.names()


@pytest.mark.parametrize("route", ["/course", "/tests", "/past", "/talks", "/report", "/reminders"])
async def test_every_page_can_be_opened_empty_and_left_again(screen: Screen, route: str) -> None:
    await visit_page(screen, route)
    assert screen.all(key="not-drawn") == []
    await screen.tap("Back")
    assert screen.shows("Before this visit")


async def test_a_visit_is_planned_and_stands_first(screen: Screen, store: Store) -> None:
    await visit_page(screen, "/visit/new")
    await choose_day(screen, "Day", TODAY + timedelta(days=2))
    await screen.type("Time, as 09:30", "9.30")
    await screen.type("With whom", "Dr Reyes")
    await screen.tap("Save")
    assert [(each.on, each.at, each.with_whom) for each in store.visits()] == [
        (TODAY + timedelta(days=2), time(9, 30), "Dr Reyes")
    ]
    assert screen.shows("Next visit · in 2 days")
    assert screen.shows("Tue 24 Nov, 09:30 · Dr Reyes")


async def test_a_time_that_is_none_gives_a_sentence_and_keeps_what_was_typed(
    screen: Screen, store: Store
) -> None:
    await visit_page(screen, "/visit/new")
    await screen.type("Time, as 09:30", "half nine")
    await screen.tap("Save")
    assert store.visits() == ()
    assert errors(screen) == ["Enter a time such as 09:30, or leave it empty."]
    assert screen.shows("Choose a day.")
    assert fields(screen)["Time, as 09:30"] == "half nine"


async def test_call_is_the_providers_number_and_prepare_opens_the_report(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(NEXT, tables.ContactDraft(role="provider", name="Dr Reyes", phone="555-0142"))
    async with app() as fresh:
        await fresh.choose_tab(3)
        assert isinstance(fresh.action_of("Call"), ft.OpenUrl)
        await fresh.tap("Prepare report")
        assert fresh.shows("Isotretinoin side-effect report")


async def test_what_was_said_is_written_down_after_the_visit(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(NEXT.model_copy(update={"on_date": TODAY - timedelta(days=1)}))
    async with app() as fresh:
        await fresh.choose_tab(3)
        await fresh.tap("How was the visit on 21 Nov?\nWrite down what was said and what changed.")
        await fresh.type("What was said", "Stay on 40 mg.")
        await fresh.type("What changed", "A thicker balm")
        await fresh.tap("Save")
        await visit_page(fresh, "/past")
        assert fresh.shows("Stay on 40 mg.")
    (kept,) = store.visits()
    assert (kept.said, kept.changed, kept.at) == ("Stay on 40 mg.", "A thicker balm", time(9, 30))


async def test_a_removed_visit_comes_back_on_undo(
    app: Callable[..., Screen], screen: Screen, store: Store
) -> None:
    store.write(NEXT)
    async with app() as fresh:
        await visit_page(fresh, "/visit/v")
        await fresh.tap("Delete")
        assert store.visits() == ()
        await fresh.tap("Undo")
    assert store.visits() == (Visit("v", NEXT.on_date, time(9, 30), "", "Dr Reyes"),)


async def test_a_visit_that_is_gone_says_so(screen: Screen) -> None:
    await visit_page(screen, "/visit/nothing")
    assert screen.shows("This entry has been removed.")


# Questions


async def test_a_question_is_kept_in_order_and_ticked_when_asked(
    screen: Screen, store: Store
) -> None:
    await screen.choose_tab(3)
    for text in ("First?", "Second?"):
        await screen.tap("Add a question")
        await screen.type("Your question", text)
        await screen.tap("Save")
    assert [each.text for each in store.questions()] == ["First?", "Second?"]
    await screen.tap("Asked: First?")
    assert [each.asked_on for each in store.questions()] == [TODAY, None]
    assert not screen.shows("First?")
    await screen.tap("Undo")
    assert [each.asked_on for each in store.questions()] == [None, None]


async def test_an_empty_question_is_not_kept(screen: Screen, store: Store) -> None:
    await screen.choose_tab(3)
    await screen.tap("Add a question")
    await screen.type("Your question", "   ")
    await screen.tap("Save")
    assert store.questions() == ()
    assert errors(screen) == ["Write a few words, 500 letters at most."]


async def test_a_question_can_be_worded_differently(screen: Screen, store: Store) -> None:
    await screen.choose_tab(3)
    await screen.tap("Add a question")
    await screen.type("Your question", "Is balm enough?")
    await screen.tap("Save")
    await screen.tap("Is balm enough?")
    await screen.type("Your question", "Is a thicker balm enough?")
    await screen.tap("Save")
    assert [each.text for each in store.questions()] == ["Is a thicker balm enough?"]


# Told the provider


async def test_telling_the_provider_about_mood_answers_the_notice_that_stands(
    screen: Screen, store: Store
) -> None:
    await screen.tap("My mood or behaviour has changed")
    assert screen.shows("Tell your provider about your mood, today if you can")
    await visit_page(screen, "/talks")
    await screen.tap("Add an entry")
    await screen.tap("By message")
    await screen.type("What you told them, what they said", "They will ring back.")
    await screen.tap("Save")
    assert not screen.shows("Tell your provider about your mood, today if you can")
    (talk,) = store.provider_contacts()
    assert (talk.on, talk.how, talk.about, talk.note) == (
        TODAY, "message", "mood", "They will ring back."
    )  # fmt: skip
    assert [row.answer for row in store.notices()] == ["contacted"]


async def test_a_talk_before_the_notice_does_not_answer_it(screen: Screen, store: Store) -> None:
    await screen.tap("My mood or behaviour has changed")
    await visit_page(screen, "/talks")
    await screen.tap("Add an entry")
    await choose_day(screen, "Day", TODAY - timedelta(days=1))
    await screen.tap("Save")
    assert [talk.on for talk in store.provider_contacts()] == [TODAY - timedelta(days=1)]
    assert [row.answer for row in store.notices()] == [None]
    assert screen.shows("Tell your provider about your mood, today if you can")


async def test_a_talk_of_this_morning_does_not_answer_a_notice_of_later_today(
    screen: Screen, store: Store
) -> None:
    await screen.tap("My mood or behaviour has changed")
    await visit_page(screen, "/talks")
    await screen.tap("Add an entry")
    await screen.type("Time, as 09:30", "07:05")
    await screen.tap("Save")
    assert [talk.at for talk in store.provider_contacts()] == [time(7, 5)]
    assert [row.answer for row in store.notices()] == [None]
    assert screen.shows("Tell your provider about your mood, today if you can")


async def test_a_talk_without_a_time_answers_the_notices_of_earlier_days_only(
    screen: Screen, store: Store
) -> None:
    await screen.tap("My mood or behaviour has changed")
    await visit_page(screen, "/talks")
    await screen.tap("Add an entry")
    await screen.type("Time, as 09:30", "half past")
    await screen.tap("Save")
    assert errors(screen) == ["Enter a time such as 09:30, or leave it empty."]
    await screen.type("Time, as 09:30", "")
    await screen.tap("Save")
    assert [talk.at for talk in store.provider_contacts()] == [None]
    assert [row.answer for row in store.notices()] == [None]


async def test_a_talk_about_something_else_leaves_the_notice_standing(
    screen: Screen, store: Store
) -> None:
    await screen.tap("My mood or behaviour has changed")
    await visit_page(screen, "/talks")
    await screen.tap("Add an entry")
    await screen.tap("Something else")
    await screen.tap("Save")
    assert [row.answer for row in store.notices()] == [None]
    assert screen.shows("Tell your provider about your mood, today if you can")


async def test_correcting_an_old_talk_answers_nothing_new(
    app: Callable[..., Screen], screen: Screen, store: Store, journal: Journal
) -> None:
    store.write(tables.ProviderContactDraft(id="t", on_date=TODAY, how="phone", about="mood"))
    await screen.tap("My mood or behaviour has changed")
    async with app() as fresh:
        await visit_page(fresh, "/talks")
        await fresh.tap("Change this entry")
        await fresh.tap("By email")
        await fresh.tap("Save")
    assert [row.answer for row in store.notices()] == [None]
    assert [talk.how for talk in store.provider_contacts()] == ["email"]
