"""What a failure is called: a sentence for the user, and lines for the log that quote nothing."""

import traceback

from pydantic import ValidationError

from models.database import Busy, Damaged, Exhausted, Full, JournalProblem, ReadOnly
from models.words import words

_SENTENCES = {
    Full: "failure.full",
    ReadOnly: "failure.read_only",
    Busy: "failure.busy",
    Exhausted: "failure.exhausted",
    Damaged: "failure.damaged",
}


def sentence_of(problem: JournalProblem, otherwise: str) -> str:
    """What the journal's file refused; `otherwise` is the key of the words for all else."""
    return words(_SENTENCES.get(type(problem), otherwise))


_LINES = {
    Full: "failure.line_full",
    ReadOnly: "failure.line_read_only",
    Busy: "failure.line_busy",
    Exhausted: "failure.line_exhausted",
}


def line_of(problem: JournalProblem) -> str:
    """Why the file takes no changes, for the line that stays until it does."""
    return words(_LINES.get(type(problem), "failure.unsaved"))


def sentence_for(error: ValidationError) -> str:
    """Our own sentence for the first field that is wrong; never the library's words."""
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    for key in (f"invalid.{field}", "invalid.any"):
        try:
            return words(key)
        except KeyError:
            continue
    return ""


def trail(error: BaseException) -> str:
    """Where an error came from, for the log: its kind and its lines of code.

    Never its message, which may quote what the user wrote.
    """
    return "\n".join([type(error).__name__, *traceback.format_tb(error.__traceback__)])
