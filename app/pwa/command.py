"""`sidenote pwa --to FOLDER`: build the installed web app as a folder for any static host."""

import argparse
from importlib.util import find_spec
from pathlib import Path

from app.local.commands import Command, CommandFailed, Say, path_of
from models.words import words

SOURCE = Path(__file__).resolve().parents[2]
"""The app's own sources: a source tree, or where a wheel is installed."""


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", metavar="FOLDER", type=path_of, required=True, help=words("pwa.command_to")
    )
    parser.add_argument("--base", metavar="/PATH/", default="/", help=words("pwa.command_base"))
    parser.add_argument("--cache", metavar="FOLDER", type=path_of, help=words("pwa.command_cache"))


def _run(arguments: argparse.Namespace, say: Say) -> int:
    from platformdirs import user_cache_path

    from app.pwa.build import FolderInUse, build, path_of
    from app.pwa.pieces import PieceMissing

    if find_spec("zopfli") is None:  # said before minutes of work, not after
        raise CommandFailed(words("pwa.command_needs_tools"))
    to: Path = arguments.to
    cache: Path = arguments.cache or user_cache_path("Sidenote", appauthor=False) / "pwa"
    try:
        build(to, SOURCE, cache.absolute(), arguments.base)
    except FolderInUse as error:
        raise CommandFailed(words("pwa.command_folder_in_use", folder=to)) from error
    except (PieceMissing, OSError) as error:
        raise CommandFailed(words("pwa.command_failed", reason=error)) from error
    say(words("pwa.command_done", folder=to))
    if path_of(arguments.base) != "/":
        say(words("pwa.command_shared_host", base=path_of(arguments.base)))
    return 0


COMMAND = Command("pwa", _declare, _run, is_published=True)
