"""The built web app in a real Chromium: first day, reload, no network, two tabs, a new version."""

import json
import shutil
import sqlite3
from base64 import b64decode, b64encode
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from app.pwa.offline import build_name, write_service_worker
from app.pwa.page import write_page
from models.migrations import VERSION
from tests.app.local.running import ROOT
from tests.browser.chromium import App
from tests.browser.pwa.conftest import NewContext, begin, is_kept, opened
from tests.browser.pwa.static_host import StaticHost

DATABASES = ROOT / "tests" / "databases"


def newer(pwa: Path, to: Path) -> Path:
    """A later build, which differs in what its page says."""
    shutil.copytree(pwa, to)
    for name in ("index.html", "sw.js"):
        (to / name).unlink()
    note = to / "help.html"
    note.write_text(note.read_text("utf-8").replace("<h1>", "<h1>New: "), "utf-8")
    build = build_name(to)
    write_page(to, "/", build)
    write_service_worker(to, build)
    return to


def test_nothing_is_asked_of_another_server_and_the_policy_is_kept(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context(bypass_csp=False)
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("console", lambda message: said.append(message.text))
    page = context.new_page()
    page.goto(host.address)
    page.locator("html.drawn").wait_for(state="attached")
    page.locator("html[data-offline=ready]").wait_for(state="attached")
    own = ("http://127.0.0.1:", "blob:", "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert [text for text in said if "Content Security Policy" in text] == []


def test_what_was_logged_is_there_after_a_reload(host: StaticHost, new_context: NewContext) -> None:
    app = opened(new_context(), host)
    begin(app)
    app.reload()
    app.sees("Today")
    assert app.foreign() == []
    assert app.problems == []


def test_the_second_start_needs_no_network(host: StaticHost, new_context: NewContext) -> None:
    context = new_context()
    app = opened(context, host)
    begin(app)
    is_kept(app.page)
    app.page.close()
    host.stop()
    again = opened(context, host, "#/help")
    again.sees("In danger now?")
    help_page = context.new_page()
    help_page.goto(host.address + "help.html")
    help_page.get_by_text("United States", exact=True).click()
    assert help_page.get_by_role("link", name="Call 988").is_visible()


def test_the_page_of_helplines_needs_no_script(host: StaticHost, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(host.address)
    page.get_by_role("link", name="Get help now").click()
    page.get_by_text("United States", exact=True).click()
    assert page.get_by_role("link", name="911").get_attribute("href") == "tel:911"


def test_help_stands_at_once_and_when_the_app_cannot_open(
    host: StaticHost, new_context: NewContext
) -> None:
    page = new_context(service_workers="block").new_page()
    page.route("**/python/app-*.packed", lambda route: route.abort())
    page.goto(host.address)
    page.get_by_text("Sidenote could not open").wait_for()
    assert page.get_by_role("link", name="Get help now").is_visible()
    assert page.get_by_role("button", name="Try again").is_visible()


@pytest.mark.parametrize(
    "lack",
    [
        "delete WebAssembly.Exception",
        "WebAssembly.validate = () => false",
        "delete window.DecompressionStream",
    ],
)
def test_an_old_browser_is_told_so(host: StaticHost, new_context: NewContext, lack: str) -> None:
    context = new_context()
    context.add_init_script(lack)
    page = context.new_page()
    page.goto(host.address)
    page.get_by_text("This browser is too old").wait_for()
    assert page.get_by_role("link", name="Get help now").is_visible()


def test_a_second_tab_waits_until_it_is_asked_to_take_over(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    first = opened(context, host)
    begin(first)
    page = context.new_page()
    page.goto(host.address)
    page.get_by_text("open in another tab").wait_for()
    page.get_by_role("button", name="Use it here").click()
    second = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    page.locator("html.drawn").wait_for(state="attached")
    second._drawn()
    second.sees("Today")
    first.page.get_by_text("open in another tab").wait_for()
    first.page.get_by_role("button", name="Use it here").click()
    second.page.get_by_text("open in another tab").wait_for()
    first.page.locator("html.drawn").wait_for(state="attached")
    first._drawn()
    first.sees("Today")


def test_a_new_version_waits_for_a_tap_and_is_then_whole(
    pwa: Path, host: StaticHost, new_context: NewContext, tmp_path: Path
) -> None:
    context = new_context()
    app = opened(context, host)
    begin(app)
    app.page.locator("html[data-warm]").wait_for(state="attached")
    app.page.close()
    host.folder = newer(pwa, tmp_path / "newer")
    host.requests.clear()
    app = opened(context, host)
    app.sees("Today")
    app.page.get_by_text("A new version is ready").wait_for()
    fetched = {path for path, status, _ in host.requests if status == 200}
    assert fetched == {"/sw.js", "/", "/help.html"}
    assert app.page.evaluate("fetch('help.html').then((r) => r.text())").find("New: ") == -1
    app.tap("Visits", "tab")
    app.scroll_to("Add a question")
    app.tap("Add a question")
    app.write("Your question", "Typed just before the update")
    app.page.get_by_role("button", name="Update now").click()
    app.page.wait_for_function("!document.getElementById('update')")
    app._drawn()
    app.reads("Your question", "Typed just before the update")
    assert "New: " in app.page.evaluate("fetch('help.html').then((r) => r.text())")


def test_a_half_finished_deployment_changes_nothing(
    pwa: Path, host: StaticHost, new_context: NewContext, tmp_path: Path
) -> None:
    context = new_context()
    app = opened(context, host)
    is_kept(app.page)
    app.page.close()
    host.folder = newer(pwa, tmp_path / "newer")
    shutil.copyfile(pwa / "help.html", host.folder / "help.html")  # not yet copied
    app = opened(context, host)
    app.page.evaluate("navigator.serviceWorker.ready.then((r) => r.update().catch(() => 0))")
    app.page.wait_for_function(
        "navigator.serviceWorker.ready.then((r) => !r.installing && !r.waiting)"
    )
    assert app.page.locator("#update").count() == 0


def warmed(context: BrowserContext, host: StaticHost) -> None:
    """A first visit, and time enough to fetch what makes the second start quick."""
    app = opened(context, host)
    begin(app)
    app.page.locator("html[data-warm]").wait_for(state="attached")
    app.page.close()


def test_the_second_start_takes_over_a_snapshot_of_the_interpreter(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    warmed(context, host)
    app = opened(context, host)
    app.sees("Today")
    assert app.page.evaluate("'restored' in sidenoteMarks")
    # Its memory has all that Today shows; modules are taken out of their archives after that.
    assert not app.page.evaluate("'placed' in sidenoteMarks")
    app.tap("Trends", "tab")
    app.page.wait_for_function("'placed' in sidenoteMarks")
    app.tap("Today", "tab")
    app.tap("Nothing new today")
    app.page.reload()
    app._drawn()
    app.sees("Today")
    assert app.problems == []


SPOIL = """async () => {
  const { snapshot } = JSON.parse(document.getElementById("settings").textContent);
  const place = new URL(`kept/${encodeURIComponent(snapshot)}`, document.baseURI);
  const store = await caches.open("sidenote-files");
  await store.put(place, new Response('{"extensions": [], "functions": 1, "symbols": []}\\n1234'));
}"""


def test_a_spoilt_snapshot_costs_time_only(host: StaticHost, new_context: NewContext) -> None:
    context = new_context()
    warmed(context, host)
    page = context.new_page()
    page.goto(host.address)
    page.evaluate(SPOIL)
    page.close()
    app = opened(context, host)
    app.sees("Today")
    assert app.page.evaluate("'python' in sidenoteMarks")


def test_a_start_that_never_ended_is_followed_by_a_plain_one(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context()
    warmed(context, host)
    page = context.new_page()
    page.goto(host.address + "help.html")
    page.goto(host.address, wait_until="commit")
    page.locator("#boot").wait_for()
    page.close()  # as a tab that crashed
    app = opened(context, host)
    app.sees("Today")
    assert app.page.evaluate("'python' in sidenoteMarks")


LAY_IN = """async (contents) => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("sidenote", { create: true });
  for (const [name, text] of Object.entries(contents)) {
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)));
    await file.close();
  }
}"""
LOOK_AT = """async (name) => {
  const root = await navigator.storage.getDirectory();
  const file = await (await root.getDirectoryHandle("sidenote")).getFileHandle(name);
  const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
  return btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
}"""


@pytest.mark.parametrize("name", sorted(path.name for path in DATABASES.glob("version_*.db")))
def test_an_update_keeps_the_journal_of_the_older_build_before_it_upgrades_it(
    host: StaticHost, new_context: NewContext, name: str
) -> None:
    older = (DATABASES / name).read_bytes()
    page = new_context().new_page()
    page.goto(host.address + "help.html")
    contents = {"journal.db": older, "build": b"an older one"}
    page.evaluate(LAY_IN, {name: b64encode(data).decode() for name, data in contents.items()})
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    app.sees("Get help")
    page.goto(host.address + "help.html")  # the app lets its files go
    assert b64decode(page.evaluate(LOOK_AT, "before-update.db")) == older
    version = slice(60, 64)  # of SQLite's header: PRAGMA user_version
    if int.from_bytes(older[version]) < VERSION:
        assert b64decode(page.evaluate(LOOK_AT, "copy.db"))[version] == older[version]
    upgraded = b64decode(page.evaluate(LOOK_AT, "journal.db"))
    assert int.from_bytes(upgraded[version]) == VERSION
    assert notes_in(upgraded) == notes_in(older) != []


def notes_in(database: bytes) -> list[tuple[str, str]]:
    """The days and their notes."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(database)
        found: list[tuple[str, str]] = db.execute(
            "SELECT on_date, note FROM day WHERE note != '' ORDER BY on_date"
        ).fetchall()
    return found


def test_chromium_finds_nothing_that_keeps_it_from_being_installed(
    host: StaticHost, new_context: NewContext
) -> None:
    page = opened(new_context(), host).page
    is_kept(page)
    session = page.context.new_cdp_session(page)
    # Playwright's contexts are private windows, which install nothing whatever the page.
    found = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [each["errorId"] for each in found if each["errorId"] != "in-incognito"] == []
    manifest = json.loads(session.send("Page.getAppManifest")["data"])
    assert manifest["id"] == "/"
    assert {each["purpose"] for each in manifest["icons"]} == {"any", "maskable"}


def test_it_runs_under_any_path(pwa: Path, tmp_path: Path, new_context: NewContext) -> None:
    folder = tmp_path / "there"
    shutil.copytree(pwa, folder)
    for name in ("index.html", "sw.js"):
        (folder / name).unlink()
    build = build_name(folder)
    write_page(folder, "/some/where/", build)
    write_service_worker(folder, build)
    with StaticHost(folder, "/some/where/") as host:
        context = new_context()
        app = opened(context, host)
        is_kept(app.page)
        assert [path for path, status, _ in host.requests if status == 404] == []
        app.page.close()
        host.stop()
        opened(context, host)
