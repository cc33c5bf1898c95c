from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import tables
from models.backup import back_up, back_up_in_turn, backups, is_same
from models.database import JournalProblem
from models.store import Store
from models.whole import read_whole
from tests.models.exchange.journals import store_at, write_small_diary

TODAY = date(2026, 11, 22)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def add_note(store: Store, text: str) -> None:
    store.write(tables.DayDraft(on_date=TODAY, note=text))


def test_a_backup_opens_as_the_same_journal(store: Store, folder: Path, tmp_path: Path) -> None:
    made = back_up(store.engine, folder, TODAY)
    assert made == folder / "journal-2026-11-22.db"
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "journal.db").write_bytes(made.read_bytes())
    copy = store_at(tmp_path / "other")
    assert read_whole(copy.engine) == read_whole(store.engine)
    copy.close()


def test_there_is_at_most_one_backup_a_day_and_none_without_a_change(
    store: Store, folder: Path
) -> None:
    assert back_up(store.engine, folder, TODAY)
    add_note(store, "later")
    assert back_up(store.engine, folder, TODAY) is None
    assert back_up(store.engine, folder, TODAY + timedelta(days=1))
    assert back_up(store.engine, folder, TODAY + timedelta(days=2)) is None
    assert back_up(store.engine, folder, TODAY + timedelta(days=2), now=True)
    assert list(backups(folder)) == [TODAY + timedelta(days=number) for number in range(3)]


def test_old_backups_go_once_the_new_one_is_proven(store: Store, folder: Path) -> None:
    for number in range(10):
        add_note(store, f"day {number}")
        back_up(store.engine, folder, TODAY + timedelta(days=number))
    assert len(backups(folder)) == 8  # 23 November to 1 December, and 22 November for its week


def test_a_backup_that_fails_deletes_none_and_leaves_no_half_file(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    for number in range(7):
        add_note(store, f"day {number}")
        back_up(store.engine, folder, TODAY + timedelta(days=number))
    before = sorted(folder.iterdir())
    (folder / "journal-2026-12-20.db.part").mkdir()  # stands where the copy is written
    with pytest.raises(JournalProblem):
        back_up(store.engine, folder, date(2026, 12, 20), now=True)
    (folder / "journal-2026-12-20.db.part").rmdir()
    assert sorted(folder.iterdir()) == before


def test_a_folder_that_cannot_be_made_is_a_problem_and_no_crash(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(JournalProblem):
        back_up(store.engine, tmp_path / "a file" / "backups", TODAY)


def test_a_copy_is_compared_to_the_last_byte(store: Store, folder: Path, tmp_path: Path) -> None:
    made = back_up(store.engine, folder, TODAY)
    assert made
    assert is_same(tmp_path / "journal.db", made)
    whole = made.read_bytes()
    for place in (100, len(whole) // 2, len(whole) - 1):
        changed = bytearray(whole)
        changed[place] ^= 1
        made.write_bytes(changed)
        assert not is_same(tmp_path / "journal.db", made)
    made.write_bytes(whole[:-1])
    assert not is_same(tmp_path / "journal.db", made)


def test_an_unreadable_newest_backup_does_not_stop_the_next(store: Store, folder: Path) -> None:
    made = back_up(store.engine, folder, TODAY)
    assert made
    made.write_bytes(b"garbage")
    assert back_up(store.engine, folder, TODAY + timedelta(days=1))


def test_files_of_other_names_are_left_alone(store: Store, folder: Path) -> None:
    folder.mkdir()
    for name in ("journal-2026-13-40.db", "journal-mine.db", "photo.db", "journal-2020-01-01.db.x"):
        (folder / name).write_text("mine")
    back_up(store.engine, folder, TODAY)
    assert len(list(folder.iterdir())) == 5


def test_two_files_take_turns_where_files_cannot_be_renamed(store: Store, tmp_path: Path) -> None:
    files = (tmp_path / "copy-1.db", tmp_path / "copy-2.db")
    assert back_up_in_turn(store.engine, files, TODAY + timedelta(days=1)) == files[0]
    assert back_up_in_turn(store.engine, files, TODAY + timedelta(days=2)) is None
    add_note(store, "later")
    assert back_up_in_turn(store.engine, files, TODAY) is None  # once a day
    assert back_up_in_turn(store.engine, files, TODAY + timedelta(days=3)) == files[1]
    add_note(store, "still later")
    assert back_up_in_turn(store.engine, files, TODAY + timedelta(days=4)) == files[0]
    assert back_up_in_turn(store.engine, files, TODAY + timedelta(days=4), now=True) == files[1]
