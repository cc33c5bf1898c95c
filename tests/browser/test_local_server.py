"""The local server as a browser meets it: the page runs, and nothing else gets in."""

from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from playwright.sync_api import Browser

from models.days import day_of
from models.demo import write_demo
from models.words import words
from tests.app.local.running import stand_in, started
from tests.browser.chromium import ARGUMENTS, SCREENSHOTS, find_chromium
from tests.browser.conftest import OpenApp

# Browsers without garbage collection in WebAssembly (Safari, older Firefox) get another engine.
WITHOUT_SKWASM = "WebAssembly.validate = () => false"


def test_the_client_runs_under_its_policy_and_asks_no_other_host(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    app.tap("Press me")
    app.sees("Pressed once")
    assert f"ws://{app.server.host}/ws" in app.requests
    assert app.foreign() == []
    assert app.problems == []


def test_the_app_itself_runs_under_the_policy(open_app: OpenApp, tmp_path: Path) -> None:
    write_demo(tmp_path, today=day_of(datetime.now().astimezone()))
    app = open_app(journal=tmp_path)
    app.sees(words("help.title"))
    assert app.problems == []


def test_the_other_engine_runs_under_the_policy_too(open_app: OpenApp, tmp_path: Path) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    app.page.add_init_script(WITHOUT_SKWASM)
    app.requests.clear()
    app.reload()
    app.tap("Press me")
    app.sees("Pressed once")
    assert any("/main.dart.js" in url for url in app.requests)
    assert app.foreign() == []
    assert app.problems == []


def test_the_key_becomes_a_cookie_that_no_script_can_read(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    (cookie,) = app.page.context.cookies()
    assert cookie["name"] == f"sidenote_{app.server.port}"
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/")
    assert app.page.evaluate("document.cookie") == ""
    assert app.server.key not in app.page.url
    app.reload()
    app.sees("Press me")


def test_another_browser_with_the_same_address_sees_the_closed_page(
    open_app: OpenApp, browser: Browser, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    with browser.new_context() as other:
        page = other.new_page()
        answer = page.goto(app.server.address)
        assert answer is not None
        assert answer.status == 403
        assert page.get_by_role("heading", name="This page is closed").is_visible()


def test_files_come_in_and_go_out_without_an_upload_address(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    size = 20_000_000  # more than uvicorn takes by itself
    backup = {"name": "backup.zip", "mimeType": "application/zip", "buffer": bytes(size)}
    with app.page.expect_file_chooser() as chooser:
        app.tap("Pick a file")
    chooser.value.set_files([backup])
    app.sees(f"Picked {size} bytes")
    with app.page.expect_download() as download:
        app.tap("Save a file")
    assert download.value.path().read_bytes() == b"All of it"
    app.sees("Saved")
    assert app.problems == []


class Attacker(BaseHTTPRequestHandler):
    """A page of another server on this computer."""

    def do_GET(self) -> None:  # noqa: N802 - the name the standard library calls
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Another page</title>")

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


TRY_WEBSOCKET = """
(address) => new Promise((done) => {
  const socket = new WebSocket(address);
  socket.onopen = () => done("in");
  socket.onerror = () => done("out");
})
"""
TRY_READ = "(address) => fetch(address, {credentials: 'include'}).then(() => 'in', () => 'out')"
TRY_SCRIPT = """
(address) => new Promise((done) => {
  const script = document.createElement("script");
  script.onload = () => done("in");
  script.onerror = () => done("out");
  script.src = address;
  document.head.append(script);
})
"""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "0123456789abcdef.localhost"])
def test_a_page_of_another_local_server_gets_nothing_from_the_users_own_browser(
    open_app: OpenApp, tmp_path: Path, name: str
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    own = app.server.host
    assert app.page.evaluate(TRY_WEBSOCKET, f"ws://{own}/ws") == "in"
    with ThreadingHTTPServer(("127.0.0.1", 0), Attacker) as attacker:
        Thread(target=attacker.serve_forever, daemon=True).start()
        page = app.page.context.new_page()
        page.goto(f"http://{name}:{attacker.server_address[1]}/")
        assert page.evaluate(TRY_WEBSOCKET, f"ws://{own}/ws") == "out"
        assert page.evaluate(TRY_READ, f"http://{own}/") == "out"
        assert page.evaluate(TRY_SCRIPT, f"http://{own}/flutter_bootstrap.js") == "out"
        number = f"127.0.0.1:{app.server.port}"
        assert page.evaluate(TRY_WEBSOCKET, f"ws://{number}/ws") == "out"
        assert page.evaluate(TRY_SCRIPT, f"http://{number}/flutter_bootstrap.js") == "out"
        attacker.shutdown()
    app.tap("Press me")
    app.sees("Pressed once")


def test_the_page_may_not_call_out_even_if_something_in_it_tries(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), Attacker) as elsewhere:
        address = f"http://127.0.0.1:{elsewhere.server_address[1]}/x.js"
        assert app.page.evaluate(TRY_READ, address) == "out"
        blocked = [text for text in app.problems if "Content Security Policy" in text]
        assert blocked
    app.requests = [url for url in app.requests if url != address]


def test_the_file_leads_into_the_app_and_is_gone(browser: Browser, tmp_path: Path) -> None:
    with started(stand_in(tmp_path), tmp_path) as server, browser.new_context() as context:
        page = context.new_page()
        page.goto(server.file.as_uri())
        page.wait_for_url(f"{server.own}/**")
        page.wait_for_selector("flt-semantics-placeholder", state="attached")
        assert page.url.partition("#")[0] == f"{server.own}/"
        assert not server.file.exists()
        assert page.evaluate("history.length") == 2  # the blank page, and the app
        assert context.cookies()[0]["domain"] == server.host.partition(":")[0]
        page.reload()
        page.wait_for_selector("flt-semantics-placeholder", state="attached")


def test_a_browser_that_finds_no_such_name_is_offered_the_number_and_told_why(
    browser: Browser, tmp_path: Path
) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        other = browser.browser_type.launch(
            executable_path=find_chromium(browser.browser_type),
            args=[*ARGUMENTS, "--host-resolver-rules=MAP *.localhost ~NOTFOUND"],
        )
        page = other.new_page()
        page.goto(server.file.as_uri())
        page.get_by_text("It protects less").wait_for()
        page.screenshot(path=SCREENSHOTS / "no-name.png")
        page.get_by_role("link", name=words("command_line.redirect_by_number")).click()
        page.wait_for_url(f"http://127.0.0.1:{server.port}/**")
        page.wait_for_selector("flt-semantics-placeholder", state="attached")
        assert not server.file.exists()
        other.close()


SQUAT = """
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));
self.addEventListener("fetch", (event) => event.respondWith(new Response("taken over")));
"""


class Squatter(Attacker):
    """What another program left at a port that is ours later: a service worker and a cookie."""

    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).seen.append(self.headers.get("Cookie", ""))
        is_worker = self.path == "/worker.js"
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_worker else "text/html")
        self.send_header("Set-Cookie", "planted=1; Path=/; Max-Age=9999")
        self.end_headers()
        self.wfile.write(SQUAT.encode() if is_worker else b"<!DOCTYPE html><title>mine</title>")


