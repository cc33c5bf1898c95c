"""`sidenote release`: refuse a release whose helplines nobody has looked at for too long.

What publishes runs it first. A build for oneself is never refused.
"""

import argparse
from datetime import date

from app.local.commands import Command, CommandFailed, Say
from models.helplines import FRESH_FOR, stale_helplines
from models.words import words


def _declare(parser: argparse.ArgumentParser) -> None:
    pass  # it has no arguments


def _run(_: argparse.Namespace, say: Say) -> int:
    if refusal := why_not(date.today()):
        raise CommandFailed(refusal)
    say(words("command_line.release_fresh", days=FRESH_FOR.days))
    return 0


def why_not(on: date) -> str:
    """The sentence that refuses a release on this date; empty if there is nothing to refuse."""
    stale = stale_helplines(on)
    if not stale:
        return ""
    named = "\n".join(stale)
    return words("command_line.release_stale", days=FRESH_FOR.days, lines=named)


COMMAND = Command("release", _declare, _run)
