"""A tap belongs to the day it is made on, whatever day the screen still showed."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from app.actions import data, mood, note, setup
from app.actions import day as write
from app.day_on_screen import on_day
from app.idle import LONGEST_S, SHORTEST_S, watch
from app.journal import Journal
from models import records, tables
from models.store import Store
from tests.conftest import Clock

pytestmark = pytest.mark.anyio
TODAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 23)
Deed = Callable[[Journal], Awaitable[Any]]


def day(store: Store, on: date) -> records.Day:
    return store.days(on, on).get(on) or records.Day(on)


def night(clock: Clock) -> None:
    """22 November 22:00 becomes 23 November 09:00."""
    clock.move(hours=11)


@pytest.fixture(autouse=True)
def evening(clock: Clock) -> None:
    clock.move(hours=1, minutes=45)


async def test_very_low_in_the_evening_and_in_the_morning_are_two_days_and_m2(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.choose_mood(journal, 1)
    night(clock)
    await write.choose_mood(journal, 1)
    assert [(row.on_date, row.level) for row in store.moods(TODAY, TOMORROW)] == [
        (TODAY, 1), (TOMORROW, 1),
    ]  # fmt: skip
    assert "M2" in {notice.rule for notice in journal.facts.mood_path.standing.notices}
    assert (journal.facts.today, journal.facts.shown_on) == (TOMORROW, TOMORROW)


TAPS: dict[str, tuple[Deed, Callable[[records.Day], object], object]] = {
    "mood": (lambda j: write.choose_mood(j, 2), lambda d: d.mood and d.mood.level, 2),
    "tag": (
        lambda j: write.toggle_tag(j, "tearful"), lambda d: d.mood and d.mood.tags,
        frozenset({"tearful"}),
    ),
    "mood stopped": (
        lambda j: write.toggle_mood_stopped(j), lambda d: d.mood and d.mood.stopped_me, True,
    ),
    "effect": (lambda j: write.choose_level(j, "dry_lips", 3), lambda d: d.levels, {"dry_lips": 3}),
    "place": (
        lambda j: write.toggle_place(j, "joint_pain", "knees"),
        lambda d: d.places, {"joint_pain": ("knees",)},
    ),
    "stopped": (
        lambda j: write.toggle_stopped(j, "joint_pain"), lambda d: d.stopped,
        frozenset({"joint_pain"}),
    ),
    "one more nosebleed": (
        lambda j: write.add_nosebleeds(j, 1), lambda d: d.nosebleeds and d.nosebleeds.count, 1,
    ),
    "no nosebleed": (
        lambda j: write.no_nosebleeds(j), lambda d: d.nosebleeds and d.nosebleeds.count, 0,
    ),
    "longest": (
        lambda j: write.choose_longest(j, "5_to_9"),
        lambda d: d.nosebleeds and d.nosebleeds.longest, "5_to_9",
    ),
    "heavy": (
        lambda j: write.toggle_heavy(j), lambda d: d.nosebleeds and d.nosebleeds.is_heavy, True,
    ),
    "timed nosebleed": (
        lambda j: write.record_nosebleed(j, 12.0),
        lambda d: d.nosebleeds and d.nosebleeds.longest, "10_to_19",
    ),
    "dose": (lambda j: write.answer_dose(j, True), lambda d: d.is_dose_taken, True),
    "nothing new": (lambda j: write.nothing_new(j), lambda d: d.is_nothing_new, True),
    "routine": (
        lambda j: write.tick(j, "routine_moisturiser"), lambda d: d.ticks,
        frozenset({"routine_moisturiser"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TAPS)
async def test_the_same_tap_before_and_after_the_night_is_an_answer_of_each_day(
    journal: Journal, store: Store, clock: Clock, name: str
) -> None:
    deed, read, answer = TAPS[name]
    await deed(journal)
    night(clock)
    await deed(journal)
    assert [read(day(store, on)) for on in (TODAY, TOMORROW)] == [answer, answer]


@pytest.mark.parametrize("name", [name for name in TAPS if name != "one more nosebleed"])
async def test_on_a_day_that_has_the_answer_already_an_old_screen_takes_nothing_back(
    journal: Journal, store: Store, clock: Clock, name: str
) -> None:
    """The clock is put back, or a flight goes west: the day of before has its answers."""
    deed, read, answer = TAPS[name]
    await deed(journal)
    night(clock)
    journal.refresh()
    clock.move(hours=-11)
    await deed(journal)
    assert read(day(store, TODAY)) == answer
    assert read(day(store, TOMORROW)) in (None, False, {}, frozenset())


@pytest.mark.parametrize("name", TAPS)
async def test_a_tap_on_a_screen_drawn_before_the_turn_takes_nothing_back(
    journal: Journal, store: Store, clock: Clock, name: str
) -> None:
    """The timer has turned the journal, and the finger is quicker than the redraw."""
    deed, read, answer = TAPS[name]
    drawn = on_day(journal, lambda j: deed(j))
    night(clock)
    await deed(journal)
    await drawn()
    expected = 2 if name == "one more nosebleed" else answer
    assert read(day(store, TOMORROW)) == expected


async def test_counts_of_yesterday_are_not_counted_on(
    journal: Journal, store: Store, clock: Clock
) -> None:
    for _ in range(3):
        await write.add_nosebleeds(journal, 1)
    night(clock)
    await write.add_nosebleeds(journal, -1)
    assert day(store, TOMORROW).nosebleeds is None
    await write.add_nosebleeds(journal, 1)
    assert [day(store, on).nosebleeds for on in (TODAY, TOMORROW)] == [
        records.Nosebleeds(3), records.Nosebleeds(1),
    ]  # fmt: skip


async def test_same_as_yesterday_copies_the_day_that_is_yesterday_by_now(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.choose_level(journal, "dry_lips", 2)
    night(clock)
    await write.same_as_yesterday(journal)
    assert day(store, TOMORROW).levels == {"dry_lips": 2}


async def test_a_day_chosen_on_purpose_stays_and_can_be_taken_back(
    journal: Journal, store: Store, clock: Clock
) -> None:
    chosen = TODAY - timedelta(days=2)
    journal.show_day(chosen)
    await write.choose_mood(journal, 2)
    night(clock)
    await write.choose_mood(journal, 2)
    assert day(store, chosen).mood is None
    assert (journal.facts.today, journal.facts.shown_on) == (TOMORROW, chosen)


async def test_a_chosen_day_that_lies_ahead_by_now_is_not_written(
    journal: Journal, store: Store, clock: Clock
) -> None:
    journal.show_day(TODAY - timedelta(days=1))
    tap = on_day(journal, write.choose_mood, 2)
    clock.move(days=-5)
    await tap()
    assert store.moods(date(2026, 11, 1), TOMORROW) == []
    assert journal.message is not None
    assert journal.message.text.startswith("The date on this device has changed.")


async def test_undo_after_the_night_puts_back_what_was_taken_and_nothing_else(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.choose_mood(journal, 2)
    await write.delete_day(journal, TODAY)
    night(clock)
    await journal.undo()
    assert [row.on_date for row in store.moods(TODAY, TOMORROW)] == [TODAY]


async def test_delete_on_a_screen_of_yesterday_deletes_nothing(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.choose_mood(journal, 2)
    night(clock)
    await write.delete_day(journal, TODAY)
    assert [row.on_date for row in store.moods(TODAY, TOMORROW)] == [TODAY]
    assert journal.message is not None
    assert journal.message.text == "A new day has begun. Nothing was deleted."
    await write.delete_day(journal, TODAY)
    assert store.moods(TODAY, TOMORROW) == []


async def test_the_safety_question_and_the_check_are_answered_on_the_day_of_the_tap(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.choose_mood(journal, 1)
    night(clock)
    await mood.answer_safety_question(journal, "no")
    answers = {"irritable": "no", "noticed": "no", "changed": "no", "low_interest": 0}
    await mood.finish_check(journal, answers | {"low_mood": 0})
    assert [row.on_date for row in store.safety_answers()] == [TOMORROW]
    assert [row.on_date for row in store.checks()] == [TOMORROW]


async def test_a_notice_is_answered_on_the_day_of_the_tap(
    journal: Journal, store: Store, clock: Clock
) -> None:
    await write.toggle_tag(journal, "not_myself")
    drawn = journal.facts.mood_path.standing.notices
    night(clock)
    await mood.answer(journal, drawn, "contacted")
    (kept,) = [row for row in store.notices() if row.answer]
    assert (kept.fired_on, kept.answered_on) == (TODAY, TOMORROW)
    assert [talk.on for talk in store.provider_contacts()] == [TOMORROW]


@pytest.mark.parametrize(("hours", "expected"), [(-13, 21), (13, 23)])
async def test_after_a_flight_the_tap_is_of_the_day_at_the_place(
    journal: Journal, store: Store, clock: Clock, hours: int, expected: int
) -> None:
    clock.now = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
    journal.refresh()
    clock.now = clock.now.astimezone(timezone(timedelta(hours=hours)))
    await write.choose_mood(journal, 4)
    assert [row.on_date.day for row in store.moods(date(2026, 11, 20), TOMORROW)] == [expected]


async def test_another_hour_of_the_days_end_turns_the_screen_at_once(
    journal: Journal, clock: Clock
) -> None:
    clock.move(hours=6)  # 04:00
    journal.refresh()
    assert journal.facts.shown_on == TOMORROW
    await setup.choose(journal, cutoff="06:00:00")
    assert (journal.facts.today, journal.facts.shown_on) == (TODAY, TODAY)


async def test_a_change_from_a_form_looks_at_the_moods_of_the_day_it_is(
    journal: Journal, clock: Clock
) -> None:
    night(clock)
    await journal.change(tables.MoodDraft(on_date=TOMORROW, level=1))
    assert [notice.fired_on for notice in journal.facts.mood_path.notices] == [TOMORROW]


async def test_a_copy_made_after_the_night_has_the_new_day_in_its_name(
    journal: Journal, clock: Clock, folder: Any
) -> None:
    await write.choose_mood(journal, 3)
    night(clock)
    await data.back_up(journal)
    assert list((folder / "backups").glob(f"*{TOMORROW.isoformat()}*"))


# A note half typed


async def test_what_is_typed_on_while_the_day_ends_stays_with_its_day(
    journal: Journal, store: Store, clock: Clock
) -> None:
    clock.now = clock.now.replace(hour=2, minute=59, second=30) + timedelta(days=1)
    journal.refresh()
    note.type_note(journal, TODAY, "head")
    clock.move(minutes=1)
    note.type_note(journal, TODAY, "headache")
    await note.keep_notes(journal)
    assert day(store, TODAY).note == "headache"
    assert journal.facts.shown_on == TODAY


async def test_a_note_begun_after_the_night_on_an_old_screen_is_of_the_new_day(
    journal: Journal, store: Store, clock: Clock
) -> None:
    note.type_note(journal, TODAY, "evening")
    await note.keep_notes(journal)
    night(clock)
    note.type_note(journal, TODAY, "evening morning")
    await note.keep_notes(journal)
    assert [day(store, on).note for on in (TODAY, TOMORROW)] == ["evening", "morning"]


async def test_a_tap_while_a_note_is_typed_turns_and_keeps_the_note(
    journal: Journal, store: Store, clock: Clock
) -> None:
    clock.now = clock.now.replace(hour=2, minute=59, second=30) + timedelta(days=1)
    journal.refresh()
    note.type_note(journal, TODAY, "before")
    clock.move(minutes=1)
    await write.choose_mood(journal, 2)
    await note.keep_notes(journal)
    assert (day(store, TODAY).note, day(store, TODAY).mood) == ("before", None)
    assert [row.on_date for row in store.moods(TODAY, TOMORROW)] == [TOMORROW]


# An idle screen


class Waits:
    """Lets the wished time pass on the clock, and ends the journal after some waits."""

    def __init__(self, journal: Journal, clock: Clock, number: int) -> None:
        self.journal, self.clock, self.left = journal, clock, number
        self.waited: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.clock.move(seconds=seconds)
        self.left -= 1
        if not self.left:
            self.journal.close()


async def test_an_idle_screen_turns_when_its_day_ends(journal: Journal, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 23, 2, 57, 30, tzinfo=clock.now.tzinfo)
    journal.refresh()
    assert journal.facts.shown_on == TODAY
    waits = Waits(journal, clock, 4)
    await watch(journal, waits)
    assert waits.waited[:3] == [LONGEST_S, LONGEST_S, 30.0]
    assert journal.facts.shown_on == TOMORROW


async def test_no_wait_is_long_and_none_is_nothing(journal: Journal, clock: Clock) -> None:
    waits = Waits(journal, clock, 30)
    await watch(journal, waits)
    assert all(SHORTEST_S <= seconds <= LONGEST_S for seconds in waits.waited)


async def test_an_idle_screen_does_not_turn_in_the_middle_of_a_word(
    journal: Journal, clock: Clock
) -> None:
    clock.now = datetime(2026, 11, 23, 2, 59, 50, tzinfo=clock.now.tzinfo)
    journal.refresh()
    note.type_note(journal, TODAY, "head")
    await watch(journal, Waits(journal, clock, 3))
    assert journal.facts.shown_on == TODAY
