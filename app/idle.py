"""An idle screen: it turns when its day ends, or when time alone changes what a notice shows."""

import asyncio
from collections.abc import Awaitable, Callable

from app.journal import Journal

SHORTEST_S, LONGEST_S = 1.0, 60.0
"""Bounds of a wait. A device that sleeps counts no time, and its clock may be put right: so the
clock is never left unseen for long."""


async def watch(journal: Journal, wait: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Look at the clock when it is time to, until the journal is closed."""
    while not journal.is_closed:
        left = LONGEST_S
        with journal.gate("failure.not_refreshed"):
            left = journal.seconds_to_turn()
        await wait(min(LONGEST_S, max(SHORTEST_S, left)))
        if not journal.is_closed and not journal.half_written.is_in_use(journal.now()):
            journal.look_at_clock()
