"""`sidenote demo FOLDER`: write the sample journal, for a look round, tests and benchmarks."""

import argparse
from pathlib import Path

from app.local.commands import Command, CommandFailed, Say, made, path_of
from models.words import words

MOST_YEARS = 50


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="FOLDER", type=path_of, help=words("command_line.demo_folder_help")
    )
    parser.add_argument(
        "--years",
        metavar="N",
        type=int,
        choices=range(1, MOST_YEARS + 1),
        help=words("command_line.demo_years_help", most=MOST_YEARS),
    )


def write_sample(folder: Path, years: int | None = None) -> None:
    """Write the sample journal, whose last day is today, into an existing folder.

    `years` puts that many years of daily entries before it. Raises CommandFailed where another
    journal is in the way or the folder cannot be written.
    """
    from datetime import datetime

    from app.local.claim import JournalInUse, LockBlocked, claimed
    from models.database import JournalProblem
    from models.days import day_of
    from models.demo import NotEmpty, write_demo

    try:
        with claimed(folder):
            write_demo(folder, today=day_of(datetime.now().astimezone()), years=years)
    except LockBlocked as lock:
        raise CommandFailed(words("command_line.lock_blocked", file=lock.file)) from lock
    except JournalInUse as other:
        raise CommandFailed(words("command_line.journal_in_use", folder=folder)) from other
    except NotEmpty as problem:
        raise CommandFailed(words("command_line.demo_not_empty", folder=folder)) from problem
    except JournalProblem as problem:
        raise CommandFailed(words("command_line.folder_unusable", folder=folder)) from problem


def _run(arguments: argparse.Namespace, say: Say) -> int:
    folder = made(arguments.folder)
    write_sample(folder, arguments.years)
    say(words("command_line.demo_written", folder=folder))
    return 0


COMMAND = Command("demo", _declare, _run)
