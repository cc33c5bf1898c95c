"""The door of the local server: only the browser that Sidenote opened may come in.

Any web page open in the same browser can send requests to 127.0.0.1 and open websockets to it, and
a hostile domain can point its name there. So each request, websockets included, must name this
server as its Host, come from this server's own page, and carry a cookie that was handed out in
exchange for a one-time key. Starlette's TrustedHostMiddleware would do the first of these alone.

The server is reached by a name that is made up at each start (`http://<name>.localhost:<port>/`).
A browser keeps cookies, storage and service workers by name: what another program has left at
127.0.0.1, whose cookies go to every port, is not met there. A cookie counts only for the name it
was given to, so 127.0.0.1 opens nothing unless a key was spent at it.

What it does not keep out: another program of the same user, which could read the journal's file
anyway; the system's administrator; and extensions of the browser.
"""

import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.local.keys import Keys
from app.local.page import Page

WEBSOCKET = "/ws"
FOUND = "/found"
"""Answers nothing, to anybody who knows the name: our own file learns that the name is found."""
FRONT = ("/", "/index.html")
# Browsers fetch these without cookies. Exact paths: a prefix would let "/icons/../" through.
PUBLIC = frozenset(
    {"/manifest.json", "/favicon.png", "/icons/loading-animation.png"}
    | {f"/icons/apple-touch-icon-{size}.png" for size in (192,)}
    | {f"/icons/icon-{shape}{size}.png" for shape in ("", "maskable-") for size in (192, 512)}
)
# No part may start with a dot, and no character may mean something to a file system.
PLAIN_PATH = re.compile(r"/|(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+")
# Files end in an extension; what has none is a page or an endpoint of the frameworks beneath
# (/docs, /redoc, /upload, /oauth_callback), and this server has no page but the front: Flet would
# answer for every other page with its own.
FILE = re.compile(r".*\.(?!html?$)[A-Za-z0-9]+|/assets/NOTICES")
HIDDEN_FILES = frozenset({"/openapi.json"})

UNUSED_FEATURES = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection",
    "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip
"""What a page may ask a browser for and this app never does."""

HEADERS = {
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-embedder-policy": b"require-corp",
    b"cross-origin-resource-policy": b"same-origin",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": ", ".join(f"{name}=()" for name in UNUSED_FEATURES).encode(),
    b"origin-agent-cluster": b"?1",
    b"x-dns-prefetch-control": b"off",
    b"x-permitted-cross-domain-policies": b"none",
    b"x-robots-tag": b"noindex",
}

LED_ON = Page(
    b'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" '
    b'content="0; url=/"><title>Sidenote</title></html>',
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
)

NOTHING = Page(b"", LED_ON.policy)
FOR_EVERYBODY = HEADERS | {b"cross-origin-resource-policy": b"cross-origin"}


