"""A journal that is gone, empty or cut to nothing is never begun anew beside its copies."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import tables
from models.backup import back_up, back_up_in_turn, backups, dated_backups, keep_aside
from models.copy_facts import read_facts
from models.copy_list import copies_at, good_copies
from models.database import FILE_NAME, Damaged, Emptied, open_journal
from models.migrations import APPLICATION_ID, VERSION
from models.store import Store
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = date(2026, 11, 22)
IN_TURN = ("backup-1.db", "backup-2.db", "backup-3.db")


def fill(store: Store, days: int, last: date = TODAY) -> None:
    moods = (tables.MoodDraft(on_date=last - timedelta(days=n), level=3) for n in range(days))
    store.write(*moods)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    fill(found, 60)
    yield found
    found.close()


def gone(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def without_tables(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("VACUUM")


def only_marked(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {VERSION}")


Damage = Callable[[Path], None]
EMPTY = [gone, emptied, without_tables, only_marked]


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("damage", EMPTY)
@pytest.mark.parametrize("in_browser", [False, True])
def test_beside_copies_nothing_is_begun(
    store: Store, tmp_path: Path, damage: Damage, in_browser: bool
) -> None:
    if in_browser:
        back_up_in_turn(store.engine, [tmp_path / name for name in IN_TURN], TODAY)
    else:
        back_up(store.engine, tmp_path / "backups", TODAY)
    store.close()
    damage(tmp_path / FILE_NAME)
    before = state(tmp_path)
    with pytest.raises(Emptied):
        open_journal(tmp_path / FILE_NAME, in_browser=in_browser)
    assert state(tmp_path) == before


@pytest.mark.parametrize("damage", EMPTY[:3])
def test_without_copies_a_new_journal_begins(tmp_path: Path, damage: Damage) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"")
    damage(tmp_path / FILE_NAME)
    open_journal(tmp_path / FILE_NAME).dispose()


def test_a_journal_that_has_lost_its_tables_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"")
    only_marked(tmp_path / FILE_NAME)
    with pytest.raises(Damaged):
        open_journal(tmp_path / FILE_NAME)


@pytest.mark.parametrize("version", [0, 1])
def test_a_journal_whose_version_was_flipped_is_damaged_and_untouched(
    store: Store, tmp_path: Path, version: int
) -> None:
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
        raw.execute(f"PRAGMA user_version = {version}")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(Damaged):
        open_journal(tmp_path / FILE_NAME)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_table_that_is_gone_is_damage(store: Store, tmp_path: Path) -> None:
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
        raw.execute("DROP TABLE weight")
    with pytest.raises(Damaged):
        open_journal(tmp_path / FILE_NAME)


def test_a_journal_that_is_wanted_begins_and_is_backed_up_beside_the_fuller_one(
    store: Store, tmp_path: Path
) -> None:
    full = back_up(store.engine, tmp_path / "backups", TODAY)
    assert full is not None
    before = full.read_bytes()
    store.close()
    (tmp_path / FILE_NAME).unlink()
    open_journal(tmp_path / FILE_NAME, is_new=True).dispose()
    new = store_at(tmp_path)
    for number in range(90):
        fill(new, 1, TODAY + timedelta(days=number))
        made = back_up(new.engine, tmp_path / "backups", TODAY + timedelta(days=number), now=True)
        assert made is not None
        assert (number == 0) is (made.name == "journal-2026-11-22-2.db")
        if number < 58:
            assert full.read_bytes() == before  # until the new journal holds as much
    assert not full.exists()
    assert len(dated_backups(tmp_path / "backups")) <= 17
    new.close()


def test_a_backup_of_the_day_is_made_after_everything_was_deleted(
    store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    back_up(store.engine, folder, TODAY)
    store.close()
    (tmp_path / FILE_NAME).unlink()
    open_journal(tmp_path / FILE_NAME, is_new=True).dispose()
    new = store_at(tmp_path)
    fill(new, 1)
    assert back_up(new.engine, folder, TODAY) == folder / "journal-2026-11-22-2.db"
    fill(new, 2)
    assert back_up(new.engine, folder, TODAY) is None  # one a day
    assert back_up(new.engine, folder, TODAY, now=True) == folder / "journal-2026-11-22-2.db"
    assert backups(folder)[TODAY] == folder / "journal-2026-11-22-2.db"
    new.close()


def days_of(files: list[Path]) -> list[int | None]:
    return [facts.days if (facts := read_facts(path)) else None for path in files]


def test_files_in_turn_keep_the_fuller_journals(store: Store, tmp_path: Path) -> None:
    files = [tmp_path / name for name in IN_TURN]
    for number in range(2):
        fill(store, 1, TODAY + timedelta(days=number + 1))
        back_up_in_turn(store.engine, files, TODAY + timedelta(days=number + 1))
    assert days_of(files) == [61, 62, None]
    store.close()
    (tmp_path / FILE_NAME).unlink()
    open_journal(tmp_path / FILE_NAME, in_browser=True, is_new=True).dispose()
    new = store_at(tmp_path)
    for number in range(3, 8):
        fill(new, 1, TODAY + timedelta(days=number))
        assert back_up_in_turn(new.engine, files, TODAY + timedelta(days=number)) == files[2]
    assert days_of(files) == [61, 62, 5]
    new.close()


def test_a_clock_that_was_ahead_once_does_not_choose_the_file(tmp_path: Path) -> None:
    moments = [NOW + timedelta(days=3_000), *(NOW + timedelta(days=n) for n in range(1, 7))]
    store = store_at(tmp_path)
    files = [tmp_path / name for name in IN_TURN]
    made = []
    for number, moment in enumerate(moments):
        store.clock = lambda moment=moment: moment
        fill(store, 1, TODAY + timedelta(days=number))
        made.append(back_up_in_turn(store.engine, files, moment.date()))
    assert made == [*files[:2], *files[:2], *files[:2], files[0]]
    assert back_up_in_turn(store.engine, files, moments[-1].date()) is None
    assert copies_at(tmp_path / FILE_NAME, moments[-1].date())[0].path == files[0]
    store.close()


def test_copies_of_an_older_version_are_not_taken_for_empty(store: Store, tmp_path: Path) -> None:
    files = [tmp_path / name for name in IN_TURN]
    back_up_in_turn(store.engine, files, TODAY)
    with closing(sqlite3.connect(files[0])) as raw:
        for name in ("visit", "question", "test_result", "test_plan", "provider_contact"):
            raw.execute(f"DROP TABLE {name}")
        raw.execute("PRAGMA user_version = 1")
    store.close()
    (tmp_path / FILE_NAME).unlink()
    open_journal(tmp_path / FILE_NAME, in_browser=True, is_new=True).dispose()
    new = store_at(tmp_path)
    fill(new, 1)
    assert back_up_in_turn(new.engine, files, TODAY, now=True) == files[1]
    assert days_of(files) == [60, 1, None]
    new.close()


def test_asides_rotate_and_the_fullest_stays(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    full = keep_aside(store.engine, folder, "merge", NOW)
    store.close()
    (tmp_path / FILE_NAME).unlink()
    small = store_at(tmp_path) if not folder.exists() else None
    assert small is None
    open_journal(tmp_path / FILE_NAME, is_new=True).dispose()
    new = store_at(tmp_path)
    for number in range(9):
        keep_aside(new.engine, folder, "merge", NOW + timedelta(minutes=number))
    kept = sorted(folder.glob("before-merge*.db"))
    assert full in kept
    assert len(kept) == 6
    new.close()


def test_the_copies_are_listed_with_what_they_hold(store: Store, tmp_path: Path) -> None:
    write_small_diary(store)
    folder = tmp_path / "backups"
    for number in range(2):
        back_up(store.engine, folder, TODAY + timedelta(days=number), now=True)
    keep_aside(store.engine, folder, "import", NOW)
    (folder / "journal-2026-11-30.db").write_bytes(b"SQLite format 3\0 and then garbage")
    found = good_copies(tmp_path / FILE_NAME, TODAY)
    assert [(copy.on, copy.is_before) for copy in found][:2] == [
        (TODAY + timedelta(days=1), False),
        (TODAY, False),
    ]
    assert {copy.holds.days for copy in found} == {60}
    assert found[2].is_before
