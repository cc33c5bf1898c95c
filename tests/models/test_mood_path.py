"""The mood path of a journal in a real file: clocks put right, the usual mood, merged phones."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import notices as n
from models import records, tables
from models.database import FILE_NAME, open_journal
from models.days import day_of
from models.exchange import incoming, json_file, plan
from models.exchange.json_file import JournalFile
from models.merge import news
from models.mood_path import MoodPath, new_notices, notice_draft, read_mood_path, safety_draft
from models.rows import Erase
from models.store import Store
from models.whole import put, read_whole, take_back
from tests.conftest import Clock, usual_clock

LOW, OKAY, VERY_GOOD = 2, 3, 5


class Phone:
    """A journal used as the app uses it: look at the clock, write, let the rules speak, keep."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store, self.clock = store, clock

    @property
    def today(self) -> date:
        return day_of(self.clock.now)

    @property
    def course(self) -> records.Course | None:
        courses = self.store.courses()
        begun = [each for each in courses if each.start_on and each.start_on <= self.today]
        return begun[-1] if begun else None

    @property
    def path(self) -> MoodPath:
        return read_mood_path(self.store, self.today, self.course, self.store.settings())

    def look(self) -> MoodPath:
        drafts = new_notices(self.path, self.clock.now, self.today)
        if drafts:
            self.store.write(*drafts)
        assert new_notices(self.path, self.clock.now, self.today) == []
        return self.path

    def write(self, *changes: tables.Draft | Erase) -> MoodPath:
        self.store.write(*changes)
        return self.look()

    def log(self, level: int | None, *tags: str, on: date | None = None) -> MoodPath:
        day = on or self.today
        return self.write(tables.MoodDraft(on_date=day, level=level, tags=" ".join(tags)))

    def live(self, levels: Iterable[int]) -> MoodPath:
        """One mood a day, from today on; it is the next day then."""
        for level in levels:
            self.log(level)
            self.clock.move(days=1)
        return self.look()

    def say(self, answer: str) -> MoodPath:
        return self.write(safety_draft(self.path, answer, self.today, self.clock.now))

    def answer(self, said: str) -> MoodPath:
        standing = self.path.standing
        given = n.answered(standing.notices, said, self.today, self.clock.now)
        return self.write(*(notice_draft(notice) for notice in given))

    @property
    def rules(self) -> list[str]:
        return sorted(notice.rule for notice in self.path.standing.notices)


@pytest.fixture
def phone(store: Store, clock: Clock) -> Phone:
    return Phone(store, clock)


def other_phone(folder: Path) -> Phone:
    folder.mkdir()
    clock = usual_clock()
    return Phone(Store(open_journal(folder / FILE_NAME), clock), clock)


def merge(into: Phone, other: Phone) -> None:
    theirs = read_whole(other.store.engine)
    put(into.store.engine, lambda mine: news(mine, theirs))
    into.look()


# A clock that was wrong and is put right


def test_a_yes_after_the_clock_was_put_back_opens_the_full_screen(phone: Phone) -> None:
    phone.say("yes")
    phone.answer(n.NOT_NOW)
    phone.answer(n.CONTACTED)
    assert phone.path.standing.level == 0
    phone.clock.move(hours=-2)
    standing = phone.say("yes").standing
    assert (standing.level, standing.full_screen) == (3, True)


def test_two_yes_at_the_same_moment_of_a_clock_are_two(phone: Phone) -> None:
    phone.say("yes")
    phone.answer(n.NOT_NOW)
    standing = phone.say("yes").standing
    assert standing.full_screen
    assert len(phone.store.safety_answers()) == 2


@pytest.mark.parametrize("ahead", [timedelta(hours=2), timedelta(days=3), timedelta(days=365)])
def test_a_mute_given_by_a_clock_ahead_ends_14_days_after_it_is_put_right(
    phone: Phone, ahead: timedelta
) -> None:
    phone.clock.now += ahead
    phone.live([LOW, LOW, LOW])
    phone.answer(n.THEY_KNOW)
    phone.clock.now -= ahead
    phone.look()
    muted_on = phone.today
    for _ in range(30):
        phone.log(LOW)
        standing = "M3" in phone.rules
        assert standing is ((phone.today - muted_on).days >= 14), phone.today - muted_on
        phone.clock.move(days=1)


