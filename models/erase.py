"""Deletion: one answer and one day as changes that can be undone, and everything for good."""

from datetime import date
from pathlib import Path

from models import copy_names, tables
from models.copy_names import FOLDER
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

    What killed runs left behind goes in any case, and so do copies from before an upgrade. The
    journal must be closed. Backups go first, the journal last, so that an interruption leaves
    something to open and to delete again. Files of other names stay.

    Raises:
        JournalProblem: something could not be deleted; the journal may still be there.

    """
    with problems():
        kept = folder / FOLDER
        for path in copy_names.copies(folder):
            if with_backups or path.name.startswith("journal-before-"):
                path.unlink(missing_ok=True)
        copy_names.sweep(folder)
        if kept.is_dir() and not any(kept.iterdir()):
            kept.rmdir()
        for name in reversed(_JOURNAL):
            (folder / name).unlink(missing_ok=True)


def what_stays(folder: Path) -> tuple[Path, ...]:
    """The copies of a journal that are still in `folder`."""
    return tuple(copy_names.copies(folder))
