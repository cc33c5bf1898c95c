"""The store against a plain dictionary, through writes, deletions, undos and a moving clock."""

import functools
import shutil
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import select

from models import records, tables
from models.database import FILE_NAME, JournalProblem, open_journal
from models.rows import Change, Erase, table_of
from models.store import Store
from tests.conftest import Clock

FIRST = date(2026, 10, 24)
DAYS = [FIRST + timedelta(days=n) for n in range(3)]
EFFECTS = ("dry_lips", "joint_pain")
MODELS = (tables.Answer, tables.Nosebleeds, tables.Mood, tables.Day, tables.RoutineTick)
ZONES = ("Europe/Dublin", "Pacific/Auckland", "America/Los_Angeles")

days = st.sampled_from(DAYS)
drafts = st.one_of(
    st.builds(tables.AnswerDraft, on_date=days, effect_key=st.sampled_from(EFFECTS),
              level=st.integers(0, 4), places=st.sampled_from(("", "knees", "hands hips")),
              stopped_me=st.booleans()),
    st.builds(tables.NosebleedsDraft, on_date=days, count=st.integers(0, 4),
              longest=st.sampled_from((None, "under_5")), is_heavy=st.booleans()),
    st.builds(tables.MoodDraft, on_date=days, level=st.none() | st.integers(1, 5),
              tags=st.sampled_from(("", "calm"))),
    st.builds(tables.DayDraft, on_date=days, note=st.text("ab ", max_size=3),
              is_dose_taken=st.none() | st.booleans(), is_nothing_new=st.booleans()),
    st.builds(tables.RoutineTickDraft, on_date=days, tip_key=st.just("lip_balm")),
)  # fmt: skip
UNKNOWN = tables.AnswerDraft(on_date=FIRST, effect_key="unknown", level=1)

Key = tuple[type[tables.Stamped], tuple[Any, ...]]


def key_of(draft: tables.Draft) -> Key:
    model = next(model for model in MODELS if issubclass(model, type(draft)))
    return model, tuple(getattr(draft, column.name) for column in table_of(model).primary_key)


keys = drafts.map(key_of)


_FOLDER = tempfile.TemporaryDirectory()  # removed when the tests end


@functools.cache
def empty_journal() -> Path:
    path = Path(_FOLDER.name) / FILE_NAME
    store = Store(open_journal(path), lambda: datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")))
    store.write(*(tables.EffectDraft(key=key) for key in EFFECTS))
    store.close()
    return path


class StoreAndDictionary(RuleBasedStateMachine):
    """Whatever is done, both say the same, nothing vanishes, and stamps only grow."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(empty_journal(), self.folder / FILE_NAME)
        self.clock = Clock(datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo(ZONES[0])))
        self.store = self._open()
        self.kept: dict[Key, tables.Draft] = {}
        self.undoable: list[tuple[Change, dict[Key, tables.Draft]]] = []
        self.rows: dict[Key, dict[str, Any]] = {}

    def _open(self) -> Store:
        store = Store(open_journal(self.folder / FILE_NAME), self.clock)
        with closing(store.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA synchronous = OFF")  # many writes; none must last
        return store

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(written=st.lists(drafts, min_size=1, max_size=3))
    def write(self, written: list[tables.Draft]) -> None:
        before = dict(self.kept)
        self.undoable.append((self.store.write(*written), before))
        self.kept.update({key_of(draft): draft for draft in written})

    @rule(key=keys)
    def erase(self, key: Key) -> None:
        before = dict(self.kept)
        self.undoable.append((self.store.write(Erase(*key)), before))
        self.kept.pop(key, None)

    @precondition(lambda self: self.undoable)
    @rule()
    def undo(self) -> None:
        change, before = self.undoable.pop()
        self.store.undo(change)
        self.kept = before

    @rule(written=drafts)
    def fail(self, written: tables.Draft) -> None:
        with pytest.raises(JournalProblem):
            self.store.write(written, UNKNOWN)

    @rule(hours=st.integers(-48, 48), zone=st.sampled_from(ZONES))
    def travel(self, hours: int, zone: str) -> None:
        self.clock.now = (self.clock.now + timedelta(hours=hours)).astimezone(ZoneInfo(zone))

    @rule()
    def start_again(self) -> None:
        self.store.close()
        self.store = self._open()

    @invariant()
    def both_hold_the_same_days(self) -> None:
        found = self.store.days(DAYS[0], DAYS[-1])
        said = {on: replace(day, written_on=None, mood_said_on=None) for on, day in found.items()}
        assert said == self._days()
        levels = {
            (draft.on_date, draft.effect_key, draft.level)
            for draft in self.kept.values()
            if isinstance(draft, tables.AnswerDraft)
        }
        assert {tuple(row) for row in self.store.levels(DAYS[0], DAYS[-1])} == levels

    @invariant()
    def no_row_vanishes_and_every_change_is_newer(self) -> None:
        now = self._rows()
        for key, before in self.rows.items():
            assert now[key] == before or now[key]["updated_at"] > before["updated_at"]
        self.rows = now

    def _rows(self) -> dict[Key, dict[str, Any]]:
        found = {}
        with self.store.engine.connect() as connection:
            for model in MODELS:
                columns = table_of(model).primary_key
                for row in connection.execute(select(table_of(model))).mappings():
                    found[model, tuple(row[column.name] for column in columns)] = dict(row)
        return found

    def _days(self) -> dict[date, records.Day]:
        expected: dict[date, records.Day] = {}
        for draft in self.kept.values():
            on: date = draft.on_date  # type: ignore[attr-defined]  # every draft here has one
            expected[on] = _with(expected.get(on, records.Day(on)), draft)
        return expected


def _with(day: records.Day, draft: Any) -> records.Day:
    match draft:
        case tables.AnswerDraft(effect_key=key):
            places = {key: tuple(draft.places.split())} if draft.places else {}
            stopped = {key} if draft.stopped_me else set()
            return replace(
                day, levels={**day.levels, key: draft.level}, places={**day.places, **places},
                stopped=day.stopped | stopped,
            )  # fmt: skip
        case tables.NosebleedsDraft():
            bleeds = records.Nosebleeds(draft.count, draft.longest, draft.is_heavy)
            return replace(day, nosebleeds=bleeds)
        case tables.MoodDraft():
            mood = records.Mood(draft.level, frozenset(draft.tags.split()), draft.stopped_me)
            return replace(day, mood=mood)
        case tables.DayDraft():
            return replace(
                day, is_nothing_new=draft.is_nothing_new, is_dose_taken=draft.is_dose_taken,
                dose_mg=draft.dose_mg, note=draft.note,
            )  # fmt: skip
        case _:
            return replace(day, ticks=day.ticks | {draft.tip_key})


TestStoreAndDictionary = StoreAndDictionary.TestCase
TestStoreAndDictionary.settings = settings(
    max_examples=8, stateful_step_count=12, deadline=None, derandomize=False
)


@pytest.mark.long
class TestStoreAndDictionaryManyTimes(StoreAndDictionary.TestCase):
    settings = settings(max_examples=400, stateful_step_count=60, deadline=None)
