"""Every write and read of the journal, on a real file."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import and_, select

from models import records, tables
from models.database import FILE_NAME, JournalProblem, open_journal
from models.days import day_of
from models.rows import Erase, table_of
from models.scales import NOSEBLEED_BANDS
from models.store import Store
from tests.conftest import Clock
from tests.databases import make

DAY = date(2026, 11, 22)
LIPS = tables.EffectDraft(key="dry_lips")


def answer(level: int = 2, on: date = DAY, **more: Any) -> tables.AnswerDraft:
    return tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=level, **more)


def rows_of(store: Store, model: type[tables.Stamped]) -> list[dict[str, Any]]:
    """Every stored row, deletions too."""
    with store.engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table_of(model))).mappings()]


# Everything that can be written comes back

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
keys = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=40)
dates = st.dates(date(1990, 1, 1), date(2099, 12, 31))
maybe_dates = st.none() | dates
maybe = st.none() | st.booleans()
amounts = st.floats(0, 1000)
stamps = st.datetimes(datetime(2000, 1, 1)).map(lambda at: at.isoformat() + "Z")
checks = st.sampled_from(("no", "yes", "not_sure"))
scores = st.integers(0, 3)
typed = st.text(st.characters(codec="latin-1", exclude_characters="\0"), max_size=20)

DRAFTS: dict[type[tables.Draft], dict[str, st.SearchStrategy[Any]]] = {
    tables.EffectDraft: {"key": keys, "name": st.none() | words, "is_shown": st.booleans(),
                         "is_private": st.booleans(), "position": st.integers(-5, 99)},
    tables.AnswerDraft: {"on_date": dates, "effect_key": st.just("dry_lips"),
                         "level": st.integers(0, 4), "places": st.sampled_from(("", "knees hips")),
                         "stopped_me": st.booleans()},
    tables.NosebleedsDraft: {"on_date": dates, "count": st.integers(0, 99),
                             "longest": st.none() | st.sampled_from(NOSEBLEED_BANDS),
                             "is_heavy": st.booleans()},
    tables.MoodDraft: {"on_date": dates, "level": st.none() | st.integers(1, 5),
                       "tags": st.sampled_from(("", "calm", "tearful worried")),
                       "stopped_me": st.booleans(), "is_imported": st.booleans()},
    tables.MoodBeforeDraft: {"on_date": dates, "replaced_at": stamps,
                             "level": st.none() | st.integers(1, 5), "tags": words},
    tables.DayDraft: {"on_date": dates, "is_nothing_new": st.booleans(), "is_dose_taken": maybe,
                      "dose_mg": st.none() | amounts, "note": words},
    tables.RoutineTickDraft: {"on_date": dates, "tip_key": keys},
    tables.CourseDraft: {"id": keys, "start_on": maybe_dates,
                         "planned_weeks": st.integers(1, 200), "last_dose_on": maybe_dates},
    tables.DosePeriodDraft: {"start_on": dates, "mg_per_day": amounts, "changed_by": typed},
    tables.WeightDraft: {"on_date": dates, "kg": st.floats(0, 500, exclude_min=True)},
    tables.ContactDraft: {"role": st.sampled_from(("provider", "trusted")), "name": words,
                          "phone": typed, "email": words},
    tables.NoticeDraft: {"id": keys, "rule": st.just("M3"), "level": st.integers(1, 3),
                         "fired_on": dates, "fired_at": stamps,
                         "evidence": st.just('{"entries":[["2026-11-22",1]]}'),
                         "answer": st.none() | st.just("contacted"),
                         "answered_at": st.none() | stamps, "answered_on": maybe_dates,
                         "answer_on": maybe_dates, "reason": words,
                         "asked_at": st.none() | stamps},
    tables.MoodCheckDraft: {"on_date": dates, "irritable": checks, "noticed": checks,
                            "changed": checks, "low_interest": scores, "low_mood": scores},
    tables.SafetyAnswerDraft: {"given_at": stamps, "on_date": dates,
                               "answer": st.sampled_from(("yes", "no", "rather_not")),
                               "counted_at": st.none() | stamps},
    tables.SettingDraft: {"key": keys, "value": words.map(json.dumps)},
    tables.VisitDraft: {"id": keys, "on_date": dates, "at_time": st.none() | st.times(),
                        "place": words, "with_whom": words, "said": words, "changed": words},
    tables.QuestionDraft: {"id": keys, "text": words.filter(bool), "asked_on": maybe_dates,
                           "position": st.integers(0, 50)},
    tables.TestResultDraft: {"id": keys, "on_date": dates, "kind": keys, "name": words,
                             "value": typed, "unit": typed, "range_low": typed,
                             "range_high": typed, "is_fasting": maybe, "note": words},
    tables.TestPlanDraft: {"id": keys, "kind": keys, "due_on": dates,
                           "window_days": st.integers(0, 60),
                           "outcome": st.none() | st.sampled_from(("done", "missed"))},
    tables.ProviderContactDraft: {"id": keys, "on_date": dates, "how": typed, "about": typed,
                                  "note": words, "at_time": st.none() | st.times()},
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One journal for many examples: each overwrites what it finds."""
    clock = Clock(datetime(2026, 11, 22, 20, 15, tzinfo=ZoneInfo("Europe/Dublin")))
    path = tmp_path_factory.mktemp("shared") / FILE_NAME
    with closing(Store(open_journal(path), clock)) as store:
        with closing(store.engine.raw_connection()) as raw:
            raw.cursor().execute("PRAGMA synchronous = OFF")  # many writes; none must last
        store.write(LIPS)
        yield store


