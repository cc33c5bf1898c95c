"""A form that is left half-typed, on the real component tree: what was typed waits there."""

from collections.abc import Callable
from datetime import timedelta

import flet as ft
import pytest

from app.actions import clinic, lock, setup
from app.journal import Journal
from models.records import Visit
from tests.app.screens.pages import choose_day, visit_page
from tests.headless import Screen

pytestmark = pytest.mark.anyio
PIN = "246810"


def shown(screen: Screen, label: str) -> ft.TextField:
    (found,) = [each for each in screen.all(ft.TextField) if each.label == label]
    assert isinstance(found, ft.TextField)
    return found


async def typed(screen: Screen, label: str, text: str) -> None:
    at = shown(screen, label)._i
    screen.session.apply_patch(at, {"value": text})
    await screen.session.dispatch_event(at, "change", text)
    await screen.settle()


async def visit_of_yesterday(journal: Journal) -> str:
    """The address of a visit that is over."""
    on = journal.facts.today - timedelta(days=1)
    await clinic.keep_visit(journal, Visit("", on, None, "Dr Reyes", "", "", ""))
    (visit,) = journal.store.visits()
    return f"/visit/{visit.id}"


async def test_back_and_forward_find_what_the_provider_said_half_typed(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    page = await visit_of_yesterday(journal)
    async with app(route=page) as visits:
        await typed(visits, "What was said", "Come back in four we")
        await visit_page(visits, "/visits")
        await visit_page(visits, page)
        assert shown(visits, "What was said").value == "Come back in four we"
        await visits.tap("Cancel")
        await visit_page(visits, page)
        assert shown(visits, "What was said").value == ""


async def test_the_day_of_a_visit_waits_with_what_was_typed_of_it(
    screen: Screen, journal: Journal
) -> None:
    on = journal.facts.today + timedelta(days=9)
    await visit_page(screen, "/visit/new")
    await choose_day(screen, "Day", on)
    await typed(screen, "Where", "Room 4")
    await visit_page(screen, "/visits")
    await visit_page(screen, "/visit/new")
    assert shown(screen, "Where").value == "Room 4"
    await screen.tap("Save")
    assert [(visit.on, visit.place) for visit in journal.store.visits()] == [(on, "Room 4")]


async def test_the_lock_closes_over_a_half_typed_form_and_opens_on_it(
    app: Callable[..., Screen], screen: Screen, journal: Journal
) -> None:
    page = await visit_of_yesterday(journal)
    await lock.set_pin(journal, PIN)
    await lock.choose_minutes(journal, 0)
    async with app(route=page) as visits:
        await visits.type("PIN", PIN)
        await visits.tap("Unlock")
        await typed(visits, "What was said", "Private wor")
        await visits.fire(visits.page, "app_lifecycle_state_change", {"state": "hide"})
        assert visits.shows("Sidenote is locked")
        await visits.type("PIN", PIN)
        await visits.tap("Unlock")
        assert shown(visits, "What was said").value == "Private wor"


async def test_a_half_typed_question_is_there_when_the_form_is_opened_again(
    screen: Screen,
) -> None:
    await visit_page(screen, "/visits")
    await screen.tap("Add a question")
    await typed(screen, "Your question", "How long will my li")
    await visit_page(screen, "/")
    await visit_page(screen, "/visits")
    assert shown(screen, "Your question").value == "How long will my li"
    await screen.tap("Save")
    await screen.tap("Add a question")
    assert shown(screen, "Your question").value == ""


async def test_a_half_typed_result_is_there_with_its_test_when_one_comes_back(
    screen: Screen,
) -> None:
    await visit_page(screen, "/result/new")
    await screen.tap("AST")
    await typed(screen, "Result", "31")
    await visit_page(screen, "/")
    await visit_page(screen, "/result/new")
    assert "AST" in screen.selected()
    assert shown(screen, "Result").value == "31"
    await screen.tap("Save")
    await visit_page(screen, "/result/new")
    assert shown(screen, "Result").value == ""


async def test_the_next_test_of_a_paper_waits_only_once_something_of_it_is_typed(
    screen: Screen, journal: Journal
) -> None:
    await visit_page(screen, "/result/new")
    await typed(screen, "Result", "31")
    await screen.tap("Save, then the next test")
    assert "AST" in screen.selected()
    await visit_page(screen, "/tests")
    await visit_page(screen, "/result/new")
    assert "ALT" in screen.selected()
    await typed(screen, "Result", "33")
    await screen.tap("Save, then the next test")
    await typed(screen, "Result", "29")
    await visit_page(screen, "/tests")
    await visit_page(screen, "/result/new")
    assert "AST" in screen.selected()
    assert shown(screen, "Result").value == "29"


@pytest.mark.parametrize("end", ["Save", "Cancel"])
async def test_a_half_typed_provider_is_there_after_looking_the_number_up(
    app: Callable[..., Screen], screen: Screen, journal: Journal, end: str
) -> None:
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    change = "Change the name or number"
    async with app(route="/help") as help_page:
        await help_page.tap(change)
        await typed(help_page, "Phone", "555 02")
        await visit_page(help_page, "/")
        await visit_page(help_page, "/help")
        assert shown(help_page, "Phone").value == "555 02"
        await help_page.tap(end)
        await help_page.tap(change)
        assert shown(help_page, "Phone").value == ("555 02" if end == "Save" else "555 0100")


async def test_an_empty_form_does_not_hide_a_provider_who_came_another_way(
    screen: Screen, journal: Journal
) -> None:
    await visit_page(screen, "/help")
    assert shown(screen, "Name").value == ""
    await setup.keep_contact(journal, "provider", name="Dr Reyes", phone="555 0100")
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "resume"})
    await screen.tap("Change the name or number")
    assert shown(screen, "Name").value == "Dr Reyes"
