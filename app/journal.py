"""The journal that the screens see: its facts, and the one gate for changes and failures.

What a user can do is listed in `app.actions`; every action goes through `change` here. A
failed change leaves the journal and what was typed as they were, and says so in plain words.
"""

import functools
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import flet as ft
from pydantic import ValidationError

from app.daily_backup import DailyBackup
from app.facts import Facts, read_again, read_clinic, read_facts, show_day
from app.pinch import Pinch
from app.sentences import sentence_for, sentence_of, trail
from models import lock, tables
from models.database import JournalProblem
from models.days import day_of
from models.mood_path import new_notices
from models.rows import Change, Erase
from models.store import Store
from models.words import words

log = logging.getLogger(__name__)

WayBack = Callable[[], Change | None]
"""Takes a change back; gives what that changed, or None: look at everything again."""


@dataclass(frozen=True)
class Message:
    """A short line at the foot of the screen; `can_undo` adds the button."""

    text: str
    can_undo: bool = False


@ft.observable
class Journal:
    """Observable: assigning a public attribute redraws the parts that show it.

    `save` makes the last change durable where SQLite alone cannot (a browser that keeps
    files in memory); it returns False when the device refused. `daily` makes the backups.
    """

    def __init__(
        self,
        store: Store,
        save: Callable[[], Awaitable[bool]],
        clock: Callable[[], datetime],
        daily: DailyBackup | None = None,
    ) -> None:
        self._store = store
        self._save = save
        self._clock = clock
        self._daily = daily
        self._undo: WayBack | None = None
        self._came_from = "/"
        today = day_of(clock())
        self.facts: Facts = read_facts(store, today, today)
        self.message: Message | None = None
        self.is_unsaved = False  # the device refused to keep the last change
        self.is_saving = False
        self.is_backup_missing = False  # the last try at a backup failed
        self.pinch: Pinch | None = None  # a nosebleed being timed
        self.is_locked = lock.read(self.facts.setup.settings) is not None
        self.left_at: datetime | None = None  # since when the app has not been in sight
        self.is_asking = False  # the device shows its own window for a file
        self.start_again: Callable[[str], Awaitable[None]] | None = None  # after deleting all
        self.refresh()

    # The one gate

    async def change(
        self, *drafts: tables.Draft | Erase, said: str = "", can_undo: bool = False
    ) -> bool:
        """Write drafts together, look at the moods, redraw, and make it durable.

        `said` is shown at the foot of the screen. Returns whether the change was written.
        """
        return await self.attempt(lambda: self._store.write(*drafts), said, can_undo)

    async def attempt(
        self,
        action: Callable[[], Change | None],
        said: str = "",
        can_undo: bool = False,
        *,
        way_back: WayBack | None = None,
    ) -> bool:
        """Run `action` on the store; any failure becomes a sentence and changes nothing.

        An action that gives None may have changed anything; its undo is `way_back`.
        """
        with self.gate("failure.not_written"):
            done = action()
            if done is not None and can_undo:
                way_back = functools.partial(self._put_back, done)
            self._undo = way_back
            if said:
                self.message = Message(said, way_back is not None)
            with self.gate("failure.not_refreshed"):
                self._show(done)
            await self.save()
            return True
        return False

    @contextmanager
    def gate(self, sentence: str) -> Iterator[None]:
        """Whatever fails inside becomes a sentence on the screen; the app goes on."""
        try:
            yield
        except ValidationError as error:
            self.message = Message(sentence_for(error))
        except JournalProblem as error:
            log.warning("refused: %s", type(error).__name__)
            self.message = Message(sentence_of(error, sentence))
        except Exception as error:  # noqa: BLE001 the gate: Flet ends the app on any other way out
            log.error("failed: %s", trail(error))
            self.message = Message(words(sentence))

    async def undo(self) -> None:
        """Take back the last change that offered it; once."""
        way_back, self._undo = self._undo, None
        if way_back is not None:
            await self.attempt(way_back, words("app.undone"))

    def _put_back(self, change: Change) -> Change:
        self._store.undo(change)
        return change

    async def save(self) -> None:
        """Make the last change durable, and say so only then; then see to today's backup."""
        self.is_saving = True
        self.is_unsaved = not await self._save()
        self.is_saving = False
        self.keep_backup()

    def keep_backup(self, *, now: bool = False, is_changed: bool = True) -> None:
        """Make the backup that is due, if one is; `now`: also shortly after a failure."""
        setup = self.facts.setup
        if self._daily is not None and setup.is_welcomed and not setup.is_sample:
            with self.gate("failure.not_refreshed"):
                self.is_backup_missing = not self._daily.keep(
                    self.facts.today, self._clock(), now=now, is_changed=is_changed
                )

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # What is shown

    def refresh(self) -> None:
        """Look at the clock again: after midnight, a flight, sleep, or a change elsewhere."""
        with self.gate("failure.not_refreshed"):
            was_today = self.facts.shown_on == self.facts.today
            today = self.today()
            shown_on = today if was_today else min(self.facts.shown_on, today)
            facts = read_facts(self._store, today, shown_on)
            if self.facts.clinic is not None:
                facts = replace(facts, clinic=read_clinic(self._store))
            self.facts = facts
            self._look_at_moods()

    def today(self) -> date:
        """The day it is for the user, by the clock, the zone and the cut-off."""
        return day_of(self._clock(), self.facts.setup.cutoff)

    def now(self) -> datetime:
        """The moment now, aware."""
        return self._clock()

    def show_day(self, on: date) -> None:
        """Turn Today to `on`; a day to come cannot be opened."""
        shown_on = min(on, self.facts.today)
        with self.gate("failure.not_refreshed"):
            self.facts = show_day(self._store, self.facts, shown_on)

    def open_clinic(self) -> None:
        """Read what Visits shows, once; later changes keep it fresh."""
        if self.facts.clinic is None:
            with self.gate("failure.not_refreshed"):
                self.facts = replace(self.facts, clinic=read_clinic(self._store))

    @property
    def came_from(self) -> str:
        """The tab that was open last: where Get help leads back to."""
        return self._came_from

    def stand_on(self, tab: str) -> None:
        """Remember the tab that is open; nothing is redrawn for it."""
        self._came_from = tab

    @property
    def store(self) -> Store:
        """For questions about long spans (trends, reports); changes go through the gate."""
        return self._store

    def say(self, text: str) -> None:
        """Show one line at the foot of the screen."""
        self.message = Message(text)

    def dismiss(self) -> None:
        """Take the line at the foot of the screen away."""
        self.message = None

    def _show(self, change: Change | None) -> None:
        if change is None:
            self.refresh()
            return
        self.facts = read_again(self._store, self.facts, change)
        self._look_at_moods()

    def _look_at_moods(self) -> None:
        """Give the notices that the moods call for now; they are kept before they are shown."""
        drafts = new_notices(self.facts.mood_path, self._clock(), self.facts.today)
        if drafts:
            self.facts = read_again(self._store, self.facts, self._store.write(*drafts))


def action(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """What a user can do: an async function of the journal that runs inside its gate.

    The result is falsy when it failed.
    """

    @functools.wraps(work)
    async def gated(journal: "Journal", *args: Any, **values: Any) -> Any:
        with journal.gate("failure.not_written"):
            return await work(journal, *args, **values)

    return gated


JournalContext: Any = ft.create_context(None)
"""Hands the journal to the screens; the parts below them are given values."""


def use_journal() -> Journal:
    """The journal, inside a component: it is drawn again when the journal changes."""
    journal: Journal = ft.use_context(JournalContext)
    return journal