each_table = pytest.mark.parametrize("table", tables.TABLES, ids=lambda table: table.__name__)


@each_table
@settings(max_examples=10)
@given(data=st.data())
def test_every_draft_comes_back_as_it_was_written(
    shared: Store, table: type[tables.Stamped], data: st.DataObject
) -> None:
    assert_comes_back(shared, table, data)


@pytest.mark.long
@each_table
@settings(max_examples=1_000)
@given(data=st.data())
def test_every_draft_comes_back_as_it_was_written_many_times(
    shared: Store, table: type[tables.Stamped], data: st.DataObject
) -> None:
    assert_comes_back(shared, table, data)


def assert_comes_back(store: Store, table: type[tables.Stamped], data: st.DataObject) -> None:
    draft_type = table.__mro__[1]
    fields = DRAFTS[draft_type]  # type: ignore[index]  # the class a table is made from
    assert set(fields) == set(draft_type.model_fields), "a field is not tried"
    draft = draft_type(**data.draw(st.fixed_dictionaries(fields)))
    store.write(draft)
    columns = table_of(table)
    key = and_(*(column == getattr(draft, column.name) for column in columns.primary_key))
    row = store.read(select(columns).where(key))[0]._mapping
    assert {name: row[name] for name in fields} == draft.model_dump()
    assert not row["is_deleted"]


# What can never be stored


@pytest.mark.parametrize(
    ("draft", "values"),
    [
        (tables.AnswerDraft, {"on_date": DAY, "effect_key": "dry_lips", "level": 5}),
        (tables.AnswerDraft, {"on_date": DAY, "effect_key": "dry_lips", "level": -1}),
        (tables.AnswerDraft, {"on_date": DAY, "effect_key": "dry_lips"}),
        (tables.AnswerDraft, {"on_date": "soon", "effect_key": "dry_lips", "level": 1}),
        (tables.MoodDraft, {"on_date": DAY, "level": 0}),
        (tables.MoodDraft, {"on_date": DAY, "levle": 3}),
        (tables.NosebleedsDraft, {"on_date": DAY, "count": 1, "longest": "an hour"}),
        (tables.DayDraft, {"on_date": DAY, "note": "x" * 20_001}),
        (tables.DayDraft, {"on_date": DAY, "dose_mg": float("nan")}),
        (tables.WeightDraft, {"on_date": DAY, "kg": 0}),
        (tables.DosePeriodDraft, {"start_on": DAY, "mg_per_day": float("inf")}),
        (tables.QuestionDraft, {"id": "q", "text": ""}),
    ],
)
def test_a_draft_refuses_what_makes_no_sense(draft: type[tables.Draft], values: Any) -> None:
    with pytest.raises(ValidationError):
        draft(**values)


