"""Attacks on the door of the local server: a real server, requests exactly as an attacker sends."""

import socket
import sys

import pytest

from app.local.guard import PLAIN_PATH
from app.local.keys import leave_key
from tests.app.local.running import ROOT, Answer, Server, send, stand_in, started

WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "c2lkZW5vdGUgc2lkZW5vdA==",
}


def own(server: Server) -> str:
    return server.own


def leads_on(answer: Answer) -> bool:
    """Whether the answer takes a key: a page that leads to the address without it."""
    return answer.status == 200 and b'http-equiv="refresh"' in answer.body


def open_websocket(server: Server, **headers: str) -> Answer:
    return server.ask("/ws", **WEBSOCKET, **headers)


def test_the_own_page_with_the_cookie_gets_in(server: Server, cookie: str) -> None:
    page = server.ask("/", Cookie=cookie)
    assert page.status == 200
    assert b"flutter_bootstrap.js" in page.body
    assert server.ask("/main.dart.js", Cookie=cookie, Sec_Fetch_Site="same-origin").status == 200
    assert open_websocket(server, Cookie=cookie, Origin=own(server)).status == 101


def test_the_fonts_of_the_app_are_found(server: Server, cookie: str) -> None:
    font = ROOT / "assets" / "fonts" / "Figtree.ttf"
    assert server.ask("/fonts/Figtree.ttf", Cookie=cookie).body == font.read_bytes()


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://{name}:{port}",
        "http://{name}:{other}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}",
        "http://0123456789abcdef.localhost:{port}",
        "http://sub.{name}:{port}",
        "http://{name}",
        "http://{name}:{port}.evil.example",
        "http://{name}:{port}@evil.example",
        "file://",
        "null",
        "",
        None,
    ],
)
def test_a_websocket_from_any_other_origin_is_refused(
    server: Server, cookie: str, origin: str | None
) -> None:
    headers = {"Cookie": cookie}
    if origin is not None:
        headers["Origin"] = origin.format(
            port=server.port, other=server.port + 1, name=server.host.partition(":")[0]
        )
    assert open_websocket(server, **headers).status == 403


def test_a_websocket_without_the_cookie_is_refused(server: Server, cookie: str) -> None:
    assert open_websocket(server, Origin=own(server)).status == 403
    assert open_websocket(server, Origin=own(server), Cookie=cookie + "x").status == 403


def test_the_websocket_is_only_where_it_belongs(server: Server, cookie: str) -> None:
    for path in ("/", "/ws/", "/ws2", "/upload", "/main.dart.js"):
        answer = server.ask(path, **WEBSOCKET, Cookie=cookie, Origin=own(server))
        assert answer.status == 403, path


@pytest.mark.parametrize("path", ["/", "/main.dart.js", "/manifest.json"])
@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null"])
def test_a_request_from_another_origin_is_refused_even_with_the_cookie(
    server: Server, cookie: str, path: str, origin: str
) -> None:
    assert server.ask(path, Cookie=cookie, Origin=origin).status == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything else"])
def test_a_page_elsewhere_cannot_lead_or_embed_its_way_in(
    server: Server, cookie: str, site: str
) -> None:
    assert server.ask("/", Cookie=cookie, Sec_Fetch_Site=site).status == 403


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:{other}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:{port}, evil.example",
        "evil.example@127.0.0.1:{port}",
        "{name}",
        "{name}:{other}",
        "{name}.:{port}",
        "{name}.evil.example:{port}",
        "sub.{name}:{port}",
        "evil.example@{name}:{port}",
        "localhost:{port}",
        "[::1]:{port}",
        "0123456789abcdef.localhost:{port}",
        "0.0.0.0:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "",
    ],
)
def test_a_rebound_name_is_refused_for_every_path(server: Server, cookie: str, host: str) -> None:
    label = server.host.partition(":")[0]
    name = host.format(port=server.port, other=server.port + 1, name=label)
    for path in ("/", "/main.dart.js", "/manifest.json", f"/?key={server.key}"):
        assert server.ask(path, Host=name, Cookie=cookie).status == 421, path
    answer = open_websocket(server, Host=name, Cookie=cookie, Origin=f"http://{name}")
    assert answer.status == 403


def test_a_second_host_header_does_not_pass_the_first(server: Server, cookie: str) -> None:
    for hosts in (("evil.example:80", server.host), (server.host, "evil.example:80")):
        headers = [("Host", host) for host in hosts]
        answer = send(server.port, "GET", "/", [*headers, ("Cookie", cookie)])
        assert answer.status in (400, 421)


