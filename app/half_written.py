"""What is typed and not written yet. A note is in the journal before the next second."""

import asyncio
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass
class HalfWritten:
    """The notes of days as their fields have them, and the task that will write them.

    `drafts`: the fields of forms that wait for their Save, by form and field.
    """

    notes: dict[date, str] = field(default_factory=dict)
    writing: asyncio.Task[None] | None = None
    drafts: dict[str, Any] = field(default_factory=dict)
