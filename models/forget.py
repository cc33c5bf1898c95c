"""What the user wants forgotten, taken out of the copies that the app made of the journal."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from models import content_mark
from models.database import BUSY_MS, check_whole, problems
from models.migrations import APPLICATION_ID


def forget_answers(copy: Path, moments: Iterable[str], *, in_browser: bool = False) -> None:
    """Write over the safety answers given at `moments` in the copy at `copy`, in one step.

    They become deletions, as they are in the journal, so that joining the copy brings nothing
    back. A file that is no journal, or older than these answers, is left alone. In a browser
    there is no name for SQLite's own file beside the copy, so that stays in memory.

    Raises:
        JournalProblem: the copy is as it was.

    """
    with problems(), closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        raw.execute("PRAGMA trusted_schema = OFF")
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute(f"PRAGMA journal_mode = {'MEMORY' if in_browser else 'DELETE'}").fetchone()
        if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            return
        found = "SELECT count(*) FROM sqlite_schema WHERE name = 'safety_answer'"
        if not raw.execute(found).fetchone()[0]:
            return
        raw.execute("BEGIN IMMEDIATE")
        with content_mark.renewed(raw):
            raw.executemany(
                "UPDATE safety_answer SET answer = 'rather_not', is_deleted = 1 WHERE given_at = ?",
                [(moment,) for moment in moments],
            )
        raw.execute("COMMIT")
        check_whole(raw)
