"""Look whether rows are still what was written; say so, and let the user go on all the same."""

from contextlib import suppress

from app import copies
from app.gate import action
from app.journal import Journal
from app.outcome import Outcome
from models import content_mark, damage
from models.backup import raw_connection
from models.database import JournalProblem
from models.words import words


def look(journal: Journal) -> None:
    """Look once, after the first screen; what is found stands on every screen."""
    with suppress(JournalProblem), raw_connection(journal.file.engine) as raw:
        journal.is_damaged = damage.found(raw, copies.newest_first(journal.file)) is not None


@action
async def take_as_it_is(journal: Journal) -> Outcome:
    """Go on with the rows as they are: backups are made again."""

    def renew() -> None:
        with raw_connection(journal.file.engine) as raw:
            content_mark.renew(raw)

    done = await journal.attempt(renew, words("failure.damage_taken"))
    look(journal)
    return done
