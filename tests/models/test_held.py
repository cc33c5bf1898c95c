"""What a full file refuses is shown, copied, and written once there is room; in a real file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event

from models import tables
from models.database import FILE_NAME, Busy, Damaged, Full, check_whole, open_journal
from models.held import Held
from models.memory import as_file, in_memory
from models.rows import Change, Erase
from models.store import Store
from tests.conftest import Clock

TODAY = date(2026, 11, 22)
LONG = "x" * 15_000


def fill_up(store: Store) -> None:
    """Leave SQLite no page to grow into, as a full disk would."""
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def make_room(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


def note(text: str) -> tables.DayDraft:
    return tables.DayDraft(on_date=TODAY, note=text)


def mood(level: int) -> tables.MoodDraft:
    return tables.MoodDraft(on_date=TODAY, level=level)


def note_in(store: Store) -> str | None:
    day = store.days(TODAY, TODAY).get(TODAY)
    return day.note if day else None


@pytest.fixture
def full(store: Store) -> Held:
    held = Held(store)
    held.write(note("short"))
    fill_up(store)
    held.write(note(LONG))
    return held


def test_what_a_full_file_refuses_is_seen_but_not_in_the_file(full: Held) -> None:
    assert isinstance(full.problem, Full)
    assert note_in(full.seen) == LONG
    assert note_in(full.file) == "short"


def test_a_small_change_waits_behind_a_large_one_and_both_are_written_in_order(
    full: Held, store: Store
) -> None:
    full.write(mood(2))
    full.write(note("the last word"))
    full.write(mood(3))
    full.write(Erase(tables.Mood, (TODAY,)))
    make_room(store)
    full.write(mood(4))
    assert full.problem is None
    assert full.seen is full.file is store
    assert note_in(store) == "the last word"
    assert [row.level for row in store.moods(TODAY, TODAY)] == [4]


def test_of_a_note_that_is_typed_on_only_the_last_word_is_written(full: Held, store: Store) -> None:
    full.write(mood(2))
    for length in range(1, 200):
        full.write(note(LONG + "y" * length))
    make_room(store)
    written: list[str] = []
    event.listen(
        store.engine,
        "before_cursor_execute",
        lambda *args: written.append(args[2].split()[0]) if "INTO" in args[2] else None,
    )
    full.settle()
    assert written == ["INSERT", "INSERT"]
    assert note_in(store) == LONG + "y" * 199


def test_what_others_hang_on_is_written_before_them(full: Held, store: Store) -> None:
    own = tables.EffectDraft(key="own_1", name="Thirst", position=90)
    full.write(own)
    full.write(tables.AnswerDraft(on_date=TODAY, effect_key="own_1", level=2))
    full.write(own.model_copy(update={"name": "Very thirsty"}))
    make_room(store)
    full.settle()
    assert store.levels(TODAY, TODAY) == [(TODAY, "own_1", 2)]
    assert {effect.key: effect.name for effect in store.effects()}["own_1"] == "Very thirsty"


def test_a_write_tells_only_what_it_replaced_itself_not_what_had_waited(
    full: Held, store: Store
) -> None:
    make_room(store)
    change = full.write(mood(4))
    assert [table for table, _, _ in change.before] == [tables.Mood]
    store.undo(change)
    assert note_in(store) == LONG
    assert store.moods(TODAY, TODAY) == []


def test_nothing_is_written_twice(full: Held, store: Store) -> None:
    make_room(store)
    full.settle()
    before = note_in(store)
    store.write(note("later"))
    full.settle()
    assert full.write() == Change(())
    assert (before, note_in(store)) == (LONG, "later")


def test_settling_a_file_that_still_refuses_keeps_all_that_waits(full: Held) -> None:
    with pytest.raises(Full):
        full.settle()
    assert note_in(full.seen) == LONG


def test_a_file_that_cannot_even_be_read_holds_nothing(store: Store, tmp_path: Path) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    held = Held(store)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Busy):
            held.write(mood(2))
    assert held.problem is None
    assert held.seen is store


def test_a_file_held_by_a_reading_program_is_written_when_that_ends(
    store: Store, tmp_path: Path
) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    held = Held(store)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM mood").fetchall()
        held.write(mood(2))
        assert isinstance(held.problem, Busy)
        assert [row.level for row in held.seen.moods(TODAY, TODAY)] == [2]
    held.settle()
    assert [row.level for row in store.moods(TODAY, TODAY)] == [2]


@pytest.fixture
def opened_again(tmp_path: Path, clock: Clock) -> Iterator[list[Store]]:
    opened: list[Store] = []
    yield opened
    for each in opened:
        each.close()


def test_the_bytes_of_a_copy_in_memory_are_a_whole_journal(
    full: Held, tmp_path: Path, clock: Clock, opened_again: list[Store]
) -> None:
    path = tmp_path / "saved.db"
    path.write_bytes(as_file(in_memory(full.seen.engine)))
    with closing(sqlite3.connect(path)) as raw:
        check_whole(raw)
    opened_again.append(Store(open_journal(path), clock))
    assert note_in(opened_again[0]) == LONG


def test_a_damaged_journal_is_not_copied_as_a_whole_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    store.close()
    data = bytearray(path.read_bytes())
    data[8_192:8_200] = b"\xff" * 8  # the head of a page
    path.write_bytes(data)
    engine = create_engine(f"sqlite:///{path}")
    with pytest.raises(Damaged):
        in_memory(engine)
    engine.dispose()
