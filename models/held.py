"""Changes that the journal's file refuses: held in memory, shown all the same, never dropped."""

from dataclasses import replace
from typing import Any

from models import tables
from models.database import Busy, Exhausted, Full, JournalProblem, ReadOnly
from models.memory import in_memory
from models.rows import Change, Edit, Erase, Write
from models.store import Store

_REFUSALS = (Full, ReadOnly, Busy, Exhausted)
"""What passes when room is made or another program ends: the same change then goes through."""


_Place = tuple[type[tables.Stamped], tuple[Any, ...]]
"""A row: its table and its key."""


class Held:
    """A journal that goes on when its file takes no more changes.

    The first refused change makes a copy of the journal in memory, which takes the place of the
    file for all reading. With every later change the file is asked again, for all of them
    together; once it takes them, the copy is let go. `problem` says why the file refuses, and
    is None while nothing is held.
    """

    def __init__(self, file: Store) -> None:
        self.file = file
        self.problem: JournalProblem | None = None
        self._copy: Store | None = None
        self._waiting: list[tuple[_Place, Write]] = []

    @property
    def seen(self) -> Store:
        """The journal with the changes that are held."""
        return self._copy or self.file

    def write(self, *changes: Write) -> Change:
        """Write to the file all that is held, then `changes`; hold them if it refuses.

        Gives what `changes` alone replaced.

        Raises:
            JournalProblem: nothing was written, and nothing more is held.

        """
        try:
            done = self.file.write(*self._changes, *changes)
        except _REFUSALS as problem:
            return self._hold(problem, changes)
        waited = len(self._waiting)
        self._let_go()
        return Change(done.before[waited:], done.after[waited:])

    def _hold(self, problem: JournalProblem, changes: tuple[Write, ...]) -> Change:
        try:
            copy = self._copy or Store(in_memory(self.file.engine), self.file.clock)
            done = copy.write(*changes)
        except JournalProblem:
            raise problem from None  # the file cannot even be read
        self._copy, self.problem = copy, problem
        for change, (table, key, _) in zip(changes, done.before, strict=True):
            self._wait((table, key), change)
        return done

    def _wait(self, place: _Place, change: Write) -> None:
        """Put `change` last, or where the one stands that it replaces: a note may be typed on."""
        if isinstance(change, Edit):  # nobody can be asked when the file takes it
            change = replace(change, is_joining=True)
        same = [number for number, (other, _) in enumerate(self._waiting) if other == place]
        last = self._waiting[same[-1]][1] if same else None
        if isinstance(last, Edit) and isinstance(change, Edit) and last.columns == change.columns:
            change = replace(change, seen=last.seen)
        elif last is None or {Erase, Edit} & {type(last), type(change)}:
            self._waiting.append((place, change))
            return
        self._waiting[same[-1]] = (place, change)

    @property
    def _changes(self) -> list[Write]:
        return [change for _, change in self._waiting]

    def settle(self) -> None:
        """Write what is held, before the file is used in another way than by `write`.

        Raises:
            JournalProblem: the file still refuses; all is held as before.

        """
        if self.problem is not None:
            self.file.write(*self._changes)
            self._let_go()

    def _let_go(self) -> None:
        if self._copy is not None:
            self._copy.close()
        self._copy, self.problem, self._waiting = None, None, []