@dataclass(frozen=True)
class Caller:
    """What the guard looks at in a request. A header sent twice counts as a wrong one."""

    websocket: bool
    method: str
    path: str
    host: str | None
    origin: str | None
    fetch_site: str | None
    opens_page: bool
    has_body: bool
    cookies: tuple[tuple[str, str], ...]
    key: str

    @classmethod
    def of(cls, scope: Scope) -> "Caller":
        """Read the caller from an ASGI scope of type http or websocket."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))

        def only(name: str) -> str | None:
            return " ".join(headers[name]) if name in headers else None

        return cls(
            websocket=scope["type"] == "websocket",
            method=scope.get("method", "GET"),
            path=scope["path"],
            host=only("host"),
            origin=only("origin"),
            fetch_site=only("sec-fetch-site"),
            opens_page=(only("sec-fetch-mode"), only("sec-fetch-dest")) == ("navigate", "document"),
            has_body=only("content-length") not in (None, "0") or "transfer-encoding" in headers,
            cookies=tuple(_cookies(headers.get("cookie", []))),
            key=_key(scope.get("query_string", b"").decode("latin-1")),
        )


def _key(query: str) -> str:
    """The key in a query; empty if there is none, or more than one."""
    found = parse_qs(query, keep_blank_values=True).get("key", [])
    return found[0] if len(found) == 1 else ""


def _cookies(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        for pair in line.split(";"):
            name, _, value = pair.strip().partition("=")
            yield name, value


class Guard:
    """An ASGI app that lets only the user's own browser through to `app`.

    `app` serves the files and the websocket; the guard itself serves the front page, and the
    closed page to a browser it does not know. `hosts`: the names with the port that it is reached
    at, as a browser sends them.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], keys: Keys, front: Page, closed: Page
    ) -> None:
        self._app, self._keys, self._front, self._closed = app, keys, front, closed
        self._visits = {host: secrets.token_urlsafe(32).encode() for host in hosts}
        # Browsers keep one set of cookies for all ports of a host, so the name carries the port.
        self.cookie = f"sidenote_{next(iter(self._visits)).rpartition(':')[2]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or let it through."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        caller = Caller.of(scope)
        status = self._refusal(caller)
        if self._only_looks(caller):
            await _answer(send, HTTPStatus.NO_CONTENT, NOTHING, headers=FOR_EVERYBODY)
        elif status is not None:
            await self._refuse(caller, status, receive, send)
        elif not self._known(caller) and caller.path not in PUBLIC:
            await self._admit(caller, receive, send)
        elif caller.path not in FRONT:
            await self._app(scope, receive, _with_headers(send, self._front.policy))
        elif caller.key:
            await self._to_front(send, caller.host, set_cookie=False)
        else:
            await _answer(send, HTTPStatus.OK, self._front)

    def _refusal(self, caller: Caller) -> HTTPStatus | None:
        """Why nobody may ask this, known or not; None if it may be asked."""
        if caller.host not in self._visits:
            return HTTPStatus.MISDIRECTED_REQUEST
        if caller.origin != f"http://{caller.host}" and (caller.websocket or caller.origin):
            return HTTPStatus.FORBIDDEN
        if caller.fetch_site not in (None, "none", "same-origin") and not self._leads_in(caller):
            return HTTPStatus.FORBIDDEN
        if not _exists(caller):
            return HTTPStatus.NOT_FOUND
        if caller.method not in ("GET", "HEAD"):
            return HTTPStatus.METHOD_NOT_ALLOWED
        # Nothing is uploaded over HTTP: files the user picks come through the websocket.
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if caller.has_body else None

    def _only_looks(self, caller: Caller) -> bool:
        is_plain = caller.method == "GET" and not caller.websocket and not caller.has_body
        return is_plain and caller.path == FOUND and caller.host in self._visits

    def _leads_in(self, caller: Caller) -> bool:
        """Whether this is our own file opening the app: the key in it says so, not the browser."""
        return caller.opens_page and caller.path == "/" and bool(caller.key)

    def _known(self, caller: Caller) -> bool:
        visit = self._visits[caller.host or ""]
        return any(
            name == self.cookie and hmac.compare_digest(value.encode(), visit)
            for name, value in caller.cookies
        )

    async def _admit(self, caller: Caller, receive: Receive, send: Send) -> None:
        """Exchange an unused key for the cookie; otherwise show the closed page."""
        if caller.path == "/" and caller.method == "GET" and self._keys.use(caller.key):
            await self._to_front(send, caller.host, set_cookie=True)
        else:
            await self._refuse(caller, HTTPStatus.FORBIDDEN, receive, send)

    async def _to_front(self, send: Send, host: str | None, *, set_cookie: bool) -> None:
        """Lead to the address without the key, so that it stays out of the history.

        By a page, not by a redirect: a browser that came from elsewhere, as from our own file,
        sends no strict cookie along a redirect.
        """
        visit = self._visits[host or ""].decode()
        cookie = f"{self.cookie}={visit}; Path=/; HttpOnly; SameSite=Strict"
        extra = [(b"set-cookie", cookie.encode())] if set_cookie else []
        await _answer(send, HTTPStatus.OK, LED_ON, extra)

    async def _refuse(
        self, caller: Caller, status: HTTPStatus, receive: Receive, send: Send
    ) -> None:
        if caller.websocket:
            await receive()
            # Closing before accepting makes the server answer 403.
            await send({"type": "websocket.close", "code": 1008})
        elif status == HTTPStatus.FORBIDDEN:
            await _answer(send, status, self._closed)
        else:
            await _answer(send, status, Page(status.phrase.encode(), self._closed.policy))


def _exists(caller: Caller) -> bool:
    """Whether the path is one this server could have, by its shape alone."""
    if caller.websocket or caller.path == WEBSOCKET:
        return caller.websocket and caller.path == WEBSOCKET
    if caller.path in FRONT:
        return True
    plain = PLAIN_PATH.fullmatch(caller.path) and FILE.fullmatch(caller.path)
    return bool(plain) and caller.path not in HIDDEN_FILES


def _with_headers(send: Send, policy: str) -> Send:
    """Send the answer of the app beneath with our headers in place of its own."""
    ours = HEADERS | {
        b"content-security-policy": policy.encode(),
        # Asked for again each time, and answered "unchanged": an update is never half old.
        b"cache-control": b"private, no-cache",
    }

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            theirs = [
                (name, value)
                for name, value in message["headers"]
                if name.lower() not in ours and not name.lower().startswith(b"access-control-")
            ]
            message = {**message, "headers": [*theirs, *ours.items()]}
        await send(message)

    return sent


async def _answer(
    send: Send,
    status: HTTPStatus,
    page: Page,
    extra: Iterable[tuple[bytes, bytes]] = (),
    headers: dict[bytes, bytes] = HEADERS,
) -> None:
    headers = headers | {
        b"content-type": b"text/html; charset=utf-8",
        b"content-length": str(len(page.html)).encode(),
        b"content-security-policy": page.policy.encode(),
        b"cache-control": b"no-store",
    }
    await send(
        {"type": "http.response.start", "status": status, "headers": [*headers.items(), *extra]}
    )
    await send({"type": "http.response.body", "body": page.html})
