"""The one gate for failures: whatever goes wrong inside becomes a sentence, and the app goes on."""

import functools
import logging
from collections.abc import Awaitable, Callable, Coroutine
from types import TracebackType
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from pydantic import ValidationError

from app import day_on_screen
from app.outcome import Refused
from app.sentences import sentence_for, sentence_of, trail
from models.database import JournalProblem
from models.words import words

log = logging.getLogger(__name__)


_last_words = ""


def keep_last_words() -> None:
    """Have a sentence ready for when none can be looked up."""
    global _last_words
    _last_words = words("failure.not_written")


class Gate:
    """Run a block; `say` what failed. `sentence`: the key of the words for all else."""

    def __init__(self, sentence: str, say: Callable[[str], None]) -> None:
        self._sentence, self._say = sentence, say
        self.refused = Refused("")  # with its sentence once the block has failed

    def __enter__(self) -> "Gate":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        try:
            self.refused = Refused(self._named(error))
        except Exception:  # noqa: BLE001 not even the words are there: no handle, no memory
            self.refused = Refused(_last_words)
        self._say(self.refused.sentence)
        return True

    def _named(self, error: Exception) -> str:
        if isinstance(error, ValidationError):
            return sentence_for(error)
        if isinstance(error, JournalProblem):
            log.warning("refused: %s", type(error).__name__)
            return sentence_of(error, self._sentence)
        log.error("failed: %s", trail(error))
        return words(self._sentence)


class Gated(Protocol):
    """What has a gate: the journal."""

    def gate(self, sentence: str) -> Gate:
        """Whatever fails inside becomes a sentence."""


J = TypeVar("J", bound=Gated)
P = ParamSpec("P")
R = TypeVar("R")


def action(
    work: Callable[Concatenate[J, P], Awaitable[R]],
) -> Callable[Concatenate[J, P], Coroutine[Any, Any, R | Refused]]:
    """What a user can do: an async function of the journal that runs inside its gate.

    Whatever goes wrong in it gives `Refused`, which no caller can take for what it gives.
    """

    @functools.wraps(work)
    async def gated(journal: J, /, *args: P.args, **values: P.kwargs) -> R | Refused:
        with journal.gate("failure.not_written") as gate, day_on_screen.tapped(journal):
            return await work(journal, *args, **values)
        return gate.refused

    return gated
