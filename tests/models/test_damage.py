"""Damage that SQLite does not see: rows that do not fit the mark, or that a copy has otherwise."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import content_mark, damage, tables
from models.backup import back_up, backups, check, raw_connection
from models.database import FILE_NAME, Damaged, open_journal
from models.demo import fill_demo
from models.forget import forget_answers
from models.merge import news
from models.rows import Erase, edit
from models.store import Store
from models.whole import put, read_whole, take_back
from tests.bench import bench_damage
from tests.databases import make
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = NOW.date()
ON = date(2026, 11, 20)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


def off_by(store: Store) -> int | None:
    with raw_connection(store.engine) as raw:
        return content_mark.off_by(raw)


def wrong(store: Store, *copies: Path) -> damage.Damage | None:
    with raw_connection(store.engine) as raw:
        return damage.found(raw, copies)


def spoil(path: Path, statement: str = "UPDATE day SET note = 'spoilt'") -> None:
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(statement).rowcount == 1
        raw.commit()


def _edit_and_undo(store: Store) -> None:
    day = tables.DayDraft(on_date=ON, is_dose_taken=False)
    store.undo(
        store.write(edit(day), Erase(tables.Mood, (ON,)), tables.WeightDraft(on_date=ON, kg=60))
    )


def _merge_and_take_back(store: Store) -> None:
    other = store_at_memory()
    other.write(tables.DayDraft(on_date=ON, note="y"), tables.VisitDraft(id="v9", on_date=ON))
    rows = read_whole(other.engine)
    other.close()
    undo = put(store.engine, lambda mine: news(mine, rows))
    assert off_by(store) == 0
    take_back(store.engine, undo)


def store_at_memory() -> Store:
    return Store(open_journal(Path(":memory:")), lambda: NOW + timedelta(hours=1))


def _forget(store: Store) -> None:
    path = Path(store.engine.url.database or "")
    (row,) = store.safety_answers()
    forget_answers(path, [row.given_at])


@pytest.mark.parametrize(
    "work", [_edit_and_undo, _merge_and_take_back, _forget], ids=lambda work: work.__name__
)
def test_the_mark_follows_every_way_of_writing(store: Store, work: Callable[[Store], None]) -> None:
    assert off_by(store) == 0
    work(store)
    assert off_by(store) == 0


def test_the_mark_follows_the_sample(tmp_path: Path) -> None:
    with closing(store_at(tmp_path)) as store:
        fill_demo(store, today=TODAY)
        assert off_by(store) == 0


def test_a_changed_row_is_noticed_and_stays_noticed_while_the_journal_is_used(
    store: Store, tmp_path: Path
) -> None:
    back_up(store.engine, tmp_path / "backups", TODAY)
    (copy,) = backups(tmp_path / "backups").values()
    assert wrong(store, copy) is None
    spoil(tmp_path / FILE_NAME)
    assert wrong(store) == damage.Damage()
    assert wrong(store, copy) == damage.Damage((("day", (ON.isoformat(),)),))
    store.write(tables.WeightDraft(on_date=ON, kg=60))
    assert wrong(store, copy) == damage.Damage((("day", (ON.isoformat(),)),))


def test_no_backup_is_made_of_damaged_rows_and_a_damaged_backup_is_none(
    store: Store, tmp_path: Path
) -> None:
    back_up(store.engine, tmp_path / "backups", TODAY)
    (copy,) = backups(tmp_path / "backups").values()
    before = copy.read_bytes()
    spoil(tmp_path / FILE_NAME)
    with pytest.raises(Damaged):
        back_up(store.engine, tmp_path / "backups", TODAY, now=True)
    assert copy.read_bytes() == before
    check(copy)
    spoil(copy)
    with pytest.raises(Damaged):
        check(copy)


def test_a_journal_from_before_the_mark_gets_one_unless_it_is_damaged(tmp_path: Path) -> None:
    path, copy = tmp_path / FILE_NAME, tmp_path / "copy.db"
    shutil.copy(Path(make.__file__).with_name("version_2.db"), path)
    shutil.copy(path, copy)
    spoil(path, "UPDATE visit SET said = 'spoilt'")
    with closing(Store(open_journal(path), lambda: NOW)) as store:
        assert off_by(store) is None
        assert wrong(store, copy) == damage.Damage((("visit", ("visit-1",)),))
        assert off_by(store) is None
        spoil(path, "UPDATE visit SET said = 'Go on.'")
        assert wrong(store, copy) is None
        assert off_by(store) == 0


def test_a_damaged_value_is_noticed_without_mark_and_copy(store: Store, tmp_path: Path) -> None:
    spoil(tmp_path / FILE_NAME, "UPDATE content_mark SET mark = NULL")
    spoil(tmp_path / FILE_NAME, "UPDATE day SET updated_at = '2026-11-22T21:30:00.00000pZ'")
    assert wrong(store) == damage.Damage()


def test_damage_outlives_an_upgrade(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute("CREATE TABLE content_mark (id INTEGER PRIMARY KEY, mark INTEGER)")
        raw.execute("CREATE TABLE day (note TEXT)")
        raw.execute("INSERT INTO day VALUES ('right')")
        raw.execute("INSERT INTO content_mark VALUES (1, 0)")
        content_mark.renew(raw)
        raw.execute("UPDATE day SET note = 'wrong'")
        off = content_mark.off_by(raw)
        raw.execute("ALTER TABLE day ADD COLUMN more TEXT")
        content_mark.renew(raw, off or 0)
        assert off
        assert content_mark.off_by(raw) == off


def _shares(tmp_path: Path, count: int) -> Counter[str]:
    return Counter(bench_damage.flips(bench_damage.journal(tmp_path / "journal"), count))


def test_a_flipped_bit_that_changes_anything_is_noticed(tmp_path: Path) -> None:
    found = _shares(tmp_path, 24)
    assert found["unnoticed"] == 0
    assert found["noticed by the mark"] + found["noticed on opening"] > 0


@pytest.mark.long
def test_of_1000_flipped_bits_at_most_3_in_a_hundred_go_unnoticed(tmp_path: Path) -> None:
    found = _shares(tmp_path, 1_000)
    assert found["unnoticed"] <= 30, found
