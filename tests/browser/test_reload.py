"""A reload on every route of the local app, touched with a real pointer, lock on and off."""

from pathlib import Path

from models import lock, tables
from tests.browser import reloading
from tests.browser.conftest import OpenApp
from tests.browser.test_journeys import written

PIN = "246810"


def a_lock(minutes: int) -> tables.SettingDraft:
    salt = b"sixteen bytes   "
    digest = lock.stretched(PIN, salt, "scrypt", 1 << 4)
    return lock.draft(lock.Lock("scrypt", salt.hex(), 1 << 4, digest.hex(), minutes))


def go_through(open_app: OpenApp, folder: Path, *routes: str) -> None:
    app = open_app(journal=folder)
    for route in routes:
        reloading.is_alive_after_a_reload(app, route)
    assert app.problems == []


def test_without_a_lock(open_app: OpenApp, tmp_path: Path) -> None:
    go_through(open_app, written(tmp_path / "journal"), *reloading.ROUTES, *reloading.UNKNOWN)


def test_with_a_lock_that_stays_open(open_app: OpenApp, tmp_path: Path) -> None:
    folder = written(tmp_path / "journal", a_lock(5))
    app = open_app(journal=folder)
    app.write("PIN", PIN)
    app.tap("Unlock")
    app.sees("Nothing new today")
    for route in reloading.ROUTES:
        reloading.is_alive_after_a_reload(app, route)
        app.sees_no("Sidenote is locked")
    assert app.problems == []


def test_behind_the_lock(open_app: OpenApp, tmp_path: Path) -> None:
    folder = written(tmp_path / "journal", a_lock(0))
    go_through(open_app, folder, *reloading.ROUTES[::4], *reloading.UNKNOWN[::2])


def test_the_lock_turned_on_and_the_page_loaded_again(open_app: OpenApp, tmp_path: Path) -> None:
    """What froze the app: all that hangs on the lock was drawn for a page that was going away."""
    app = open_app(journal=written(tmp_path / "journal"))
    app.page.evaluate("() => { location.hash = '#/lock'; }")
    app.sees("The lock is off.")
    app.scroll_to("Turn the lock on")
    app.write("New PIN", PIN)
    app.write("The same PIN again", PIN)
    app.tap("Turn the lock on")
    app.sees("The lock is on.")
    for _ in range(3):
        reloading.is_alive_after_a_reload(app, "/lock")
    assert app.problems == []
