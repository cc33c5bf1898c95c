"""A journal that cannot be opened: the last good backup is one tap away, the file is kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.actions import day as write
from app.actions import setup
from app.journal import Journal
from models.backup import FOLDER, back_up, backups
from models.database import FILE_NAME
from tests.headless import Screen

pytestmark = pytest.mark.anyio
OPEN = "Open the backup"


@pytest.fixture
async def damaged(journal: Journal, folder: Path) -> bytes:
    """What a journal with two backups holds after its file was overwritten with garbage."""
    await setup.choose(journal, is_welcomed=True)
    await write.write_note(journal, "kept in the backup")
    for day in (21, 22):
        back_up(journal.store.engine, folder / FOLDER, date(2026, 11, day), now=True)
    journal.close()
    garbage = b"no database any more " * 400
    (folder / FILE_NAME).write_bytes(garbage)
    return garbage


async def test_the_last_good_backup_takes_the_place_and_the_file_is_kept(
    app: Callable[..., Screen], folder: Path, damaged: bytes
) -> None:
    async with app() as screen:
        assert screen.shows("There is a good backup of 22 Nov 2026.")
        assert (folder / FILE_NAME).read_bytes() == damaged
        await screen.tap(OPEN)
        assert "Nothing new today" in screen.names()
        assert [field for field in screen.texts() if field == "kept in the backup"]
    assert (folder / FOLDER / "before-unreadable.db").read_bytes() == damaged
    assert not list(folder.glob("aside-*"))


async def test_a_backup_that_is_damaged_too_is_passed_over(
    app: Callable[..., Screen], folder: Path, damaged: bytes
) -> None:
    newest = backups(folder / FOLDER)[date(2026, 11, 22)]
    newest.write_bytes(damaged)
    async with app() as screen:
        assert screen.shows("There is a good backup of 21 Nov 2026.")


async def test_without_a_backup_none_is_promised(
    app: Callable[..., Screen], folder: Path, damaged: bytes
) -> None:
    for path in backups(folder / FOLDER).values():
        path.unlink()
    async with app() as screen:
        assert OPEN not in screen.names()
        assert "Save a copy" in screen.names()
