"""The note of a day while it is typed, on the real component tree and a real file."""

from collections.abc import Callable
from datetime import date, timedelta

import flet as ft
import pytest

from app.actions import day, lock, note
from app.journal import Journal
from models.records import Day
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
FIELD = "Anything you want to remember or ask"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note, "PAUSE_S", 0)


def stored(store: Store, on: date = TODAY) -> Day:
    return store.days(on, on).get(on) or Day(on)


def shown(screen: Screen) -> ft.TextField:
    (found,) = [each for each in screen.all(ft.TextField) if each.label == FIELD]
    assert isinstance(found, ft.TextField)
    return found


async def typed(screen: Screen, text: str, *, events: tuple[str, ...] = ("change",)) -> None:
    """Type into the field without leaving it."""
    at = shown(screen)._i
    screen.session.apply_patch(at, {"value": text})
    for event in events:
        await screen.session.dispatch_event(at, event, text)


async def test_a_note_is_in_the_file_while_the_field_still_has_the_focus(
    screen: Screen, store: Store
) -> None:
    await typed(screen, "Dry eyes since noon")
    await screen.settle()
    assert stored(store).note == "Dry eyes since noon"


async def test_nothing_is_called_saved_while_words_are_only_on_the_screen(
    screen: Screen, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    await screen.tap("Dry lips, Mild, 1 of 4")
    assert "saved" in screen.texts()
    monkeypatch.setattr(note, "PAUSE_S", 3600)
    await typed(screen, "Sore")
    await screen.settle()
    assert stored(store).note == ""
    assert "saved" not in screen.texts()
    await screen.fire(shown(screen), "blur")
    assert stored(store).note == "Sore"
    assert screen.texts().count("saved") == 2


async def test_an_answer_while_a_note_is_typed_takes_no_letter_away(
    screen: Screen, store: Store
) -> None:
    await typed(screen, "Sor")
    await typed(screen, "Sore", events=())  # its event is still on the way
    await screen.tap("Dry lips, Mild, 1 of 4")
    assert shown(screen).value == "Sore"
    await screen.fire(shown(screen), "change")
    assert stored(store).note == "Sore"
    assert stored(store).levels == {"dry_lips": 1}


async def test_a_note_belongs_to_the_day_it_was_typed_for(screen: Screen, store: Store) -> None:
    await day_before(screen)
    await typed(screen, "A note of yesterday")
    await screen.tap("Back to today")
    assert shown(screen).value == ""
    assert stored(store, YESTERDAY).note == "A note of yesterday"
    assert stored(store).note == ""


async def day_before(screen: Screen) -> None:
    (name,) = [each for each in screen.names() if "21 Nov" in each]
    await screen.tap(name)


async def test_midnight_leaves_a_note_with_the_day_it_was_begun_on(
    screen: Screen, store: Store, clock: Clock
) -> None:
    await typed(screen, "Late in the evening")
    clock.move(days=1)
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "resume"})
    assert stored(store).note == "Late in the evening"
    assert stored(store, TODAY + timedelta(days=1)).note == ""
    assert shown(screen).value == ""


async def test_a_lock_that_closes_at_once_closes_over_a_note_that_is_kept(
    screen: Screen,
    journal: Journal,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    app: Callable[..., Screen],
) -> None:
    await lock.set_pin(journal, "246810")
    await lock.choose_minutes(journal, 0)
    monkeypatch.setattr(note, "PAUSE_S", 3600)
    async with app() as locked:
        await locked.type("PIN", "246810")
        await locked.tap("Unlock")
        await typed(locked, "Half a sent")
        await locked.fire(locked.page, "app_lifecycle_state_change", {"state": "hide"})
        assert locked.shows("Sidenote is locked")
        assert not locked.shows("Half a sent")
        assert stored(store).note == "Half a sent"
        await locked.type("PIN", "246810")
        await locked.tap("Unlock")
        assert shown(locked).value == "Half a sent"


async def test_the_other_answers_of_the_day_stay_as_they_are(
    journal: Journal, store: Store
) -> None:
    await day.answer_dose(journal, True)
    note.type_note(journal, TODAY, "With breakfast")
    await day.nothing_new(journal)
    journal.show_day(TODAY - timedelta(days=200))
    assert await note.keep_notes(journal) == {}
    kept = stored(store)
    assert (kept.note, kept.is_dose_taken, kept.is_nothing_new) == ("With breakfast", True, True)


async def test_a_note_that_is_refused_stays_in_the_field_and_is_not_called_saved(
    journal: Journal, store: Store
) -> None:
    note.type_note(journal, TODAY, "x" * 20_001)
    assert await note.keep_notes(journal) == {TODAY: "x" * 20_001}
    assert note.note_of(journal, TODAY) == "x" * 20_001
    assert not journal.is_kept
    note.type_note(journal, TODAY, "short")
    assert await note.keep_notes(journal) == {}
    assert journal.is_kept
    assert stored(store).note == "short"


async def test_a_deleted_day_does_not_come_back_with_what_was_typed(
    journal: Journal, store: Store
) -> None:
    note.type_note(journal, TODAY, "one")
    await note.keep_notes(journal)
    note.type_note(journal, TODAY, "one two")
    await day.delete_day(journal, TODAY)
    await note.keep_notes(journal)
    assert stored(store).note == ""


async def test_leaving_the_field_brings_no_deleted_note_back(screen: Screen, store: Store) -> None:
    await screen.type(FIELD, "for the bin")
    at = shown(screen)._i
    await screen.tap("Delete this day")
    screen.session.apply_patch(at, {"value": "for the bin"})  # the client has it a moment longer
    await screen.fire(shown(screen), "blur")
    assert stored(store).note == ""
    assert "Undo" in screen.names()


async def test_an_undo_that_is_over_is_not_offered_any_more(screen: Screen, store: Store) -> None:
    await screen.tap("Dry lips, Mild, 1 of 4")
    await screen.tap("Delete this day")
    assert "Undo" in screen.names()
    await screen.type(FIELD, "a new one")
    assert "Undo" not in screen.names()
    assert stored(store).note == "a new one"
