"""The local server as a browser meets it: the page runs, and nothing else gets in."""

from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from models.days import day_of
from models.demo import write_demo
from models.words import words
from tests.app.local.running import stand_in
from tests.browser.conftest import OpenApp

# Browsers without garbage collection in WebAssembly (Safari, older Firefox) get another engine.
WITHOUT_SKWASM = "WebAssembly.validate = () => false"


def test_the_client_runs_under_its_policy_and_asks_no_other_host(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    app.tap("Press me")
    app.sees("Pressed once")
    assert f"ws://127.0.0.1:{app.server.port}/ws" in app.requests
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


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_of_another_local_server_gets_nothing_from_the_users_own_browser(
    open_app: OpenApp, tmp_path: Path, name: str
) -> None:
    app = open_app(journal=tmp_path, command=stand_in(tmp_path))
    own = f"127.0.0.1:{app.server.port}"
    assert app.page.evaluate(TRY_WEBSOCKET, f"ws://{own}/ws") == "in"
    with ThreadingHTTPServer(("127.0.0.1", 0), Attacker) as attacker:
        Thread(target=attacker.serve_forever, daemon=True).start()
        page = app.page.context.new_page()
        page.goto(f"http://{name}:{attacker.server_address[1]}/")
        assert page.evaluate(TRY_WEBSOCKET, f"ws://{own}/ws") == "out"
        assert page.evaluate(TRY_READ, f"http://{own}/") == "out"
        assert page.evaluate(TRY_SCRIPT, f"http://{own}/flutter_bootstrap.js") == "out"
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
