"""The place and the half-typed note in the built web app: reload, back, sleep, lock, a crash."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession

from models.words import words
from tests.browser.chromium import App
from tests.browser.pwa.conftest import PATIENCE_MS, PHONE, begin, opened
from tests.browser.pwa.static_host import StaticHost

NOTE = words("today.note_hint")
PAST = words("today.past_day")
PIN = "246810"
OUT_OF_SIGHT = """seen => {
  Object.defineProperty(document, "visibilityState", { get: () => seen, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
WATCH = """() => {
  const isSaid = () => [...document.querySelectorAll("flt-semantics-host *")]
    .some((each) => each.childElementCount === 0 && each.textContent === "saved");
  let wasGone = !isSaid();
  window.keptAgain = false;
  window.watch?.disconnect();
  window.watch = new MutationObserver(() => {
    if (!isSaid()) wasGone = true;
    else if (wasGone) window.keptAgain = true;
  });
  const all = { subtree: true, childList: true, characterData: true };
  window.watch.observe(document.body, all);
}"""


@pytest.fixture(scope="module")
def place(browser: Browser, pwa: Path) -> Iterator[tuple[StaticHost, BrowserContext]]:
    """A phone with the app on it, past Welcome."""
    with StaticHost(pwa) as host:
        context = browser.new_context(**PHONE, bypass_csp=True)
        context.set_default_timeout(PATIENCE_MS)
        first = opened(context, host)
        begin(first)
        first.page.close()
        yield host, context
        context.close()


@pytest.fixture
def app(place: tuple[StaticHost, BrowserContext]) -> Iterator[App]:
    """The app in a tab of its own, on the one journal."""
    host, context = place
    shown = opened(context, host)
    shown.sees("Nothing new today")
    yield shown
    if not shown.page.is_closed():
        shown.page.close()


def type_note(app: App, text: str) -> None:
    """Type, and stay in the field."""
    app.scroll_to(NOTE, "textbox")
    app.write(NOTE, text)


def note_is(app: App, text: str) -> None:
    """Wait until the field has exactly this in it; a screen reader is told when it is there."""
    app.reads(NOTE, text)


def type_and_keep(app: App, text: str) -> None:
    """Type, and wait until the word beside the note has gone and come back."""
    app.scroll_to(NOTE, "textbox")
    app.page.evaluate(WATCH)
    type_note(app, text)
    app.page.wait_for_function("window.keptAgain")


def kill_the_pages_of(context: BrowserContext) -> None:
    """End every process of this browser that runs a page, without a warning."""
    assert context.browser is not None
    found = context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    for each in found["processInfo"]:
        if each["type"] == "renderer":
            os.kill(each["id"], signal.SIGKILL)


def session_of(app: App) -> CDPSession:
    return app.page.context.new_cdp_session(app.page)


def test_a_note_called_saved_survives_a_crash(
    app: App, place: tuple[StaticHost, BrowserContext]
) -> None:
    type_and_keep(app, "Nose dry since Monday")
    host, context = place
    with app.page.expect_event("crash"):
        kill_the_pages_of(context)
    app.page.close()
    again = opened(context, host)
    note_is(again, "Nose dry since Monday")
    again.page.close()


def test_a_note_that_is_typed_on_survives_a_reload_and_the_end_of_the_tab(
    app: App, place: tuple[StaticHost, BrowserContext]
) -> None:
    type_and_keep(app, "Nose dry since Monday, and")
    app.reload()
    note_is(app, "Nose dry since Monday, and")
    type_and_keep(app, "Nose dry since Monday, and lips")
    app.page.close()
    host, context = place
    again = opened(context, host)
    note_is(again, "Nose dry since Monday, and lips")
    again.page.close()


def test_back_and_forward_keep_a_note_that_nobody_waited_for(app: App) -> None:
    app.tap("Trends", "tab")
    app.sees_no("Nothing new today")
    app.tap("Today", "tab")
    app.sees("Nothing new today")
    type_note(app, "Typed and left at once")
    app.page.go_back()
    app.sees_no(NOTE)
    app.page.go_forward()
    note_is(app, "Typed and left at once")


def test_sleep_keeps_the_place_and_every_letter(app: App) -> None:
    type_note(app, "Falling asl")
    session = session_of(app)
    app.page.evaluate(OUT_OF_SIGHT, "hidden")
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    session.send("Page.setWebLifecycleState", {"state": "active"})
    app.page.evaluate(OUT_OF_SIGHT, "visible")
    note_is(app, "Falling asl")
    app.page.keyboard.press("End")
    app.page.keyboard.type("eep")
    note_is(app, "Falling asleep")


def test_an_answer_given_while_the_field_has_the_focus_takes_no_letter(app: App) -> None:
    type_note(app, "Letters ")
    app.page.keyboard.type("that stay")
    app.find("Mood, 4 of 5, Good").dispatch_event("click")
    app.sees("saved")
    note_is(app, "Letters that stay")
    app.page.keyboard.press("End")
    app.page.keyboard.type(" where they are")
    note_is(app, "Letters that stay where they are")


def test_the_chosen_day_outlives_a_reload_and_today_comes_back(app: App) -> None:
    app.find("Earlier week").dispatch_event("click")
    app.sees(PAST)
    app.page.wait_for_function("sessionStorage.getItem('sidenote-day')")  # no person is as quick
    heading = app.page.get_by_role("heading").first.inner_text()
    app.reload()
    app.sees(PAST)
    assert app.page.get_by_role("heading").first.inner_text() == heading
    assert urlsplit(app.page.url).fragment in ("", "/")  # nothing of it is in the address
    app.tap(words("today.back_to_today"))
    app.sees_no(PAST)
    app.page.wait_for_function("!sessionStorage.getItem('sidenote-day')")
    app.reload()
    app.sees("Nothing new today")
    assert PAST not in "\n".join(app.texts())


def test_the_page_above_a_tab_is_left_for_the_tab_and_a_tab_for_the_one_before(app: App) -> None:
    app.tap("Care", "tab")
    app.sees_no("Nothing new today")
    app.tap("Get help", exact=True)
    app.sees(words("help.danger_title"))
    app.reload()
    app.sees(words("help.danger_title"))
    app.page.go_back()
    app.sees_no(words("help.danger_title"))
    assert app.page.url.endswith("#/care")
    app.find("Care", "tab").wait_for(state="attached")
    app.page.go_back()
    app.sees("Nothing new today")
    app.page.go_back(wait_until="commit")
    assert app.page.url == "about:blank"


def steps_back(app: App) -> int:
    """How many steps the browser's Back could go."""
    return int(app.page.evaluate("navigation.currentEntry.index"))


def test_back_does_not_open_a_page_again_that_was_left_by_the_arrow(app: App) -> None:
    at_first = steps_back(app)
    for _ in range(2):
        app.tap("Get help", exact=True)
        app.sees(words("help.danger_title"))
        assert steps_back(app) == at_first + 1
        app.find("Back").first.dispatch_event("click")
        app.sees("Nothing new today")
        app.page.wait_for_function("at => navigation.currentEntry.index === at", arg=at_first)
    app.page.go_back(wait_until="commit")
    assert app.page.url == "about:blank"


def test_a_page_that_was_opened_first_is_left_by_the_arrow_for_its_tab(app: App) -> None:
    app.page.evaluate("location.replace('#/settings')")
    app.sees(words("app.settings"))
    app.find("Back").first.dispatch_event("click")
    app.sees("Nothing new today")
    app.page.go_back()
    app.sees(words("app.settings"))


QUESTION = words("visits.question_label")


def half_typed(app: App, text: str) -> None:
    """Type a question on Visits, and wait until the page has had it written."""
    app.tap("Visits", "tab")
    app.scroll_to(words("visits.add_question"))
    app.tap(words("visits.add_question"))
    app.write(QUESTION, text)
    app.page.evaluate("sidenoteKeep()")


def question_is(app: App, text: str) -> None:
    app.reads(QUESTION, text)


def test_a_half_typed_question_survives_a_reload_and_a_crash_until_it_is_dismissed(
    app: App, place: tuple[StaticHost, BrowserContext]
) -> None:
    half_typed(app, "How long will my li")
    app.reload()
    question_is(app, "How long will my li")
    host, context = place
    with app.page.expect_event("crash"):
        kill_the_pages_of(context)
    app.page.close()
    again = opened(context, host, "#/visits")
    question_is(again, "How long will my li")
    again.tap("Cancel")
    again.page.evaluate("sidenoteKeep()")
    again.reload()
    again.scroll_to(words("visits.add_question"))
    assert again.find(QUESTION, "textbox").count() == 0
    again.page.close()


def test_a_running_timer_runs_on_after_a_crash(
    app: App, place: tuple[StaticHost, BrowserContext]
) -> None:
    host, context = place
    app.page.evaluate("location.hash = '#/timer'")
    app.tap("Start 10 minutes")
    app.sees("Do not log this")
    app.page.evaluate("sidenoteKeep()")
    with app.page.expect_event("crash"):
        kill_the_pages_of(context)
    app.page.close()
    again = opened(context, host, "#/timer")
    again.sees("Do not log this")
    again.tap("Do not log this")
    again.page.evaluate("sidenoteKeep()")
    again.page.close()


# The last one: the phone of this file is locked from here on.


def test_a_lock_that_closes_at_once_keeps_what_was_typed_under_it(app: App) -> None:
    app.page.evaluate("location.hash = '#/lock'")
    for label in ("New PIN", "The same PIN again"):
        app.scroll_to(label, "textbox")
        app.write(label, PIN)
    app.scroll_to("Turn the lock on")
    app.tap("Turn the lock on")
    app.sees("The lock is on.")
    app.scroll_to(words("lock.after_0"))
    app.tap(words("lock.after_0"))
    app.page.evaluate("location.hash = '#/'")
    type_note(app, "Half a sent")
    app.page.evaluate(OUT_OF_SIGHT, "hidden")
    app.page.evaluate(OUT_OF_SIGHT, "visible")
    app.sees("Sidenote is locked")
    assert "Half a sent" not in "\n".join(app.texts())
    app.write("PIN", PIN)
    app.tap("Unlock")
    note_is(app, "Half a sent")