REFUSED_BY_THE_FILE = [
    ("answer", "level", 5), ("answer", "level", -1), ("answer", "level", "many"),
    ("answer", "level", None), ("answer", "effect_key", "unknown"), ("answer", "stopped_me", 2),
    ("answer", "on_date", "2026-11-31"), ("answer", "on_date", "22/11/2026"),
    ("answer", "on_date", "2026-11-22T10:00"), ("answer", "is_deleted", 2),
    ("answer", "updated_at", None), ("answer", "places", "x" * 201), ("effect", "key", ""),
    ("effect", "name", "x" * 121), ("effect", "is_shown", 3), ("nosebleeds", "count", 100),
    ("nosebleeds", "count", -1), ("nosebleeds", "longest", "an_hour"), ("mood", "level", 0),
    ("mood", "level", 6), ("mood", "stopped_me", None), ("mood_before", "level", 9),
    ("day", "is_dose_taken", 2), ("day", "dose_mg", -1), ("day", "dose_mg", "two"),
    ("day", "note", "x" * 20_001), ("day", "note", None), ("routine_tick", "on_date", "today"),
    ("course", "planned_weeks", 0), ("course", "start_on", "2026-02-30"),
    ("dose_period", "mg_per_day", -20), ("dose_period", "start_on", ""), ("weight", "kg", 0),
    ("weight", "kg", 501), ("contact", "role", "friend"), ("notice", "level", 4),
    ("notice", "evidence", "because"), ("notice", "fired_on", None),
    ("notice", "answered_on", "yes"), ("mood_check", "irritable", "maybe"),
    ("mood_check", "low_mood", 4), ("safety_answer", "answer", "perhaps"),
    ("setting", "value", ""), ("visit", "on_date", "Tuesday"), ("question", "asked_on", "then"),
    ("test_result", "is_fasting", 5), ("test_result", "value", None),
    ("test_plan", "window_days", 61), ("test_plan", "due_on", None),
    ("provider_contact", "on_date", "2026-13-01"),
]  # fmt: skip


@pytest.fixture(scope="module")
def full_file() -> Iterator[sqlite3.Connection]:
    """A journal with a row in every table, in memory."""
    path = Path(make.__file__).with_name("version_2.db")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(":memory:")) as raw:
        old.backup(raw)
        raw.execute("PRAGMA foreign_keys = ON")
        yield raw


@pytest.mark.parametrize(("table", "column", "value"), REFUSED_BY_THE_FILE)
def test_the_file_itself_refuses_what_makes_no_sense(
    full_file: sqlite3.Connection, table: str, column: str, value: Any
) -> None:
    full_file.execute("SAVEPOINT here")
    with pytest.raises(sqlite3.IntegrityError):
        full_file.execute(f"UPDATE {table} SET {column} = ?", (value,))
    full_file.execute("ROLLBACK TO here")


def test_the_file_refuses_a_second_row_for_the_same_key(full_file: sqlite3.Connection) -> None:
    names = full_file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            full_file.execute(f"INSERT INTO {name} SELECT * FROM {name}")


def test_an_answer_to_an_unknown_effect_is_refused(store: Store) -> None:
    with pytest.raises(JournalProblem):
        store.write(answer())


# Writing


def test_what_was_written_is_on_disk_when_write_returns(store: Store, tmp_path: Path) -> None:
    store.write(LIPS, answer(3))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        assert other.execute("SELECT level FROM answer").fetchall() == [(3,)]


def test_writing_twice_is_a_change_and_not_a_second_entry(store: Store) -> None:
    store.write(LIPS, answer(1))
    store.write(answer(4))
    assert [(row["level"], row["is_deleted"]) for row in rows_of(store, tables.Answer)] == [
        (4, False)
    ]


