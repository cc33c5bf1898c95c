"""Write the note of a day. It is written while it is typed, so that no pause and no lock loses it.

A written note is in the journal like any other answer; nothing of it is kept anywhere else.
"""

import asyncio
from datetime import date

from app import day_on_screen, questions
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
    half, was_on, seen = journal.half_written, on, note_of(journal, on)
    if not half.is_in_use(journal.now()):  # typing begins: on which day?
        on, text = _of_now(journal, on, text)
    half.typed_at = journal.now()
    half.seen_notes.setdefault(on, seen if on == was_on else note_of(journal, on))
    half.notes[on] = text
    if journal.questions:
        journal.questions = questions.typed_on(journal.questions, on, text)
    journal.is_typing = True
    if half.writing is None or half.writing.done():
        half.writing = asyncio.create_task(_keep_soon(journal))


def _of_now(journal: Journal, on: date, text: str) -> tuple[date, str]:
    """The day and the note that are meant by `text` in the field of `on`.

    What is added to yesterday's words on a screen that showed yesterday as today is a note of
    today; a change inside them stays with them.
    """
    was_today, before = on == journal.facts.today, note_of(journal, on)
    journal.look_at_clock()
    present = journal.facts.shown_on
    if not was_today or present == on or not text.startswith(before):
        return on, text
    joined = (note_of(journal, present), text.removeprefix(before).lstrip())
    return present, "\n".join(filter(None, joined))


def leave_note(journal: Journal) -> None:
    """The field was left: what is typed next begins anew."""
    journal.half_written.typed_at = None


async def _keep_soon(journal: Journal) -> None:
    refused: dict[date, str] = {}
    while journal.half_written.notes != refused:
        await asyncio.sleep(PAUSE_S)
        refused = await keep_notes(journal)


async def keep_notes(journal: Journal) -> dict[date, str]:
    """Write what was typed, now. Gives the notes that could not be written: they stay typed."""
    half, refused = journal.half_written, {}
    notes = half.notes
    for on, text in list(notes.items()):
        with day_on_screen.held():
            outcome = await write_note(journal, text, on, half.seen_notes.get(on))
        if outcome is not DONE:
            refused[on] = text
        elif notes.get(on) == text:
            del notes[on]
            half.seen_notes.pop(on, None)
        elif journal.facts.day_on(on).note == text:  # typed on meanwhile
            half.seen_notes[on] = text
    journal.is_typing = bool(notes)
    return refused
