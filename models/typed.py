"""What people type into a field, read as numbers and times. Pure; nothing is guessed."""

import re
from datetime import time

from models import lab

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ](\d{2}))?|(\d{2})(\d{2})")


def amount(typed: str, least: float, most: float) -> float | None:
    """A number from `least` to `most`, with a comma or a full stop; None for anything else."""
    read = lab.number(typed)
    if read is None or read[0]:
        return None
    value = float(read[1])
    return value if least <= value <= most else None


def whole(typed: str, least: int, most: int) -> int | None:
    """A whole number from `least` to `most`; None for anything else."""
    value = amount(typed, least, most)
    return int(value) if value is not None and value == int(value) else None


def clock(typed: str) -> time | None:
    """A time of day such as 9:30, 09.30, 0930 or 9; None for anything else."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def plain(value: float) -> str:
    """A number as it stands in a field to be changed: 60.5, 40."""
    return f"{value:g}"
