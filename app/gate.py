"""The one gate for failures: whatever goes wrong inside becomes a sentence, and the app goes on."""

import functools
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from app.sentences import sentence_for, sentence_of, trail
from models.database import JournalProblem
from models.words import words

log = logging.getLogger(__name__)


@contextmanager
def gate(sentence: str, say: Callable[[str], None]) -> Iterator[None]:
    """Run the block; `say` what failed. `sentence`: the key of the words for all else."""
    try:
        yield
    except ValidationError as error:
        say(sentence_for(error))
    except JournalProblem as error:
        log.warning("refused: %s", type(error).__name__)
        say(sentence_of(error, sentence))
    except Exception as error:  # noqa: BLE001 the gate: Flet ends the app on any other way out
        log.error("failed: %s", trail(error))
        say(words(sentence))


def action(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """What a user can do: an async function of the journal that runs inside its gate.

    The result is falsy when it failed.
    """

    @functools.wraps(work)
    async def gated(journal: Any, *args: Any, **values: Any) -> Any:
        with journal.gate("failure.not_written"):
            return await work(journal, *args, **values)

    return gated
