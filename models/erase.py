"""Deletion: one answer and one day as changes that can be undone, and everything for good."""

import shutil
from datetime import date
from pathlib import Path

from models import tables
from models.backup import FOLDER, backups
from models.database import FILE_NAME, problems
from models.rows import Erase, between, table_of
from models.store import Store

DAY_TABLES: tuple[type[tables.Stamped], ...] = (
    tables.Answer,
    tables.Nosebleeds,
    tables.Mood,
    tables.MoodBefore,
    tables.Day,
    tables.RoutineTick,
)
"""What a day on Today holds. Notices, checks and visits have a life of their own."""

_JOURNAL = (FILE_NAME, f"{FILE_NAME}-journal")
_COPIES = ("journal-before-*.db", "before-*.db*", "*.part")
_ASIDE = ("aside-*", "restore-*")
"""Folders in which a file was looked at; one stays behind only where the app was killed."""


def answer_erasure(on: date, effect_key: str) -> Erase:
    """The deletion of one answer, for Store.write; Store.undo brings it back."""
    return Erase(tables.Answer, (on, effect_key))


def day_erasure(store: Store, on: date) -> tuple[Erase, ...]:
    """The deletion of everything written for one day, for Store.write; empty for a silent day.

    Raises:
        JournalProblem: the journal could not be read.

    """
    return tuple(
        Erase(model, tuple(row))
        for model in DAY_TABLES
        for row in store.read(between(model, on, on, *table_of(model).primary_key.columns.keys()))
    )


def erase_everything(folder: Path, *, with_backups: bool) -> None:
    """Delete the journal in `folder`, and with `with_backups` every copy that the app made.

    The journal must be closed. Backups go first, the journal last, so that an interruption
    leaves something to open and to delete again. Files that the user saved elsewhere stay.

    Raises:
        JournalProblem: something could not be deleted; the journal may still be there.

    """
    with problems():
        if with_backups:
            kept = folder / FOLDER
            copies = [*backups(kept).values()]
            for place in (folder, kept):
                copies += [path for pattern in _COPIES for path in place.glob(pattern)]
            for path in copies:
                path.unlink(missing_ok=True)
            for aside in (each for pattern in _ASIDE for each in folder.glob(pattern)):
                shutil.rmtree(aside)
            if kept.is_dir() and not any(kept.iterdir()):
                kept.rmdir()
        for name in reversed(_JOURNAL):
            (folder / name).unlink(missing_ok=True)