def test_several_changes_are_written_all_or_none(store: Store) -> None:
    store.write(LIPS)
    unknown = tables.AnswerDraft(on_date=DAY, effect_key="unknown", level=1)
    with pytest.raises(JournalProblem):
        store.write(answer(2), tables.MoodDraft(on_date=DAY, level=3), unknown)
    assert store.days(DAY, DAY) == {}
    store.write(answer(2), tables.MoodDraft(on_date=DAY, level=3))
    assert store.days(DAY, DAY)[DAY].levels == {"dry_lips": 2}


def test_a_deletion_is_remembered_and_no_longer_read(store: Store) -> None:
    store.write(LIPS, answer(3))
    store.write(Erase(tables.Answer, (DAY, "dry_lips")))
    assert store.days(DAY, DAY) == {}
    assert store.levels(DAY, DAY) == []
    assert [row["is_deleted"] for row in rows_of(store, tables.Answer)] == [True]


def test_erasing_what_is_not_there_changes_nothing(store: Store) -> None:
    store.write(LIPS, answer(3))
    store.write(Erase(tables.Answer, (DAY, "dry_lips")))
    before = rows_of(store, tables.Answer)
    store.write(Erase(tables.Answer, (DAY, "dry_lips")), Erase(tables.Mood, (DAY,)))
    assert rows_of(store, tables.Answer) == before
    assert rows_of(store, tables.Mood) == []


def test_undo_brings_back_what_was_there(store: Store) -> None:
    store.write(LIPS, answer(1, places="knees", stopped_me=True))
    before = store.days(DAY, DAY)
    change = store.write(answer(4), tables.MoodDraft(on_date=DAY, level=2))
    store.undo(change)
    assert store.days(DAY, DAY) == before
    assert [row["is_deleted"] for row in rows_of(store, tables.Mood)] == [True]


def test_a_deletion_can_be_undone(store: Store) -> None:
    store.write(LIPS, answer(3))
    before = store.days(DAY, DAY)
    store.undo(store.write(Erase(tables.Answer, (DAY, "dry_lips"))))
    assert store.days(DAY, DAY) == before


@pytest.mark.parametrize("hours", [1, 0, -1, -24 * 400])
def test_the_newest_change_has_the_newest_stamp_even_if_the_clock_was_set_back(
    store: Store, clock: Clock, hours: int
) -> None:
    store.write(LIPS, answer(1))
    first = rows_of(store, tables.Answer)[0]
    clock.move(hours=hours)
    change = store.write(answer(2))
    second = rows_of(store, tables.Answer)[0]
    store.undo(change)
    third = rows_of(store, tables.Answer)[0]
    assert first["updated_at"] < second["updated_at"] < third["updated_at"]
    assert first["written_at"] == second["written_at"] == third["written_at"]


def test_an_entry_written_anew_after_its_deletion_counts_from_then(
    store: Store, clock: Clock
) -> None:
    store.write(LIPS, answer(1))
    store.write(Erase(tables.Answer, (DAY, "dry_lips")))
    clock.move(days=5)
    store.write(answer(1))
    assert store.days(DAY, DAY)[DAY].is_late


# Which day it was, and when it was written


def test_an_entry_eight_days_afterwards_is_late_and_stays_late(store: Store, clock: Clock) -> None:
    clock.now = datetime(2026, 5, 12, 19, 0, tzinfo=ZoneInfo("Europe/Dublin"))
    store.write(tables.MoodDraft(on_date=date(2026, 5, 4), level=1))
    clock.move(days=1)
    store.write(tables.MoodDraft(on_date=date(2026, 5, 4), level=2))
    day = store.days(date(2026, 5, 4), date(2026, 5, 4))[date(2026, 5, 4)]
    assert day.is_late
    assert day.written_on == date(2026, 5, 12)


def test_an_entry_in_time_does_not_become_late_by_a_later_change(
    store: Store, clock: Clock
) -> None:
    store.write(tables.MoodDraft(on_date=DAY, level=3))
    clock.move(days=9)
    store.write(tables.MoodDraft(on_date=DAY, level=4), tables.DayDraft(on_date=DAY, note="more"))
    assert not store.days(DAY, DAY)[DAY].is_late


