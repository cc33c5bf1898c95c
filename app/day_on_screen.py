"""Which day a screen showed when it was tapped: a tap belongs to the day it is made on.

The clock is looked at before every change. If the day has turned under a screen that showed
today, the screen turns, and the tap is an answer of the new day, never a taking back.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, NamedTuple

from models.words import words


class OnScreen(NamedTuple):
    """The days that a screen was drawn with: the one that was today, and the one it showed."""

    today: date
    shown_on: date


_tapped: ContextVar[OnScreen | None] = ContextVar("tapped", default=None)
_is_elsewhere: ContextVar[bool] = ContextVar("is_elsewhere", default=False)
_is_held: ContextVar[bool] = ContextVar("is_held", default=False)


def _present(journal: Any) -> OnScreen:
    return OnScreen(journal.facts.today, journal.facts.shown_on)


@contextmanager
def tapped(journal: Any) -> Iterator[None]:
    """Look at the clock before the work inside, which can ask what the screen showed."""
    token = _tapped.set(_tapped.get() or _present(journal))
    elsewhere = _is_elsewhere.set(journal.look_around() or _is_elsewhere.get())
    try:
        yield
    finally:
        _is_elsewhere.reset(elsewhere)
        _tapped.reset(token)


def on_day(journal: Any, work: Callable[..., Awaitable[Any]], *values: Any) -> Callable[..., Any]:
    """A handler that awaits `work(journal, *values)` for the day that the screen is drawn for."""
    seen = _present(journal)

    async def handler(_: Any = None) -> None:
        has_written = journal.look_around()
        if seen.today != seen.shown_on > journal.facts.today:  # the day chosen is yet to come
            journal.say(words("today.day_ahead"))
            return
        token, elsewhere = _tapped.set(seen), _is_elsewhere.set(has_written)
        try:
            await work(journal, *values)
        finally:
            _is_elsewhere.reset(elsewhere)
            _tapped.reset(token)

    return handler


def seen_on(journal: Any) -> OnScreen:
    """The days on the screen that was tapped."""
    return _tapped.get() or _present(journal)


def is_old(journal: Any) -> bool:
    """Whether the screen that was tapped showed another day than the one that stands now."""
    return seen_on(journal).shown_on != _present(journal).shown_on


def is_again(journal: Any, is_chosen: bool) -> bool:
    """Whether a tap on what is chosen takes it back.

    On an old screen it is an answer instead, also where another window has written since.
    """
    return is_chosen and not is_old(journal) and not _is_elsewhere.get()


def is_inside() -> bool:
    """Whether an action runs, which has looked at the clock already."""
    return _tapped.get() is not None


@contextmanager
def held() -> Iterator[None]:
    """Inside, no look at the clock turns the screen: the user is in the middle of a word."""
    token = _is_held.set(True)
    try:
        yield
    finally:
        _is_held.reset(token)


def is_held() -> bool:
    """Whether the screen must stand still now."""
    return _is_held.get()
