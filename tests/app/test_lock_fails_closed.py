"""Whatever fails at whatever step: without the right PIN the lock stays, closed and as it was."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest

from app import device
from app.actions import lock as door
from app.actions import setup
from app.journal import Journal
from app.outcome import Refused
from models import lock
from models.database import Busy, Damaged, Full, JournalProblem, NotAJournal, ReadOnly
from models.held import Held
from models.lock import Lock
from models.store import Store
from tests.conftest import Clock

pytestmark = [pytest.mark.anyio, pytest.mark.programs]
PIN, OTHER = "246810", "135790"
FAILURES: tuple[BaseException, ...] = (
    Exception(), ArithmeticError(), AssertionError(), AttributeError(), BufferError(), EOFError(),
    ImportError(), IndexError(), KeyError("x"), LookupError(), MemoryError(), NameError(),
    NotImplementedError(), OSError(24, "x"), OverflowError(), PermissionError(), RecursionError(),
    ReferenceError(), RuntimeError(), StopAsyncIteration(), SystemError(), TimeoutError(),
    TypeError(), UnicodeError(), ValueError(), asyncio.InvalidStateError(), JournalProblem("x"),
    Busy("x"), Damaged("x"), Full("x"), NotAJournal("x"), ReadOnly("x"), asyncio.CancelledError(),
    KeyboardInterrupt(), SystemExit(), GeneratorExit(),
)  # fmt: skip
SOME = FAILURES[::6]
STEPS = (
    (device, "stretched"), (lock, "matches"), (lock, "after_wrong"), (lock, "rebased"),
    (lock, "wait_left"), (lock, "is_good_pin"), (lock, "draft"), (lock, "after_right"),
    (lock, "removal"), (lock, "forgotten_left"), (lock, "asked_off"), (lock, "read"),
    (secrets, "token_bytes"), (Held, "write"), (Journal, "now"), (Journal, "refresh"),
    (Journal, "save"), (Journal, "say"), (Journal, "today"),
)  # fmt: skip

Deed = Callable[[Journal], Awaitable[object]]
WRONG: dict[str, Deed] = {
    "open": lambda journal: door.open_with(journal, OTHER),
    "change": lambda journal: door.set_pin(journal, "1357", OTHER),
    "set": lambda journal: door.set_pin(journal, "1357"),
    "turn off": lambda journal: door.turn_off(journal, OTHER),
    "take off too early": door.take_off_forgotten,
    "look again": door.look_again,
    "minutes": lambda journal: door.choose_minutes(journal, 15),
    "ask": door.ask_to_take_off,
}
"""What may be done without the PIN: none of it opens, changes or removes the lock."""
RIGHT: dict[str, Deed] = {
    "open": lambda journal: door.open_with(journal, PIN),
    "change": lambda journal: door.set_pin(journal, "1357", PIN),
    "turn off": lambda journal: door.turn_off(journal, PIN),
}


@contextmanager
def failing(place: Any, name: str, error: BaseException, at: int) -> Iterator[None]:
    """Let the `at`-th call of a step fail."""
    usual, calls = getattr(place, name), 0

    def fails(*args: Any, **values: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at:
            raise error
        return usual(*args, **values)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(place, name, fails)
        yield


@pytest.fixture
async def locked(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal with a lock, closed."""
    monkeypatch.setitem(lock.WORK, "scrypt", 1 << 4)
    await setup.choose(journal, is_welcomed=True)
    await door.set_pin(journal, PIN)
    journal.is_locked = True
    return journal


def kept(store: Store) -> Lock | None:
    return lock.read(store.settings())


def begin_again(journal: Journal, store: Store, first: Lock) -> None:
    store.write(lock.draft(first))
    journal.refresh()
    journal.is_locked, journal.left_at = True, None


async def tried(journal: Journal, deed: Deed) -> object:
    """What a deed gives; None if it was broken off."""
    with suppress(asyncio.CancelledError, KeyboardInterrupt, SystemExit, GeneratorExit, Exception):
        return await deed(journal)
    return None


@pytest.mark.parametrize("name", WRONG)
async def test_without_the_pin_nothing_opens_changes_or_removes_the_lock(
    locked: Journal, store: Store, name: str
) -> None:
    first = kept(store)
    assert first is not None
    number = 0
    for place, step in STEPS:
        for error, at in (*((each, 1) for each in FAILURES), *((each, 2) for each in SOME)):
            begin_again(locked, store, first)
            with failing(place, step, error, at):
                await tried(locked, WRONG[name])
            number += 1
            after = kept(store)
            assert after is not None, (step, error)
            same = (after.salt, after.digest) == (first.salt, first.digest)
            assert same, (step, error)
            assert locked.is_locked, (step, error)
    assert number > len(FAILURES) * len(STEPS)


@pytest.mark.parametrize("name", RIGHT)
async def test_a_right_pin_that_meets_a_failure_leaves_the_old_lock_or_does_what_was_asked(
    locked: Journal, store: Store, name: str
) -> None:
    first = kept(store)
    assert first is not None
    for place, step in STEPS:
        for error in FAILURES:
            begin_again(locked, store, first)
            with failing(place, step, error, 1):
                came = await tried(locked, RIGHT[name])
            after = kept(store)
            if isinstance(came, Refused) and step != "refresh":
                assert after is not None, (step, error)
                assert after.digest == first.digest, (step, error)
                assert locked.is_locked, (step, error)
            if name == "open":
                assert after is not None
                assert after.digest == first.digest


@pytest.mark.parametrize("step", [(lock, "is_due"), (lock, "read"), (Journal, "now")])
@pytest.mark.parametrize("error", [each for each in FAILURES if isinstance(each, Exception)])
async def test_a_failure_on_leaving_and_coming_back_closes_the_lock(
    locked: Journal, clock: Clock, step: tuple[Any, str], error: Exception
) -> None:
    assert await door.open_with(locked, PIN) is door.OPENED
    door.leave(locked)
    clock.move(minutes=1)
    with failing(*step, error, 1):
        door.come_back(locked)
    assert locked.is_locked


async def test_a_lock_that_no_longer_can_be_read_stays_closed(
    locked: Journal, store: Store
) -> None:
    begin_again(locked, store, replace(lock.UNREADABLE))
    assert isinstance(await door.open_with(locked, PIN), Refused)
    assert isinstance(await door.turn_off(locked, PIN), Refused)
    assert locked.is_locked
