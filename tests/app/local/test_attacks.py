"""Raw requests against a real server, from outside: each is refused, and the app goes on.

The list is long on purpose; `pytest tests/app/local/test_attacks.py` counts them.
"""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.local.keys import _digest, leave_key
from app.local.protocol import MOST_CONNECTIONS, MOST_HEAD_BYTES
from tests.app.local.running import ROOT, Server, address_in, stand_in, started

REFUSED = {400, 403, 404, 405, 413, 421, 426, 431, 501, 503, 505}
PATIENCE_SECONDS = 30
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: c2lkZW5vdGUgc2lkZW5vdA==\r\n"
)


def statuses(port: int, data: bytes) -> list[int]:
    """Send bytes as they are; the status of each answer until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as connection:
        connection.sendall(data)
        received = b""
        try:
            while piece := connection.recv(65536):
                received += piece
                if received.startswith(b"HTTP/1.1 101"):
                    break
        except ConnectionResetError:
            pass
    return [int(found) for found in re.findall(rb"HTTP/1\.1 (\d{3}) ", received)]


def request(target: str = "/", method: str = "GET", version: str = "HTTP/1.1", **more: str) -> str:
    """A request with the right host, which `more` may replace or add to."""
    lines = {"Host": "{host}", "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {target} {version}\r\n{head}\r\n"


HOSTS = [
    "evil.example", "evil.example:{port}", "{port}", "", " ", "127.0.0.1", "127.1:{port}",
    "0:{port}", "0.0.0.0:{port}", "2130706433:{port}", "0x7f000001:{port}", "017700000001:{port}",
    "127.0.0.1:{port}.evil.example", "127.0.0.1:0{port}", "127.0.0.1:{port}:80", "[::1]:{port}",
    "[::ffff:127.0.0.1]:{port}", "[::]:{port}", "localhost", "localhost:{port}",
    "LOCALHOST:{port}", "localhost.:{port}", "sidenote.localhost:{port}",
    "0000000000000000.localhost:{port}", "{label}", "{label}.", "{label}:80", "{label}.:{port}",
    "x.{label}:{port}", "{label}.evil.example:{port}", "{label}@evil.example:{port}",
    "evil.example@{label}:{port}", "{label}:{port}/", "{label}:{port}#", "{label}:{port}?x",
    "{label}:{port}, evil.example", "evil.example, {label}:{port}", "{label}:{port} evil.example",
    "{label}:{port}\tevil.example", "http://{label}:{port}", "//{label}:{port}",
    "{label}%00:{port}",
    "127.0.0.1.nip.example:{port}", "a.rebind.example:{port}", "*", "*:{port}",
]  # fmt: skip
ORIGINS = [
    "http://evil.example", "https://evil.example", "null", "file://", "http://127.0.0.1:{port}",
    "http://localhost:{port}", "https://{label}:{port}", "http://{label}", "http://{label}:80",
    "http://{label}:{port}.evil.example", "http://{label}:{port}@evil.example",
    "http://evil.example/http://{label}:{port}", "http://x.{label}:{port}", "{label}:{port}",
    "HTTP://{label}:{port}", "http://{label}:{port}/", "chrome-extension://abcdefghijklmnop",
    "moz-extension://0", "data:", "about:blank", "ws://{label}:{port}", "*",
    "http://{label}:{port}, http://evil.example", "http://{label}:{port} http://evil.example",
]  # fmt: skip
METHODS = [
    "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "TRACK", "CONNECT", "PROPFIND", "MOVE",
    "COPY", "LOCK", "PRI", "get", "Get", "GETX", "X",
]  # fmt: skip
PATHS = [
    "/../pyproject.toml", "/%2e%2e/pyproject.toml", "/%2E%2E%2Fpyproject.toml",
    "/..%2fpyproject.toml",
    "/..%5cpyproject.toml", "/%5c..%5cpyproject.toml", "/icons/../../pyproject.toml",
    "/icons/%2e%2e/%2e%2e/pyproject.toml", "/icons/..;/pyproject.toml",
    "/%252e%252e/pyproject.toml",
    "/%c0%ae%c0%ae/pyproject.toml", "/.../pyproject.toml", "//pyproject.toml", "///etc/passwd.txt",
    "/./journal.db", "/journal.db", "/backups/journal.db", "/.git/config.txt", "/.env.txt",
    "/etc/passwd", "/C:/Windows/win.ini", "/%00.js", "/main.dart.js%00.png",
    "/main.dart.js%0d%0aX:1",
    "/main.dart.js/..%2f..%2fx.txt", "/fonts//Figtree.ttf", "/fonts/./Figtree.ttf",
    "/fonts/%2e/x.ttf",
    "/~root/x.txt", "/docs", "/redoc", "/openapi.json", "/upload", "/upload/x", "/oauth_callback",
    "/ws", "/ws/", "/WS", "/admin", "/metrics.txt", "/server-status.html", "/sidenote.key",
    "/sidenote.lock", "/index.html/", "/index.html/x.js", "/?key=", "/?key=guess", "/?KEY={key}",
    "/?key={key}x", "/?key=x{key}", "/index.html?key={key}", "/main.dart.js?key={key}",
    "/%3Fkey={key}", "/#?key={key}", "/;key={key}", "*", "http://evil.example/",
    "http://127.0.0.1:{port}/main.dart.js", "https://{host}/main.dart.js", "evil.example:80",
]  # fmt: skip
KEYS = [
    "", "0", "%00", "null", "undefined", "true", "*", "..", "[]", "{key}%00", "%20{key}",
    "{key}%20",
    "{key}&key=", "x&key={key}", "{lower}", "{upper}", "{half}", "{digest}", "%FF%FE", "A" * 4000,
]  # fmt: skip
COOKIES = [
    "", "{name}", "{name}=", "{name}=guess", "{name}={key}", "{name}={digest}", "={value}",
    "{value}", "x{name}={value}", "{name}x={value}", "{upper}={value}", "{name}={value}x",
    "{name}=x{value}", "{name}={half}", '{name}="{value}"', "{name}={value},", "sidenote_1={value}",
    "{name}%3D{value}", "{name}={value}%00", "$Version=1; {name}=guess", "{name} ={value} x",
]  # fmt: skip
SMUGGLED = [
    "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\nContent-Length: 30\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n"
    "Connection: close\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: +1\r\nConnection: close\r\n\r\nx",
    "GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999999999999\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: {host}\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\n Host: evil.example\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\n Host: {host}\r\n\r\n",
    "GET / HTTP/1.1\r\nHost : {host}\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/2.0\r\nHost: {host}\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: {host}\r\n\r\n",
    "GET /\r\n\r\n",
    "GET\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET /\x00 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "GET /\t HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a hello of TLS\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nX: a\x00b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\n: nothing\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nX\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n"
    "Connection: close\r\n\r\nhello",
    "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
    "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
    "GET /?key=guess HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: {host}\r\n"
    "X-Forwarded-For: 127.0.0.1\r\nForwarded: host={host}\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nX-Original-URL: /main.dart.js\r\nConnection: close\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: {host}\r\nX-HTTP-Method-Override: PUT\r\nConnection: close\r\n\r\n",
]
OVERSIZE = [
    request("/" + "a" * (2 * MOST_HEAD_BYTES)),
    request("/?key=" + "a" * (2 * MOST_HEAD_BYTES)),
    request(Cookie="a" * (2 * MOST_HEAD_BYTES)),
    request(X="a" * (2 * MOST_HEAD_BYTES)),
    request(**{f"X_{number}": "a" * 100 for number in range(2000)}),
    request(Origin="http://" + "a" * 4000),
    "GET " + "a" * (2 * MOST_HEAD_BYTES),
    "\r\n" * (2 * MOST_HEAD_BYTES),
]
SITES = [
    {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": goal}
    for site in ("cross-site", "same-site", "other")
    for mode, goal in (
        ("navigate", "document"), ("navigate", "iframe"), ("no-cors", "script"),
        ("no-cors", "image"), ("cors", "empty"), ("websocket", "websocket"),
        ("no-cors", "serviceworker"),
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def fields(server: Server, cookie: str) -> dict[str, str]:
    """What an attacker could know or guess near: all but the cookie and an unused key."""
    name, _, value = cookie.partition("=")
    key = leave_key(server.folder)
    return {
        "host": server.host, "port": str(server.port), "label": server.host.partition(":")[0],
        "cookie": cookie, "name": name, "value": value, "key": key, "lower": key.lower(),
        "upper": key.upper(), "half": key[: len(key) // 2], "digest": _digest(key).decode(),
    }  # fmt: skip


def refused(server: Server, fields: dict[str, str], text: str) -> None:
    """Send it, and see that every answer refuses, and that the server still answers its user."""
    for name, value in fields.items():
        text = text.replace("{" + name + "}", value)
    found = statuses(server.port, text.encode("latin-1"))
    assert found, "no answer"
    assert set(found) <= REFUSED, (text[:300], found)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("target", ["/", "/main.dart.js", "/manifest.json", "/?key={key}"])
def test_another_host(server: Server, fields: dict[str, str], host: str, target: str) -> None:
    refused(server, fields, request(target, Host=host, Cookie="{cookie}"))


@pytest.mark.parametrize("host", HOSTS)
def test_a_websocket_at_another_host(server: Server, fields: dict[str, str], host: str) -> None:
    head = f"Host: {host}\r\nOrigin: http://{host}\r\nCookie: {{cookie}}\r\n"
    refused(server, fields, f"GET /ws HTTP/1.1\r\n{head}{UPGRADE}\r\n")


@pytest.mark.parametrize("origin", ORIGINS)
def test_another_origin(server: Server, fields: dict[str, str], origin: str) -> None:
    refused(server, fields, request(Origin=origin, Cookie="{cookie}"))
    refused(server, fields, request("/?key={key}", Origin=origin))


@pytest.mark.parametrize("origin", [*ORIGINS, None])
def test_a_websocket_of_another_origin(
    server: Server, fields: dict[str, str], origin: str | None
) -> None:
    said = f"Origin: {origin}\r\n" if origin is not None else ""
    head = f"Host: {{host}}\r\n{said}Cookie: {{cookie}}\r\n"
    refused(server, fields, f"GET /ws HTTP/1.1\r\n{head}{UPGRADE}\r\n")


@pytest.mark.parametrize("wrong", COOKIES)
def test_a_guessed_cookie(server: Server, fields: dict[str, str], wrong: str) -> None:
    refused(server, fields, request(Cookie=wrong))
    refused(server, fields, request("/main.dart.js", Cookie=wrong))
    head = f"Host: {{host}}\r\nOrigin: http://{{host}}\r\nCookie: {wrong}\r\n"
    refused(server, fields, f"GET /ws HTTP/1.1\r\n{head}{UPGRADE}\r\n")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("target", ["/", "/main.dart.js", "/manifest.json"])
def test_another_method(server: Server, fields: dict[str, str], method: str, target: str) -> None:
    refused(server, fields, request(target, method, Cookie="{cookie}"))


@pytest.mark.parametrize("path", PATHS)
def test_another_path_without_the_cookie(server: Server, fields: dict[str, str], path: str) -> None:
    refused(server, fields, request(path))


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in PATHS
        if not path.startswith(
            ("/?", "/#", "/index.html?", "/main.dart.js?", "http://127", "https://")
        )
    ],
)
def test_a_path_that_is_none_even_with_the_cookie(
    server: Server, fields: dict[str, str], path: str
) -> None:
    refused(server, fields, request(path, Cookie="{cookie}"))


@pytest.mark.parametrize("guess", KEYS)
def test_a_guessed_key(server: Server, fields: dict[str, str], guess: str) -> None:
    refused(server, fields, request(f"/?key={guess}"))


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("target", ["/", "/main.dart.js", "/?key=guess"])
def test_a_page_elsewhere(
    server: Server, fields: dict[str, str], site: dict[str, str], target: str
) -> None:
    refused(server, fields, request(target, **site))


@pytest.mark.parametrize("text", SMUGGLED)
def test_what_is_no_request_or_two(server: Server, fields: dict[str, str], text: str) -> None:
    refused(server, fields, text)


@pytest.mark.parametrize("text", OVERSIZE)
def test_a_head_that_is_too_large(server: Server, fields: dict[str, str], text: str) -> None:
    refused(server, fields, text)


def test_a_request_behind_another_is_looked_at_as_well(
    server: Server, fields: dict[str, str]
) -> None:
    host, cookie = fields["host"], fields["cookie"]
    both = (
        f"GET /favicon.png HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n"
        "GET /main.dart.js HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )
    assert statuses(server.port, both.encode()) == [200, 421]


def test_the_key_was_never_spent_by_all_this(server: Server, fields: dict[str, str]) -> None:
    key = fields["key"]
    assert statuses(server.port, request(f"/?key={key}", Host=fields["host"]).encode()) == [200]
    again = request(f"/?key={key}", Host=fields["host"]).encode()
    assert statuses(server.port, again) == [403]
    assert server.ask("/", Cookie=fields["cookie"]).status == 200


# ---- many connections, and slow ones


def test_a_head_that_never_ends_is_cut_off(tmp_path: Path) -> None:
    with started([*stand_in(tmp_path), "0.5"], tmp_path) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nX: ")
            assert slow.recv(1) == b""
        with socket.create_connection(("127.0.0.1", server.port), timeout=60) as slow:
            asked = f"GET /favicon.png HTTP/1.1\r\nHost: {server.host}\r\n\r\n"
            slow.sendall(f"{asked}GET / HTTP/1.1\r\nX: ".encode())
            with slow.makefile("rb") as answers:
                assert answers.readline().startswith(b"HTTP/1.1 200")
                assert answers.read().count(b"HTTP/1.1") == 0  # to the end: it was closed
        assert server.ask("/favicon.png").status == 200


def test_more_connections_than_are_taken_do_not_keep_the_user_out(tmp_path: Path) -> None:
    with started(stand_in(tmp_path), tmp_path) as server:
        cookie = server.cookie()
        opened = []
        try:
            for _ in range(5 * MOST_CONNECTIONS):
                each = socket.create_connection(("127.0.0.1", server.port), timeout=60)
                opened.append(each)
                each.sendall(b"GET / HTTP/1.1\r\nX: ")
            assert server.ask("/", Cookie=cookie).status == 200
            handles = list(Path(f"/proc/{server.process.pid}/fd").iterdir())
            assert len(handles) < 2 * MOST_CONNECTIONS
        finally:
            for each in opened:
                each.close()


def test_the_key_is_in_no_argument_of_any_program(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    told = tmp_path / "told"
    browser.write_text(f'#!/bin/sh\necho "$@" >> {told}\n', "utf-8")
    browser.chmod(0o700)
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from app.local.claim import claimed\nfrom app.local.server import Door, serve\n"
        "from tests.app.local.stand_in import buttons\n"
        f"with claimed(Path({str(tmp_path)!r})) as claim:\n"
        "    serve(buttons, claim=claim, door=Door('127.0.0.1', 0, browser=True),\n"
        "          say=lambda line: print(line, flush=True))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BROWSER": f"{browser} %s"},
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (told.exists() and told.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        (argument,) = told.read_text().split()
        assert argument.startswith("file://")
        file = Path(argument.removeprefix("file://"))
        assert file.stat().st_mode & 0o077 == 0
        key = address_in(file).partition("key=")[2]
        assert len(key) > 40
        assert key not in argument
        for each in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                assert key.encode() not in each.read_bytes()
            except OSError:
                continue  # it has ended
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert key not in said
    assert not file.exists()
