"""What a user sees when the journal cannot be opened; and that nothing is touched."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from app import startup
from models import tables
from models.backup import FOLDER, back_up
from models.database import FILE_NAME
from models.migrations import APPLICATION_ID, VERSION
from models.store import Store
from tests.conftest import Clock
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
    assert "The file is gone or empty" in await said(app)
    assert (folder / FILE_NAME).read_bytes() == b""


# The last handler: whatever is wrong, there is a page, and helplines on it


def spoil(folder: Path, script: str) -> None:
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as raw:
        raw.executescript(script)


@pytest.mark.parametrize(
    "script",
    [
        f"UPDATE mood SET utc_offset = {2**63 - 1}",
        "UPDATE mood SET updated_at = 'x', written_at = 'x'",
        "UPDATE mood SET updated_at = '9999-12-31T23:59:59.000000Z', utc_offset = 600",
        "UPDATE notice SET evidence = '{x}', fired_at = 'x'",
        "DROP TABLE mood",
        f"PRAGMA user_version = {VERSION + 40}",
        "PRAGMA user_version = 1",
        "PRAGMA user_version = 0",
    ],
)
async def test_a_journal_with_garbled_values_offers_its_copies(
    app: Callable[..., Screen], store: Store, folder: Path, script: str
) -> None:
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    store.write(
        tables.DayDraft(on_date=date(2026, 11, 20), note="kept in the copy"),
        tables.MoodDraft(on_date=date(2026, 11, 20), level=3),
        tables.NoticeDraft(id="n", rule="M2", level=1, fired_on=date(2026, 11, 20),
                           fired_at="2026-11-20T20:00:00+00:00", answer="contacted",
                           answered_at="2026-11-20T20:00:00+00:00",
                           answered_on=date(2026, 11, 20),
                           evidence='{"entries": [["2026-11-20", 2]]}'),
    )  # fmt: skip
    back_up(store.engine, folder / FOLDER, date(2026, 11, 21))
    store.close()
    spoil(folder, script)
    before = (folder / FILE_NAME).read_bytes()
    async with app() as screen:
        assert screen.shows("Your journal could not be opened")
        assert [name for name in screen.names() if name.startswith("Emergency")]
        assert screen.shows("It holds 1 day, 20 Nov 2026.")
        assert (folder / FILE_NAME).read_bytes() == before
        await screen.tap("Open the backup")
        assert "Nothing new today" in screen.names()
    assert (folder / FOLDER / "before-unreadable.db").read_bytes() == before


class Broken:
    """A clock that works `times` times and then raises."""

    def __init__(self, clock: Clock, times: int, error: type[Exception]) -> None:
        self.clock, self.left, self.error = clock, times, error

    def __call__(self) -> datetime:
        self.left -= 1
        if self.left < 0:
            raise self.error
        return self.clock()


@pytest.mark.parametrize("error", [MemoryError, OverflowError, KeyError, RuntimeError])
@pytest.mark.parametrize("times", range(8))
async def test_whatever_fails_while_starting_there_is_help(
    store: Store, folder: Path, clock: Clock, times: int, error: type[Exception]
) -> None:
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    store.close()
    broken = Broken(clock, times, error)
    async with Screen(partial(startup.main, folder=folder, clock=broken)) as screen:
        names = screen.names()
        assert [name for name in names if name.startswith("Emergency") or name == "Get help"]


async def test_a_missing_journal_can_be_begun_anew_on_purpose(
    app: Callable[..., Screen], store: Store, folder: Path
) -> None:
    back_up(store.engine, folder / FOLDER, date(2026, 11, 21))
    store.close()
    (folder / FILE_NAME).unlink()
    async with app() as screen:
        assert screen.shows("The file is gone or empty")
        await screen.tap("Begin a new journal")
        assert not (folder / FILE_NAME).exists()
        await screen.tap("Begin it now")
        assert screen.shows("Start logging") or "Start logging" in screen.names()
    assert (folder / FOLDER / "journal-2026-11-21.db").exists()


async def test_what_killed_runs_left_is_swept_at_the_start_and_nothing_else(
    app: Callable[..., Screen], store: Store, folder: Path
) -> None:
    store.close()
    backups = folder / FOLDER
    (folder / "aside-ab12cd34").mkdir()
    (folder / "aside-ab12cd34" / FILE_NAME).write_bytes(b"x")
    (backups / "tmpab12cd34").mkdir(parents=True)
    (backups / "tmpab12cd34" / FILE_NAME).write_bytes(b"x")
    (backups / "journal-2026-11-20.db.part").write_bytes(b"x")
    (backups / "journal-2026-11-20.db-journal").write_bytes(b"x")
    names = ("tmp-photos/a.jpg", "restore-me/b", "movie.part", "other.db-journal", "tmpx/c",
             f"aside-notes/{FILE_NAME}")  # fmt: skip
    mine = [folder / name for name in names]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    (folder / "aside-notes" / "d").write_bytes(b"mine")
    async with app():
        pass
    assert all(path.read_bytes() == b"mine" for path in mine)
    assert not (folder / "aside-ab12cd34").exists()
    assert list(backups.iterdir()) == []


async def test_a_full_device_opens_after_an_update_that_adds_an_effect(
    app: Callable[..., Screen], store: Store, folder: Path
) -> None:
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    store.close()
    spoil(folder, "PRAGMA foreign_keys = OFF; DELETE FROM effect WHERE key = 'dry_lips'")
    pages = (folder / FILE_NAME).stat().st_size // 4096
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # nobody else can write now
    try:
        async with app() as screen:
            assert "Nothing new today" in screen.names()
    finally:
        other.close()
    assert (folder / FILE_NAME).stat().st_size // 4096 == pages
    async with app() as screen:
        assert "Nothing new today" in screen.names()
    with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
        found = raw.execute("SELECT count(*) FROM effect WHERE key = 'dry_lips'").fetchone()
    assert found == (1,)


async def test_a_page_that_cannot_be_drawn_still_names_the_emergency_number(
    app: Callable[..., Screen], store: Store
) -> None:
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    async with app(width="a width that is no number") as screen:
        assert screen.shows("112 in most countries")


async def test_the_page_about_a_failure_may_fail_too(
    app: Callable[..., Screen], file: Path
) -> None:
    file.write_bytes(b"this is no database " * 200)
    async with app(width="a width that is no number") as screen:
        assert screen.shows("112 in most countries")