@pytest.mark.parametrize(
    ("answer", "hours"),
    [(n.REMIND_24H, 24), (n.CONTACTED, 7 * 24), (n.APPOINTMENT, 7 * 24), (n.NOT_A_CHANGE, 7 * 24)],
)
def test_no_answer_given_by_a_clock_ahead_holds_longer_than_it_says(
    phone: Phone, answer: str, hours: int
) -> None:
    phone.clock.move(days=200)
    phone.log(4, "hopeless")
    phone.write(
        tables.MoodCheckDraft(
            on_date=phone.today - timedelta(days=200),
            irritable="yes",
            noticed="no",
            changed="no",
            low_interest=0,
            low_mood=0,
        )
    )
    phone.answer(answer)
    phone.clock.move(days=-200)
    phone.look()
    phone.clock.move(hours=hours)
    phone.look()
    assert set(phone.rules) == {"M0"}


@pytest.mark.parametrize("way", n.L3_ANSWERS)
def test_the_bar_of_a_yes_by_a_clock_ahead_lasts_72_hours(phone: Phone, way: str) -> None:
    phone.clock.move(days=365)
    phone.say("yes")
    phone.answer(way)
    phone.clock.move(days=-365)
    assert phone.look().standing.not_now_bar
    phone.clock.move(hours=71.9)
    assert phone.look().standing.not_now_bar
    phone.clock.move(hours=0.1)
    assert (phone.look().standing.level, phone.path.standing.not_now_bar) == (2, False)


def test_what_lay_ahead_is_moved_once_and_for_good(phone: Phone) -> None:
    phone.clock.move(days=365)
    phone.log(4, "not_myself")
    phone.say("no")
    phone.answer(n.THEY_KNOW)
    phone.clock.move(days=-365)
    phone.look()
    kept = [dict(row._mapping) for row in phone.store.notices()]
    said = [dict(row._mapping) for row in phone.store.safety_answers()]
    assert [row["answered_on"] for row in kept] == [phone.today]
    assert [row["on_date"] for row in said] == [phone.today]
    phone.clock.move(days=2)
    phone.look()
    assert [dict(row._mapping) for row in phone.store.notices()] == kept
    assert [dict(row._mapping) for row in phone.store.safety_answers()] == said


def test_a_clock_that_lost_its_time_moves_nothing_for_good(phone: Phone) -> None:
    phone.log(4, "not_myself")
    phone.answer(n.THEY_KNOW)
    kept = [dict(row._mapping) for row in phone.store.notices()]
    now = phone.clock.now
    phone.clock.now = now.replace(year=1970)
    phone.look()
    phone.clock.now = now
    phone.look()
    assert [dict(row._mapping) for row in phone.store.notices()] == kept


def test_a_tag_on_a_day_once_written_by_a_clock_ahead_is_heard(phone: Phone) -> None:
    today = phone.today
    phone.clock.move(days=60)
    phone.log(4, on=today)
    phone.clock.move(days=-60)
    phone.log(4, "hopeless")  # its stamp must stay after the one ahead
    assert phone.rules == ["M0"]


def test_an_answer_by_a_clock_ahead_answers_no_question_of_later(phone: Phone) -> None:
    phone.clock.move(hours=2)
    phone.say("no")
    phone.clock.move(hours=-2)
    phone.log(1)
    assert phone.path.standing.ask_safety_question
    phone.clock.move(hours=2, minutes=1)
    assert phone.look().standing.ask_safety_question
    assert not phone.say("no").standing.ask_safety_question


def test_a_check_by_a_clock_ahead_does_not_delay_the_next_one(phone: Phone) -> None:
    phone.log(4)
    phone.clock.move(days=365)
    check = tables.MoodCheckDraft(on_date=phone.today, irritable="no", noticed="no", changed="no",
                                  low_interest=0, low_mood=0)  # fmt: skip
    phone.write(check)
    phone.clock.move(days=-365)
    assert not phone.path.is_check_due
    phone.clock.move(days=14)
    assert phone.path.is_check_due


def test_the_reminder_after_three_quiet_days_comes_also_after_a_notice_dated_ahead(
    phone: Phone,
) -> None:
    phone.clock.move(days=100)
    phone.log(None, "not_myself")
    phone.clock.move(days=-100)
    phone.look()
    phone.clock.move(days=2)
    assert phone.look().standing.reminder is None
    phone.clock.move(days=1)
    assert phone.look().standing.reminder is not None


# What is due, and what is asked


