"""A lock belongs to this device: no file brings one, takes one away, or changes it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.actions import bring_in, setup
from app.actions import day as write
from app.journal import Journal
from app.local import command_line
from app.outcome import DONE
from models import lock, tables
from models.backup import FOLDER
from models.database import FILE_NAME, open_journal
from models.exchange import json_file
from models.lock import Lock
from models.store import Store
from models.whole import read_whole
from tests.conftest import Clock
from tests.models.exchange import foreign

pytestmark = pytest.mark.anyio
MINE = Lock("scrypt", "aa" * 16, 16, "bb" * 32, minutes=1, wrong=3)
THEIRS = replace(MINE, salt="cc" * 16, digest="dd" * 32, minutes=15, wrong=0)


@pytest.fixture
async def device(journal: Journal) -> Journal:
    """A journal past Welcome with an entry."""
    await setup.choose(journal, is_welcomed=True)
    await write.choose_level(journal, "dry_lips", 2)
    return journal


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> Path:
    """The journal file of another device, with a lock of its own and another entry."""
    folder = tmp_path / "other"
    folder.mkdir()
    clock.move(hours=1)
    with closing(Store(open_journal(folder / FILE_NAME), clock)) as store:
        note = tables.DayDraft(on_date=clock().date(), note="from the other one")
        store.write(note, lock.draft(THEIRS))
        (folder / "export.json").write_bytes(json_file.dump(read_whole(store.engine), at=clock()))
    return folder / FILE_NAME


def kept(store: Store) -> Lock | None:
    return lock.read(store.settings())


@pytest.mark.parametrize("held", [MINE, None])
@pytest.mark.parametrize("way", [bring_in.merge_with, bring_in.replace_with])
async def test_in_the_app_no_journal_brings_its_lock(
    device: Journal, store: Store, other: Path, held: Lock | None, way: Any
) -> None:
    if held:
        store.write(lock.draft(held))
    found = await bring_in.look_at(device, other.name, other.read_bytes())
    assert isinstance(found, bring_in.Found)
    assert await way(device, found) is DONE
    assert kept(store) == held
    await device.undo()
    assert kept(store) == held


async def test_another_apps_file_leaves_the_lock(device: Journal, store: Store) -> None:
    store.write(lock.draft(MINE))
    found = await bring_in.look_at(device, "bearable.csv", foreign.BEARABLE)
    assert isinstance(found, bring_in.Foreign)
    assert await bring_in.take_over(device, found) is DONE
    assert kept(store) == MINE
    await device.undo()
    assert kept(store) == MINE


@pytest.mark.usefixtures("device")
@pytest.mark.parametrize("held", [MINE, None])
@pytest.mark.parametrize(
    "command", [["restore", "{file}"], ["restore", "--merge", "{file}"], ["import", "{export}"]]
)
async def test_on_the_command_line_no_file_brings_its_lock(
    store: Store, folder: Path, other: Path, held: Lock | None, command: list[str]
) -> None:
    if held:
        store.write(lock.draft(held))
    store.close()
    said = [each.format(file=other, export=other.with_name("export.json")) for each in command]
    assert command_line.main([said[0], "--journal", str(folder), *said[1:]]) == 0
    with closing(Store(open_journal(folder / FILE_NAME), store.clock)) as again:
        assert kept(again) == held
        assert again.days(store.clock().date(), store.clock().date())
    before = next((folder / FOLDER).glob("before-*.db"))
    assert command_line.main(["restore", "--journal", str(folder), str(before)]) == 0
    with closing(Store(open_journal(folder / FILE_NAME), store.clock)) as again:
        assert kept(again) == held
