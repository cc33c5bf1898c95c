"""A damaged journal on a phone: its own copies are listed, and one is opened in place."""

import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from models import tables
from models.backup import back_up_in_turn
from models.database import FILE_NAME
from models.migrations import VERSION
from tests.browser.chromium import App, today
from tests.browser.pwa.conftest import NewContext
from tests.browser.pwa.static_host import StaticHost
from tests.browser.pwa.test_pwa_app import LAY_IN, LOOK_AT
from tests.models.exchange.journals import store_at

DAYS = 60


def put(page: Page, files: dict[str, bytes]) -> None:
    page.evaluate(LAY_IN, {name: b64encode(data).decode() for name, data in files.items()})


def at(page: Page, name: str) -> bytes:
    return b64decode(page.evaluate(LOOK_AT, name))


def days_in(database: bytes) -> int:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(database)
        found: int = db.execute("SELECT count(*) FROM mood WHERE is_deleted = 0").fetchone()[0]
    return found


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    """A journal of 60 days, as a phone keeps it, with its copies."""
    store = store_at(tmp_path)
    store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    names = ("backup-1.db", "backup-2.db")
    for number in (0, 1):
        store.write(
            *(
                tables.MoodDraft(on_date=today() - timedelta(days=n + 1), level=4)
                for n in range(DAYS - 1 + number)
            )
        )
        copies = [tmp_path / name for name in names]
        back_up_in_turn(store.engine, copies, today(), now=True)
    store.close()
    return {name: (tmp_path / name).read_bytes() for name in (FILE_NAME, *names)}


def flipped(data: bytes) -> bytes:
    return data[:60] + (VERSION + 9).to_bytes(4, "big") + data[64:]


def garbled(data: bytes) -> bytes:
    return data[:4096] + b"\xa5" * 12_288 + data[16_384:]


def emptied(_: bytes) -> bytes:
    return b""


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("damage", [emptied, cut, garbled, flipped])
def test_a_phone_opens_its_own_copy_in_the_place_of_a_damaged_journal(
    host: StaticHost, new_context: NewContext, files: dict[str, bytes], damage: object
) -> None:
    damaged = damage(files[FILE_NAME])  # type: ignore[operator]
    context = new_context()
    page = context.new_page()
    page.goto(host.address + "help.html")
    put(page, files | {FILE_NAME: damaged, "build": b"an older one"})
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    app.sees("Your journal could not be opened")
    app.find("Emergency").first.wait_for(state="attached")
    app.sees(f"It holds {DAYS} days")
    app.tap("Open the backup")
    app.sees("Any change in mood")
    app.tap("Mood, 4 of 5, Good")
    app.sees("saved")
    page.goto(host.address + "help.html")  # the app lets its files go
    assert days_in(at(page, FILE_NAME)) == DAYS + 1
    assert days_in(at(page, "backup-2.db")) >= DAYS - 1
    assert at(page, "before-unreadable.db") == damaged
    assert at(page, "replacing") == b""


def test_an_emptied_journal_never_costs_a_phone_its_fuller_backups(
    host: StaticHost, new_context: NewContext, files: dict[str, bytes]
) -> None:
    context = new_context()
    page = context.new_page()
    page.goto(host.address + "help.html")
    put(page, files | {FILE_NAME: b""})
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # as above
    app.open(host.address)
    app.sees("Your journal could not be opened")
    app.tap("Begin a new journal")
    app.tap("Begin it now")
    app.sees("Start logging")
    app.tap("Start logging")
    app.tap("I understand")
    app.tap("Dry lips, Mild")
    app.sees("saved")
    page.goto(host.address + "help.html")
    assert sorted(days_in(at(page, name)) for name in ("backup-1.db", "backup-2.db")) == [59, 60]