def test_the_check_is_due_after_a_long_silence(phone: Phone) -> None:
    phone.log(4)
    phone.clock.move(days=200)
    assert phone.path.is_check_due


def test_the_question_waits_over_the_end_of_the_day_and_of_the_app(
    phone: Phone, tmp_path: Path
) -> None:
    phone.log(1)
    phone.store.close()
    phone.clock.move(hours=23)
    again = Phone(Store(open_journal(tmp_path / FILE_NAME), phone.clock), phone.clock)
    assert again.today != day_of(phone.clock.now - timedelta(hours=23))
    assert again.look().standing.ask_safety_question
    phone.clock.move(hours=1)
    assert not again.look().standing.ask_safety_question
    again.store.close()


# The usual mood


def usual(phone: Phone) -> float | None:
    found = phone.path.record.baseline
    return found.value if found else None


def awful_days(phone: Phone, count: int) -> plan.Plan:
    first = phone.today - timedelta(days=60)
    rows = "".join(f"{first + timedelta(days=i)},,,,awful,,,\n" for i in range(count))
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    source = incoming.read("file", (head + rows).encode())
    assert not isinstance(source, JournalFile)
    return plan.dry_run(source, phone.store, phone.today)


@pytest.mark.parametrize("is_undone", [True, False])
def test_imported_days_are_no_part_of_the_usual_mood(phone: Phone, is_undone: bool) -> None:
    phone.live([VERY_GOOD, VERY_GOOD])
    undo = plan.apply(awful_days(phone, 20), phone.store)
    phone.look()
    if is_undone:
        assert take_back(phone.store.engine, undo) == 0
        phone.look()
    phone.live([VERY_GOOD] * 12)
    assert usual(phone) == 5.0
    phone.live([OKAY] * 8)
    assert "M4" in phone.rules


def test_the_week_that_is_looked_at_makes_no_usual_mood(phone: Phone) -> None:
    first = phone.today
    phone.live([1, 1, 1] + [VERY_GOOD] * 8)
    phone.clock.move(days=60)
    at_hand = phone.store.days(first, first + timedelta(days=2))
    at_hand |= phone.store.days(phone.today - timedelta(days=35), phone.today)
    phone.write(Erase(tables.Setting, ("baseline",)))
    for levels in range(4):  # four recent moods: with the three at hand they would be seven
        phone.store.write(tables.MoodDraft(on_date=phone.today - timedelta(days=levels), level=1))
    at_hand |= phone.store.days(phone.today - timedelta(days=35), phone.today)
    settings = {k: v for k, v in phone.store.settings().items() if k != "baseline"}
    path = read_mood_path(phone.store, phone.today, None, settings, at_hand)
    assert (
        path.record.baseline
        == read_mood_path(phone.store, phone.today, None, settings).record.baseline
    )
    assert path.record.baseline is not None
    assert path.record.baseline.value == pytest.approx(43 / 11)


def test_an_imported_day_that_is_changed_by_hand_is_the_users_own(phone: Phone) -> None:
    plan.apply(awful_days(phone, 20), phone.store)
    assert all(row.is_imported for row in phone.store.moods(date.min, date.max))
    phone.log(4, on=phone.today - timedelta(days=60))
    assert [row.is_imported for row in phone.store.moods(date.min, date.max)].count(False) == 1


def test_the_usual_mood_goes_with_the_merged_days_it_was_worked_out_from(
    phone: Phone, tmp_path: Path
) -> None:
    other = other_phone(tmp_path / "other")
    for day in range(40, 60):
        other.log(1, on=other.today - timedelta(days=day))
    theirs = read_whole(other.store.engine)
    other.store.close()
    theirs["setting"] = {}
    phone.live([VERY_GOOD, VERY_GOOD])
    undo = put(phone.store.engine, lambda mine: news(mine, theirs))
    phone.look()
    assert usual(phone) == 1.0
    take_back(phone.store.engine, undo)
    phone.look()
    assert usual(phone) is None
    phone.live([VERY_GOOD] * 13)
    assert usual(phone) == 5.0


