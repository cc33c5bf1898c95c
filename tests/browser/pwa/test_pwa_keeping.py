"""How surely the built web app keeps the journal, and what it says when it cannot."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from models.database import open_journal
from models.store import Store
from tests.browser.chromium import App
from tests.browser.pwa.conftest import PATIENCE_MS, NewContext, begin, is_kept, opened
from tests.browser.pwa.static_host import StaticHost
from tests.conftest import Clock

FULL = "No room is left here, so your last changes are not kept."
WEAKER = "This browser may lose your journal."
NOTHING_KEPT = "This browser saves nothing."
REFUSED = "new DOMException('no', 'SecurityError')"
NO_HANDLES = f"navigator.storage.getDirectory = () => Promise.reject({REFUSED});"
NO_DATABASE = f"IDBFactory.prototype.open = () => {{ throw {REFUSED}; }};"
COUNT_QUESTIONS = """
  sessionStorage.removeItem("questions");
  const persist = StorageManager.prototype.persist;
  StorageManager.prototype.persist = function () {
    const before = Number(sessionStorage.getItem("questions"));
    sessionStorage.setItem("questions", before + 1);
    return persist.call(this);
  };
"""


def questions(app: App) -> int:
    """How often this visit has asked the browser to keep the journal."""
    return int(app.page.evaluate("sessionStorage.getItem('questions')") or 0)


Permit = Callable[[BrowserContext, str], None]


@pytest.fixture
def permit(browser: Browser, host: StaticHost) -> Iterator[Permit]:
    """Have the browser answer as it would after a user's choice: "granted" or "denied"."""
    session = browser.new_browser_cdp_session()  # its end would take the answers back

    def answer(context: BrowserContext, said: str) -> None:
        page = context.new_page()
        page.goto(host.address + "help.html")
        target = context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]
        page.close()
        session.send("Browser.setPermission", {
            "origin": host.address.rstrip("/"), "setting": said,
            "permission": {"name": "persistent-storage"},
            "browserContextId": target["browserContextId"],
        })  # fmt: skip

    yield answer
    session.detach()


def look_at_settings(app: App) -> None:
    app.page.evaluate("location.hash = '#/settings'")
    app.scroll_to("Save a copy elsewhere")
    app.sees("Storage used")


def test_a_browser_that_has_promised_is_not_asked_and_settings_shows_its_promise(
    permit: Permit, host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    permit(context, "granted")
    context.add_init_script(COUNT_QUESTIONS)
    app = opened(context, host)
    begin(app)
    app.tap("Dry lips, Mild")
    app.sees("saved")
    look_at_settings(app)
    app.sees("The browser promised to keep it")
    assert "Ask the browser to keep it" not in app.texts()
    assert questions(app) == 0
    assert app.problems == []


def test_a_browser_that_says_no_is_asked_again_with_a_button_and_its_answer_is_shown(
    permit: Permit, host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    permit(context, "denied")
    context.add_init_script(COUNT_QUESTIONS)
    app = opened(context, host)
    begin(app)
    app.tap("Dry lips, Mild")
    app.page.wait_for_function("sessionStorage.getItem('questions') === '1'")
    app.tap("Dry lips, Moderate")
    is_kept(app.page)
    look_at_settings(app)
    app.sees("The browser may clear it")
    app.sees("Starts without a network")
    said = "\n".join(app.texts())
    assert "Your journal takes " in said
    assert "With the app itself that makes " in said
    assert "This browser allows up to " in said
    assert questions(app) == 1
    app.tap("Ask the browser to keep it")
    app.sees("The browser did not promise it.")
    assert questions(app) == 2
    permit(context, "granted")
    app.tap("Ask the browser to keep it")
    app.sees("The browser promised to keep your journal.")
    app.sees("The browser promised to keep it")
    app.sees_no("The browser may clear it")
    assert app.problems == []


def saved_copy(app: App, folder: Path) -> Path:
    """What "Save a copy" hands over."""
    with app.page.expect_download() as download:  # the line on every screen may offer it, too
        app.find("Save a copy").last.dispatch_event("click")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    app.sees("Copy saved.")
    return path


def days_in(copy: Path, clock: Clock) -> dict[Any, Any]:
    """What a copy holds, by the day; fails if it is not whole."""
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (day,) = raw.execute("SELECT max(on_date) FROM answer").fetchone()
    with closing(Store(open_journal(copy), clock)) as store:
        on = type(clock.now.date()).fromisoformat(day)
        return {on: store.days(on, on)[on]}


def allow(page: Page, host: StaticHost, size: int | None) -> None:
    """Have the browser give the app this many bytes in all; None: as many as usual."""
    limit = {} if size is None else {"quotaSize": size}
    # Never detached: the limit would end with its session.
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address.rstrip("/"), **limit})


