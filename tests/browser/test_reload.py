"""A reload on every route of the local app, touched with a real pointer, lock on and off."""

from pathlib import Path

import pytest

from models import lock, tables
from tests.browser import reloading
from tests.browser.conftest import OpenApp
from tests.browser.test_journeys import written

PIN = "246810"


def a_lock(minutes: int) -> tables.SettingDraft:
    salt = b"sixteen bytes   "
    digest = lock.stretched(PIN, salt, "scrypt", 1 << 4)
    return lock.draft(lock.Lock("scrypt", salt.hex(), 1 << 4, digest.hex(), minutes))


def go_through(open_app: OpenApp, folder: Path) -> None:
    app = open_app(journal=folder)
    for route in (*reloading.ROUTES, *reloading.UNKNOWN):
        reloading.is_alive_after_a_reload(app, route)
    assert app.problems == []


def test_without_a_lock(open_app: OpenApp, tmp_path: Path) -> None:
    go_through(open_app, written(tmp_path / "journal"))


@pytest.mark.parametrize("minutes", [0, 5])
def test_behind_the_lock(open_app: OpenApp, tmp_path: Path, minutes: int) -> None:
    go_through(open_app, written(tmp_path / "journal", a_lock(minutes)))
