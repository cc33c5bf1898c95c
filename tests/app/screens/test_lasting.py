"""The lines about keeping the journal, on the real component tree over a real file."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import flet as ft
import pytest

from app.actions import damage, setup
from app.journal import Journal
from app.keeping import Kind
from app.routes import App
from models import tables
from models.database import FILE_NAME, open_journal
from models.store import Store
from tests.app.screens.test_data import handed_over
from tests.conftest import Clock
from tests.headless import Screen
from tests.models.test_held import fill_up, make_room

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
NOTE = "Anything you want to remember or ask"
FULL = "No room is left here, so your last changes are not kept."
WEAKER = "This browser may lose your journal."
DAMAGED = "A part of this journal's file is damaged"
NOTHING_KEPT = "This browser saves nothing."


async def device_keeps() -> bool:
    return True


async def device_refuses() -> bool:
    return False


async def welcomed(
    store: Store,
    clock: Clock,
    kind: Kind = "kept",
    save: Callable[[], Awaitable[bool]] = device_keeps,
) -> Journal:
    """A journal past Welcome, on a device that keeps it so."""
    journal = Journal(store, save, clock, kind=kind)
    await setup.choose(journal, is_welcomed=True)
    return journal


def shown(journal: Journal) -> Screen:
    def main(page: ft.Page) -> None:
        page.render_views(App, lambda: journal)

    return Screen(main)


async def test_a_full_disk_is_told_on_every_screen_until_there_is_room(
    store: Store, clock: Clock
) -> None:
    async with shown(await welcomed(store, clock)) as screen:
        await screen.tap("Dry lips, Mild, 1 of 4")
        fill_up(store)
        await screen.type(NOTE, "x" * 15_000)
        assert screen.shows(FULL)
        assert "saved" not in screen.texts()
        await screen.tap("Mood, 2 of 5, Low")
        assert "Mood, 2 of 5, Low" in screen.selected()
        await screen.choose_tab(2)
        assert screen.shows(FULL)
        await screen.tap("Try again")
        assert screen.shows(FULL)
        make_room(store)
        await screen.tap("Try again")
        assert not screen.shows(FULL)
        await screen.choose_tab(0)
        assert "saved" in screen.texts()
        assert "Mood, 2 of 5, Low" in screen.selected()
    kept = store.days(TODAY, TODAY)[TODAY]
    assert (len(kept.note), kept.mood.level, kept.levels) == (15_000, 2, {"dry_lips": 1})


async def test_a_copy_saved_while_the_disk_is_full_holds_what_was_refused(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    async with shown(await welcomed(store, clock)) as screen:
        fill_up(store)
        await screen.type(NOTE, "x" * 15_000)
        await screen.tap("Mood, 2 of 5, Low")
        await screen.tap("Save a copy")
        assert screen.shows("Copy saved.")
        name, content = handed_over(screen)
        assert screen.shows(FULL)
    copy = tmp_path / name
    copy.write_bytes(content)
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(Store(open_journal(copy), clock)) as theirs:
        day = theirs.days(TODAY, TODAY)[TODAY]
        assert (len(day.note), day.mood.level) == (15_000, 2)


async def test_no_second_line_stands_under_the_gravest(store: Store, clock: Clock) -> None:
    journal = await welcomed(store, clock, "kept_less_surely", device_refuses)
    journal.is_backup_missing = True
    async with shown(journal) as screen:
        assert screen.shows("This device has not saved your last change.")
        assert screen.names().count("Save a copy") == 1
        assert not screen.shows(WEAKER)
        assert not screen.shows("Your journal could not be backed up.")


async def test_the_weaker_storage_is_told_until_it_is_understood_in_each_session(
    store: Store, clock: Clock
) -> None:
    async with shown(await welcomed(store, clock, "kept_less_surely")) as screen:
        assert screen.shows(WEAKER)
        await screen.choose_tab(1)
        await screen.tap("Got it")
        assert not screen.shows(WEAKER)
        await screen.choose_tab(0)
        assert not screen.shows(WEAKER)
        await screen.tap("Dry lips, Mild, 1 of 4")
        assert "saved" in screen.texts()
    async with shown(await welcomed(store, clock, "kept_less_surely")) as screen:
        assert screen.shows(WEAKER)


async def test_that_nothing_is_kept_stays_and_nothing_is_called_saved(
    store: Store, clock: Clock
) -> None:
    async with shown(await welcomed(store, clock, "not_kept", device_refuses)) as screen:
        assert screen.shows(NOTHING_KEPT)
        assert "Got it" not in screen.names()
        assert "Try again" not in screen.names()
        await screen.tap("Dry lips, Mild, 1 of 4")
        assert "saved" not in screen.texts()
        await screen.tap("Save a copy")
        assert handed_over(screen)[1].startswith(b"SQLite format 3")
        assert screen.shows(NOTHING_KEPT)


async def test_a_copy_that_the_user_calls_off_is_not_called_saved(
    store: Store, clock: Clock
) -> None:
    journal = await welcomed(store, clock)
    screen = shown(journal)
    screen._start |= {"web": False, "platform": "linux"}
    async with screen:
        fill_up(store)
        await journal.change(tables.DayDraft(on_date=TODAY, note="x" * 15_000))
        await screen.settle()
        await screen.tap("Save a copy")
        assert not screen.shows("Copy saved.")


async def test_the_journal_on_a_full_disk_is_the_one_of_before(
    store: Store, clock: Clock, folder: Path
) -> None:
    async with shown(await welcomed(store, clock)) as screen:
        await screen.tap("Dry lips, Mild, 1 of 4")
        fill_up(store)
        before = (folder / FILE_NAME).read_bytes()
        await screen.type(NOTE, "x" * 15_000)
        await screen.tap("Save a copy")
        assert (folder / FILE_NAME).read_bytes() == before


async def test_damaged_rows_are_told_until_the_user_goes_on_with_them(
    store: Store, clock: Clock, folder: Path
) -> None:
    journal = await welcomed(store, clock)
    store.write(tables.DayDraft(on_date=TODAY, note="right"))
    damage.look(journal)
    async with shown(journal) as screen:
        assert not screen.shows(DAMAGED)
        with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
            raw.execute("UPDATE day SET note = 'wrong'")
            raw.commit()
        damage.look(journal)
        await screen.settle()
        assert screen.shows(DAMAGED)
        await screen.tap("Dry lips, Mild, 1 of 4")
        damage.look(journal)
        assert screen.shows(DAMAGED)
        await screen.tap("Keep it as it is")
        assert not screen.shows(DAMAGED)
        assert screen.shows("The journal goes on as it is.")
