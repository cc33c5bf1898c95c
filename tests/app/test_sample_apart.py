"""A sample stays apart: no door marks an own journal as one, and removing it takes nothing own."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.actions import bring_in, data, setup
from app.actions import day as write
from app.journal import Journal
from app.local import command_line
from app.outcome import DONE
from models import demo, restore, tables
from models.database import FILE_NAME, open_journal
from models.exchange import json_file
from models.store import Store
from models.whole import read_whole
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
OWN_NOTE = "written by a person"


@pytest.fixture
async def own(journal: Journal) -> Journal:
    """A journal past Welcome, in which the user has logged a day."""
    await setup.choose(journal, is_welcomed=True, country="IE", theme="dark")
    await write.choose_mood(journal, 4)
    return journal


@pytest.fixture
def sample(tmp_path: Path, clock: Clock) -> dict[str, bytes]:
    """What was made while the sample was loaded, with one entry of a person in it, by its kind."""
    folder = tmp_path / "sample"
    folder.mkdir()
    with closing(Store(open_journal(folder / FILE_NAME), clock)) as store:
        demo.fill_demo(store, today=TODAY)
        clock.move(minutes=1)
        store.write(
            tables.DayDraft(on_date=date(2026, 11, 21), note=OWN_NOTE),
            tables.SettingDraft(key="country", value='"US"'),
            tables.SettingDraft(key="copied_on", value='"2026-11-01"'),
        )
        exported = json_file.dump(read_whole(store.engine), at=clock())
    return {"journal.db": (folder / FILE_NAME).read_bytes(), "export.json": exported}


def is_unmarked(store: Store) -> bool:
    settings = store.settings()
    return "is_sample" not in settings and settings["country"] == "IE"


@pytest.mark.parametrize("name", ["journal.db", "export.json"])
async def test_merging_takes_only_what_a_person_wrote(
    own: Journal, store: Store, sample: dict[str, bytes], name: str
) -> None:
    found = await bring_in.look_at(own, name, sample[name])
    assert isinstance(found, bring_in.Found)
    assert found.facts.is_sample
    assert (found.facts.own_days, found.difference.rows_to_take) == (1, 1)
    assert await bring_in.merge_with(own, found) is DONE
    assert is_unmarked(store)
    days = store.days(date.min, date.max)
    assert {on: day.note for on, day in days.items()} == {
        date(2026, 11, 21): OWN_NOTE, TODAY: "",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["journal.db", "export.json"])
async def test_the_sample_in_the_place_of_a_journal_leaves_the_device_and_can_be_undone(
    own: Journal, store: Store, sample: dict[str, bytes], name: str
) -> None:
    found = await bring_in.look_at(own, name, sample[name])
    assert isinstance(found, bring_in.Found)
    assert await bring_in.replace_with(own, found) is DONE
    settings = store.settings()
    assert (settings["is_sample"], settings["country"], settings["theme"]) == (True, "IE", "dark")
    assert "copied_on" not in settings
    await own.undo()
    assert is_unmarked(store)
    assert set(store.days(date.min, date.max)) == {TODAY}


async def test_own_entries_merged_into_the_sample_outlive_it(
    own: Journal, store: Store, tmp_path: Path, clock: Clock
) -> None:
    file = data.copies.content(store)
    folder = tmp_path / "phone"
    folder.mkdir()
    with closing(Store(open_journal(folder / FILE_NAME), clock)) as other:
        demo.fill_demo(other, today=TODAY)

        async def kept() -> bool:
            return True

        phone = Journal(other, kept, clock)
        found = await bring_in.look_at(phone, "copy.db", file)
        assert isinstance(found, bring_in.Found)
        assert not found.facts.is_sample
        assert await bring_in.merge_with(phone, found) is DONE
        await setup.remove_sample(phone)
        assert phone.message is not None
        assert phone.message.can_undo
        assert [row.level for row in other.moods(date.min, date.max)] == [4]
        assert not phone.facts.setup.is_sample
        await phone.undo()
        assert phone.facts.setup.is_sample
        assert len(other.days(date.min, date.max)) > 100


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    "command", [["restore", "--merge", "journal.db"], ["restore", "--merge", "export.json"],
                ["import", "export.json"]],
)  # fmt: skip
async def test_on_the_command_line_too(
    store: Store, folder: Path, sample: dict[str, bytes], command: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    store.close()
    file = folder.parent / command[-1]
    file.write_bytes(sample[file.name])
    said = [command[0], "--journal", str(folder), *command[1:-1], str(file)]
    assert command_line.main(said) == 0
    assert "A sample journal" in capsys.readouterr().out
    with closing(Store(open_journal(folder / FILE_NAME), store.clock)) as again:
        assert is_unmarked(again)
        assert set(again.days(date.min, date.max)) == {date(2026, 11, 21), TODAY}


async def test_a_file_restored_where_there_is_no_journal_brings_no_device(
    folder: Path, sample: dict[str, bytes], clock: Clock
) -> None:
    folder.mkdir()
    file = folder.parent / "copy.db"
    file.write_bytes(sample["journal.db"])
    assert command_line.main(["restore", "--journal", str(folder), str(file)]) == 0
    with closing(Store(open_journal(folder / FILE_NAME), clock)) as store:
        assert set(store.settings()) == {"is_sample", "is_welcomed", "baseline"}


async def test_a_copy_for_elsewhere_has_nothing_of_this_device(
    own: Journal, store: Store, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(data.copies.content(store))
    assert [row["key"] for row in restore.rows_of(copy)["setting"].values()
            if not row["is_deleted"]] == ["is_welcomed"]  # fmt: skip
    assert store.settings()["country"] == "IE"


@pytest.mark.screens
async def test_the_review_says_what_kind_of_file_it_is(
    app: Any, own: Journal, store: Store, sample: dict[str, bytes]
) -> None:
    store.close()
    async with app(route="/data") as screen:
        await chosen(screen, "journal.db", sample["journal.db"])
        assert screen.shows("A sample journal: its entries are made up.")
        assert screen.shows("1 day in it has an entry that somebody wrote themselves.")
        assert screen.shows("Last changed: 22 Nov 2026")
        assert screen.shows("Merging takes 1 entry from the file.")


async def chosen(screen: Screen, name: str, content: bytes) -> None:
    screen.answers["pick_files"] = [{"id": 0, "name": name, "size": len(content), "bytes": content}]
    await screen.tap("Choose a file")