def test_the_number_of_this_computer_opens_nothing_unless_a_key_was_spent_there(
    server: Server, cookie: str
) -> None:
    number = f"127.0.0.1:{server.port}"
    assert server.ask("/", Host=number, Cookie=cookie).status == 403
    origin = f"http://{number}"
    assert open_websocket(server, Host=number, Cookie=cookie, Origin=origin).status == 403
    answer = server.ask(f"/?key={leave_key(server.folder)}", Host=number)
    there = answer.headers["set-cookie"].partition(";")[0]
    assert server.ask("/", Host=number, Cookie=there).status == 200
    assert open_websocket(server, Host=number, Cookie=there, Origin=origin).status == 101
    assert server.ask("/", Cookie=there).status == 403


def test_only_a_page_that_is_opened_with_the_key_may_come_from_elsewhere(server: Server) -> None:
    key = leave_key(server.folder)
    opens = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    for wrong in (
        {**opens, "Sec_Fetch_Dest": "iframe"},
        {**opens, "Sec_Fetch_Dest": "document", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "cross-site"},
        {**opens, "Sec_Fetch_Dest": "document", "Origin": "http://evil.example"},
    ):
        assert server.ask(f"/?key={key}", **wrong).status == 403
    document = {**opens, "Sec_Fetch_Dest": "document"}
    assert server.ask("/", **document).status == 403
    assert server.ask("/?key=guess", **document).status == 403
    assert leads_on(server.ask(f"/?key={key}", **document))


@pytest.mark.parametrize(
    "wrong", ["", "sidenote_{port}=", "sidenote_{port}=guess", "sidenote_1={value}", "{value}"]
)
def test_without_the_right_cookie_only_the_closed_page_is_seen(
    server: Server, cookie: str, wrong: str
) -> None:
    value = cookie.partition("=")[2]
    sent = wrong.format(port=server.port, value=value)
    for path in ("/", "/index.html", "/main.dart.js", "/assets/FontManifest.json", "/none.js"):
        answer = server.ask(path, Cookie=sent)
        assert answer.status == 403, path
        assert b"run sidenote once more" in answer.body
        assert "set-cookie" not in answer.headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("fresh")
    with started(stand_in(folder), folder) as fresh:
        answer = fresh.ask(f"/?key={fresh.key}")
        assert leads_on(answer)
        assert answer.headers["referrer-policy"] == "no-referrer"
        name, *attributes = answer.headers["set-cookie"].split("; ")
        assert name.startswith(f"sidenote_{fresh.port}=")
        assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict"]


def test_whoever_knows_the_name_learns_that_it_is_found_and_nothing_else(server: Server) -> None:
    answer = server.ask("/found", Origin="null", Sec_Fetch_Site="cross-site")
    assert (answer.status, answer.body) == (204, b"")
    assert "set-cookie" not in answer.headers
    assert server.ask("/found", Host="evil.example").status == 421
    assert server.ask("/found", Host=f"0123456789abcdef.localhost:{server.port}").status == 421
    assert server.ask("/found", "POST").status in (404, 405)
    assert server.ask("/found", Content_Length="1").status in (404, 413)
    assert server.ask("/found/").status == 404


def test_a_key_opens_once_and_the_cookie_goes_on_opening(server: Server, cookie: str) -> None:
    again = server.ask(f"/?key={server.key}")
    assert again.status == 403
    assert "set-cookie" not in again.headers
    with_cookie = server.ask(f"/?key={server.key}", Cookie=cookie)
    assert leads_on(with_cookie)
    assert "set-cookie" not in with_cookie.headers
    assert server.ask("/", Cookie=cookie).status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such owners on Windows")
def test_a_key_that_another_user_could_have_left_opens_nothing(server: Server) -> None:
    file = server.folder / "sidenote.key"
    for mode in (0o666, 0o620, 0o602):
        key = leave_key(server.folder)
        file.chmod(mode)
        assert server.ask(f"/?key={key}").status == 403
    key = leave_key(server.folder)
    file.rename(server.folder / "elsewhere")
    file.symlink_to("elsewhere")
    assert server.ask(f"/?key={key}").status == 403


def test_a_key_is_taken_at_the_front_only(server: Server, cookie: str) -> None:
    key = leave_key(server.folder)
    assert server.ask(f"/main.dart.js?key={key}").status == 403
    assert server.ask(f"/?key={key}", method="HEAD").status == 403
    assert server.ask(f"/?key={key}x").status == 403
    assert open_websocket(server, Origin=own(server), Cookie=f"key={key}").status == 403
    assert leads_on(server.ask(f"/?key={key}"))
    assert server.ask(f"/?key={key}").status == 403


def test_a_key_left_in_the_folder_is_kept_as_a_digest_only_its_owner_reads(
    server: Server,
) -> None:
    key = leave_key(server.folder)
    file = server.folder / "sidenote.key"
    assert key.encode() not in file.read_bytes()
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o077 == 0
    assert server.ask(f"/?key={file.read_text()}").status == 403
    assert leads_on(server.ask(f"/?key={key}"))
    assert not file.exists()


