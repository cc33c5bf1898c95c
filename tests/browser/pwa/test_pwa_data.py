"""The user's own files and the lock in the built web app: a real browser, its own storage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import App
from tests.browser.pwa.conftest import begin, opened
from tests.browser.pwa.static_host import StaticHost

PIN = "246810"


@pytest.fixture
def app(browser: Browser, pwa: Path) -> Iterator[App]:
    """The app past Welcome, with one answer, in Settings."""
    with StaticHost(pwa) as host:
        context = browser.new_context(
            bypass_csp=True, viewport={"width": 390, "height": 844}, accept_downloads=True
        )
        context.set_default_timeout(90_000)
        shown = opened(context, host)
        begin(shown)
        shown.tap("Dry lips, Mild")
        shown.scroll_to("Choose what is shown here")
        shown.tap("Choose what is shown here")
        yield shown
        context.close()


def open_page(app: App, name: str) -> None:
    app.scroll_to(name)
    app.tap(name)


def type_in(app: App, label: str, text: str) -> None:
    app.scroll_to(label, "textbox")
    app.write(label, text)


def test_a_copy_is_saved_brought_back_and_everything_is_deleted(app: App, tmp_path: Path) -> None:
    open_page(app, "Your data")
    app.sees("Last good backup")
    app.scroll_to("Save a copy")
    with app.page.expect_download() as download:
        app.tap("Save a copy")
    copy = tmp_path / download.value.suggested_filename
    download.value.save_as(copy)
    assert copy.read_bytes().startswith(b"SQLite format 3")

    app.scroll_to("Delete this day")
    app.tap("Delete this day")
    app.sees("The day is deleted.")
    app.page.mouse.wheel(0, -9_000)
    app.scroll_to("Choose a file")
    with app.page.expect_file_chooser() as chooser:
        app.find("Choose a file").click(force=True)
    chooser.value.set_files(copy)
    app.sees("1 day,")
    open_page(app, "Replace my journal")
    app.sees("The journal from the file is in place.")

    open_page(app, "Delete everything")
    app.scroll_to("Delete the backups", "switch").dispatch_event("click")
    type_in(app, "Type the word", "delete")
    open_page(app, "Delete everything now")
    app.sees("All of it is deleted.")
    app.sees("Start logging")
    app.reload()
    app.sees("Start logging")
    assert app.problems == []


def test_a_lock_closes_at_the_next_start_and_opens_with_its_pin(app: App) -> None:
    open_page(app, "App lock")
    type_in(app, "New PIN", PIN)
    type_in(app, "The same PIN again", PIN)
    open_page(app, "Turn the lock on")
    app.sees("The lock is on.")
    app.reload()
    app.sees("Sidenote is locked")
    assert "Lock again after" not in app.texts()
    type_in(app, "PIN", "135790")
    app.tap("Unlock")
    app.sees("That is not the PIN.")
    type_in(app, "PIN", PIN)
    app.tap("Unlock")
    app.sees("Lock again after")  # the page that was open
    assert app.problems == []
