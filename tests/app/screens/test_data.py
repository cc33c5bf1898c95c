"""The user's own files on the real component tree: out, in, joined, replaced, deleted, undone."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app import device, theme
from app.actions import data, setup
from app.actions import day as write
from app.actions import lock as door
from app.journal import Journal
from models import lock, sealed, tables
from models.backup import FOLDER, backups
from models.database import FILE_NAME, open_journal
from models.store import Store
from models.whole import read_whole
from tests.conftest import Clock
from tests.headless import Screen
from tests.models.exchange import foreign

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
DAYLIO = b"""full_date,date,weekday,time,mood,activities,note_title,note
2026-11-01,November 1,Sunday,9:00 pm,bad,headache,,long day
2026-11-02,November 2,Monday,9:00 pm,good,,,
"""
TABLE = b"date,lips,mood\n03/04/2026,2,3\n05/04/2026,3,4\n"


@pytest.fixture(autouse=True)
def light_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less work for stretching a PIN or a passphrase: the tests are not about how long it takes."""
    monkeypatch.setitem(lock.WORK, "scrypt", 1 << 4)
    monkeypatch.setattr(sealed.seal, "__kwdefaults__", {"work": 4})


@pytest.fixture
async def page(app: Callable[..., Screen], journal: Journal) -> AsyncIterator[Screen]:
    """The page of the user's data, on a journal with two days."""
    await setup.choose(journal, is_welcomed=True)
    await write.choose_level(journal, "dry_lips", 3)
    journal.show_day(TODAY - timedelta(days=1))
    await write.write_note(journal, "a note of yesterday")
    async with app() as shown:
        await shown.go("/data")
        await shown.settle()
        yield shown


def handed_over(screen: Screen) -> tuple[str, bytes]:
    """The name and content of the file that the app last gave away."""
    given = [args for name, args in screen.asked if name == "save_file"][-1]
    return given["file_name"], bytes(given["src_bytes"])


async def choose(screen: Screen, name: str, content: bytes) -> None:
    """Choose a file as the user would in the device's own window."""
    picked = {"id": 0, "name": name, "size": len(content), "path": None, "bytes": content}
    screen.answers["pick_files"] = [picked]
    await screen.tap("Choose a file")


async def saved(screen: Screen) -> bytes:
    """A copy of the journal as it is now."""
    await screen.tap("Save a copy")
    return handed_over(screen)[1]


def rows(store: Store) -> dict[str, Any]:
    return {name: dict(table) for name, table in read_whole(store.engine).items() if table}


