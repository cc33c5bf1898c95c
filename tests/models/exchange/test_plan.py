from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import tables
from models.exchange import incoming, plan
from models.exchange.json_file import JournalFile
from models.exchange.source import Meaning, Reading, Source
from models.mood_path import read_mood_path
from models.rows import Erase
from models.store import Store
from models.whole import read_whole, take_back
from tests.models.exchange import foreign
from tests.models.exchange.journals import NOW, store_at

TODAY = date(2026, 11, 22)
ON = date(2026, 11, 20)
FILES = [
    foreign.DAYLIO_OLD,
    foreign.DAYLIO_NEW,
    foreign.daylio_backup(),
    foreign.BEARABLE,
    foreign.BEARABLE_OLD,
    foreign.loop_zip(),
    foreign.loop_database(),
    foreign.TRACK,
    foreign.TRACK_OLD,
    foreign.TABLE,
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    yield found
    found.close()


def read(data: bytes) -> Source:
    source = incoming.read("file", data)
    assert not isinstance(source, JournalFile)
    return source


def planned(store: Store, data: bytes, **meanings: Meaning) -> plan.Plan:
    return plan.dry_run(read(data), store, TODAY, meanings)


@pytest.mark.parametrize("data", FILES)
def test_a_dry_run_writes_nothing_and_says_what_would_be_written(store: Store, data: bytes) -> None:
    before = read_whole(store.engine)
    found = planned(store, data)
    assert read_whole(store.engine) == before
    assert found.new > 0
    assert (found.same, found.kept) == (0, 0)
    plan.apply(found, store)
    rows = read_whole(store.engine)
    written = sum(len(rows[name]) for name in ("answer", "mood", "nosebleeds", "day"))
    assert written == found.new


@pytest.mark.parametrize("data", FILES)
def test_importing_twice_changes_nothing(store: Store, data: bytes) -> None:
    first = planned(store, data)
    plan.apply(first, store)
    once = read_whole(store.engine)
    second = planned(store, data)
    assert (second.new, second.same, second.kept) == (0, first.new, 0)
    assert len(plan.apply(second, store)) == 0
    assert len(plan.apply(first, store)) == 0  # a plan that was made before
    assert read_whole(store.engine) == once


@pytest.mark.parametrize("data", FILES)
def test_an_import_can_be_undone_to_the_last_row(store: Store, data: bytes) -> None:
    store.write(tables.MoodDraft(on_date=ON, tags="tearful"), tables.DayDraft(on_date=ON))
    before = read_whole(store.engine)
    undo = plan.apply(planned(store, data), store)
    assert take_back(store.engine, undo) == 0
    assert read_whole(store.engine) == before


def test_the_worst_of_a_day_counts_nosebleeds_are_added_and_notes_joined(store: Store) -> None:
    plan.apply(planned(store, foreign.BEARABLE), store)
    plan.apply(planned(store, foreign.TRACK), store)
    day = store.days(ON, ON)[ON]
    assert day.mood is not None
    assert day.mood.level == 2  # 3 of 10, not 8 of 10
    assert day.nosebleeds is not None
    assert day.nosebleeds.count == 2
    assert day.note == "slept badly"  # what was there is not overwritten
    names = {effect.key: effect.name for effect in store.effects()}
    assert {names[key] or key: level for key, level in day.levels.items()} == {
        "Neck pain": 3, "dry_eyes": 1, "dry_lips": 2,
    }  # fmt: skip


def test_what_the_journal_says_is_never_overwritten(store: Store) -> None:
    store.write(tables.EffectDraft(key="dry_lips"))
    store.write(tables.AnswerDraft(on_date=ON, effect_key="dry_lips", level=0))
    store.write(tables.DayDraft(on_date=ON, note="mine", is_dose_taken=True))
    found = planned(store, foreign.TRACK)
    assert (found.new, found.kept) == (1, 2)
    plan.apply(found, store)
    day = store.days(ON, ON)[ON]
    assert (day.levels["dry_lips"], day.note, day.is_dose_taken) == (0, "mine", True)


def test_what_the_user_deleted_stays_deleted(store: Store) -> None:
    plan.apply(planned(store, foreign.TRACK), store)
    store.write(Erase(tables.Nosebleeds, (ON,)))
    again = planned(store, foreign.TRACK)
    assert (again.new, again.kept) == (0, 1)


def test_a_mood_of_tags_only_gets_its_level_and_keeps_the_tags(store: Store) -> None:
    store.write(tables.MoodDraft(on_date=ON, tags="tearful", stopped_me=True))
    plan.apply(planned(store, foreign.DAYLIO_NEW), store)
    mood = store.days(ON, ON)[ON].mood
    assert mood is not None
    assert (mood.level, mood.tags, mood.stopped_me) == (3, {"tearful"}, True)


def test_a_word_without_a_meaning_is_left_out_until_the_user_gives_it_one(store: Store) -> None:
    found = planned(store, foreign.DAYLIO_OLD)
    assert ("word", "mood: so tired") in [(skip.why, skip.what) for skip in found.skips]
    assert (found.first, found.last) == (ON, ON)
    chosen = {
        "mood": Meaning("mood", {"rad": 5, "bad": 2, "so tired": 1}),
        "Headache": Meaning("effect:headache", {"yes": 1}),
        "work": Meaning("own:Work", {"yes": 0}),
    }
    found = planned(store, foreign.DAYLIO_OLD, **chosen)
    assert (found.first, found.last) == (ON - timedelta(days=1), ON)
    plan.apply(found, store)
    assert store.days(ON, ON)[ON].levels["headache"] == 1
    assert "Work" in {effect.name for effect in store.effects()}


def test_an_own_effect_of_the_same_name_is_used_again(store: Store) -> None:
    store.write(tables.EffectDraft(key="own_1", name="neck PAIN", is_private=True, position=7))
    plan.apply(planned(store, foreign.BEARABLE), store)
    assert store.days(ON, ON)[ON].levels["own_1"] == 3
    (own,) = (effect for effect in store.effects() if effect.name)
    assert (own.is_private, own.position) == (True, 7)


def test_days_to_come_are_left_out(store: Store) -> None:
    found = plan.dry_run(read(foreign.TRACK), store, ON - timedelta(days=1))
    assert found.new == 0
    assert {skip.why for skip in found.skips} >= {"future"}


def test_old_moods_that_come_in_today_call_for_no_notice_today(store: Store) -> None:
    rows = "".join(f"{TODAY - timedelta(days=number)},,,,awful,,,\n" for number in range(8, 30))
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    plan.apply(planned(store, (head + rows).encode()), store)
    path = read_mood_path(store, TODAY, None, {})
    assert len(store.moods(date.min, TODAY)) == 22
    assert path.findings == ()
    days = store.days(date.min, TODAY).values()
    assert {day.written_on for day in days} == {TODAY}
    assert all(day.is_late for day in days)


def test_a_row_changed_after_the_import_survives_its_undoing(store: Store) -> None:
    undo = plan.apply(planned(store, foreign.BEARABLE), store)
    (own,) = (effect.key for effect in store.effects() if effect.name)
    store.write(tables.AnswerDraft(on_date=ON, effect_key=own, level=4))
    assert take_back(store.engine, undo) == 2  # the answer, and the effect that it is about
    assert store.days(ON, ON)[ON].levels == {own: 4}


NAMES = st.sampled_from(["mood", "note", "Nosebleeds", "Dry lips", "x"])
TARGETS = st.sampled_from(["mood", "note", "nosebleeds", "", "effect:dry_lips", "own:x", "own: "])
READINGS = st.builds(
    Reading, st.integers(1, 9), st.dates(ON - timedelta(days=3), TODAY + timedelta(days=2)), NAMES,
    st.sampled_from(["1", "5", "many", "\0", "x" * 30_000]),
)  # fmt: skip
MEANINGS = st.dictionaries(
    NAMES,
    st.builds(
        Meaning,
        TARGETS,
        st.dictionaries(st.sampled_from(["1", "5", "many"]), st.none() | st.integers(-5, 200)),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(READINGS, max_size=12), MEANINGS)
def test_any_readings_and_meanings_go_in_whole_and_only_once(
    tmp_path_factory: pytest.TempPathFactory, readings: list[Reading], meanings: dict[str, Meaning]
) -> None:
    store = store_at(tmp_path_factory.mktemp("journal"))
    source = Source("table", len(readings), tuple(readings), (), {})
    found = plan.dry_run(source, store, TODAY, meanings)
    plan.apply(found, store)
    again = plan.dry_run(source, store, TODAY, meanings)
    assert (again.new, again.same, again.kept) == (0, found.new, 0)
    assert store.days(ON - timedelta(days=9), NOW.date()) is not None
    store.close()
