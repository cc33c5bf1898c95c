"""Write the note of a day. It is written while it is typed, so that no pause and no lock loses it.

A written note is in the journal like any other answer; nothing of it is kept anywhere else.
"""

import asyncio
from datetime import date

from app.actions.day import write_note
from app.journal import Journal
from app.outcome import DONE

PAUSE_S = 0.5
"""For so long at most typed words are only on the screen."""


def note_of(journal: Journal, on: date) -> str:
    """The note of a day at hand, as its field has it."""
    typed = journal.half_written.notes.get(on)
    return journal.facts.day_on(on).note if typed is None else typed


def type_note(journal: Journal, on: date, text: str) -> None:
    """Take over what stands in the field; it is written soon, or on leaving."""
    half = journal.half_written
    half.notes[on] = text
    journal.is_typing = True
    if half.writing is None or half.writing.done():
        half.writing = asyncio.create_task(_keep_soon(journal))


async def _keep_soon(journal: Journal) -> None:
    refused: dict[date, str] = {}
    while journal.half_written.notes != refused:
        await asyncio.sleep(PAUSE_S)
        refused = await keep_notes(journal)


async def keep_notes(journal: Journal) -> dict[date, str]:
    """Write what was typed, now. Gives the notes that could not be written: they stay typed."""
    notes, refused = journal.half_written.notes, {}
    for on, text in list(notes.items()):
        if await write_note(journal, text, on) is not DONE:
            refused[on] = text
        elif notes.get(on) == text:
            del notes[on]
    journal.is_typing = bool(notes)
    return refused
