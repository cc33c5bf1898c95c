from datetime import date
from pathlib import Path

import pytest

from models.backup import back_up, backups
from models.erase import answer_erasure, day_erasure, erase_everything
from models.restore import open_aside, replace
from tests.models.exchange.journals import store_at, write_small_diary

ON = date(2026, 11, 20)


def test_one_day_is_deleted_and_comes_back(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_small_diary(store)
    day = store.days(ON, ON)[ON]
    change = store.write(*day_erasure(store, ON))
    assert store.days(ON, ON) == {}
    assert store.moods_before() == {}
    assert len(store.notices()) == 2  # a notice is not part of the day
    store.undo(change)
    assert store.days(ON, ON)[ON] == day
    store.close()


def test_one_answer_is_deleted_and_comes_back(tmp_path: Path) -> None:
    store = store_at(tmp_path)
    write_small_diary(store)
    change = store.write(answer_erasure(ON, "dry_lips"))
    assert set(store.days(ON, ON)[ON].levels) == {"own-1"}
    store.undo(change)
    assert store.days(ON, ON)[ON].levels["dry_lips"] == 3
    store.close()


@pytest.mark.parametrize("with_backups", [True, False])
def test_everything_is_deleted_and_backups_too_if_wanted(
    tmp_path: Path, with_backups: bool
) -> None:
    store = store_at(tmp_path)
    write_small_diary(store)
    backup = back_up(store.engine, tmp_path / "backups", ON)
    assert backup
    aside = open_aside(backup.read_bytes(), tmp_path / "aside-1")
    replace(store.engine, aside, tmp_path / "backups" / "before-restore.db")
    (tmp_path / "mine.txt").write_text("mine")
    store.close()
    erase_everything(tmp_path, with_backups=with_backups)
    assert not (tmp_path / "journal.db").exists()
    assert (tmp_path / "mine.txt").exists()
    assert bool(backups(tmp_path / "backups")) is not with_backups
    assert (tmp_path / "backups").exists() is not with_backups
    assert not (tmp_path / "aside-1").exists()  # the leaving of a run that was killed
