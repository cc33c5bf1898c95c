"""What a command of the command line is, and what all commands share."""

import argparse
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.keeping import exposure
from models.words import words

ASSETS = Path(__file__).resolve().parents[2] / "assets"
"""Icons and fonts: beside the package `app`, in a source tree and where a wheel is installed."""

Say = Callable[[str], None]
"""Tells the user one sentence."""


class CommandFailed(Exception):
    """A command could not do its work; the message is the sentence the user reads."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Command:
    """One word after `sidenote`.

    `declare` names the arguments. `run` does the work with the parsed arguments, returns the
    exit status and raises CommandFailed. What is slow to import is imported inside `run`, so
    that `sidenote --help` stays quick. The help line is `command_line.<name>_help`.
    """

    name: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Say], int]
    is_published: bool = False  # what it writes is for everybody, and gets the usual rights


def path_of(text: str) -> Path:
    """A path of the command line as an absolute one; only an existing user's ~ has a meaning.

    Raises:
        argparse.ArgumentTypeError: no file or folder can have such a name.

    """
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(words("command_line.no_path"))
    try:
        path = Path(text).expanduser()
    except RuntimeError:  # no such user: a file may have that name
        path = Path(text)
    try:
        return path.absolute()
    except OSError:  # the folder that this was started in is gone
        raise argparse.ArgumentTypeError(words("command_line.no_path")) from None


def declare_journal(add_argument: Callable[..., object]) -> None:
    """The option `--journal FOLDER`, which a command takes before or after its own name.

    Pass the `add_argument` of a parser or of a group of options.
    """
    add_argument(
        "--journal",
        metavar="FOLDER",
        type=path_of,
        # A default here would overwrite what stood before the command's name.
        default=argparse.SUPPRESS,
        help=words("command_line.journal_help"),
    )


def journal_folder(arguments: argparse.Namespace, *, is_made: bool = True) -> Path:
    """The folder chosen with `--journal`, or the platform's usual one; made if missing.

    With `is_made` False nothing is made. Raises CommandFailed where no folder can be made.
    """
    from platformdirs import user_data_path

    chosen: Path | None = getattr(arguments, "journal", None)
    folder = chosen or user_data_path("Sidenote", appauthor=False)
    folder = made(folder) if is_made else folder.absolute()
    _tell_exposure(folder)
    return folder


def _tell_exposure(folder: Path) -> None:
    """Say it on the terminal if other users can read or change the journal."""
    try:
        found = exposure(folder)
    except OSError:
        return  # what cannot be looked at cannot be opened either, and that is said
    if found != "no" and sys.stderr is not None:
        sys.stderr.write(
            words(f"command_line.others_{found}", folder=shlex.quote(str(folder))) + "\n"
        )


def made(folder: Path) -> Path:
    """The folder as an absolute path; made if missing, for the eyes of its owner only.

    Raises CommandFailed where it cannot be made, or is not a folder.
    """
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CommandFailed(words("command_line.folder_unusable", folder=folder)) from error
    return folder