def without_settings(found: dict[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in found.items() if name != "setting"}


# Out


async def test_a_backup_now_is_made_and_its_day_is_shown(page: Screen, folder: Path) -> None:
    for path in backups(folder / FOLDER).values():
        path.unlink()
    await page.tap("Back up now")
    assert page.shows("Last good backup: 22 Nov 2026")
    assert list(backups(folder / FOLDER)) == [TODAY]


async def test_a_backup_that_cannot_be_made_is_a_sentence(page: Screen, folder: Path) -> None:
    for path in backups(folder / FOLDER).values():
        path.unlink()
    (folder / FOLDER).rmdir()
    (folder / FOLDER).write_text("in the way")
    await page.tap("Back up now")
    assert page.shows("That did not work. Nothing was changed.")


async def test_a_saved_copy_opens_as_a_journal_and_says_when_it_was_saved(
    page: Screen, tmp_path: Path, clock: Clock
) -> None:
    content = await saved(page)
    assert handed_over(page)[0] == "sidenote-2026-11-22.db"
    assert page.shows("Last saved: 22 Nov 2026")
    (tmp_path / "copy.db").write_bytes(content)
    copy = Store(open_journal(tmp_path / "copy.db"), clock)
    assert copy.days(TODAY, TODAY)[TODAY].levels == {"dry_lips": 3}
    copy.close()


async def test_a_copy_leaves_the_pin_behind(
    page: Screen, journal: Journal, tmp_path: Path, clock: Clock
) -> None:
    await door.set_pin(journal, "246810")
    kept = door.held(journal)
    assert kept is not None
    content = await saved(page)
    assert kept.digest.encode() not in content
    await page.tap("Export")
    assert kept.digest.encode() not in handed_over(page)[1]


async def test_a_copy_under_a_passphrase_opens_with_it(page: Screen) -> None:
    await page.tap("Protect it with a passphrase\nOnly someone who knows it can open the file. "
                   "If you forget it, nobody can.")  # fmt: skip
    await page.type("Passphrase", "short")
    await page.tap("Save a copy")
    assert page.all(ft.TextField)[0].error == (
        "Use at least 8 characters. Four or more words in a row are good."
    )
    assert not [name for name, _ in page.asked if name == "save_file"]
    await page.type("Passphrase", "four words in a row")
    await page.type("Passphrase again", "four words in a row")
    await page.tap("Save a copy")
    name, content = handed_over(page)
    assert name == "sidenote-2026-11-22.db.age"
    assert sealed.opened(content, "four words in a row").startswith(b"SQLite format 3")


async def test_a_button_says_that_it_works_and_takes_no_second_tap(page: Screen) -> None:
    tap = asyncio.ensure_future(page.tap("Save a copy"))
    while "Preparing the file" not in page.names() and not tap.done():
        await asyncio.sleep(0)
    with pytest.raises(AssertionError, match="cannot be tapped"):
        await page.tap("Preparing the file")
    await tap
    await page.settle()
    assert "Preparing the file" not in page.names()
    assert [name for name, _ in page.asked].count("save_file") == 1


@pytest.mark.parametrize(
    ("kind", "name", "start"),
    [
        ("JSON, everything", "sidenote-2026-11-22.json", b'{\n"format": "sidenote-journal"'),
        ("CSV, one row for each answer", "sidenote-2026-11-22.csv", b"\xef\xbb\xbfdate,what"),
        ("CSV, one row for each day", "sidenote-2026-11-22-days.csv", b"\xef\xbb\xbfdate,mood"),
        ("FHIR, for a clinic's system", "sidenote-2026-11-22.fhir.json", b"{"),
    ],
)
async def test_each_kind_of_export_is_handed_over(
    page: Screen, kind: str, name: str, start: bytes
) -> None:
    await page.tap(kind)
    await page.tap("Export")
    given, content = handed_over(page)
    assert given == name
    assert content.startswith(start)


async def test_safety_answers_leave_only_when_ticked(page: Screen, store: Store) -> None:
    store.write(
        tables.SafetyAnswerDraft(given_at="2026-11-22T20:00:00+00:00", on_date=TODAY, answer="no")
    )
    await page.tap("Export")
    assert json.loads(handed_over(page)[1])["tables"]["safety_answer"] == []
    tick = next(name for name in page.names() if name.startswith("Include answers"))
    await page.tap(tick)
    await page.tap("Export")
    assert len(json.loads(handed_over(page)[1])["tables"]["safety_answer"]) == 1


# Restore and merge


async def test_a_copy_is_described_before_anything_happens(
    page: Screen, store: Store, clock: Clock
) -> None:
    content = await saved(page)
    store.write(tables.DayDraft(on_date=TODAY - timedelta(days=9), note="older"))
    before = rows(store)
    await choose(page, "copy.db", content)
    assert page.shows("2 days, 21 Nov 2026 to 22 Nov 2026")
    assert page.shows("Your journal has 1 day that is not in it.")
    assert rows(store) == before
    await page.tap("Cancel")
    assert "Choose a file" in page.names()
    assert rows(store) == before


async def test_replace_brings_the_file_and_undo_brings_the_journal_back(
    page: Screen, store: Store, journal: Journal, clock: Clock
) -> None:
    content = await saved(page)
    clock.move(minutes=5)
    journal.show_day(TODAY)
    await write.choose_level(journal, "dry_lips", 1)
    present = rows(store)
    await choose(page, "copy.db", content)
    await page.tap("Replace my journal")
    assert page.shows("The journal from the file is in place.")
    assert store.days(TODAY, TODAY)[TODAY].levels == {"dry_lips": 3}
    await page.tap("Undo")
    assert rows(store) == present


async def test_replacing_keeps_the_lock_of_this_device(
    page: Screen, store: Store, journal: Journal
) -> None:
    content = await saved(page)
    await door.set_pin(journal, "246810")
    await write.choose_level(journal, "dry_eyes", 1)
    await choose(page, "copy.db", content)
    await page.tap("Replace my journal")
    kept = lock.read(store.settings())
    assert kept is not None
    assert lock.matches(kept, lock.stretched("246810", bytes.fromhex(kept.salt), "scrypt", 16))


async def test_merge_keeps_the_newest_word_and_lists_what_differs(
    page: Screen, store: Store, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "other.db").write_bytes(await saved(page))
    clock.move(minutes=5)
    other = Store(open_journal(tmp_path / "other.db"), clock)
    other.write(tables.AnswerDraft(on_date=TODAY, effect_key="dry_lips", level=1))
    other.write(tables.DayDraft(on_date=TODAY - timedelta(days=1), note="from the other"))
    other.close()
    clock.move(minutes=5)
    store.write(tables.DayDraft(on_date=TODAY - timedelta(days=1), note="from here, and later"))
    await choose(page, "other.db", (tmp_path / "other.db").read_bytes())
    assert page.shows("2 entries differ.")
    await page.tap("Show what differs")
    assert page.shows("Dry lips, 22 Nov 2026: here Severe, in the file Mild. The file's is kept.")
    kept = "here from here, and later, in the file from the other. Yours is kept."
    assert page.shows(f"Note, 21 Nov 2026: {kept}")
    await page.tap("Merge")
    found = store.days(TODAY - timedelta(days=1), TODAY)
    assert found[TODAY].levels == {"dry_lips": 1}
    assert found[TODAY - timedelta(days=1)].note == "from here, and later"


async def test_merging_two_phones_takes_what_is_missing_and_twice_changes_nothing(
    page: Screen, store: Store, tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "other.db").write_bytes(await saved(page))
    clock.move(minutes=5)
    other = Store(open_journal(tmp_path / "other.db"), clock)
    other.write(tables.DayDraft(on_date=TODAY - timedelta(days=3), note="from the other phone"))
    other.close()
    content = (tmp_path / "other.db").read_bytes()
    await choose(page, "other.db", content)
    assert page.shows("It has 1 day that you do not have here.")
    await page.tap("Merge")
    assert page.shows("Both journals are joined.")
    three = TODAY - timedelta(days=3)
    assert store.days(three, three)[three].note == "from the other phone"
    merged = rows(store)
    await choose(page, "other.db", content)
    assert "Merge" not in page.names()
    await page.tap("Cancel")
    assert rows(store) == merged
    await page.tap("Undo")
    assert store.days(three, three) == {}


async def test_a_copy_on_this_device_can_be_looked_at(page: Screen) -> None:
    await page.tap("Show the copies")
    await page.tap("Backup of 22 Nov 2026\n2 days, 21 Nov 2026 to 22 Nov 2026")
    assert page.shows("2 days, 21 Nov 2026 to 22 Nov 2026")


async def test_a_file_under_a_passphrase_asks_for_it_and_tells_why_it_does_not_open(
    page: Screen,
) -> None:
    content = sealed.seal(await saved(page), "the right words", work=4)
    await choose(page, "copy.db.age", content)
    assert page.shows("This file has a passphrase.")
    await page.type("Passphrase", "the wrong words")
    await page.tap("Open the file")
    assert page.shows("This passphrase does not open the file.")
    await page.type("Passphrase", "the right words")
    await page.tap("Open the file")
    assert page.shows("2 days, 21 Nov 2026 to 22 Nov 2026")
    await page.tap("Cancel")
    await choose(page, "cut.age", content[:-40])
    await page.type("Passphrase", "the right words")
    await page.tap("Open the file")
    assert page.shows("The end of this file is missing.")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("photo.jpg", b"\xff\xd8\xff\xe0 no diary"), "This is a picture."),
        (("empty.csv", b""), "This file is empty."),
        (("table.csv", b"Date,Mood\nsoon,4\n"), "(column, line: cell): Date, 2: soon"),
        (("cut.db", b"SQLite format 3\0" + b"\0" * 300), "This file is not a Sidenote journal."),
        (("cut.json", b'{"format": "sidenote-journal", "version": 1, '), "is not complete"),
        (("new.json", b'{"format": "sidenote-journal", "version": 99}'), "a newer Sidenote"),
    ],
)
async def test_a_file_that_cannot_be_used_is_said_and_changes_nothing(
    page: Screen, store: Store, folder: Path, file: tuple[str, bytes], said: str
) -> None:
    before = rows(store)
    await choose(page, *file)
    assert page.shows(said)
    assert "Choose a file" in page.names()
    assert rows(store) == before
    assert not list(folder.glob("aside-*"))


