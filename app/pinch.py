"""A nosebleed being timed: moments, not a counter, so that no redraw or sleep can lose it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

HOLD = 10 * 60
"""Seconds to pinch without letting go; first aid says 10 to 15 minutes (nhs.uk, nosebleed)."""
DRAFT = "pinch"
"""The draft that keeps a running timer while the app is closed."""
LONGEST = timedelta(hours=3)
"""A timer that began longer ago was forgotten: nobody knows when that bleeding stopped."""


@dataclass(frozen=True)
class Pinch:
    """`began_at`: the first pinch. `held_from`: the pinch of now. Moments are aware."""

    began_at: datetime
    held_from: datetime

    def left(self, now: datetime) -> int:
        """Seconds still to hold, 0 when the time is up."""
        return max(0, HOLD - int((now - self.held_from).total_seconds()))

    def minutes(self, now: datetime) -> float:
        """Minutes since the first pinch."""
        return max(0.0, (now - self.began_at).total_seconds() / 60)

    def again(self, now: datetime) -> "Pinch":
        """Ten more minutes from now, of the same nosebleed."""
        return replace(self, held_from=now)


def running(drafts: Mapping[str, Any], now: datetime) -> Pinch | None:
    """The nosebleed that was being timed when the app ended; None if none was."""
    match drafts.get(DRAFT):
        case {"began_at": datetime() as began_at, "held_from": datetime() as held_from}:
            if None in (began_at.tzinfo, held_from.tzinfo) or now - began_at > LONGEST:
                return None
            return Pinch(min(began_at, now), min(held_from, now))
    return None