def test_what_another_program_left_on_the_port_is_not_met_and_gets_no_cookie(
    browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context() as context:
        with ThreadingHTTPServer(("127.0.0.1", 0), Squatter) as squatter:
            port = squatter.server_address[1]
            Thread(target=squatter.serve_forever, daemon=True).start()
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            page.evaluate("navigator.serviceWorker.register('/worker.js')")
            page.evaluate("navigator.serviceWorker.ready")
            page.wait_for_function("navigator.serviceWorker.controller !== null")
            page.goto(f"http://localhost:{port}/")
            page.evaluate("navigator.serviceWorker.register('/worker.js')")
            page.evaluate("navigator.serviceWorker.ready")
            squatter.shutdown()
        with started(stand_in(tmp_path, port), tmp_path) as server:
            assert server.port == port
            page = context.new_page()
            page.goto(server.file.as_uri())
            page.wait_for_url(f"{server.own}/**")
            page.wait_for_selector("flt-semantics-placeholder", state="attached")
            sent = context.cookies(server.own)
            assert [each["name"] for each in sent] == [f"sidenote_{port}"]
            # Every other port of every other name gets nothing.
            Squatter.seen.clear()
            with ThreadingHTTPServer(("127.0.0.1", 0), Squatter) as listener:
                Thread(target=listener.serve_forever, daemon=True).start()
                for name in ("127.0.0.1", "localhost", "other.localhost"):
                    page.goto(f"http://{name}:{listener.server_address[1]}/")
                listener.shutdown()
            assert len(Squatter.seen) >= 3
            assert not [cookie for cookie in Squatter.seen if "sidenote" in cookie]


def test_the_users_text_size_reaches_the_app(open_app: OpenApp, tmp_path: Path) -> None:
    widths = []
    for name, scale in (("usual", 1), ("large", 2)):
        folder = tmp_path / name
        folder.mkdir()
        app = open_app(journal=folder, command=stand_in(folder), text_scale=scale)
        app.sees("Press me")
        box = app.find("Press me").bounding_box()
        assert box is not None
        widths.append(box["width"])
    # A button does not double: its text does, its margins stay.
    assert widths[1] > 1.2 * widths[0]
