"""What a user sees when the journal cannot be opened; and that nothing is touched."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models import tables
from models.backup import FOLDER, back_up
from models.database import FILE_NAME
from models.migrations import APPLICATION_ID, VERSION
from models.store import Store
from tests.headless import Screen

pytestmark = pytest.mark.anyio


@pytest.fixture
def file(folder: Path) -> Path:
    folder.mkdir()
    return folder / FILE_NAME


async def said(app: Callable[..., Screen]) -> str:
    async with app() as screen:
        assert screen.shows("Your journal could not be opened")
        assert [name for name in screen.names() if name.startswith("Emergency")]
        return " ".join(screen.texts())


async def test_garbage_in_the_journals_place_is_said_and_left(
    app: Callable[..., Screen], file: Path
) -> None:
    file.write_bytes(b"this is no database " * 200)
    before = file.read_bytes()
    assert "is not a Sidenote journal" in await said(app)
    assert file.read_bytes() == before


async def test_the_database_of_another_program_is_left(
    app: Callable[..., Screen], file: Path
) -> None:
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    before = file.read_bytes()
    assert "is not a Sidenote journal" in await said(app)
    assert file.read_bytes() == before


async def test_a_journal_of_a_newer_version_is_left(app: Callable[..., Screen], file: Path) -> None:
    with sqlite3.connect(file) as newer:
        newer.execute("CREATE TABLE from_the_future (name TEXT)")
        newer.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    before = file.read_bytes()
    assert "A newer version of Sidenote wrote it" in await said(app)
    assert file.read_bytes() == before


async def test_a_damaged_journal_is_left(
    app: Callable[..., Screen], store: Store, folder: Path
) -> None:
    store.close()
    file = folder / FILE_NAME
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    file.write_bytes(data)
    assert "Parts of the file cannot be read" in await said(app)
    assert file.read_bytes() == bytes(data)


async def test_a_folder_that_is_a_file_is_said(app: Callable[..., Screen], folder: Path) -> None:
    folder.write_text("in the way")
    await said(app)


async def test_the_place_of_the_file_can_be_read(app: Callable[..., Screen], file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)
    assert str(file) in await said(app)


async def test_a_journal_cut_to_nothing_is_not_taken_for_a_new_one(
    app: Callable[..., Screen], store: Store, folder: Path
) -> None:
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    assert back_up(store.engine, folder / FOLDER, date(2026, 11, 21)) is not None
    store.close()
    (folder / FILE_NAME).write_bytes(b"")
    assert "Parts of the file cannot be read" in await said(app)
    assert (folder / FILE_NAME).read_bytes() == b""