async def test_choosing_no_file_changes_nothing(page: Screen) -> None:
    page.answers["pick_files"] = []
    await page.tap("Choose a file")
    assert "Choose a file" in page.names()
    assert page.crashes == []


# Import


async def test_an_import_is_a_dry_run_until_it_is_taken_over(page: Screen, store: Store) -> None:
    before = rows(store)
    await choose(page, "daylio.csv", DAYLIO)
    assert page.shows("Daylio: 2 rows read")
    assert page.shows("From 1 Nov 2026 to 2 Nov 2026")
    assert rows(store) == before
    await page.tap("Take over")
    first = date(2026, 11, 1)
    mood = store.days(first, first)[first].mood
    assert mood is not None
    assert mood.level == 2
    await page.tap("Undo")
    assert store.days(first, first) == {}


async def test_importing_twice_changes_nothing(page: Screen, store: Store) -> None:
    await choose(page, "daylio.csv", DAYLIO)
    await page.tap("Take over")
    before = rows(store)
    await choose(page, "daylio.csv", DAYLIO)
    assert page.shows("There is nothing new in this file.")
    assert "Take over" not in page.names()
    assert rows(store) == before


async def test_an_imported_low_mood_of_the_past_gives_no_notice_today(
    page: Screen, store: Store
) -> None:
    await choose(page, "daylio.csv", DAYLIO.replace(b"good", b"awful").replace(b"bad", b"awful"))
    await page.tap("Take over")
    assert store.notices() == []


