"""Keep what is typed in a form in the journal's file until it is saved or dismissed.

It belongs to this device: it is in no export, copy, merge or report (models.settings).
"""

import asyncio
from typing import Any

from app.actions import note
from app.journal import Journal
from models import drafts


def put(journal: Journal, key: str, value: Any, first: Any = None) -> None:
    """Take over what stands in a field; `key` begins with the name of its form.

    What is again as it was at `first` is no draft.
    """
    half = journal.half_written
    if value == first:
        half.drafts.pop(key, None)
    else:
        half.drafts[key] = value
    half.changed.add(key)
    if half.keeping is None or half.keeping.done():
        half.keeping = asyncio.create_task(_keep_soon(journal))


async def _keep_soon(journal: Journal) -> None:
    await asyncio.sleep(note.PAUSE_S)
    await keep(journal)


def forget(journal: Journal, form: str) -> None:
    """The form was saved or dismissed: nothing of it is kept, from now on."""
    half = journal.half_written
    for key in [key for key in half.drafts if key.startswith(form)]:
        del half.drafts[key]
        half.changed.add(key)
    if half.changed:
        half.keeping = asyncio.create_task(keep(journal))


async def keep(journal: Journal) -> None:
    """Write what was typed, now; what the file refuses stays typed, and is tried again later."""
    half = journal.half_written
    changed, half.changed = half.changed, set()
    if changed and not await journal.keep_aside(lambda kept: _joined(journal, kept, changed)):
        half.changed |= changed


def _joined(journal: Journal, kept: dict[str, Any], changed: set[str]) -> Any:
    """The drafts of the file, which another window may have written, with those of this one."""
    mine = journal.half_written.drafts
    others = {key: value for key, value in kept.items() if key not in changed}
    return drafts.draft(others | {key: mine[key] for key in changed if key in mine})


async def keep_all(journal: Journal) -> None:
    """Write everything that is typed, now: the app may end at any moment."""
    await note.keep_notes(journal)
    await keep(journal)
