"""The one gate: a failed change says so, changes nothing, and the app goes on."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from app.actions import data, setup
from app.actions import day as write
from app.journal import Journal
from app.outcome import Refused
from models import erase, tables
from models.database import FILE_NAME, Full, ReadOnly
from models.rows import Change
from models.store import Store
from tests.conftest import Clock
from tests.models.test_held import fill_up, make_room

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)


def said(journal: Journal) -> str:
    assert journal.message is not None
    return journal.message.text


async def test_what_a_full_disk_refuses_is_shown_said_and_not_called_saved(
    journal: Journal, store: Store
) -> None:
    await write.choose_level(journal, "dry_lips", 2)
    assert journal.is_kept
    fill_up(store)
    await write.write_note(journal, "x" * 15_000)
    assert isinstance(journal.refused, Full)
    assert said(journal).startswith("Not saved yet.")
    assert not journal.is_kept
    assert len(journal.facts.day.note) == 15_000
    assert store.days(TODAY, TODAY)[TODAY].note == ""
    assert store.days(TODAY, TODAY)[TODAY].levels == {"dry_lips": 2}


async def test_after_room_is_made_try_again_writes_all_that_was_refused(
    journal: Journal, store: Store
) -> None:
    fill_up(store)
    await write.write_note(journal, "x" * 15_000)
    await write.choose_level(journal, "dry_lips", 2)
    await journal.try_again()
    assert journal.refused is not None
    make_room(store)
    await journal.try_again()
    assert journal.refused is None
    assert said(journal) == "Your changes are saved now."
    kept = store.days(TODAY, TODAY)[TODAY]
    assert (len(kept.note), kept.levels) == (15_000, {"dry_lips": 2})
    assert journal.is_kept


async def test_a_later_change_takes_along_what_was_refused_and_is_undone_alone(
    journal: Journal, store: Store
) -> None:
    await write.choose_mood(journal, 3)
    await journal.change(tables.DayDraft(on_date=TODAY, note="here"))
    fill_up(store)
    await write.write_note(journal, "x" * 15_000)
    make_room(store)
    erasures = erase.day_erasure(journal.store, TODAY)
    await journal.change(*erasures, can_undo=True)
    assert store.days(TODAY, TODAY) == {}
    await journal.undo()
    assert len(store.days(TODAY, TODAY)[TODAY].note) == 15_000
    assert len(journal.facts.day.note) == 15_000


async def test_a_very_low_mood_is_answered_also_when_the_disk_is_full(
    journal: Journal, store: Store
) -> None:
    fill_up(store)
    await write.write_note(journal, "x" * 15_000)
    await write.choose_mood(journal, 1)
    assert store.moods(TODAY, TODAY) == []
    assert journal.facts.mood_path.standing.notices
    assert journal.facts.mood_path.standing.ask_safety_question
    make_room(store)
    await journal.try_again()
    assert [row.level for row in store.moods(TODAY, TODAY)] == [1]
    assert journal.facts.mood_path.standing.notices


async def test_what_needs_the_file_itself_waits_until_it_takes_changes(
    journal: Journal, store: Store
) -> None:
    fill_up(store)
    await write.write_note(journal, "x" * 15_000)
    await setup.load_sample(journal)
    assert said(journal).startswith("There is no space left on this device.")
    assert not journal.facts.setup.is_sample
    make_room(store)
    await data.back_up(journal)
    assert journal.refused is None
    assert said(journal) == "The backup is made and checked."


async def test_a_file_held_by_another_program_is_said(
    journal: Journal, store: Store, folder: Path
) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    await write.choose_level(journal, "dry_lips", 2)
    other.execute("ROLLBACK")
    other.close()
    assert said(journal).startswith("Another program is using the journal.")
    assert journal.facts.day.levels == {}


async def test_a_file_that_may_only_be_read_is_said(journal: Journal, store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    await write.choose_level(journal, "dry_lips", 2)
    assert isinstance(journal.refused, ReadOnly)
    assert store.days(TODAY, TODAY) == {}


async def test_a_wrong_value_has_a_sentence_of_its_own(journal: Journal) -> None:
    await journal.attempt(
        lambda: journal.store.write(tables.WeightDraft.model_validate({"on_date": TODAY, "kg": 0}))
    )
    assert said(journal) == "Enter your weight in kilograms, between 1 and 500."


async def test_a_note_that_is_too_long_is_said_and_the_old_one_stays(journal: Journal) -> None:
    await write.write_note(journal, "short")
    await write.write_note(journal, "x" * 20_001)
    assert journal.facts.day.note == "short"
    assert said(journal).startswith("The note is too long")


async def test_a_mistake_of_ours_is_logged_and_becomes_a_sentence(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Change:
        raise ZeroDivisionError

    assert isinstance(await journal.attempt(broken), Refused)
    assert said(journal) == "That did not work. Nothing was changed. Please try again."
    assert "failed: ZeroDivisionError" in caplog.text


async def test_the_log_never_holds_what_was_written(
    journal: Journal, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    fill_up(store)
    await write.write_note(journal, "very private " * 1_200)
    assert "private" not in caplog.text


async def test_a_change_the_device_refused_stays_marked_until_it_is_kept(
    store: Store, clock: Clock
) -> None:
    answers = [False, True]

    async def refusing() -> bool:
        return answers.pop(0)

    journal = Journal(store, refusing, clock)
    await write.choose_level(journal, "dry_lips", 2)
    assert journal.is_unsaved
    assert not journal.is_kept
    await journal.try_again()
    assert not journal.is_unsaved
    assert journal.is_kept


async def test_undo_works_once(journal: Journal, clock: Clock) -> None:
    await write.choose_level(journal, "dry_lips", 2)
    clock.move(days=1)
    journal.refresh()
    await write.same_as_yesterday(journal)
    assert journal.facts.day.levels == {"dry_lips": 2}
    await journal.undo()
    assert journal.facts.day.levels == {}
    await journal.undo()
    assert journal.facts.day.levels == {}


async def test_trying_again_does_not_write_twice(journal: Journal, store: Store) -> None:
    await write.choose_mood(journal, 3)
    await write.choose_level(journal, "dry_lips", 2)
    await write.choose_level(journal, "dry_lips", 3)
    assert len(store.levels(TODAY, TODAY)) == 1


async def test_midnight_turns_today_but_not_a_past_day_in_hand(
    journal: Journal, clock: Clock
) -> None:
    clock.move(days=1)
    journal.refresh()
    assert journal.facts.shown_on == date(2026, 11, 23)
    journal.show_day(TODAY)
    clock.move(days=1)
    journal.refresh()
    assert journal.facts.shown_on == TODAY


async def test_the_cut_off_can_be_moved(journal: Journal, clock: Clock) -> None:
    await setup.choose(journal, cutoff="06:00")
    clock.move(hours=9)
    journal.refresh()
    assert journal.facts.today == TODAY


async def test_the_dose_kept_with_a_day_outlives_a_change_of_dose(
    journal: Journal, store: Store
) -> None:
    await journal.change(
        tables.CourseDraft(id="one", start_on=TODAY),
        tables.DosePeriodDraft(start_on=TODAY, mg_per_day=20),
    )
    await write.answer_dose(journal, True)
    await journal.change(tables.DosePeriodDraft(start_on=TODAY, mg_per_day=40))
    assert store.days(TODAY, TODAY)[TODAY].dose_mg == 20


async def test_a_tap_reads_and_writes_in_at_most_ten_statements(
    journal: Journal, store: Store
) -> None:
    seen: list[str] = []
    from sqlalchemy import event

    event.listen(
        store.engine, "before_cursor_execute", lambda *args: seen.append(args[2].split()[0])
    )
    await write.choose_level(journal, "dry_lips", 2)
    tap = len(seen)
    seen.clear()
    journal.refresh()
    assert (tap <= 10, len(seen) <= 10) == (True, True), (tap, seen)
