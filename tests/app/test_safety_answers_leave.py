"""Answers to the safety question leave only when that was ticked: every way out is tried."""

import io
import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import copies
from app.actions import bring_in, data, mood, setup
from app.journal import Journal
from app.local import command_line
from models import periods, report
from models.backup import check
from models.calendar_file import calendar_file, chosen
from models.notices import CONTACTED
from models.report.page import pdf_of
from models.report.text import text_of
from models.store import Store
from tests.conftest import Clock

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)


@pytest.fixture
async def told(journal: Journal, clock: Clock) -> Journal:
    """A journal with a "yes", the notice that it led to, and the talk that followed."""
    await setup.choose(journal, is_welcomed=True)
    await mood.answer_safety_question(journal, "yes")
    notices = journal.facts.mood_path.standing.notices
    assert [notice.rule for notice in notices] == ["M7"]
    clock.move(minutes=1)
    await mood.answer(journal, notices, CONTACTED)
    return journal


def traces(content: bytes, store: Store) -> list[bytes]:
    """What in a file gives the answer away."""
    [given] = store.safety_answers()
    signs = [given.given_at.encode(), b"M7", b'"yes"', b"safety_answer\n", b"Safety question"]
    return [sign for sign in signs if sign in content]


@pytest.mark.parametrize("kind", list(data.ENDINGS))
async def test_no_export_of_the_app_gives_the_answer_away(
    told: Journal, store: Store, kind: str
) -> None:
    content = data.exported(told, kind, with_safety_answers=False)
    assert traces(content, store) == []


@pytest.mark.parametrize("kind", ["json", "fhir"])
async def test_ticked_it_is_in_the_export(told: Journal, store: Store, kind: str) -> None:
    content = data.exported(told, kind, with_safety_answers=True)
    assert b'"yes"' in content


@pytest.mark.parametrize("kind", ["csv_long", "csv_wide"])
async def test_a_table_never_holds_it(told: Journal, store: Store, kind: str) -> None:
    assert traces(data.exported(told, kind, with_safety_answers=True), store) == []


async def test_the_calendar_never_holds_it(told: Journal, store: Store, clock: Clock) -> None:
    wanted = chosen({"reminder_is_long": True}, store.visits(), store.plans(), with_pregnancy=True)
    assert traces(calendar_file(wanted, today=TODAY, now=clock()), store) == []


async def test_the_page_for_a_visit_holds_it_only_when_ticked(told: Journal, store: Store) -> None:
    period = periods.Period(TODAY - timedelta(days=30), TODAY)

    def page(*private: str) -> tuple[str, str]:
        choices = report.Choices(private=frozenset(private))
        made = report.read_report(store, period, choices, today=TODAY)
        read = PdfReader(io.BytesIO(pdf_of(made)))
        return text_of(made), "\n".join(each.extract_text() for each in read.pages)

    for text in page():
        assert "safety question" not in text.casefold()
    for text in page("safety_answers"):
        assert "safety question" in text.casefold()


@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.fhir.json", "a.ics"])
async def test_the_command_line_leaves_it_out_unless_it_is_told_otherwise(
    told: Journal, store: Store, folder: Path, tmp_path: Path, name: str
) -> None:
    usual, ticked = tmp_path / f"usual-{name}", tmp_path / f"ticked-{name}"
    for to, more in ((usual, []), (ticked, ["--with-safety-answers"])):
        arguments = ["export", "--journal", str(folder), "--to", str(to), *more]
        assert command_line.main(arguments) == 0
    assert traces(usual.read_bytes(), store) == []
    assert (b'"yes"' in ticked.read_bytes()) is name.endswith(".json")


async def test_a_saved_copy_and_a_backup_are_the_whole_journal(told: Journal, store: Store) -> None:
    """And the page says so: `data.copy_more`, `data.backup_more`."""
    made = copies.back_up(store, TODAY, now=True)
    assert made is not None
    for content in (copies.content(store), made.read_bytes()):
        with closing(sqlite3.connect(":memory:")) as read:
            read.deserialize(content)
            assert read.execute("SELECT answer FROM safety_answer").fetchall() == [("yes",)]


async def test_a_forgotten_answer_is_forgotten_in_every_copy_on_this_device(
    told: Journal, store: Store, folder: Path, clock: Clock
) -> None:
    daily = copies.back_up(store, TODAY, now=True)
    before = copies.keep_before(store)
    broken = folder / "backups" / "before-unreadable.db"
    broken.write_bytes(b"no journal at all")
    assert daily is not None
    said = {copy: copy.read_bytes().count(b"yes") for copy in (daily, before)}
    clock.move(days=1)
    told.refresh()
    await mood.choose_to_keep_safety_answers(told, False)
    assert not store.safety_answers()
    for copy, times in said.items():
        with closing(sqlite3.connect(copy)) as raw:
            rows = raw.execute("SELECT answer, is_deleted FROM safety_answer").fetchall()
        assert rows == [("rather_not", 1)]
        # The rest is the schema and the notice, which stays.
        assert copy.read_bytes().count(b"yes") == times - 1
        check(copy)
        assert [each.name for each in copy.parent.glob(f"{copy.name}-*")] == []
    assert broken.read_bytes() == b"no journal at all"


async def test_in_a_browser_it_is_forgotten_in_what_an_update_keeps_as_well(
    told: Journal, store: Store, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "IN_BROWSER", True)
    daily = copies.back_up(store, TODAY, now=True)
    assert daily is not None
    before = copies.keep_before(store)
    of_updates = [folder / "copy.db", folder / "before-update.db"]
    for path in of_updates:
        shutil.copyfile(daily, path)
    clock.move(days=1)
    told.refresh()
    await mood.choose_to_keep_safety_answers(told, False)
    for copy in (daily, before, *of_updates):
        with closing(sqlite3.connect(copy)) as raw:
            rows = raw.execute("SELECT answer, is_deleted FROM safety_answer").fetchall()
        assert (copy.name, rows) == (copy.name, [("rather_not", 1)])
        check(copy)


async def test_an_answer_that_may_stay_stays_in_the_copies(
    told: Journal, store: Store, clock: Clock
) -> None:
    daily = copies.back_up(store, TODAY, now=True)
    clock.move(days=1)
    told.refresh()
    await mood.forget_safety_answers(told)
    assert daily is not None
    assert b"yes" in daily.read_bytes()


async def test_joining_a_copy_from_before_brings_no_forgotten_answer_back(
    told: Journal, store: Store, clock: Clock
) -> None:
    copy = copies.back_up(store, TODAY, now=True)
    clock.move(days=1)
    told.refresh()
    await mood.choose_to_keep_safety_answers(told, False)
    assert copy is not None
    found = await bring_in.look_at(told, copy.name, copy.read_bytes())
    assert isinstance(found, bring_in.Found)
    await bring_in.merge_with(told, found)
    assert not store.safety_answers()
