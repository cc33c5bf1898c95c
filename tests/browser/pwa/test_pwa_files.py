"""Files in and out of the built web app where a browser wants more than a click from a script."""

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.browser.pwa.conftest import NewContext, begin, opened
from tests.browser.pwa.static_host import StaticHost

# Chromium has no Home Screen; what the app asks of one is answered in its place.
HOME_SCREEN = """
  window.shared = [];
  const give = (name, value) => Object.defineProperty(navigator, name, { value });
  give("standalone", true);
  give("maxTouchPoints", 5);
  give("canShare", ({ files }) => files.length === 1);
  give("share", async ({ files }) => {
    if (window.refusals-- > 0) throw new DOMException("too late", "NotAllowedError");
    window.shared.push([files[0].name, (await files[0].text()).slice(0, 15)]);
  });
"""


def saved_on_a_home_screen(
    host: StaticHost, context: BrowserContext, refusals: int
) -> tuple[Page, list[str]]:
    """The app after "Save a copy" where the share sheet refuses so often; what was downloaded."""
    context.add_init_script(f"window.refusals = {refusals};{HOME_SCREEN}")
    app = opened(context, host)
    begin(app)
    downloads: list[str] = []
    app.page.on("download", lambda download: downloads.append(download.suggested_filename))
    app.page.evaluate("location.hash = '#/data'")
    app.scroll_to("Save a copy")
    app.tap("Save a copy")
    return app.page, downloads


def test_an_app_on_the_home_screen_saves_through_the_share_sheet(
    host: StaticHost, new_context: NewContext
) -> None:
    page, downloads = saved_on_a_home_screen(host, new_context(), refusals=0)
    page.wait_for_function("shared.length === 1")
    ((name, start),) = page.evaluate("shared")
    assert Path(name).suffix == ".db"
    assert start == "SQLite format 3"
    assert downloads == []


def test_a_file_that_came_too_late_waits_for_another_tap(
    host: StaticHost, new_context: NewContext
) -> None:
    page, downloads = saved_on_a_home_screen(host, new_context(), refusals=1)
    page.get_by_text("Your file is ready.").wait_for()
    page.get_by_role("button", name="Save it").click()
    page.wait_for_function("shared.length === 1")
    assert page.get_by_text("Your file is ready.").count() == 0
    assert downloads == []


def test_a_browser_without_modules_in_workers_is_told_that_it_is_too_old(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    context.add_init_script(
        "const Known = Worker;"
        "window.Worker = class extends Known { constructor(address) { super(address); } };"
    )
    page = context.new_page()
    page.goto(host.address)
    page.get_by_text("This browser is too old").wait_for()
    assert not page.get_by_text("Sidenote could not open").is_visible()


def test_a_browser_that_may_keep_nothing_still_opens_the_app_and_says_so(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    refuse = "get() { throw new DOMException('blocked', 'SecurityError'); }"
    context.add_init_script(
        f"for (const name of ['localStorage', 'sessionStorage'])"
        f" Object.defineProperty(window, name, {{ {refuse}, configurable: true }});"
    )
    app = opened(context, host)
    begin(app)
    assert app.problems == []


def test_a_script_of_the_client_that_does_not_arrive_is_said(
    host: StaticHost, new_context: NewContext
) -> None:
    page = new_context(service_workers="block").new_page()
    page.route("**/flutter_bootstrap.js", lambda route: route.abort())
    page.goto(host.address)
    page.get_by_text("Sidenote could not open").wait_for()
