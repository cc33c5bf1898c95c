"""A text that is too long is kept whole in its field, and nothing says that it was saved."""

import flet as ft
import pytest

from app.actions import day, mood, setup
from app.journal import Journal
from app.outcome import DONE, Refused
from models.store import Store
from models.words import words
from tests.app.screens.pages import fields, visit_page
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
LONG = "x" * 100_000
TOO_LONG = "This is too long to be saved"


def kept(store: Store) -> str:
    """Everything in the file that holds a run of the long text, drafts left out."""
    with store.engine.connect() as connection:
        lines = "\n".join(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]
    return "\n".join(line for line in lines.splitlines() if "xxxx" in line and "draft" not in line)


async def test_a_pasted_note_is_not_cut_and_not_called_saved(screen: Screen, store: Store) -> None:
    label = words("today.note_hint")
    await screen.type(label, LONG)
    assert fields(screen)[label] == LONG
    assert [each for each in screen.all(ft.TextField) if TOO_LONG in str(each.error)]
    assert "saved" not in screen.texts()
    assert kept(store) == ""


@pytest.mark.parametrize("route", ["/visit/new", "/talks", "/result/blood", "/tests", "/settings",
                                   "/help", "/report", "/visits", "/course"])  # fmt: skip
async def test_no_field_of_any_form_cuts_what_is_pasted(
    screen: Screen, store: Store, route: str
) -> None:
    await visit_page(screen, route)
    for name in ("Add a talk", "Add a question", "Add someone you trust", "More"):
        if name in screen.names():
            await screen.tap(name)
    for label in fields(screen):
        await screen.type(label, LONG)
        first = next(each for each in screen.all(ft.TextField) if each.label == label)
        assert first.value == LONG, label
    for name in [each for each in screen.names() if each in ("Save", "Add", "Add it", "Done")]:
        if name in screen.names():
            await screen.tap(name)
    assert kept(store) == ""
    left = [each.value for each in screen.all(ft.TextField)]
    assert LONG in left or not left


async def test_no_action_keeps_what_is_too_long(
    journal: Journal, store: Store, clock: Clock
) -> None:
    assert isinstance(await day.write_note(journal, LONG), Refused)
    assert isinstance(await setup.add_effect(journal, LONG), Refused)
    kept_so_far = await setup.keep_contact(journal, "provider", name=LONG, phone="")
    assert isinstance(kept_so_far, Refused)
    await day.choose_mood(journal, 1)
    clock.move(days=1)
    await day.choose_mood(journal, 1)
    notices = journal.facts.mood_path.standing.notices
    assert notices
    said = await mood.answer(journal, notices, "not_mood", reason=LONG)
    assert said is not DONE
    assert kept(store) == ""