def test_a_full_store_says_so_gives_a_whole_copy_and_keeps_all_once_there_is_room(
    host: StaticHost, new_context: NewContext, tmp_path: Path, clock: Clock
) -> None:
    app = opened(new_context(accept_downloads=True), host)
    begin(app)
    app.tap("Dry lips, Mild")
    app.sees("saved")
    allow(app.page, host, 1)
    app.reload()  # what a running tab has been given already stays its own
    app.sees("saved")
    app.tap("Dry eyes, Severe")
    app.sees(FULL)
    app.tap("Mood, 2 of 5, Low")
    app.sees("Not saved yet.")
    assert "saved" not in app.texts()
    ((on, day),) = days_in(saved_copy(app, tmp_path), clock).items()
    assert day.levels == {"dry_lips": 1, "dry_eyes": 3}
    assert day.mood.level == 2
    app.tap("Try again")
    app.sees("Not saved yet.")
    app.sees(FULL)
    allow(app.page, host, None)
    app.tap("Try again")
    app.sees_no(FULL)
    app.sees("Your changes are saved now.")
    app.sees("saved")
    app.reload()
    app.sees("saved")
    later = days_in(saved_from_settings(app, tmp_path / "later"), clock)[on]
    assert (later.levels, later.mood.level) == (day.levels, 2)
    assert app.problems == []


def saved_from_settings(app: App, folder: Path) -> Path:
    folder.mkdir()
    app.page.evaluate("location.hash = '#/data'")
    app.sees("Back up now")  # or the line of the screen before might be tapped while it goes
    app.scroll_to("Save a copy")
    return saved_copy(app, folder)


@pytest.fixture
def lacking(browser: Browser, host: StaticHost) -> Iterator[Any]:
    """The app in a browser that lacks something in the worker: `lacking(script)`; with `size`,
    in so many bytes.
    """
    contexts = []

    def one(script: str, size: int | None = None) -> App:
        def spoiled(route: Route) -> None:
            response = route.fetch()
            route.fulfill(response=response, body=response.text() + "\n" + script)

        context = browser.new_context(
            bypass_csp=True, viewport={"width": 390, "height": 844}, service_workers="block"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.route("**/worker.js", spoiled)
        page = context.new_page()
        page.goto(host.address + "help.html")
        allow(page, host, size)
        return opened(context, host)

    yield one
    for context in contexts:
        context.close()


def test_the_weaker_storage_is_said_until_it_is_understood_and_keeps_the_journal(
    lacking: Any, tmp_path: Path, clock: Clock
) -> None:
    app = lacking(NO_HANDLES)
    begin(app)
    app.sees(WEAKER)
    app.tap("Dry lips, Mild")
    app.sees("saved")
    ((_, day),) = days_in(saved_copy(app, tmp_path), clock).items()
    assert day.levels == {"dry_lips": 1}
    app.tap("Got it")
    app.sees_no(WEAKER)
    look_at_settings(app)
    app.sees("In this browser (may be lost)")
    assert WEAKER not in "\n".join(app.texts())
    app.page.evaluate("location.hash = '#/'")
    app.reload()
    app.sees(WEAKER)  # another session
    app.sees("saved")
    assert app.problems == []


def test_the_weaker_storage_that_is_full_tries_again_and_loses_nothing(
    lacking: Any, host: StaticHost, tmp_path: Path, clock: Clock
) -> None:
    app = lacking(NO_HANDLES, size=1)
    begin(app)
    app.sees("This device has not saved your last change.")
    app.tap("Dry lips, Severe")
    ((on, day),) = days_in(saved_copy(app, tmp_path), clock).items()
    assert day.levels == {"dry_lips": 3}
    app.tap("Try again")
    assert "saved" not in app.texts()
    allow(app.page, host, None)
    app.tap("Try again")
    app.sees_no("This device has not saved your last change.")
    app.sees("saved")
    app.reload()
    app.sees("saved")
    later = days_in(saved_from_settings(app, tmp_path / "later"), clock)[on]
    assert later.levels == {"dry_lips": 3}
    assert app.problems == []


def test_a_browser_that_keeps_nothing_says_so_all_the_time_and_still_gives_a_copy(
    lacking: Any, tmp_path: Path, clock: Clock
) -> None:
    app = lacking(NO_HANDLES + NO_DATABASE)
    begin(app)
    app.sees(NOTHING_KEPT)
    app.tap("Dry lips, Mild")
    ((_, day),) = days_in(saved_copy(app, tmp_path), clock).items()
    assert day.levels == {"dry_lips": 1}
    texts = app.texts()
    assert "saved" not in texts
    assert "Got it" not in texts
    look_at_settings(app)
    app.sees("Nowhere: this browser saves nothing")
    app.sees(NOTHING_KEPT)
    assert "Ask the browser to keep it" not in app.texts()
    app.page.evaluate("location.hash = '#/'")
    app.reload()
    app.sees("Start logging")  # it is gone, as was said
    assert app.problems == []