async def test_how_a_word_is_matched_can_be_changed_before_it_counts(
    page: Screen, store: Store
) -> None:
    await choose(page, "table.csv", TABLE)
    await page.tap("Month, day, year")
    await page.tap(named(page, "lips: Dry lips"))
    await page.tap("Dry eyes")
    assert named(page, "lips: Dry eyes")
    await page.tap("Take over")
    third = date(2026, 3, 4)
    assert store.days(third, third)[third].levels["dry_eyes"] == 2


def named(page: Screen, start: str) -> str:
    return next(name for name in page.names() if name.startswith(start))


async def test_a_date_that_can_be_read_two_ways_is_asked_and_nothing_is_taken_before(
    page: Screen, store: Store
) -> None:
    await choose(page, "table.csv", TABLE)
    assert page.shows("In which order are dates written? “03/04/2026” in line 2 could be two days")
    assert "Take over" not in page.names()
    await page.tap("Month, day, year")
    assert page.shows("From 4 Mar 2026 to 4 May 2026")
    await page.tap("Take over")
    fourth = date(2026, 3, 4)
    assert fourth in store.days(fourth, fourth)


async def test_a_database_of_another_app_is_read_here_as_on_the_command_line(
    page: Screen, store: Store
) -> None:
    await choose(page, "loop.db", foreign.loop_database())
    assert page.shows("Loop Habit Tracker: 6 rows read")
    await page.tap("Take over")
    on = date(2026, 11, 20)
    bleeds = store.days(on, on)[on].nosebleeds
    assert bleeds is not None
    assert bleeds.count == 2


async def test_a_quote_that_swallows_rows_is_asked(page: Screen, store: Store) -> None:
    table = b'date,mood,note\n2026-11-01,4,"felt ok\n2026-11-02,2,bad day\n2026-11-03,1,worse\n'
    await choose(page, "table.csv", table)
    assert "Take over" not in page.names()
    await page.tap("A mistake: read the lines as rows")
    await page.tap("Take over")
    days = store.days(date(2026, 11, 1), date(2026, 11, 3))
    assert [day.mood.level for day in days.values() if day.mood] == [4, 2, 1]


async def test_the_scale_of_moods_is_asked_until_the_user_says_it(
    page: Screen, store: Store
) -> None:
    await choose(page, "table.csv", b"date,mood\n2026-11-01,2\n2026-11-02,-2\n2026-11-03,0\n")
    assert page.shows("which scale? Its numbers go from -2 to 2")
    assert "Take over" not in page.names()
    await page.tap(named(page, "Mood: which scale?"))
    await page.tap("-2 to 2")
    assert page.shows("Mood: -2 to 2, as you chose; 0 becomes Okay")
    await page.tap("Take over")
    days = store.days(date(2026, 11, 1), date(2026, 11, 3))
    assert [day.mood.level for day in days.values() if day.mood] == [5, 1, 3]


async def test_every_word_without_a_match_can_be_matched_where_it_stands(
    page: Screen, store: Store
) -> None:
    rows = (
        "".join(f"2026-0{1 + n // 28}-{1 + n % 28:02},w{n}\n" for n in range(90))
        + "2026-05-01,w7\n"
    )
    await choose(page, "table.csv", f"date,mood\n{rows}".encode())
    assert page.shows("Words without a match: 90")
    names = page.names()
    assert names.index("mood: “w7”\n2 times") < names.index("mood: “w0”\n1 time")
    assert "mood: “w89”\n1 time" not in names
    await page.tap("Show all 90")
    await page.tap("mood: “w89”\n1 time")
    await page.tap("Low")
    assert page.shows("Words without a match: 89")
    await page.tap("Take over")
    on = date(2026, 4, 6)
    mood = store.days(on, on)[on].mood
    assert mood is not None
    assert mood.level == 2


