"""The local server: the app in the user's own browser, for this computer only."""

import signal
import socket
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft
import uvicorn
from flet.controls.types import RouteUrlStrategy, WebRenderer

# Flet ships its web half without types.
from flet_web.fastapi import app as flet_app  # type: ignore[import-untyped]
from starlette.types import ASGIApp

from app.local.claim import Claim
from app.local.commands import ASSETS, CommandFailed, Say
from app.local.guard import WEBSOCKET, Guard
from app.local.keys import Keys
from app.local.page import closed_page, front_page
from models.exchange.limits import FILE_BYTES
from models.words import words

# The largest message the page may send. Far more than the largest file that is read: a file above
# that limit shall arrive and be refused in a sentence, as a page that is cut off stands still.
MESSAGE_BYTES = 8 * FILE_BYTES
# How long open connections may take to end after Ctrl-C. Nothing is lost: each tap is saved.
END_SECONDS = 2


@dataclass(frozen=True)
class Door:
    """Where the server is reached, and whether to open the browser there.

    `host` is a loopback address; `port` is the one wished for, 0 for any free one.
    """

    host: str
    port: int
    browser: bool


def serve(main: Callable[[ft.Page], Any], *, claim: Claim, door: Door, say: Say) -> None:
    """Serve the Flet app `main` until Ctrl-C or SIGTERM; returns when all is closed.

    Raises CommandFailed if no port can be had.
    """
    with _listening(door) as listener:
        port: int = listener.getsockname()[1]
        if door.port not in (0, port):
            say(words("command_line.port_taken", wanted=door.port, port=port))
        keys = Keys(claim.folder)
        server = uvicorn.Server(_config(_guarded(main, keys, port)))
        address = f"http://{f'[{door.host}]' if ':' in door.host else door.host}:{port}"
        claim.announce(address)
        opened = f"{address}/?key={keys.first}"
        say(words("command_line.running", address=opened))
        say(words("command_line.address_once"))
        say(words("command_line.how_to_end"))
        if door.browser:
            show(opened)
        _until_ended(server, listener)


def show(address: str) -> None:
    """Open `address` in the user's browser, without waiting for it."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _listening(door: Door) -> socket.socket:
    family = socket.AF_INET6 if ":" in door.host else socket.AF_INET
    for port in (door.port, 0):
        try:
            return socket.create_server((door.host, port), family=family)
        except OSError:
            continue
    raise CommandFailed(words("command_line.no_port"))


def _guarded(main: Callable[[ft.Page], Any], keys: Keys, port: int) -> Guard:
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
    return Guard(beneath, port=port, keys=keys, front=front, closed=closed)


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
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        # Nothing leaves this computer, so packing only takes time.
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=END_SECONDS,
    )


def _until_ended(server: uvicorn.Server, listener: socket.socket) -> None:
    """Run until the user or the system ends it, and count that as success.

    Uvicorn takes the signals over once it runs, and when it has closed it raises them again for
    the handlers that were there before. Ours only say that it shall end: before it runs, so that
    no Ctrl-C is lost; afterwards that changes nothing.
    """

    def end(*_: object) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run(sockets=[listener])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
