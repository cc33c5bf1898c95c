"""The time since this device was started: it runs on alike while somebody sets the clock."""

import secrets
import time
from pathlib import Path
from typing import NamedTuple

_NAMES = ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC")
"""Clocks that also run while the device sleeps: on Linux and Android, on macOS and iOS."""
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Uptime(NamedTuple):
    """Seconds since a start of the device, which `start` tells from other starts.

    Where a device has no name for its starts, as in a browser, it stands for one of the app.
    """

    start: str
    seconds: float


def read() -> Uptime:
    """The uptime now."""
    return Uptime(_START, _seconds())


def _seconds() -> float:
    clock = next((getattr(time, name) for name in _NAMES if hasattr(time, name)), None)
    if clock is not None and hasattr(time, "clock_gettime"):
        try:
            return time.clock_gettime(clock)
        except OSError:
            pass
    return time.monotonic()


def _start() -> str:
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, ValueError):
        return secrets.token_hex(8)


_START = _start()