async def test_each_import_has_its_own_undo_and_says_what_stays(page: Screen, store: Store) -> None:
    await choose(page, "daylio.csv", DAYLIO)
    await page.tap("Take over")
    await choose(page, "table.csv", b"date,mood\n2026-10-01,4\n2026-10-02,2\n")
    await page.tap("Take over")
    first = date(2026, 11, 2)
    for level in (2, 3, 1):  # the clock of the test stands still
        store.write(tables.MoodDraft(on_date=first, level=level))
    await page.tap(named(page, "Daylio, "))
    await page.tap("Take back")
    assert page.shows("1 answer stays, because you changed it since.")
    days = store.days(date(2026, 10, 1), first)
    assert {on: day.mood.level for on, day in days.items() if day.mood} == {
        date(2026, 10, 1): 4, date(2026, 10, 2): 2, first: 1,
    }  # fmt: skip
    await page.tap(named(page, "CSV table, "))
    await page.tap("Take back")
    assert list(store.days(date(2026, 10, 1), first)) == [first]


async def test_a_slip_when_choosing_the_column_of_dates_loses_no_column(
    page: Screen, store: Store
) -> None:
    table = b"when,from_on,lips\n2026-11-02,2026-01-02,3\n2026-11-03,2026-01-03,2\n"
    await choose(page, "table.csv", table)
    assert "when" in page.selected()
    await page.tap("from_on")
    assert page.shows("From 2 Jan 2026 to 3 Jan 2026")
    assert [name for name in page.names() if name.startswith("when: ")]
    await page.tap("when")
    assert page.shows("From 2 Nov 2026 to 3 Nov 2026")
    assert [name for name in page.names() if name.startswith("from_on: ")]


# Delete


async def test_one_day_is_deleted_and_comes_back_with_undo(page: Screen, store: Store) -> None:
    await page.tap("Delete this day")
    assert store.days(TODAY, TODAY) == {}
    await page.tap("Undo")
    assert store.days(TODAY, TODAY)[TODAY].levels == {"dry_lips": 3}


async def test_everything_is_deleted_only_after_the_word_is_typed(
    page: Screen, folder: Path
) -> None:
    await page.tap("Delete everything…")
    assert page.shows("Files that you saved elsewhere")
    await page.type("Type the word delete", "yes")
    await page.tap("Delete everything now")
    assert page.all(ft.TextField)[0].error == "Type the word delete first. Nothing was deleted."
    assert (folder / FILE_NAME).stat().st_size > 0
    assert backups(folder / FOLDER)


async def test_what_is_typed_has_the_ink_of_the_look_and_an_error_may_wrap(page: Screen) -> None:
    """Left to itself, Material types in black, also on dark."""
    await page.tap("Delete everything…")
    [typed] = page.all(ft.TextField)
    assert typed.color == theme.TEXT
    assert typed.error_max_lines > 1


@pytest.mark.parametrize("with_backups", [False, True])
async def test_everything_is_gone_and_a_new_journal_begins(
    page: Screen, folder: Path, clock: Clock, with_backups: bool
) -> None:
    await page.tap("Delete everything…")
    if with_backups:
        tick = next(name for name in page.names() if name.startswith("Delete the backups"))
        await page.tap(tick)
    await page.type("Type the word delete", "Delete")
    await page.tap("Delete everything now")
    await page.settle()
    assert page.shows("All of it is deleted. Your journal is new and empty.")
    assert "Start logging" in page.names()
    new = Store(open_journal(folder / FILE_NAME), clock)
    assert new.first_day() is None
    assert "is_welcomed" not in new.settings()
    new.close()
    assert bool(backups(folder / FOLDER)) is not with_backups
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (b"a note of yesterday" in everything) is not with_backups


# In a browser


async def test_a_browser_offers_to_save_a_copy_after_two_weeks(
    app: Callable[..., Screen], journal: Journal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await write.choose_level(journal, "dry_lips", 3)
    clock.move(days=14)
    journal.refresh()
    assert not data.is_copy_due(journal)
    monkeypatch.setattr(device, "IN_BROWSER", True)
    assert data.is_copy_due(journal)
    await data.remind_later(journal)
    assert not data.is_copy_due(journal)
    clock.move(days=14)
    journal.refresh()
    assert data.is_copy_due(journal)
