"""What an export says "done" to can be read back: it has been."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.local import command_line
from models import tables
from models.database import FILE_NAME
from models.exchange import json_file
from models.exchange.limits import Refused
from models.store import Store
from models.whole import read_whole
from tests.models.exchange.journals import NOW, store_at, write_small_diary

Spoil = Callable[[Store], None]


def far_ahead(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE mood SET updated_at = '9999-12-31T23:59:59.000000Z', written_at = 'x'"
        )


def wrong_offset(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE day SET utc_offset = 99999")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "journal"
    made.mkdir(mode=0o700)
    store = store_at(made)
    write_small_diary(store)
    store.close()
    return made


def test_a_stamp_of_a_clock_far_ahead_does_not_make_an_export_unreadable(folder: Path) -> None:
    store = store_at(folder)
    far_ahead(store)
    data = json_file.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)
    json_file.read_back(data)
    assert json_file.load(data).rows["mood"].keys() == read_whole(store.engine)["mood"].keys()
    store.close()


def test_an_export_that_could_not_be_read_is_not_made(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_at(folder)
    wrong_offset(store)
    store.close()
    to = tmp_path / "a.json"
    arguments = ["export", "--to", str(to), "--journal", str(folder)]
    assert command_line.main(arguments) == 1
    assert "day.utc_offset" in capsys.readouterr().err
    assert not to.exists()
    assert command_line.main([*arguments, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["done"] is False


def test_a_day_that_no_export_could_hold_is_not_written_by_an_import(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("date,mood\n0001-01-01,4\n0001-01-02,2\n")
    before = (folder / FILE_NAME).read_bytes()
    assert command_line.main(["import", str(tmp_path / "a.csv"), "--journal", str(folder)]) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert (folder / FILE_NAME).read_bytes() == before


def test_a_whole_journal_is_read_back(folder: Path) -> None:
    store = store_at(folder)
    store.write(tables.DayDraft(on_date=date(2026, 11, 1), note="a\0b ☃"))
    json_file.read_back(json_file.dump(read_whole(store.engine), at=NOW))
    with pytest.raises(Refused):
        json_file.read_back(b'{"format": "sidenote-journal"}')
    store.close()
