"""The journal that the screens see: its facts, and the one gate for changes and failures.

What a user can do is listed in `app.actions`; every action goes through `change` here. A
failed change leaves the journal and what was typed as they were, and says so in plain words.
What a full disk refuses is held in memory and shown, so that no notice waits for room.
"""

import functools
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import flet as ft

from app import day_on_screen, pinch, questions
from app.addresses import Trail
from app.daily_backup import DailyBackup
from app.facts import Facts, read_again, read_clinic, read_facts, show_day
from app.gate import Gate
from app.half_written import HalfWritten
from app.keeping import Kind
from app.message import Message
from app.outcome import DONE, Done, Outcome
from app.questions import Questions
from models import drafts as half_done
from models import lock, tables, uptime
from models.database import JournalProblem
from models.days import day_ends_at, day_of
from models.held import Held
from models.mood_path import new_notices
from models.rows import Change, Superseded, Write
from models.store import Store
from models.uptime import Uptime
from models.words import words

Deed = Callable[[], Change | None]
"""Changes something; gives what it changed, or None: look at everything again."""


@ft.observable
class Journal:
    """Observable: assigning a public attribute redraws what shows the journal.

    `save` makes a change durable where SQLite cannot (False: refused); `daily` makes the backups.
    """

    def __init__(  # noqa: PLR0913 each is a different side of the device
        self,
        store: Store,
        save: Callable[[], Awaitable[bool]],
        clock: Callable[[], datetime],
        daily: DailyBackup | None = None,
        kind: Kind = "kept",
        uptime: Callable[[], Uptime] = uptime.read,
    ) -> None:
        self._held = Held(store)
        self._save = save
        self._clock = clock
        self.uptime = uptime  # the device's own, which nobody sets
        self._daily = daily
        self._undo: Deed | None = None
        self._before_urgent: str | None = None
        self._is_closed = False
        self._looked_at = clock()
        today = day_of(self._looked_at)
        self.facts: Facts = read_facts(store, today, today)
        self.trail = Trail()  # where the user has been; nothing is redrawn for it
        self.message: Message | None = None
        self.kind = kind  # how surely the device keeps changes
        self.is_unsaved = False  # the device refused to keep the last change
        self.is_saving = False
        self.half_written = HalfWritten(drafts=half_done.read(self.facts.setup.settings))
        self.is_typing = False  # something in it is not written yet
        self.is_opening = True  # the first screen is on its way; what is below it waits
        self.is_backup_missing = False  # the last try at a backup failed
        self.pinch = pinch.running(self.half_written.drafts, clock())  # a nosebleed being timed
        self.is_locked = lock.read(self.facts.setup.settings) is not None
        self.left_at: datetime | None = None  # since when the app has not been in sight
        self.left_up = uptime()  # and by the device's own clock
        self.is_asking = False  # the device shows its own window for a file
        self.is_hushed = False  # the user has read how weak the storage is
        self.is_damaged = False  # a row is no longer what was written
        self.questions: Questions = ()  # texts of which two windows wrote one each
        self.start_again: Callable[[str], Awaitable[None]] | None = None  # after deleting all
        self.refresh()

    # The one gate

    async def change(self, *drafts: Write, said: str = "", can_undo: bool = False) -> Outcome:
        """Write drafts together, look at the moods, redraw, and make it durable.

        `said` is shown at the foot of the screen. Done once the change is in the journal:
        written, or held until the file takes it; whatever fails after that is told apart.
        """
        with self.gate("failure.not_written") as gate:
            self._look_once()
            was_refused = self.refused is not None
            done = await self._written(drafts)
            way_back = functools.partial(self._put_back, done) if can_undo else None
            if self.refused is not None:
                said, way_back = words("failure.held"), None
            is_let_go = was_refused and self.refused is None  # what was held is new, too
            return await self._finish(None if is_let_go else done, said, way_back)
        return gate.refused

    async def keep_aside(self, make: Callable[[dict[str, Any]], tables.Draft]) -> bool:
        """Write what is only half done: `make` gives it, from what the file has of it.

        Nothing is drawn anew, and no undo is over. Returns whether it is kept.
        """
        with self.gate("failure.not_written"):
            self._held.write(make(half_done.read(self.store.settings())))
            return await self._save()
        return False

    async def _written(self, drafts: tuple[Write, ...]) -> Change:
        """Write; where another window changed a text meanwhile, once the user chose one."""
        while True:
            try:
                return self._held.write(*drafts)
            except Superseded as found:
                self.refresh()
                self.questions, choice = questions.asked(self.questions, found)
                try:
                    chosen = await choice
                finally:
                    self.questions = questions.without(self.questions, choice)
                if isinstance(found.edit.wanted, tables.DayDraft):
                    self.half_written.settle(found.edit.wanted.on_date)
                edits = {id(found.edit): found.settled(chosen)}
                drafts = tuple(edits.get(id(each), each) for each in drafts)

    async def try_again(self) -> None:
        """Write what the file has refused, and make it durable."""
        if self.refused is not None:
            await self.change(said=words("failure.kept_now"))
        else:
            await self.save()

    async def attempt(
        self, action: Deed, said: str = "", *, way_back: Deed | None = None
    ) -> Outcome:
        """Run `action`, with its undo, on the file; a failure is a sentence and changes nothing."""
        with self.gate("failure.not_written") as gate:
            self._look_once()
            self._held.settle()
            return await self._finish(action(), said, way_back)
        return gate.refused

    async def _finish(self, done: Change | None, said: str, way_back: Deed | None) -> Done:
        with self.gate("failure.not_refreshed"):
            self._undo = way_back
            if said or (self.message and self.message.can_undo):  # the undo of before is over
                self.message = Message(said, way_back is not None) if said else None
            self._show(done)
            self.look_at_clock()  # a change may have moved the hour at which a day ends
        await self.save()
        return DONE

    def gate(self, sentence: str) -> Gate:
        """Whatever fails inside becomes a sentence on the screen; the app goes on."""
        return Gate(sentence, self.say)

    async def undo(self) -> None:
        """Take back the last change that offered it; once."""
        way_back, self._undo = self._undo, None
        if way_back is not None:
            await self.attempt(way_back, words("app.undone"))

    def _put_back(self, change: Change) -> Change:
        self._held.file.undo(change)
        return change

    async def save(self) -> None:
        """Make the last change durable, and say so only then; then see to today's backup."""
        self.is_saving, is_saved = True, False
        try:
            with self.gate("failure.unsaved"):
                is_saved = await self._save()
        finally:
            self.is_saving, self.is_unsaved = False, not is_saved
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
        """Let go of the file; no backup is made of it from now on."""
        self._daily, self._is_closed = None, True
        for question in self.questions:
            question.choice.cancel()
        self._held.file.close()

    @property
    def is_closed(self) -> bool:
        """Whether the file was let go."""
        return self._is_closed

    # What is shown

    def refresh(self) -> None:
        """Look at the clock again: after midnight, a flight, sleep, or a change elsewhere."""
        with self.gate("failure.not_refreshed"):
            was_today = self.facts.shown_on == self.facts.today
            today = self.today()
            shown_on = today if was_today else min(self.facts.shown_on, today)
            clinic = read_clinic(self.store) if self.facts.clinic is not None else None
            self.facts = replace(read_facts(self.store, today, shown_on), clinic=clinic)
            self._look_at_moods()

    def look_at_clock(self) -> None:
        """Turn the screen if the day has turned, or time alone has changed what must be shown."""
        self.look_around()

    def look_around(self) -> bool:
        """Look at the clock, and whether another window has written: give whether one has."""
        if day_on_screen.is_held():
            return False
        is_elsewhere = False
        with self.gate("failure.not_refreshed"):
            now, before = self._clock(), self._looked_at
            self._looked_at = now
            next_at = self.facts.mood_path.changes_next_at
            is_due = next_at is not None and now >= next_at
            is_elsewhere = self._held.file.is_changed_elsewhere()
            if self.today() != self.facts.today or is_due or now < before or is_elsewhere:
                self.refresh()
        return is_elsewhere

    def _look_once(self) -> None:
        if not day_on_screen.is_inside():
            self.look_at_clock()

    def seconds_to_turn(self) -> float:
        """How long the screen may stand as it is: to the day's end, or to a notice's next form."""
        now = self._clock()
        ends = day_ends_at(now, self.facts.setup.cutoff), self.facts.mood_path.changes_next_at
        return min((end - now).total_seconds() for end in ends if end is not None)

    def today(self) -> date:
        """The day it is for the user, by the clock, the zone and the cut-off."""
        return day_of(self._clock(), self.facts.setup.cutoff)

    def now(self) -> datetime:
        """The moment now, aware."""
        return self._clock()

    def show_today(self) -> None:
        """Turn Today to the day it is."""
        self.show_day(self.today())

    def show_day(self, on: date) -> None:
        """Turn Today to `on`; a day to come cannot be opened."""
        self.look_at_clock()
        shown_on = min(on, self.facts.today)
        with self.gate("failure.not_refreshed"):
            self.facts = show_day(self.store, self.facts, shown_on)

    def open_clinic(self) -> None:
        """Read what Visits shows, once; later changes keep it fresh."""
        if self.facts.clinic is None:
            with self.gate("failure.not_refreshed"):
                self.facts = replace(self.facts, clinic=read_clinic(self.store))

    @property
    def before_urgent(self) -> str | None:
        """Where level 3 came up; None while it does not fill the screen."""
        return self._before_urgent

    def stand_before(self, route: str | None) -> None:
        """Remember where level 3 came up; nothing is redrawn for it."""
        self._before_urgent = route

    @property
    def store(self) -> Store:
        """For questions about long spans (trends, reports); changes go through the gate."""
        return self._held.seen

    @property
    def file(self) -> Store:
        """What the device has, without what it refused: its folder, its backups."""
        return self._held.file

    @property
    def refused(self) -> JournalProblem | None:
        """Why the file takes no changes now; what it refused is held in memory."""
        return self._held.problem

    @property
    def is_kept(self) -> bool:
        """Whether the device has the last change for good."""
        return not (self.is_typing or self.is_saving or self.is_unsaved or self.refused)

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
        self.facts = read_again(self.store, self.facts, change)
        self._look_at_moods()

    def _look_at_moods(self) -> None:
        """Give the notices that the moods call for now; they are kept before they are shown."""
        drafts = new_notices(self.facts.mood_path, self._clock(), self.facts.today)
        if drafts:
            given = self._held.write(*drafts)
            self.facts = read_again(self.store, self.facts, given)


_Context: Any = ft.create_context(None)


def hand_down(journal: Journal, draw: Callable[[], Any]) -> Any:
    """What `draw` gives, with the journal for all below; each part that asks for it listens."""
    return _Context(journal, draw)


def use_journal() -> Journal:
    """The journal, inside a component below `hand_down`, which is drawn anew when it changes."""
    journal: Journal = ft.use_context(_Context)
    return journal
