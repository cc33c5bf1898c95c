"""Lock the app, open it, and the way back without the PIN. Get help is never behind the lock."""

import secrets
from dataclasses import replace
from datetime import timedelta
from enum import Enum
from typing import Final

from app import device
from app.gate import action
from app.journal import Journal
from app.outcome import DONE, Neither, Outcome, Refused
from models import lock
from models.lock import Lock
from models.words import words


class Opened(Neither, Enum):
    """The PIN was compared and is the right one."""

    OPENED = "opened"


OPENED: Final = Opened.OPENED


def held(journal: Journal) -> Lock | None:
    """The lock that is set; None while there is none."""
    return lock.read(journal.facts.setup.settings)


@action
async def set_pin(journal: Journal, pin: str, present: str = "") -> Outcome:
    """Set the lock; where there is one, `present` is its PIN, and a new one takes its place."""
    old = held(journal)
    if old is not None and isinstance(tried := await try_pin(journal, present), Refused):
        return tried
    kind, salt = device.PIN_KIND, secrets.token_bytes(16)
    work = lock.WORK[kind]
    try:
        digest = await device.stretched(pin, salt, kind, work)
    except (ValueError, OSError):
        journal.say(words("lock.cannot_here"))
        return Refused(words("lock.cannot_here"))
    minutes = old.minutes if old else Lock.minutes
    fresh = Lock(kind, salt.hex(), work, digest.hex(), minutes)
    return await journal.change(lock.draft(fresh), said=words("lock.set"))


@action
async def choose_minutes(journal: Journal, minutes: int) -> Outcome:
    """After how many minutes away the app is locked again."""
    if (kept := held(journal)) is None:
        return DONE
    return await journal.change(lock.draft(replace(kept, minutes=minutes)))


@action
async def try_pin(journal: Journal, pin: str) -> Opened | Refused:
    """Compare a PIN. Without a lock every PIN is right."""
    if (kept := held(journal)) is None:
        return OPENED
    present = lock.rebased(kept, journal.now(), journal.uptime())
    if lock.wait_left(present, journal.now(), journal.uptime()):
        return Refused(wait_sentence(journal, present))
    if not lock.is_good_pin(pin):
        return Refused(words("lock.digits"))
    counted = lock.after_wrong(present, journal.now(), journal.uptime())
    written = await journal.change(lock.draft(counted))
    if written is not DONE:
        return written
    try:
        salt = bytes.fromhex(kept.salt)
        digest = await device.stretched(pin, salt, kept.kind, kept.work)
    except (ValueError, OSError):
        return Refused(words("lock.cannot_here"))
    if not lock.matches(kept, digest):
        return Refused(wait_sentence(journal, counted))
    await journal.change(lock.draft(lock.after_right(counted)))
    return OPENED


def waiting(journal: Journal) -> str:
    """From when on a PIN may be tried, while one has to wait for that; else empty."""
    if (kept := held(journal)) is None:
        return ""
    present = lock.rebased(kept, journal.now(), journal.uptime())
    left = lock.wait_left(present, journal.now(), journal.uptime())
    return wait_sentence(journal, present) if left else ""


def wait_sentence(journal: Journal, present: Lock) -> str:
    """That the PIN was wrong, and from when on the next one may be tried."""
    left = lock.wait_left(present, journal.now(), journal.uptime())
    if not left:
        return words("lock.wrong") if present.wrong else ""
    until = journal.now() + left + timedelta(microseconds=999_999)  # never a second too early
    return words("lock.wait", at=f"{until:%H:%M:%S}")


@action
async def open_with(journal: Journal, pin: str) -> Opened | Refused:
    """Open the lock."""
    before = held(journal)
    tried = await try_pin(journal, pin)
    if tried is OPENED:
        journal.is_locked, journal.left_at = False, None
        journal.refresh()
        if before is not None and before.forgotten_at is not None:
            at = before.forgotten_at.astimezone(journal.now().tzinfo)
            journal.say(words("lock.was_asked", at=f"{at:%H:%M}", on=f"{at:%Y-%m-%d}"))
    return tried


@action
async def turn_off(journal: Journal, pin: str) -> Outcome:
    """Take the lock off with its PIN."""
    tried = await try_pin(journal, pin)
    if tried is not OPENED:
        return tried
    removed = await journal.change(*lock.removal(), said=words("lock.off"))
    if removed is DONE:
        journal.is_locked = False
    return removed


@action
async def ask_to_take_off(journal: Journal) -> Outcome:
    """The PIN is forgotten: after a day of waiting the lock can be taken off without it."""
    if (kept := held(journal)) is None:
        return DONE
    return await journal.change(lock.draft(lock.asked_off(kept, journal.now(), journal.uptime())))


@action
async def take_off_forgotten(journal: Journal) -> Outcome:
    """Take the lock off after the wait."""
    kept = held(journal)
    left = lock.forgotten_left(kept, journal.now(), journal.uptime()) if kept else None
    if left is None or left:
        return Refused(words("lock.not_yet"))
    removed = await journal.change(*lock.removal(), said=words("lock.off"))
    if removed is DONE:
        journal.is_locked, journal.left_at = False, None
        journal.refresh()
    return removed


@action
async def look_again(journal: Journal) -> Outcome:
    """Bring waits back to now if the clock was set back, so that none lasts for years."""
    kept = held(journal)
    present = lock.rebased(kept, journal.now(), journal.uptime()) if kept is not None else None
    if present is None or present == kept:
        return DONE
    return await journal.change(lock.draft(present))


def leave(journal: Journal) -> None:
    """The app went out of sight: covered, with a lock or without, and locked if that is due."""
    if journal.is_locked or journal.left_at is not None:
        return
    is_due = True  # until it is clear that it is not
    with journal.gate("failure.not_refreshed"):
        journal.left_up = journal.uptime()
        journal.left_at = journal.now()
        kept = held(journal)
        is_due = kept is not None and kept.minutes == 0 and not journal.is_asking
    if is_due:
        shut(journal)


def come_back(journal: Journal) -> None:
    """The app is in sight again: locked if it was away for long enough."""
    is_due = True  # as above
    with journal.gate("failure.not_refreshed"):
        is_due = _is_due(journal)
    if is_due:
        shut(journal)
    journal.left_at = None


def _is_due(journal: Journal) -> bool:
    kept = held(journal)
    if kept is None or journal.left_at is None or journal.is_locked:
        return False
    if journal.is_asking:  # choosing a file takes the app out of sight; a long pause still counts
        kept = replace(kept, minutes=max(kept.minutes, 5))
    return lock.is_due(kept, (journal.left_at, journal.left_up), journal.now(), journal.uptime())


def shut(journal: Journal) -> None:
    """Lock now. What the line at the foot said is private too."""
    journal.is_locked, journal.left_at = True, None
    journal.dismiss()
