"""What is typed and not saved yet. It is in the journal's file before the next second."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

GOES_ON = timedelta(minutes=2)
"""After so long without a key a note is begun anew, perhaps on another day."""


@dataclass
class HalfWritten:
    """The notes of days and the fields of forms as they stand, and the tasks that write them.

    `drafts`: the fields of forms that wait for their Save, by form and field. `changed`: the
    keys of those that the file does not have yet. `typed_at`: when a key was last typed into a
    note that was not left since.
    """

    notes: dict[date, str] = field(default_factory=dict)
    writing: asyncio.Task[None] | None = None
    drafts: dict[str, Any] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    keeping: asyncio.Task[None] | None = None
    typed_at: datetime | None = None
    seen_notes: dict[date, str] = field(default_factory=dict)  # as they were before the typing
    seen: dict[str, Any] = field(default_factory=dict)  # what forms were filled from, by form

    def settle(self, on: date) -> None:
        """The note of a day is chosen: what was typed is in it, or is not wanted."""
        self.notes.pop(on, None)
        self.seen_notes.pop(on, None)

    def is_in_use(self, now: datetime) -> bool:
        """Whether a note is being typed: the screen shall not turn in the middle of a word."""
        return self.typed_at is not None and timedelta() <= now - self.typed_at < GOES_ON
