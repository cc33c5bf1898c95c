"""The local server: the app in the user's own browser, for this computer only."""

import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flet as ft
import uvicorn
from flet.controls.types import RouteUrlStrategy, WebRenderer

# Flet ships its web half without types.
from flet_web.fastapi import app as flet_app  # type: ignore[import-untyped]
from starlette.types import ASGIApp

from app.local.claim import Claim
from app.local.commands import ASSETS, CommandFailed, Say
from app.local.connection import use_connection
from app.local.guard import WEBSOCKET, Guard
from app.local.keys import Keys
from app.local.page import closed_page, front_page
from app.local.protocol import MOST_CONNECTIONS, MOST_HEAD_BYTES, Protocol
from app.local.redirect import Addresses, remove_redirect, show, write_redirect
from models.exchange.limits import FILE_BYTES
from models.words import words

# The largest message the page may send. Far more than the largest file that is read: a file above
# that limit shall arrive and be refused in a sentence, as a page that is cut off stands still.
MESSAGE_BYTES = 8 * FILE_BYTES
# How long open connections may take to end after Ctrl-C. Nothing is lost: each tap is saved.
END_SECONDS = 2


TRIES = 20
"""How often another port is tried: one that is free on both loopback addresses is soon found."""


@dataclass(frozen=True)
class Door:
    """Where the server is reached, and whether to open the browser there.

    `host` is the loopback address for browsers that find no name under .localhost; `port` is the
    one wished for, 0 for any free one.
    """

    host: str
    port: int
    browser: bool


def serve(main: Callable[[ft.Page], Any], *, claim: Claim, door: Door, say: Say) -> None:
    """Serve the Flet app `main` until Ctrl-C or SIGTERM; returns when all is closed.

    Raises CommandFailed if no port can be had, or no file for the browser can be written.
    """
    with ExitStack() as stack:
        listeners = _listening(door)
        for listener in listeners:
            stack.enter_context(listener)
        port: int = listeners[0].getsockname()[1]
        if door.port not in (0, port):
            say(words("command_line.port_taken", wanted=door.port, port=port))
        to = _addresses(door, port)
        file = stack.enter_context(_led_in(claim, to))
        server = uvicorn.Server(_config(_guarded(main, file.keys, to)))
        claim.announce(f"{to.own} {to.by_number}")
        say(words("command_line.running", address=f"{to.own}/"))
        if door.browser:
            show(file.path)
            say(words("command_line.again"))
        else:
            say(words("command_line.open_file", file=file.path.as_uri()))
        say(words("command_line.how_to_end"))
        _until_ended(server, listeners)


@dataclass(frozen=True)
class WayIn:
    """The keys of a server, and the file with the first of them."""

    keys: Keys
    path: Path


@contextmanager
def _led_in(claim: Claim, to: Addresses) -> Iterator[WayIn]:
    """The file for the browser; it is gone once its key is used, and at the end."""
    written: list[Path] = []

    def remove() -> None:
        for each in written:
            remove_redirect(each)

    keys = Keys(claim.folder, remove)
    try:
        written.append(write_redirect(to, keys.first))
        yield WayIn(keys, written[0])
    except OSError as error:
        if written:
            raise
        raise CommandFailed(words("command_line.no_redirect")) from error
    finally:
        remove()


def _addresses(door: Door, port: int) -> Addresses:
    """A name that no other program has met, and the number of this computer."""
    number = f"[{door.host}]" if ":" in door.host else door.host
    name = f"{secrets.token_hex(8)}.localhost"
    return Addresses(own=f"http://{name}:{port}", by_number=f"http://{number}:{port}")


def _listening(door: Door) -> list[socket.socket]:
    """Sockets on one port of both loopback addresses.

    A browser may try either for a name under .localhost: the one left free could be taken by
    another user, who would be given the key.
    """
    for wished in (door.port, *([0] * TRIES)):
        with suppress(OSError):
            return _both(wished)
    raise CommandFailed(words("command_line.no_port"))


def _both(wished: int) -> list[socket.socket]:
    first = socket.create_server(("127.0.0.1", wished))
    if not _has_ipv6():
        return [first]
    try:
        port = first.getsockname()[1]
        return [first, socket.create_server(("::1", port), family=socket.AF_INET6)]
    except OSError:
        first.close()
        raise


def _has_ipv6() -> bool:
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return True
    return False


def _guarded(main: Callable[[ft.Page], Any], keys: Keys, to: Addresses) -> Guard:
    use_connection()
    # Flet's own app, without its runner: that one listens on every interface.
    beneath: ASGIApp = flet_app(
        main,
        assets_dir=str(ASSETS),
        web_renderer=WebRenderer.AUTO,
        route_url_strategy=RouteUrlStrategy.HASH,
        no_cdn=True,
        app_name=words("app.name"),
        app_short_name=words("app.name"),
        app_description=words("command_line.description"),
    )
    front = front_page(words("app.name"), words("command_line.description"), WEBSOCKET)
    lines = ("closed_why", "closed_what_to_do", "closed_safe", "closed_urgent")
    closed = closed_page(
        words("command_line.closed_title"), [words(f"command_line.{line}") for line in lines]
    )
    hosts = [address.removeprefix("http://") for address in (to.own, to.by_number)]
    return Guard(beneath, hosts=hosts, keys=keys, front=front, closed=closed)


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        # A log of requests would be a log of what the user does.
        access_log=False,
        # Its errors are tracebacks, which are no use to the user and may quote the journal. The
        # app logs its own failures.
        log_level="critical",
        # Everybody who may connect is on this computer: forwarded addresses are made up.
        proxy_headers=False,
        server_header=False,
        # Strict about what a request is; the quicker one has no limit for the size of a head.
        http=Protocol,
        h11_max_incomplete_event_size=MOST_HEAD_BYTES,
        # Connections are limited by the protocol; this is for requests that are being answered.
        limit_concurrency=2 * MOST_CONNECTIONS,
        # As many as are taken in at once: each takes a file handle before it can be refused.
        backlog=MOST_CONNECTIONS,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        # Nothing leaves this computer, so packing only takes time.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=END_SECONDS,
    )


def _until_ended(server: uvicorn.Server, listeners: list[socket.socket]) -> None:
    """Run until the user or the system ends it, and count that as success.

    Uvicorn takes the signals over once it runs, and when it has closed it raises them again for
    the handlers that were there before. Ours only say that it shall end: before it runs, so that
    no Ctrl-C is lost; afterwards that changes nothing.
    """

    def end(*_: object) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=listeners)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
