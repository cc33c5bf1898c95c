"""The command line: `sidenote`, and `sidenote COMMAND`."""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

from app.local import (
    data_commands,
    demo_command,
    release_command,
    report_command,
    start_command,
)
from app.local.commands import Command, CommandFailed
from app.local.privacy import keep_private
from app.pwa import command as pwa_command
from models.words import words

COMMANDS: tuple[Command, ...] = (
    demo_command.COMMAND,
    report_command.COMMAND,
    pwa_command.COMMAND,
    release_command.COMMAND,
    *data_commands.COMMANDS,
)
"""Every word that may follow `sidenote`. Without one, the journal is opened."""

INTERRUPTED = 130  # what a shell reports for Ctrl-C


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sidenote", description=words("command_line.description"), allow_abbrev=False
    )
    start_command.declare(parser)
    parser.set_defaults(run=start_command.run, is_published=False)
    subparsers = parser.add_subparsers(metavar="COMMAND")
    for command in COMMANDS:
        sentence = words(f"command_line.{command.name}_help")
        subparser = subparsers.add_parser(
            command.name, help=sentence, description=sentence, allow_abbrev=False
        )
        command.declare(subparser)
        subparser.set_defaults(run=command.run, is_published=command.is_published)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks.

    The exit status is 0 for done, 1 for not done, 2 for not understood, 130 for interrupted.
    """
    arguments = _parser().parse_args(argv)
    if not arguments.is_published:
        keep_private()
    try:
        status: int = arguments.run(arguments, partial(print, flush=True))
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


if __name__ == "__main__":
    sys.exit(main())
