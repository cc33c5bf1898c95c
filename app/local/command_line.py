"""The command line: `sidenote`, and `sidenote COMMAND`."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from app.local import (
    data_commands,
    demo_command,
    release_command,
    report_command,
    start_command,
)
from app.local.commands import Command, CommandFailed, Say
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

UNFORESEEN = (
    OSError, MemoryError, RuntimeError, ValueError, TypeError, LookupError, ArithmeticError
)  # fmt: skip
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
        if command not in data_commands.COMMANDS:  # those have it, with facts of their own
            subparser.add_argument(
                "--json", action="store_true", dest="as_json", help=words("data.command.json_help")
            )
            command = replace(command, run=partial(_in_json, command))
        subparser.set_defaults(run=command.run, is_published=command.is_published)
    return parser


def _in_json(command: Command, arguments: argparse.Namespace, say: Say) -> int:
    """Do the work; with --json its sentences are one line with the keys of all commands."""
    if not arguments.as_json:
        return command.run(arguments, say)
    said: list[str] = []
    try:
        status = command.run(arguments, said.append)
    except CommandFailed as failure:
        refused = data_commands.answer(command.name, str(failure), "refused")
        say(data_commands.as_line(refused))
        raise
    say(data_commands.as_line(data_commands.answer(command.name, "\n".join(said))))
    return status


def _take_any_letter() -> None:
    """What a terminal or pipe cannot take is spelled by its code, not an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _say(sentence: str) -> None:
    """Print a sentence; a pipe that was closed changes nothing of what was done."""
    try:
        print(sentence, flush=True)
    except BrokenPipeError:
        _silence()
    except OSError:
        _silence()
        if sys.stderr is not None:
            sys.stderr.write(words("command_line.not_said") + "\n")


def _silence() -> None:
    """Let what is still to be printed go nowhere: at its end Python would try it once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line asks.

    The exit status is 0 for done, 1 for not done, 2 for not understood, 130 for interrupted.
    """
    _take_any_letter()
    arguments = _parser().parse_args(argv)
    if not arguments.is_published:
        keep_private()
    try:
        status: int = arguments.run(arguments, _say)
    except CommandFailed as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except UNFORESEEN as error:  # a traceback could quote an entry
        if sys.stderr is not None:
            sys.stderr.write(words("command_line.stopped", kind=type(error).__name__) + "\n")
        return 1
    return status


if __name__ == "__main__":
    sys.exit(main())
