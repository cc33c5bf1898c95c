"""`sidenote demo FOLDER`: write the sample journal, for a look round, tests and benchmarks."""

import argparse
from pathlib import Path

from app.local.commands import Command, CommandFailed, Say
from models.words import words


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help=words("command_line.demo_folder_help")
    )


def write_sample(folder: Path) -> None:
    """Write the sample journal, whose last day is today, into an existing folder."""
    from datetime import date

    from models.demo import write_demo

    write_demo(folder, today=date.today())


def _run(arguments: argparse.Namespace, say: Say) -> int:
    folder: Path = arguments.folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise CommandFailed(words("command_line.demo_folder_not_empty", folder=folder))
        write_sample(folder)
    except OSError as error:
        raise CommandFailed(words("command_line.folder_unusable", folder=folder)) from error
    say(words("command_line.demo_written", folder=folder))
    return 0


COMMAND = Command("demo", _declare, _run)
