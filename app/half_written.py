"""What is typed and not written yet. It is in the journal before the next second."""

import asyncio
from dataclasses import dataclass, field
from datetime import date


@dataclass
class HalfWritten:
    """The notes of days as their fields have them, and the task that will write them."""

    notes: dict[date, str] = field(default_factory=dict)
    writing: asyncio.Task[None] | None = None
