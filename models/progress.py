"""How far long work has come, told to whoever shows it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Told: TypeAlias = Callable[[int, int], None]
"""Is told how much is done and how much there is in all, both in pages, rows or bytes."""

STEP = 256
"""How many rows are one step: telling of each would cost more than the work itself."""


def untold(_done: int, _all: int) -> None:
    """Tell nobody."""


def counted(items: Iterable[T], whole: int, told: Told) -> Iterator[T]:
    """Hand on `items`, of which there are about `whole`, and tell how many have passed."""
    done = 0
    for done, item in enumerate(items, start=1):
        yield item
        if done % STEP == 0:
            told(done, max(done, whole))
    told(done, done)
