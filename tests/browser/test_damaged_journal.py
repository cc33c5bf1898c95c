"""A journal that cannot be opened, and the way back to it, in a real Chromium."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app import startup
from models import backup, tables
from models.database import FILE_NAME
from tests.browser.chromium import today
from tests.browser.conftest import OpenApp

PAGE = 4096


def cut(file: Path) -> None:
    """Leave the first half, as a copy that was broken off does."""
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])


def garble(file: Path) -> None:
    """Write over some pages, as a failing disk does."""
    content = bytearray(file.read_bytes())
    content[PAGE : 4 * PAGE] = b"\xa5" * (3 * PAGE)
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [cut, garble])
def test_the_last_good_backup_opens_and_the_damaged_file_is_kept(
    open_app: OpenApp, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    file = folder / FILE_NAME
    note = tables.DayDraft(on_date=today() - timedelta(days=1), note="Sun all day")
    with closing(startup.open_store(file, startup.now)) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"), note)
        backup.back_up(store.engine, folder / backup.FOLDER, today())
    damage(file)
    damaged = file.read_bytes()
    app = open_app(journal=folder)
    app.sees("Your journal could not be opened")
    app.find("Emergency").first.wait_for(state="attached")
    assert file.read_bytes() == damaged
    app.tap("Open the backup")
    app.sees("Any change in mood")
    app.tap("Mood, 4 of 5, Good")
    app.sees("saved")
    app.reload()
    app.sees("saved")
    assert (folder / backup.FOLDER / "before-unreadable.db").read_bytes() == damaged
    with closing(startup.open_store(file, startup.now)) as store:
        days = store.days(today() - timedelta(days=1), today() + timedelta(days=1))
    assert days[today() - timedelta(days=1)].note == "Sun all day"
    assert any(day.mood for day in days.values())  # the browser's day may be another than ours
