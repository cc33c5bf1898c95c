"""`sidenote` without a command: open the journal in the browser or in a window."""

import argparse
import re
import signal
import time
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from app.local.commands import CommandFailed, Say, declare_journal, journal_folder
from models.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flet import Page

LOOPBACK = ("127.0.0.1", "localhost", "::1")
ANNOUNCED = re.compile(
    r"(http://[0-9a-f]{16}\.localhost:[0-9]{1,5}) (http://(?:127\.0\.0\.1|localhost|\[::1\]):[0-9]{1,5})"
)
"""What a server writes into the lock file: its two addresses."""
USED_WITHIN_S = 120
"""How long the key of a second start may wait for the browser."""
LOOK_EVERY_S = 0.1


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `sidenote` itself."""
    where = parser.add_mutually_exclusive_group()
    declare_journal(where.add_argument)
    where.add_argument("--demo", action="store_true", help=words("command_line.demo_option_help"))
    parser.add_argument("--window", action="store_true", help=words("command_line.window_help"))
    parser.add_argument(
        "--port",
        type=_port,
        default=0,
        metavar="N",
        help=words("command_line.port_help"),
    )
    parser.add_argument("--host", default=LOOPBACK[0], help=words("command_line.host_help"))
    parser.add_argument(
        "--no-browser",
        dest="browser",
        action="store_false",
        help=words("command_line.no_browser_help"),
    )


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(words("command_line.port_refused", port=text))
    return int(text)


def run(arguments: argparse.Namespace, say: Say) -> int:
    """Open the journal and stay until the user ends it; 0, or raises CommandFailed."""
    if arguments.host not in LOOPBACK:
        raise CommandFailed(words("command_line.host_refused", host=arguments.host), status=2)
    # The system's way to end a program is the user's Ctrl-C: what is temporary is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        suppress(KeyboardInterrupt),
        _demo_folder(say) if arguments.demo else nullcontext(journal_folder(arguments)) as folder,
    ):
        _open(folder, arguments, say)
    return 0


@contextmanager
def _demo_folder(say: Say) -> "Iterator[Path]":
    from app.local.demo_command import write_sample

    # Windows cannot remove a file that is still open; what is left there is sample data.
    with TemporaryDirectory(prefix="sidenote-demo-", ignore_cleanup_errors=True) as name:
        write_sample(Path(name))
        say(words("command_line.demo_started"))
        yield Path(name)


def _open(folder: Path, arguments: argparse.Namespace, say: Say) -> None:
    from app.local.claim import JournalInUse, LockBlocked, claimed

    try:
        with claimed(folder) as claim:
            if arguments.window:
                from app.local.window import open_window

                open_window(folder)
                return
            if find_spec("flet_web") is None:
                raise CommandFailed(words("command_line.server_missing"))
            from app.local.server import Door, serve

            # The browser fetches its half of the app meanwhile: who waits for both waits less.
            Thread(target=_load, daemon=True).start()
            door = Door(arguments.host, arguments.port, arguments.browser)
            serve(partial(_show, folder=folder), claim=claim, door=door, say=say)
        if not arguments.demo:
            say(words("command_line.ended", folder=folder))
    except LockBlocked as lock:
        raise CommandFailed(words("command_line.lock_blocked", file=lock.file)) from lock
    except JournalInUse as other:
        _open_again(folder, other.address, arguments, say)


def _load() -> None:
    """The app with all its screens and words: later there may be no handle left to open them."""
    import_module("app.at_hand").load()
    import_module("app.startup")
    found = find_spec("app.screens")
    for each in iter_modules(found.submodule_search_locations if found else None):
        import_module(f"app.screens.{each.name}")


async def _show(page: "Page", *, folder: Path) -> None:
    from app.startup import main

    await main(page, folder=folder)


def _open_again(folder: Path, announced: str, arguments: argparse.Namespace, say: Say) -> None:
    """Send the user to the server that already has this journal; two must not write to it."""
    from app.local.keys import is_left, leave_key, take_back
    from app.local.redirect import Addresses, remove_redirect, show, write_redirect

    found = ANNOUNCED.fullmatch(announced)
    try:
        key = leave_key(folder) if found else ""
        file = write_redirect(Addresses(*found.groups()), key) if found else None
    except OSError:
        file = None
    if file is None:
        raise CommandFailed(words("command_line.journal_in_use", folder=folder))
    try:
        if arguments.browser:
            show(file)
            say(words("command_line.already_open"))
        else:
            say(words("command_line.already_open_file", file=file.as_uri()))
        until = time.monotonic() + USED_WITHIN_S
        while is_left(folder, key) and time.monotonic() < until:
            time.sleep(LOOK_EVERY_S)
    finally:  # the key opens nothing any more, and the file is gone
        take_back(folder, key)
        remove_redirect(file)