@pytest.mark.parametrize("is_into_the_higher", [True, False])
def test_of_two_phones_the_higher_usual_mood_stands(
    phone: Phone, tmp_path: Path, is_into_the_higher: bool
) -> None:
    other = other_phone(tmp_path / "other")
    phone.live([VERY_GOOD] * 15)
    other.live([OKAY] * 15)
    other.clock.move(days=10)  # the lower one is written last
    kept = json.dumps(other.store.settings()["baseline"])
    other.write(tables.SettingDraft(key="baseline", value=kept))
    assert (usual(phone), usual(other)) == (5.0, 3.0)
    into, source = (phone, other) if is_into_the_higher else (other, phone)
    merge(into, source)
    assert usual(into) == 5.0
    other.store.close()


def test_the_usual_mood_is_frozen_within_a_course_and_new_in_the_next(phone: Phone) -> None:
    phone.write(tables.CourseDraft(id="one", start_on=phone.today))
    phone.live([VERY_GOOD] * 15 + [LOW] * 20)
    assert usual(phone) == 5.0
    phone.write(tables.CourseDraft(id="one", start_on=phone.today - timedelta(days=35),
                                   last_dose_on=phone.today))  # fmt: skip
    phone.clock.move(days=100)
    phone.write(tables.CourseDraft(id="two", start_on=phone.today))
    assert usual(phone) is None
    phone.live([4] * 15)
    assert usual(phone) == 4.0


@pytest.mark.parametrize("is_mixed", [True, False])
def test_a_usual_mood_of_an_older_version_stays_unless_imported_days_are_in_it(
    phone: Phone, is_mixed: bool
) -> None:
    phone.live([VERY_GOOD] * 10)
    first = phone.today - timedelta(days=10)
    if is_mixed:
        phone.write(tables.MoodDraft(on_date=first, level=1, is_imported=True))
    old = {"value": 2.0, "first_on": str(first), "last_on": str(phone.today), "count": 10}
    phone.write(tables.SettingDraft(key="baseline", value=json.dumps(old)))
    phone.live([VERY_GOOD] * 6)
    assert usual(phone) == (5.0 if is_mixed else 2.0)
    assert phone.store.settings()["baseline"]["is_own"] is True


# Two phones


def test_the_same_rule_and_day_on_two_phones_are_two_notices(phone: Phone, tmp_path: Path) -> None:
    other = other_phone(tmp_path / "other")
    phone.log(4, "not_myself")
    other.log(4, "not_myself")
    other.clock.move(hours=1)
    other.answer(n.CONTACTED)
    merge(phone, other)
    assert phone.rules == ["M0"]
    assert sorted(str(row.answer) for row in phone.store.notices()) == ["None", "contacted"]
    merge(other, phone)
    assert other.rules == ["M0"]
    other.store.close()


def test_a_notice_with_an_id_of_an_older_version_is_the_same_one_still(phone: Phone) -> None:
    phone.log(4, "not_myself")
    (row,) = phone.store.notices()
    old = tables.NoticeDraft.model_validate(
        {name: getattr(row, name) for name in tables.NoticeDraft.model_fields}
    ).model_copy(update={"id": "M0-2-2026-11-22-1"})
    phone.write(Erase(tables.Notice, (row.id,)), old)
    assert [each.id for each in phone.store.notices()] == ["M0-2-2026-11-22-1"]
    phone.answer(n.CONTACTED)
    assert phone.rules == []


def test_a_reason_stays_when_a_notice_is_written_again(phone: Phone) -> None:
    phone.clock.move(days=50)
    path = phone.log(4, "not_myself")
    (given,) = n.answered(path.standing.notices, n.NOT_A_CHANGE, phone.today, phone.clock.now)
    phone.write(notice_draft(given).model_copy(update={"reason": "A bad night."}))
    phone.clock.move(days=-50)
    phone.look()
    assert [row.reason for row in phone.store.notices()] == ["A bad night."]


def test_an_export_of_an_older_version_is_read_and_a_new_one_keeps_whose_word_a_mood_is(
    phone: Phone,
) -> None:
    plan.apply(awful_days(phone, 3), phone.store)
    phone.log(1)
    rows = read_whole(phone.store.engine)
    data = json_file.dump(rows, at=phone.clock.now, with_safety_answers=True)
    assert json_file.load(data).rows["mood"] == rows["mood"]
    old = json.loads(data)
    for row in old["tables"]["mood"]:
        del row["is_imported"]
    for row in old["tables"]["notice"]:
        del row["asked_at"]
    read = json_file.load(json.dumps(old).encode()).rows
    assert {row["is_imported"] for row in read["mood"].values()} == {False}
    assert {row["asked_at"] for row in read["notice"].values()} == {None}
