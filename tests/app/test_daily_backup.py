"""A backup after a change, at most one a day; a failure stays on the screen until one succeeds."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app import startup
from app.actions import day as write
from app.actions import setup
from app.daily_backup import DailyBackup
from app.journal import Journal
from models.backup import FOLDER, backups, check
from models.database import Full
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
MISSING = "Your journal could not be backed up."


async def tap_something(screen: Screen) -> None:
    await screen.tap("Nothing new today")


async def test_a_change_makes_a_backup_that_is_whole(screen: Screen, folder: Path) -> None:
    await tap_something(screen)
    there = backups(folder / FOLDER)
    assert list(there) == [date(2026, 11, 22)]
    check(there[date(2026, 11, 22)])


async def test_further_changes_of_the_day_leave_it_as_it_is(screen: Screen, folder: Path) -> None:
    await tap_something(screen)
    [copy] = backups(folder / FOLDER).values()
    before = copy.read_bytes()
    await tap_something(screen)
    assert copy.read_bytes() == before


async def test_the_next_day_has_one_of_its_own(screen: Screen, folder: Path, clock: Clock) -> None:
    await tap_something(screen)
    clock.move(days=1)
    await screen.fire(screen.page, "app_lifecycle_state_change", {"state": "resume"})
    await tap_something(screen)
    assert list(backups(folder / FOLDER)) == [date(2026, 11, 22), date(2026, 11, 23)]


async def test_a_start_without_a_change_makes_no_further_backup(
    app: Callable[..., Screen], journal: Journal, folder: Path, clock: Clock
) -> None:
    await setup.choose(journal, is_welcomed=True)
    for _ in range(3):
        async with app():
            pass
        clock.move(days=1)
    assert list(backups(folder / FOLDER)) == [date(2026, 11, 22)]


async def test_before_welcome_is_over_there_is_nothing_to_back_up(
    app: Callable[..., Screen], folder: Path
) -> None:
    async with app() as screen:
        assert backups(folder / FOLDER) == {}
        await screen.tap("Start logging")
        await screen.tap("I understand")
    assert backups(folder / FOLDER)


async def test_a_failed_backup_is_said_on_every_screen_until_one_succeeds(
    app: Callable[..., Screen], journal: Journal, folder: Path
) -> None:
    await setup.choose(journal, is_welcomed=True)
    (folder / FOLDER).write_text("a file where the folder should be")
    async with app() as screen:
        await tap_something(screen)
        assert screen.shows(MISSING)
        await screen.choose_tab(2)
        assert screen.shows(MISSING)
        await screen.tap("Try again")
        assert screen.shows(MISSING)
        (folder / FOLDER).unlink()
        await screen.tap("Try again")
        assert not screen.shows(MISSING)
    assert backups(folder / FOLDER)


async def test_the_failure_is_still_said_after_a_restart(
    app: Callable[..., Screen], journal: Journal, folder: Path
) -> None:
    await setup.choose(journal, is_welcomed=True)
    (folder / FOLDER).write_text("a file where the folder should be")
    async with app() as screen:
        await tap_something(screen)
    async with app() as screen:
        assert screen.shows(MISSING)


async def test_the_first_screen_does_not_wait_for_the_backup(
    app: Callable[..., Screen], journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await setup.choose(journal, is_welcomed=True)
    with monkeypatch.context() as patch:
        opening = app()
        patch.setattr(startup, "FIRST_LOOK_S", 3600)
        async with opening as screen:
            assert screen.shows("Any change in mood")
            assert backups(folder / FOLDER) == {}
    async with app():
        assert list(backups(folder / FOLDER)) == [date(2026, 11, 22)]


async def test_the_sample_is_not_backed_up(
    app: Callable[..., Screen], journal: Journal, folder: Path
) -> None:
    await setup.choose(journal, is_welcomed=True, is_sample=True)
    async with app() as screen:
        await tap_something(screen)
    assert backups(folder / FOLDER) == {}


async def test_a_failing_disk_is_not_tried_again_at_every_tap(store: Store, clock: Clock) -> None:
    tries: list[date] = []

    def full(today: date) -> None:
        tries.append(today)
        raise Full

    async def kept() -> bool:
        return True

    journal = Journal(store, kept, clock, DailyBackup(full))
    await setup.choose(journal, is_welcomed=True)
    for level in range(5):
        await write.choose_level(journal, "dry_lips", level)
    assert len(tries) == 1
    assert journal.is_backup_missing
    clock.move(minutes=11)
    await write.choose_level(journal, "dry_lips", 4)
    assert len(tries) == 2