def test_the_same_date_again_after_a_flight_opens_the_same_entry(
    store: Store, clock: Clock
) -> None:
    """Evening in Auckland, thirteen hours in the air, noon of the same date in Los Angeles."""
    clock.now = datetime(2026, 11, 22, 20, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    store.write(tables.MoodDraft(on_date=day_of(clock()), level=3))
    clock.now = (clock() + timedelta(hours=13)).astimezone(ZoneInfo("America/Los_Angeles"))
    store.write(tables.MoodDraft(on_date=day_of(clock()), level=4))
    found = rows_of(store, tables.Mood)
    assert [(row["on_date"], row["level"], row["utc_offset"]) for row in found] == [
        (date(2026, 11, 22), 4, 780)
    ]


def test_a_date_lost_over_the_date_line_stays_blank(store: Store, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 22, 22, 0, tzinfo=ZoneInfo("America/Los_Angeles"))
    store.write(tables.MoodDraft(on_date=day_of(clock()), level=3))
    clock.now = (clock() + timedelta(hours=13)).astimezone(ZoneInfo("Pacific/Auckland"))
    store.write(tables.MoodDraft(on_date=day_of(clock()), level=4))
    assert sorted(store.days(DAY, DAY + timedelta(days=5))) == [
        date(2026, 11, 22),
        date(2026, 11, 24),
    ]


# Reading


def test_a_day_holds_all_that_was_written_for_it(store: Store) -> None:
    store.write(
        LIPS,
        answer(3, places="hands knees", stopped_me=True),
        tables.NosebleedsDraft(on_date=DAY, count=2, longest="5_to_9", is_heavy=True),
        tables.MoodDraft(on_date=DAY, level=2, tags="tearful worried", stopped_me=True),
        tables.DayDraft(on_date=DAY, is_nothing_new=True, is_dose_taken=False, dose_mg=20,
                        note="A note."),
        tables.RoutineTickDraft(on_date=DAY, tip_key="lip_balm"),
    )  # fmt: skip
    assert store.days(DAY, DAY) == {
        DAY: records.Day(
            on=DAY,
            levels={"dry_lips": 3},
            places={"dry_lips": ("hands", "knees")},
            stopped=frozenset({"dry_lips"}),
            nosebleeds=records.Nosebleeds(2, "5_to_9", is_heavy=True),
            mood=records.Mood(2, frozenset({"tearful", "worried"}), stopped_me=True),
            mood_said_on=DAY,
            is_nothing_new=True,
            is_dose_taken=False,
            dose_mg=20,
            note="A note.",
            ticks=frozenset({"lip_balm"}),
            written_on=DAY,
        )
    }


def test_a_dose_that_was_not_answered_is_neither_taken_nor_missed(store: Store) -> None:
    store.write(tables.DayDraft(on_date=DAY, note="A note."))
    assert store.days(DAY, DAY)[DAY].is_dose_taken is None


def test_only_the_days_asked_for_are_read(store: Store) -> None:
    store.write(LIPS, *(answer(1, DAY + timedelta(days=n)) for n in range(-3, 4)))
    first, last = DAY - timedelta(days=1), DAY + timedelta(days=1)
    assert sorted(store.days(first, last)) == [first, DAY, last]
    assert [row[0] for row in store.levels(first, last)] == [first, DAY, last]


def test_the_first_day_is_the_earliest_that_still_has_an_entry(store: Store) -> None:
    assert store.first_day() is None
    assert store.first_moods_on()[0] is None
    store.write(tables.MoodDraft(on_date=DAY, level=3))
    store.write(tables.NosebleedsDraft(on_date=DAY - timedelta(days=9), count=0))
    assert store.first_day() == DAY - timedelta(days=9)
    assert store.first_moods_on()[0] == DAY
    store.write(Erase(tables.Nosebleeds, (DAY - timedelta(days=9),)))
    assert store.first_day() == DAY


def test_each_course_has_the_doses_of_its_own_time_and_the_weights_until_its_end(
    store: Store,
) -> None:
    store.write(
        tables.CourseDraft(id="b", start_on=date(2026, 7, 1)),
        tables.CourseDraft(id="a", start_on=date(2024, 1, 1), last_dose_on=date(2024, 5, 1)),
        *(
            tables.DosePeriodDraft(start_on=start, mg_per_day=mg)
            for start, mg in (
                (date(2026, 8, 1), 40),
                (date(2024, 1, 1), 10),
                (date(2026, 7, 1), 20),
            )
        ),
        tables.WeightDraft(on_date=date(2024, 1, 1), kg=62),
        tables.WeightDraft(on_date=date(2026, 7, 1), kg=60),
    )
    old, new = store.courses()
    assert [dose.mg_per_day for dose in old.doses] == [10]
    assert [dose.mg_per_day for dose in new.doses] == [20, 40]
    assert [weight.kg for weight in old.weights] == [62]
    assert [weight.kg for weight in new.weights] == [62, 60]
    assert (old.dose_on(date(2024, 5, 1)), old.dose_on(date(2024, 5, 2))) == (10, None)
    assert (new.dose_on(date(2026, 7, 31)), new.dose_on(date(2026, 8, 1))) == (20, 40)
    assert new.dose_on(date(2026, 6, 30)) is None


def test_the_clinic_comes_back_in_order(store: Store) -> None:
    store.write(
        tables.VisitDraft(id="v2", on_date=DAY, at_time=time(9, 30), place="Lakeside"),
        tables.VisitDraft(id="v1", on_date=DAY, at_time=time(8, 0)),
        tables.QuestionDraft(id="q1", text="Second?", position=2),
        tables.QuestionDraft(id="q2", text="First?", position=1),
        tables.TestResultDraft(id="r1", on_date=DAY, kind="alt", value="31", is_fasting=True),
        tables.TestPlanDraft(id="p1", kind="liver_lipids", due_on=DAY, window_days=7),
        tables.ProviderContactDraft(id="c1", on_date=DAY, how="phone"),
    )
    assert [visit.id for visit in store.visits()] == ["v1", "v2"]
    assert store.visits()[1].at == time(9, 30)
    assert [question.text for question in store.questions()] == ["First?", "Second?"]
    assert [(r.kind, r.value, r.is_fasting) for r in store.results()] == [("alt", "31", True)]
    assert [(plan.due_on, plan.outcome) for plan in store.plans()] == [(DAY, None)]
    assert [talk.how for talk in store.provider_contacts()] == ["phone"]


def test_set_up_and_people_come_back(store: Store) -> None:
    store.write(
        tables.EffectDraft(key="b", position=2),
        tables.EffectDraft(key="own_1", name="Peeling", position=1, is_private=True),
        tables.ContactDraft(role="provider", name="Dr Reyes", phone="555-0142"),
        tables.SettingDraft(key="country", value='"IE"'),
        tables.SettingDraft(key="baseline", value="null"),
    )
    assert [(effect.key, effect.name) for effect in store.effects()] == [
        ("own_1", "Peeling"),
        ("b", None),
    ]
    assert store.settings() == {"country": "IE", "baseline": None}
    assert store.contacts() == {"provider": records.Contact("provider", "Dr Reyes", "555-0142")}


def test_moods_that_were_changed_are_kept_in_order(store: Store) -> None:
    for at, level in (("2026-11-22T21:00Z", 4), ("2026-11-22T20:00Z", 2)):
        store.write(tables.MoodBeforeDraft(on_date=DAY, replaced_at=at, level=level))
    assert store.moods_before() == {DAY: (2, 4)}


def test_what_was_deleted_is_not_kept_in_its_tombstone(store: Store) -> None:
    store.write(tables.DayDraft(on_date=DAY, note="very private", is_dose_taken=True))
    gone = store.write(Erase(tables.Day, (DAY,)))
    assert [(row["note"], row["is_dose_taken"]) for row in rows_of(store, tables.Day)] == [
        ("", None)
    ]
    store.undo(gone)
    assert store.days(DAY, DAY)[DAY].note == "very private"
