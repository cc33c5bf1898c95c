"""A note that another window has changed meanwhile: both texts on the screen, one tap to choose."""

import flet as ft
import pytest

from app.actions import note
from models import tables
from models.rows import edit
from models.store import Store
from tests.app.screens.test_note import TODAY, shown, stored, typed
from tests.headless import Screen

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        ("Keep what is here", "Mine"),
        ("Keep the other one", "Theirs"),
        ("Keep both", "Theirs\nMine"),
    ],
)
async def test_both_notes_are_shown_and_the_chosen_one_is_kept(
    screen: Screen, store: Store, monkeypatch: pytest.MonkeyPatch, choice: str, wanted: str
) -> None:
    monkeypatch.setattr(note, "PAUSE_S", 0)
    await screen.settle()
    store.write(edit(tables.DayDraft(on_date=TODAY, note="Theirs")))
    await typed(screen, "Mine")
    await screen.settle()
    assert stored(store).note == "Theirs"
    assert screen.shows("Another window has changed this text since you saw it")
    assert {"Theirs", "Mine"} <= set(screen.texts())
    assert "saved" not in screen.texts()
    await screen.tap(choice)
    await screen.settle()
    assert stored(store).note == wanted
    assert shown(screen).value == wanted
    assert not screen.all(ft.Container, key="two-texts")
    assert "saved" in screen.texts()