@pytest.mark.parametrize("public", ["/manifest.json", "/favicon.png", "/icons/icon-192.png"])
def test_the_manifest_and_icons_need_no_cookie_but_still_the_right_host(
    server: Server, public: str
) -> None:
    assert server.ask(public).status == 200
    assert server.ask(public, Host="evil.example").status == 421


ESCAPES = [
    "/../pyproject.toml",
    "/icons/../main.dart.js",
    "/icons/../../pyproject.toml",
    "/%2e%2e/pyproject.toml",
    "/%2E%2E%2Fpyproject.toml",
    "/icons/%2e%2e/main.dart.js",
    "/icons%2f..%2fmain.dart.js",
    "/%252e%252e/pyproject.toml",
    "/..%5cpyproject.toml",
    "/..\\pyproject.toml",
    "/%5c%5cserver%5cshare.txt",
    "/%c0%ae%c0%ae/pyproject.toml",
    "/.%00./pyproject.toml",
    "/main.dart.js%00.png",
    "//etc/passwd.txt",
    "/./main.dart.js",
    "/.git/config.txt",
    "/c:/windows/win.ini",
    "/etc/passwd",
]


@pytest.mark.parametrize("target", ESCAPES)
def test_no_path_leads_out_of_the_files_of_the_app(
    server: Server, cookie: str, target: str
) -> None:
    for headers in ({"Cookie": cookie}, {}):
        answer = server.ask(target, **headers)
        assert answer.status in (400, 404)
        assert b"[project]" not in answer.body


def test_an_absolute_target_cannot_name_another_host(server: Server, cookie: str) -> None:
    target = f"http://evil.example:{server.port}/"
    assert server.ask(target, Host=f"evil.example:{server.port}", Cookie=cookie).status == 421


@pytest.mark.parametrize(
    "path", ["/", "/icons/icon-192.png", "/assets/FontManifest.json", "/a/b-c_d.1.woff2"]
)
def test_the_paths_the_client_asks_for_are_plain(path: str) -> None:
    assert PLAIN_PATH.fullmatch(path)


@pytest.mark.parametrize(
    "path",
    ["/docs", "/docs/", "/docs/oauth2-redirect", "/redoc", "/openapi.json", "/oauth_callback"]
    + ["/upload", "/trends", "/ws"],
)
def test_what_the_frameworks_add_does_not_exist(server: Server, cookie: str, path: str) -> None:
    assert server.ask(path, Cookie=cookie).status == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_can_be_sent_in_over_http(server: Server, cookie: str, method: str) -> None:
    for path in ("/", "/main.dart.js"):
        assert server.ask(path, method=method, Cookie=cookie).status == 405
    assert server.ask("/manifest.json", method=method).status == 405
    assert server.ask("/upload?f=../x", method=method, Cookie=cookie).status == 404


@pytest.mark.parametrize("body", [{"Content_Length": "1"}, {"Transfer_Encoding": "chunked"}])
def test_a_request_with_a_body_is_refused(
    server: Server, cookie: str, body: dict[str, str]
) -> None:
    assert server.ask("/", Cookie=cookie, **body).status == 413


@pytest.mark.parametrize("path", ["/", "/main.dart.js", "/manifest.json", "/missing.js", "/docs"])
@pytest.mark.parametrize("known", [True, False])
def test_every_answer_carries_the_protecting_headers_and_none_that_open_it(
    server: Server, cookie: str, path: str, known: bool
) -> None:
    headers = server.ask(path, **({"Cookie": cookie} if known else {})).headers
    assert not [name for name in headers if name.startswith("access-control-")]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["origin-agent-cluster"] == "?1"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers


def test_the_policy_allows_no_other_host_and_no_script_it_does_not_know(
    server: Server, cookie: str
) -> None:
    policy = server.ask("/", Cookie=cookie).headers["content-security-policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert "http" not in policy
    assert "*" not in policy
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]
    assert rules["frame-ancestors"] == "'none'"


@pytest.mark.parametrize("address", ["127.0.0.2", "lan"])
def test_no_other_interface_is_listened_on(server: Server, address: str) -> None:
    if address == "lan":
        address = lan_address()
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as connection:
        connection.settimeout(5)
        # Refused at once, or not reachable at all, as 127.0.0.2 on a Mac.
        with pytest.raises(OSError):  # noqa: PT011 - each system words the refusal in its own way
            connection.connect((address, server.port))


def lan_address() -> str:
    """The address of this computer in its network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this computer is in no network")
        return str(probe.getsockname()[0])
