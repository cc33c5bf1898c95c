"""`sidenote` without a command: open the journal in the browser or in a window."""

import argparse
import signal
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from app.local.commands import CommandFailed, Say, declare_journal, journal_folder
from models.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flet import Page

USUAL_PORT = 8550
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def declare(parser: argparse.ArgumentParser) -> None:
    """The options of `sidenote` itself."""
    where = parser.add_mutually_exclusive_group()
    declare_journal(where.add_argument)
    where.add_argument("--demo", action="store_true", help=words("command_line.demo_option_help"))
    parser.add_argument("--window", action="store_true", help=words("command_line.window_help"))
    parser.add_argument(
        "--port",
        type=_port,
        default=USUAL_PORT,
        metavar="N",
        help=words("command_line.port_help", port=USUAL_PORT),
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
    from app.local.claim import JournalInUse, claimed

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
            Thread(target=import_module, args=("app.startup",), daemon=True).start()
            door = Door(arguments.host, arguments.port, arguments.browser)
            serve(partial(_show, folder=folder), claim=claim, door=door, say=say)
        if not arguments.demo:
            say(words("command_line.ended", folder=folder))
    except JournalInUse as other:
        _open_again(folder, other.address, arguments, say)


async def _show(page: "Page", *, folder: Path) -> None:
    from app.startup import main

    await main(page, folder=folder)


def _open_again(folder: Path, address: str, arguments: argparse.Namespace, say: Say) -> None:
    """Send the user to the server that already has this journal; two must not write to it."""
    from app.local.keys import leave_key
    from app.local.server import show

    try:
        key = leave_key(folder) if address else ""
    except OSError:
        key = ""
    if not key:
        raise CommandFailed(words("command_line.journal_in_use", folder=folder))
    opened = f"{address}/?key={key}"
    say(words("command_line.already_open", address=opened))
    if arguments.browser:
        show(opened)
