"""The sample journal: a story that holds together, apart from the user's own entries."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models import content, lab, plans, records, scales, tables
from models.database import FILE_NAME, JournalProblem, open_journal
from models.days import span
from models.demo import NotASample, NotEmpty, clear, fill_demo, put_back, write_demo
from models.doses import dose_facts
from models.mood_path import new_notices, read_mood_path
from models.moods import MoodEntry, MoodRecord
from models.periods import Period, around
from models.rows import table_of
from models.safety import fired
from models.store import Store
from models.summary import every_effect, nosebleed_facts
from tests.conftest import Clock

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)


def all_rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.engine.connect() as connection:
        return {
            table.__name__: [
                dict(row) for row in connection.execute(select(table_of(table))).mappings()
            ]
            for table in tables.TABLES
        }


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("sample")
    write_demo(folder, today=TODAY)
    with closing(Store(open_journal(folder / FILE_NAME), lambda: NOW)) as store:
        yield store


@pytest.fixture(scope="module")
def days(sample: Store) -> dict[date, records.Day]:
    return sample.days(LONG_AGO, TODAY)


def course_of(store: Store) -> records.Course:
    return store.courses()[-1]


# The story


def test_the_twentieth_week_of_the_course_ends_today(sample: Store) -> None:
    course = course_of(sample)
    assert course.start_on == TODAY - timedelta(days=20 * 7 - 1)
    assert [(dose.mg_per_day, dose.changed_by) for dose in course.doses] == [
        (20, "provider"),
        (40, "provider"),
    ]
    assert len(course.weights) == 3


def test_there_are_gaps_and_late_entries_and_today_is_still_empty(
    sample: Store, days: dict[date, records.Day]
) -> None:
    silent = [day for day in span(min(days), TODAY) if day not in days]
    assert TODAY in silent
    assert TODAY - timedelta(days=1) in days
    assert 10 < len(silent) < 30
    assert any(all(day + timedelta(days=n) in silent for n in range(4)) for day in silent)
    assert sum(day.is_late for day in days.values()) == 3
    assert sample.moods_before()


def test_lips_are_dry_early_and_drier_after_the_dose_change(sample: Store) -> None:
    course = course_of(sample)
    rows = sample.levels(LONG_AGO, TODAY)
    first_month = Period(course.doses[0].start_on, course.doses[0].start_on + timedelta(days=27))
    early = every_effect(rows, first_month)
    assert early["dry_lips"].average > 1
    assert early["dry_lips"].average > early["dry_eyes"].average
    before, after = (every_effect(rows, each) for each in around(course.doses[1].start_on, 28))
    assert after["dry_lips"].average > before["dry_lips"].average + 0.5


def test_nosebleeds_follow_a_dry_nose_and_one_was_long(days: dict[date, records.Day]) -> None:
    facts = nosebleed_facts(days, Period(min(days), TODAY))
    assert (facts.longest, len(facts.heavy_on)) == ("20_to_29", 1)
    asked = [day for day in days.values() if day.nosebleeds and "dry_nose" in day.levels]
    bled = [day.levels["dry_nose"] for day in asked if day.nosebleeds and day.nosebleeds.count]
    dry = [day.levels["dry_nose"] for day in asked]
    assert sum(bled) / len(bled) > sum(dry) / len(dry)


def test_doses_are_taken_missed_and_once_halved(
    sample: Store, days: dict[date, records.Day]
) -> None:
    facts = dose_facts(course_of(sample), days, TODAY, today=TODAY)
    assert len(facts.missed_on) >= 3
    assert 3_500 < facts.total_mg < 5_200
    assert any(day.dose_mg == 20 for day in days.values())


def test_the_clinic_has_visits_tests_and_questions_past_and_to_come(sample: Store) -> None:
    visits, questions = sample.visits(), sample.questions()
    assert sum(visit.on < TODAY for visit in visits) == 4
    assert [visit.with_whom for visit in visits if visit.on > TODAY] == ["Dr Reyes"]
    assert sum(question.asked_on is None for question in questions) == 3
    kinds = {result.kind for result in sample.results()}
    assert kinds == {"alt", "ast", "triglycerides", "cholesterol"}
    assert all(result.range_high for result in sample.results())
    assert [lab.outside_typed_range(result) for result in sample.results()].count("above") == 1
    assert [plan.due_on > TODAY for plan in sample.plans()] == [True]


def test_the_people_to_call_cannot_be_real(sample: Store) -> None:
    provider, trusted = (sample.contacts()[role] for role in ("provider", "trusted"))
    assert (provider.name, trusted.name) == ("Dr Reyes, Lakeside Dermatology", "Mum")
    assert all(person.phone.startswith("555-01") for person in (provider, trusted))
    assert provider.email.endswith(".example")


# The moods


def test_the_bad_week_led_to_notices_that_the_rules_gave_and_a_call_answered(
    sample: Store,
) -> None:
    path = read_mood_path(sample, TODAY, course_of(sample), sample.settings())
    assert {notice.rule for notice in path.notices} >= {"M1", "M3"}
    assert max(notice.level for notice in path.notices) == 2
    for notice in path.notices:
        assert 35 <= (TODAY - notice.fired_on).days <= 49
        assert notice.answer == "contacted"
        assert notice.answer_on in {talk.on for talk in sample.provider_contacts()}
    m3 = next(notice for notice in path.notices if notice.rule == "M3")
    moods = {row.on_date: row.level for row in sample.moods(LONG_AGO, TODAY)}
    assert all(moods[on] == level for on, level in m3.evidence.entries)
    assert m3.evidence.low_count >= 3


def test_nothing_stands_today_and_no_check_is_due(sample: Store) -> None:
    path = read_mood_path(sample, TODAY, course_of(sample), sample.settings())
    assert (path.standing.level, path.standing.reminder, path.is_check_due) == (0, None, False)
    assert new_notices(path, NOW, TODAY) == []
    assert path.record.baseline is not None
    assert path.record.baseline.count == 7


def test_the_rules_have_nothing_to_say_outside_the_bad_week(sample: Store) -> None:
    logged = [
        MoodEntry(row.on_date, row.level, frozenset(row.tags.split()))
        for row in sample.moods(LONG_AGO, TODAY)
    ]
    usual = read_mood_path(sample, TODAY, None, sample.settings()).record.baseline
    for day in span(logged[0].on, TODAY):
        entries = tuple(entry for entry in logged if entry.on <= day)
        found = fired(day, MoodRecord(entries=entries, baseline=usual))
        assert not found or 34 <= (TODAY - day).days <= 46


# Its rows


def test_every_row_is_one_that_a_user_could_have_written(sample: Store) -> None:
    """The sample is inserted in bulk, so each row goes through its draft here."""
    for table in tables.TABLES:
        draft = table.__mro__[1]
        for row in all_rows(sample)[table.__name__]:
            own = {name: row[name] for name in draft.model_fields}
            assert draft(**own).model_dump() == own


def test_every_key_is_known_to_content(sample: Store, days: dict[date, records.Day]) -> None:
    known = {effect.key for effect in content.effects()}
    own = {effect.key for effect in sample.effects() if effect.name}
    steps = {tip.key for tip in content.routine()}
    for day in days.values():
        assert set(day.levels) <= known | own
        assert day.ticks <= steps
        assert {place for places in day.places.values() for place in places} <= set(
            scales.JOINT_PLACES
        )
        assert day.mood is None or day.mood.tags <= set(scales.MOOD_TAGS)
    assert all(lab.kind(result.kind) for result in sample.results())
    assert {plan.kind for plan in sample.plans()} <= set(plans.PLAN_KINDS)


def test_nothing_is_stamped_after_the_moment_it_was_made(tmp_path: Path, clock: Clock) -> None:
    with closing(Store(open_journal(tmp_path / FILE_NAME), clock)) as store:
        fill_demo(store, today=clock().date())
        newest = max(row["updated_at"] for rows in all_rows(store).values() for row in rows)
    assert datetime.fromisoformat(newest) <= clock()


def test_the_same_day_gives_the_same_journal(tmp_path: Path, sample: Store) -> None:
    write_demo(tmp_path, today=TODAY)
    with closing(Store(open_journal(tmp_path / FILE_NAME), lambda: NOW)) as again:
        assert all_rows(again) == all_rows(sample)


@pytest.mark.parametrize(
    ("weeks", "today"), [(1, date(2024, 2, 29)), (7, date(2026, 1, 1)), (30, date(2027, 3, 1))]
)
def test_a_course_of_any_length_on_any_day_stands_still_today(
    tmp_path: Path, weeks: int, today: date
) -> None:
    write_demo(tmp_path, today=today, weeks=weeks)
    with closing(Store(open_journal(tmp_path / FILE_NAME), lambda: NOW)) as store:
        path = read_mood_path(store, today, course_of(store), store.settings())
        assert path.standing.level == 0
        assert len(store.days(LONG_AGO, today)) > weeks * 5
        assert all(visit.on <= today + timedelta(days=5) for visit in store.visits())


def test_years_of_entries_have_twelve_effects_every_day(tmp_path: Path) -> None:
    write_demo(tmp_path, today=TODAY, years=2)
    with closing(Store(open_journal(tmp_path / FILE_NAME), lambda: NOW)) as store:
        rows = store.levels(LONG_AGO, TODAY)
        assert len({key for _, key, _ in rows}) == 12
        assert len({on for on, _, _ in rows}) == 730 - 1  # today is still empty
        assert len(rows) == 12 * 729
        assert all(one.last_dose_on for one in store.courses()[:-1]), (
            "an earlier course goes on for ever"
        )


# Loaded and removed


def test_the_sample_can_be_loaded_into_an_open_journal_and_is_marked(store: Store) -> None:
    store.write(
        tables.EffectDraft(key="dry_lips", is_shown=False, position=7),
        tables.SettingDraft(key="country", value='"IE"'),
        tables.SettingDraft(key="is_welcomed", value="false"),
    )
    fill_demo(store, today=TODAY)
    settings = store.settings()
    assert (settings["is_sample"], settings["is_welcomed"], settings["country"]) == (
        True, True, "IE",
    )  # fmt: skip
    assert [effect.position for effect in store.effects() if effect.key == "dry_lips"] == [7]
    assert len(store.days(LONG_AGO, TODAY)) > 100


def test_removing_the_sample_leaves_nothing_of_it_not_even_deletions(store: Store) -> None:
    choices = {"country": "IE", "theme": "dark", "text_scale": 1.5}
    own = tables.ContactDraft(role="provider", name="Dr Own", phone="1")
    store.write(tables.EffectDraft(key="dry_lips", position=7), own)
    store.write(*(tables.SettingDraft(key=k, value=json.dumps(v)) for k, v in choices.items()))
    fill_demo(store, today=TODAY)
    clear(store)
    assert store.settings() == choices
    assert set(store.contacts()) == {"provider"}
    assert store.contacts()["provider"].name == "Dr Own"
    left = {name: len(rows) for name, rows in all_rows(store).items() if rows}
    assert set(left) == {"Effect", "Contact", "Setting"}
    assert all(effect.name is None for effect in store.effects())
    assert store.days(LONG_AGO, TODAY) == {}


def test_the_sample_can_be_loaded_again_after_it_was_removed(store: Store) -> None:
    fill_demo(store, today=TODAY)
    clear(store)
    fill_demo(store, today=TODAY)
    assert store.settings()["is_sample"] is True


def test_what_the_user_wrote_or_changed_in_the_sample_stays(store: Store) -> None:
    fill_demo(store, today=TODAY)
    own = next(effect.key for effect in store.effects() if effect.name)
    changed_on = store.visits()[0].on
    visit = tables.VisitDraft(id="visit-1", on_date=changed_on, said="My own words")
    store.write(tables.MoodDraft(on_date=TODAY, level=3), visit)
    store.write(tables.AnswerDraft(on_date=TODAY, effect_key=own, level=2))
    clear(store)
    assert set(store.days(LONG_AGO, TODAY)) == {TODAY}
    assert [each.said for each in store.visits()] == ["My own words"]
    assert [effect.key for effect in store.effects() if effect.name] == [own]
    assert store.settings() == {"is_welcomed": True}


def test_a_change_of_the_sample_that_was_undone_is_the_samples_again(store: Store) -> None:
    fill_demo(store, today=TODAY)
    store.undo(store.write(tables.MoodDraft(on_date=TODAY - timedelta(days=1), level=1)))
    clear(store)
    assert store.days(LONG_AGO, TODAY) == {}


def test_a_notice_about_the_samples_moods_goes_with_them(store: Store) -> None:
    fill_demo(store, today=TODAY)
    path = read_mood_path(store, TODAY, store.courses()[-1], store.settings())
    on = next(each.on for each in path.record.entries if each.level <= 2)
    evidence = {"entries": [[on.isoformat(), 2]]}
    mine = {"entries": [[TODAY.isoformat(), 1]]}
    store.write(
        tables.MoodDraft(on_date=TODAY, level=1),
        *(
            tables.NoticeDraft(id=key, rule="M2", level=2, fired_on=TODAY,
                               fired_at=NOW.isoformat(), evidence=json.dumps(found))
            for key, found in (("made-up", evidence), ("mine", mine))
        ),
    )  # fmt: skip
    clear(store)
    assert [row.id for row in store.notices()] == ["mine"]


def test_the_sample_comes_back_as_it_was(store: Store) -> None:
    fill_demo(store, today=TODAY)
    store.write(tables.MoodDraft(on_date=TODAY, level=3))
    before = all_rows(store)
    put_back(store, clear(store))
    after = all_rows(store)
    assert {name: sorted(map(str, rows)) for name, rows in after.items()} == {
        name: sorted(map(str, rows)) for name, rows in before.items()
    }


def test_a_sample_of_the_first_version_is_told_by_its_whole_minutes(store: Store) -> None:
    fill_demo(store, today=TODAY)
    with store.engine.begin() as connection:
        for table in tables.TABLES:
            name = table_of(table).name
            connection.exec_driver_sql(
                f"UPDATE {name} SET updated_at = replace(updated_at, '.314159Z', '.000000Z')"
            )
    store.write(tables.QuestionDraft(id="mine", text="Mine?"))
    store.clock.move(microseconds=1)  # type: ignore[attr-defined]  # the clock of a test
    store.write(tables.MoodDraft(on_date=TODAY, level=3))
    clear(store)
    assert set(store.days(LONG_AGO, TODAY)) == {TODAY}


@pytest.mark.parametrize(
    "own",
    [
        tables.MoodDraft(on_date=TODAY, level=3),
        tables.CourseDraft(id="mine"),
        tables.QuestionDraft(id="mine", text="Mine?"),
    ],
    ids=lambda own: type(own).__name__,
)
def test_a_sample_is_never_mixed_with_the_users_own_entries(
    store: Store, own: tables.Draft
) -> None:
    store.write(own)
    before = all_rows(store)
    with pytest.raises(NotEmpty):
        fill_demo(store, today=TODAY)
    with pytest.raises(NotASample):
        clear(store)
    assert all_rows(store) == before


def test_without_room_no_part_of_the_sample_stays(store: Store) -> None:
    with closing(store.engine.raw_connection()) as raw:
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(JournalProblem):
            fill_demo(store, today=TODAY)
    assert not any(all_rows(store).values())


def test_a_folder_with_a_journal_of_ones_own_is_left_alone(tmp_path: Path, store: Store) -> None:
    store.write(tables.MoodDraft(on_date=TODAY, level=3))
    with pytest.raises(NotEmpty):
        write_demo(tmp_path, today=TODAY)
    assert store.read(select(func.count()).select_from(table_of(tables.Mood)))[0][0] == 1
