"""The app lock: a stretched PIN, growing delays after wrong ones, and the way back without it.

A lock keeps a curious look away; it encrypts nothing. It belongs to a device, so it never
travels in a copy, an export or a merge. No clock here: the moment now is handed in.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from models import tables
from models.rows import Erase
from models.uptime import Uptime

KEY = "lock"
"""The setting that holds the lock; there is none without it."""
MINUTES = (0, 1, 5, 15)
"""After how many minutes away the app is locked again."""
SHORTEST, LONGEST = 4, 12
FREE_TRIES = 4
DELAYS = tuple(timedelta(seconds=each) for each in (30, 60, 300, 900, 3600))
"""The wait after the fifth wrong PIN, the sixth, and so on; the last one from then on."""
FORGOTTEN_WAIT = timedelta(hours=24)
"""After this the lock can be taken off without the PIN, if nobody has used the PIN meanwhile."""
WORK = {"scrypt": 1 << 16, "pbkdf2": 600_000}
"""scrypt's N (with r = 8: 64 MB, about 0.2 s), PBKDF2's rounds of SHA-256 (OWASP, 2023)."""
_BLOCK, _BYTES = 8, 32


@dataclass(frozen=True)
class Lock:
    """A lock as it is kept. `salt` and `digest` are hexadecimal."""

    kind: str
    salt: str
    work: int
    digest: str
    minutes: int = 5
    wrong: int = 0  # PINs since the last right one
    wrong_at: datetime | None = None
    forgotten_at: datetime | None = None  # when it was asked for to be taken off
    wrong_up: Uptime | None = None  # the same two moments by the uptime of the device
    forgotten_up: Uptime | None = None


UNREADABLE = Lock(kind="unknown", salt="", work=0, digest="")
"""What stands for a lock of which nothing is known but that it is there."""


def read(settings: Mapping[str, Any]) -> Lock | None:
    """The lock among the settings; None if there is none.

    One that cannot be understood is a lock that no PIN opens; the way back without it does.
    """
    if settings.get(KEY) is None:
        return None
    try:
        values = dict(settings[KEY])
        for name in ("wrong_at", "forgotten_at"):
            values[name] = _moment(values.get(name))
        for name in ("wrong_up", "forgotten_up"):
            values[name] = _uptime(values.get(name))
        found = Lock(**values)
        bytes.fromhex(found.salt + found.digest)
    except (TypeError, ValueError):
        return UNREADABLE
    numbers = (found.work, found.minutes, found.wrong)
    return found if all(type(each) is int and each >= 0 for each in numbers) else UNREADABLE


def _moment(text: Any) -> datetime | None:
    """Raises TypeError or ValueError for what is no aware moment."""
    moment = datetime.fromisoformat(text) if text is not None else None
    if moment is not None and moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _uptime(pair: Any) -> Uptime | None:
    """Raises TypeError or ValueError for what is no uptime."""
    if pair is None:
        return None
    start, seconds = pair
    return Uptime(str(start), float(seconds))


def draft(lock: Lock) -> tables.SettingDraft:
    """The lock as the setting that keeps it."""
    moments = {"wrong_at": lock.wrong_at, "forgotten_at": lock.forgotten_at}
    texts = {name: at.isoformat() if at else None for name, at in moments.items()}
    return tables.SettingDraft(key=KEY, value=json.dumps(asdict(lock) | texts))


def removal() -> tuple[tables.Draft | Erase, ...]:
    """Take the lock off. What a deleted row said stays in the file, so it is written over first."""
    return tables.SettingDraft(key=KEY, value="null"), Erase(tables.Setting, (KEY,))


def is_good_pin(pin: str) -> bool:
    """Whether this can be a PIN: 4 to 12 digits."""
    return pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST


def stretched(pin: str, salt: bytes, kind: str, work: int) -> bytes:
    """The digest of a PIN by OpenSSL. Raises ValueError where `kind` cannot be worked out."""
    if kind == "scrypt":
        memory = 128 * _BLOCK * work + (1 << 20)
        return hashlib.scrypt(
            pin.encode(), salt=salt, n=work, r=_BLOCK, p=1, maxmem=memory, dklen=_BYTES
        )
    if kind == "pbkdf2":
        return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, work, _BYTES)
    raise ValueError(kind)


def matches(lock: Lock, digest: bytes) -> bool:
    """Whether a digest is that of the PIN, in the same time whatever it is."""
    return hmac.compare_digest(bytes.fromhex(lock.digest), digest)


def after_wrong(lock: Lock, now: datetime, up: Uptime) -> Lock:
    """One more PIN tried at `now`; kept before it is looked at, so that no kill forgets it."""
    return replace(lock, wrong=lock.wrong + 1, wrong_at=now, wrong_up=up)


def after_right(lock: Lock) -> Lock:
    """The PIN was right: the count starts anew, and a wish to take the lock off is void."""
    return replace(
        lock, wrong=0, wrong_at=None, wrong_up=None, forgotten_at=None, forgotten_up=None
    )


def asked_off(lock: Lock, now: datetime, up: Uptime) -> Lock:
    """The PIN is forgotten: the wait until the lock can be taken off without it begins."""
    return replace(lock, forgotten_at=now, forgotten_up=up)


def wait_left(lock: Lock, now: datetime, up: Uptime) -> timedelta:
    """How long until the next PIN may be tried; zero when it may."""
    if lock.wrong_at is None or lock.wrong <= FREE_TRIES:
        return timedelta(0)
    delay = DELAYS[min(lock.wrong - FREE_TRIES, len(DELAYS)) - 1]
    return max(delay - _gone(lock.wrong_at, lock.wrong_up, now, up), timedelta(0))


def forgotten_left(lock: Lock, now: datetime, up: Uptime) -> timedelta | None:
    """How long until the lock can be taken off without the PIN; None if nobody asked for that."""
    if lock.forgotten_at is None:
        return None
    gone = _gone(lock.forgotten_at, lock.forgotten_up, now, up)
    return max(FORGOTTEN_WAIT - gone, timedelta(0))


def _gone(since: datetime, since_up: Uptime | None, now: datetime, up: Uptime) -> timedelta:
    """How much time is gone: by the clock only if the device was started anew since."""
    if since_up is not None and since_up.start == up.start:
        return max(timedelta(seconds=up.seconds - since_up.seconds), timedelta(0))
    return max(now - since, timedelta(0))


def rebased(lock: Lock, now: datetime, up: Uptime) -> Lock:
    """Moments that lie after `now` moved to now: a clock set back must not lengthen a wait."""
    late: dict[str, Any] = {}
    for name in ("wrong", "forgotten"):
        at, since_up = getattr(lock, f"{name}_at"), getattr(lock, f"{name}_up")
        if at is not None and at > now:
            is_known = since_up is not None and since_up.start == up.start
            late |= {f"{name}_at": now, f"{name}_up": since_up if is_known else up}
    return replace(lock, **late) if late else lock


def is_due(lock: Lock, left: tuple[datetime, Uptime], now: datetime, up: Uptime) -> bool:
    """Whether so much time passed since the app was left that it is locked again.

    By either clock: whoever sets one back gains nothing.
    """
    left_at, left_up = left
    away = now - left_at
    if away < timedelta(0) or left_up.start != up.start:
        return True
    return max(away, timedelta(seconds=up.seconds - left_up.seconds)) >= timedelta(
        minutes=lock.minutes
    )
