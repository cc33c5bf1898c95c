"""What stands: one banner not two, answers, repeats, mutes, the full screen, the question."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models import notices as n
from models.moods import Baseline, Evidence, MoodCheck, MoodEntry, MoodRecord, SafetyAnswer
from models.safety import Finding, fired


@dataclass
class Course:
    """A user's journal lived day by day: each step runs the rules and keeps the notices."""

    usual: float | None = None
    entries: dict[int, MoodEntry] = field(default_factory=dict)
    checks: list[MoodCheck] = field(default_factory=list)
    said: list[SafetyAnswer] = field(default_factory=list)
    history: tuple[n.Notice, ...] = ()
    today: int = 1
    hour: float = 9

    @property
    def on(self) -> date:
        return march(self.today)

    @property
    def now(self) -> datetime:
        return datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=self.today - 1, hours=self.hour)

    @property
    def record(self) -> MoodRecord:
        known = Baseline(self.usual, march(-30), march(-20), 7) if self.usual else None
        urgent = n.last_urgent_on(self.history)
        return MoodRecord(
            tuple(self.entries.values()),
            tuple(self.checks),
            tuple(self.said),
            known,
            last_urgent_on=urgent,
        )

    def evaluate(self) -> list[str]:
        """Run the rules as the journal does after each change; the rules newly noticed."""
        known = {notice.id for notice in self.history}
        record = self.record
        written = n.new_notices(fired(self.on, record), self.history, self.on, self.now, record)
        self.history = n.merged(self.history, written)
        return [notice.rule for notice in written if notice.id not in known]

    def log(self, level: int | None, *tags: str, day: int | None = None) -> list[str]:
        day = day or self.today
        self.entries[day] = MoodEntry(march(day), level, frozenset(tags), False, self.on, self.now)
        return self.evaluate()

    def live(self, moods: dict[int, int]) -> list[list[str]]:
        """Log one mood on each day in turn; what was newly noticed on each."""
        found = []
        for day, level in moods.items():
            self.today = day
            found.append(self.log(level))
        return found

    def say(self, answer: str) -> list[str]:
        self.said.append(SafetyAnswer(self.on, self.now, answer))
        return self.evaluate()

    def answer(self, answer: str) -> None:
        standing = self.standing()
        self.history = n.merged(
            self.history, n.answered(standing.notices, answer, self.on, self.now)
        )

    def standing(self) -> n.Standing:
        return n.standing(self.history, fired(self.on, self.record), self.said, self.on, self.now)

    def to(self, day: int, hour: float = 9) -> list[str]:
        self.today, self.hour = day, hour
        return self.evaluate()


def march(day: int) -> date:
    return date(2026, 2, 28) + timedelta(days=day)


def rules(standing: n.Standing) -> list[str]:
    return sorted(notice.rule for notice in standing.notices)


def test_scenario_4_one_very_low_day() -> None:
    course = Course()
    assert course.live({1: 4, 2: 4, 3: 1}) == [[], [], ["M1"]]
    shown = course.standing()
    assert (shown.level, shown.ask_safety_question, shown.crisis_open) == (1, True, False)
    assert course.live({4: 4}) == [[]]
    assert course.standing() == n.Standing()
    assert [notice.rule for notice in course.history] == ["M1"]  # the report's one


def test_the_card_goes_when_its_entry_is_changed_to_a_higher_mood() -> None:
    course = Course()
    course.log(1)
    course.log(4)
    assert course.standing() == n.Standing()
    assert course.log(1) == []  # the same day, the same card
    assert course.standing().level == 1


def test_a_lowest_day_filled_in_late_has_its_card_on_the_day_of_writing() -> None:
    course = Course()
    course.live({4: 4})
    assert course.log(1, day=3) == ["M1"]
    assert course.standing().level == 1
    course.to(5)
    assert course.standing().level == 0


def test_every_lowest_day_has_its_own_card() -> None:
    course = Course()
    assert course.live({1: 1, 9: 1}) == [["M1"], ["M1"]]


def test_scenario_5_two_lowest_in_a_row() -> None:
    course = Course()
    assert course.live({2: 1, 4: 1}) == [["M1"], ["M1", "M2"]]
    shown = course.standing()
    assert (shown.level, shown.ask_safety_question) == (2, True)
    assert shown.notices[0].evidence.entries == ((march(2), 1), (march(4), 1))
    course.to(30)
    assert course.standing().level == 2  # until answered
    course.answer(n.CONTACTED)
    assert course.standing().level == 0


def test_scenario_6_staying_low_with_gaps_is_noticed_on_the_eleventh() -> None:
    course = Course()
    assert course.live({1: 3, 3: 2, 6: 2, 8: 4, 11: 1}) == [[], [], [], [], ["M1", "M3"]]
    assert course.standing().level == 2


def test_scenario_7_a_cheerful_person_slides() -> None:
    course = Course(usual=4.5)
    assert course.live({1: 3, 3: 3, 5: 4, 7: 3}) == [[], [], [], ["M4"]]


def test_scenario_8_they_already_know_mutes_two_rules_and_no_more() -> None:
    course = Course(usual=2.6)
    assert course.live({1: 2, 2: 3, 3: 2, 4: 2, 5: 3})[-1] == []
    assert rules(course.standing()) == ["M3"]
    course.answer(n.THEY_KNOW)
    assert course.live({6: 2, 7: 2, 8: 2}) == [[], [], []]
    assert course.live({9: 3, 10: 1, 11: 1}) == [[], ["M1"], ["M1", "M2"]]
    assert course.standing().level == 2


def test_the_mute_ends_after_14_days() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.answer(n.THEY_KNOW)
    assert course.live(dict.fromkeys(range(4, 17), 2)) == [[]] * 13
    assert course.live({17: 2}) == [["M3"]]


@pytest.mark.parametrize("rule", ["M0", "M2", "M5", "M6", "M7"])
def test_the_mute_never_holds_back(rule: str) -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.answer(n.THEY_KNOW)
    course.to(4)
    if rule == "M0":
        course.log(4, "not_myself")
    elif rule == "M2":
        course.live({4: 1, 5: 1})
    elif rule == "M5":
        course.checks.append(MoodCheck(course.on, "no", "no", "no", 2, 1))
    elif rule == "M6":
        course.entries[4] = MoodEntry(march(4), 4, stopped_me=True)
        course.entries[3] = replace(course.entries[3], stopped_me=True)
    else:
        course.say("rather_not")
    course.evaluate()
    assert rule in rules(course.standing())


def test_scenario_9_a_yes_opens_the_full_screen_and_not_now_leaves_a_bar_for_72_hours() -> None:
    course = Course()
    course.log(1)
    assert course.say("yes") == ["M7"]
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (3, True, False)
    assert (shown.notices[0].rule, shown.crisis_open) == ("M7", True)
    course.answer(n.NOT_NOW)
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (3, False, True)
    course.to(4, hour=8.9)
    assert course.standing().not_now_bar
    course.to(4, hour=9)
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (2, False, False)
    course.answer(n.CONTACTED)
    assert course.standing().level == 0


@pytest.mark.parametrize("answer", [n.NEED_HELP, n.SAFE_OPTIONS])
def test_the_other_ways_off_the_full_screen_leave_the_bar_too(answer: str) -> None:
    course = Course()
    course.say("yes")
    course.answer(answer)
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (3, False, True)
    assert shown.crisis_open
    course.to(4, hour=8.9)
    assert course.standing().not_now_bar
    course.to(4, hour=9)
    assert (course.standing().level, course.standing().not_now_bar) == (2, False)


def test_leaving_the_full_screen_answers_no_other_notice() -> None:
    course = Course()
    course.log(4, "hopeless")
    course.say("yes")
    course.answer(n.NOT_NOW)
    course.to(9)
    assert rules(course.standing()) == ["M0", "M7"]
    assert [notice.answer for notice in course.history if notice.level > 1] == [None, n.NOT_NOW]


def test_each_yes_opens_the_full_screen_again() -> None:
    course = Course()
    course.say("yes")
    course.answer(n.NOT_NOW)
    course.hour = 10
    assert course.say("yes") == ["M7"]
    assert course.standing().full_screen


def test_scenario_10_rather_not_say() -> None:
    course = Course()
    course.log(1)
    assert course.say("rather_not") == ["M7"]
    shown = course.standing()
    assert (shown.level, shown.crisis_open, shown.ask_safety_question) == (2, True, False)
    course.hour = 15
    course.log(1, day=-1)  # a second lowest day: M2 asks, but not again today
    assert "M2" in rules(course.standing())
    assert not course.standing().ask_safety_question
    assert not n.may_ask(course.said, course.on)
    assert n.may_ask(course.said, march(2))


def test_scenario_11_a_change_said_by_tag_alone_stays_in_the_history() -> None:
    course = Course()
    course.live({1: 4, 2: 4})
    assert course.log(4, "not_myself") == ["M0"]
    assert course.standing().level == 2
    course.log(4)
    assert rules(course.standing()) == ["M0"]
    assert course.history[0].evidence.tags == ((march(2), "not_myself"),)
    course.answer(n.NOT_A_CHANGE)
    assert course.log(4) == []
    assert len(course.history) == 1


def test_a_saying_after_an_answer_speaks_at_once_even_the_same_day() -> None:
    course = Course()
    course.log(4, "not_myself")
    course.answer(n.CONTACTED)
    assert course.evaluate() == []
    assert course.log(4, "not_myself", "hopeless") == ["M0"]


def test_a_saying_while_the_banner_stands_joins_it() -> None:
    course = Course()
    course.log(4, "not_myself")
    course.today = 2
    assert course.log(4, "hopeless") == []
    assert [tag for _, tag in course.history[0].evidence.tags] == ["not_myself", "hopeless"]
    course.answer(n.CONTACTED)
    assert course.evaluate() == []


def test_scenario_13_a_late_entry_is_quiet_but_its_yes_opens_the_full_screen() -> None:
    course = Course(today=12)
    assert course.log(1, day=4) == []
    assert course.standing() == n.Standing()
    assert course.say("yes") == ["M7"]
    assert course.standing().full_screen


def test_scenario_14_an_edit_keeps_the_answered_state() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.answer(n.APPOINTMENT)
    before = course.history
    course.today = 4
    assert course.log(4, day=3) == []
    assert course.log(2, day=3) == []
    assert course.history == before
    assert course.standing().level == 0


def test_an_unanswered_banner_stays_after_an_edit() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.log(4, day=2)
    assert rules(course.standing()) == ["M3"]


def test_the_same_unanswered_banner_on_day_2_is_one_not_two() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    assert course.live({4: 2}) == [[]]
    assert len(course.standing().notices) == 1
    assert len(course.history[0].evidence.entries) == 4  # it quotes today's entries


@pytest.mark.parametrize("answer", [n.CONTACTED, n.APPOINTMENT, n.NOT_A_CHANGE])
def test_a_closed_notice_repeats_after_7_days_if_still_true(answer: str) -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.answer(answer)
    assert course.live(dict.fromkeys(range(4, 10), 2)) == [[]] * 6
    assert course.live({10: 2}) == [["M3"]]


def test_a_closed_notice_does_not_repeat_when_it_is_no_longer_true() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.answer(n.CONTACTED)
    assert course.live(dict.fromkeys(range(3, 15), 4)) == [[]] * 12


def test_a_check_that_still_says_so_repeats_once_before_the_next_check() -> None:
    course = Course(checks=[MoodCheck(march(1), "no", "no", "yes", 0, 0)])
    assert course.evaluate() == ["M0"]
    course.answer(n.CONTACTED)
    assert course.live(dict.fromkeys(range(2, 8), 4)) == [[]] * 6
    assert course.live({8: 4}) == [["M0"]]
    course.answer(n.CONTACTED)
    assert course.live(dict.fromkeys(range(9, 20), 4)) == [[]] * 11


def test_a_mean_that_falls_a_further_half_point_speaks_at_once() -> None:
    course = Course(usual=5.0)
    assert course.live({1: 4, 2: 4, 3: 4, 4: 3}) == [[], [], [], ["M4"]]  # mean 3.75
    course.answer(n.CONTACTED)
    assert course.live({5: 3, 6: 3}) == [[], []]  # 3.6, 3.5
    assert course.live({7: 2}) == [[]]  # 3.29
    assert course.live({8: 3}) == [["M4"]]  # 3.14: at least 0.5 below 3.75
    assert course.standing().level == 2


def test_a_third_lowest_day_after_an_answer_speaks_at_once() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.answer(n.CONTACTED)
    assert "M2" in course.live({3: 1})[0]


def test_remind_me_brings_the_notice_back_after_24_hours() -> None:
    course = Course()
    course.log(4, "hopeless")
    course.answer(n.REMIND_24H)
    assert course.standing().level == 0
    assert course.to(2, hour=8.9) == []
    assert course.standing().level == 0
    assert course.to(2, hour=9) == []
    assert rules(course.standing()) == ["M0"]
    assert len(course.history) == 1


def test_news_does_not_wait_for_the_reminder() -> None:
    course = Course()
    course.log(4, "hopeless")
    course.answer(n.REMIND_24H)
    course.hour = 12
    assert course.log(4, "hopeless", "not_myself") == ["M0"]
    assert course.standing().level == 2


def test_the_question_is_asked_when_a_rule_fires_and_not_every_day() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    assert course.standing().ask_safety_question
    course.hour = 10
    course.say("no")
    assert not course.standing().ask_safety_question
    course.live({4: 2})
    assert not course.standing().ask_safety_question
    course.live({5: 1})
    assert course.standing().ask_safety_question


def test_the_question_is_not_asked_for_any_other_change_said_or_for_function() -> None:
    course = Course()
    course.log(4, "not_myself", "mood_changed", "noticed")
    course.entries[0] = MoodEntry(march(0), 4, stopped_me=True)
    course.entries[-1] = MoodEntry(march(-1), 4, stopped_me=True)
    course.evaluate()
    assert rules(course.standing()) == ["M0", "M6"]
    assert not course.standing().ask_safety_question
    course.say("rather_not")
    assert not course.standing().ask_safety_question


@pytest.mark.parametrize("tag", ["hopeless", "seeing_hearing"])
@pytest.mark.parametrize("before", [(), ("not_myself",)])
def test_hopeless_and_seeing_or_hearing_things_open_the_question(
    tag: str, before: tuple[str, ...]
) -> None:
    course = Course()
    course.log(4, *before)
    course.to(3)
    course.log(4, tag)
    assert course.standing().ask_safety_question
    course.to(4, hour=8.9)  # over the day's end
    assert course.standing().ask_safety_question
    course.to(4, hour=9)
    assert not course.standing().ask_safety_question


def test_an_answered_question_is_not_put_again_when_its_answer_is_forgotten() -> None:
    course = Course(hour=22)
    course.log(1)
    course.say("no")
    course.said.clear()
    course.to(2, hour=4)
    assert not course.standing().ask_safety_question


def test_the_question_of_a_rule_stays_open_over_the_end_of_the_day() -> None:
    course = Course()
    course.live({1: 2, 2: 2})
    course.hour = 23
    course.live({3: 2})
    course.to(4, hour=22.9)
    assert course.standing().ask_safety_question
    course.say("no")
    assert not course.standing().ask_safety_question


def test_the_question_in_the_check_is_not_asked_twice() -> None:
    course = Course(hour=9)
    course.say("no")
    course.hour = 9.1
    course.checks.append(MoodCheck(course.on, "no", "no", "no", 3, 0))
    assert course.evaluate() == ["M5"]
    assert not course.standing().ask_safety_question


def test_answering_the_banner_does_not_answer_the_question() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.answer(n.CONTACTED)
    assert course.standing().level == 0
    assert course.standing().ask_safety_question


def test_one_neutral_reminder_after_three_silent_days() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.answer(n.CONTACTED)
    assert course.to(4) == []
    assert course.to(5) == ["M8"]
    shown = course.standing()
    assert shown.reminder is not None
    assert (shown.level, shown.notices) == (0, ())
    assert course.to(9) == []
    course.live({10: 4})
    assert course.standing().reminder is None
    assert course.to(20) == []
    assert course.standing().reminder is None


def test_the_reminder_can_be_put_away() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.to(5)
    reminder = course.standing().reminder
    assert reminder is not None
    course.history = n.merged(course.history, n.answered([reminder], n.SEEN, course.on, course.now))
    assert course.to(6) == []
    assert course.standing().reminder is None


def test_an_appointment_keeps_its_day() -> None:
    course = Course()
    course.log(4, "hopeless")
    (kept,) = n.answered(course.history, n.APPOINTMENT, course.on, course.now, march(12))
    assert (kept.answer, kept.answered_on, kept.answer_on) == ("appointment", march(1), march(12))


def test_an_unknown_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown answer"):
        n.answered((), "fine", march(1), datetime(2026, 3, 1, tzinfo=UTC))


def test_the_level_3_notice_comes_first() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.say("yes")
    assert [notice.rule for notice in course.standing().notices][0] == "M7"


def test_a_repeated_notice_is_again_one_and_waits_from_its_own_answer() -> None:
    course = Course()
    course.live({1: 2, 2: 2, 3: 2})
    course.answer(n.CONTACTED)
    assert [day for day in course.live(dict.fromkeys(range(4, 13), 2)) if day] == [["M3"]]
    first, second = course.history
    assert (first.fired_on, second.fired_on) == (march(3), march(10))
    assert (first.evidence.newest_on, second.evidence.newest_on) == (march(3), march(12))
    course.answer(n.CONTACTED)  # on the 12th
    assert course.live(dict.fromkeys(range(13, 19), 2)) == [[]] * 6
    assert course.live({19: 2}) == [["M3"]]


def test_a_further_fall_is_measured_from_the_last_notice() -> None:
    course = Course(usual=5.0)
    course.live({1: 4, 2: 4, 3: 4, 4: 4})  # mean 4.0
    assert rules(course.standing()) == []
    course.live({5: 3, 6: 3, 7: 3})
    course.answer(n.CONTACTED)  # at a mean of 3.57
    assert course.live({8: 2, 9: 2}) == [[], ["M4"]]  # 3.29, 3.0
    course.answer(n.CONTACTED)
    assert "M4" not in course.live({10: 2})[0]  # 2.71: 0.86 below the first, 0.29 below the last


def test_a_reminder_that_was_seen_does_not_come_again_for_the_same_notice() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.answer(n.CONTACTED)
    assert course.to(5) == ["M8"]
    reminder = course.standing().reminder
    assert reminder is not None
    course.history = n.merged(course.history, n.answered([reminder], n.SEEN, course.on, course.now))
    course.live({8: 4})
    assert [course.to(day) for day in range(9, 40)] == [[]] * 31


def test_a_reminder_for_a_left_full_screen_comes_back_as_a_banner() -> None:
    course = Course()
    course.say("yes")
    course.answer(n.NOT_NOW)
    course.answer(n.REMIND_24H)
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (3, False, True)
    course.to(2)
    shown = course.standing()
    assert (shown.level, shown.full_screen, shown.not_now_bar) == (2, False, False)


def test_a_card_put_off_comes_back_as_a_card() -> None:
    course = Course()
    course.log(1)
    course.answer(n.REMIND_24H)
    assert course.standing().level == 0
    course.to(2)
    assert course.standing().level == 1


def test_an_id_is_never_used_twice() -> None:
    course = Course()
    for tags in (["hopeless"], ["hopeless", "not_myself"], ["hopeless", "mood_changed"]):
        course.log(4, *tags)
        course.answer(n.CONTACTED)
    assert len({notice.id for notice in course.history}) == len(course.history) == 3


def test_a_no_is_asked_again_when_another_rule_fires_later_that_day() -> None:
    course = Course()
    course.log(1)
    course.say("no")
    assert not course.standing().ask_safety_question
    course.hour = 20
    assert "M2" in course.log(1, day=-1)
    assert course.standing().ask_safety_question


def _at(day: int, hour: float) -> datetime:
    return datetime(2026, 3, day, tzinfo=UTC) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("answer", "after"), [(n.REMIND_24H, 24), (n.NOT_NOW, 72), (n.NEED_HELP, 72), (None, None)]
)
def test_the_next_change_by_time_alone_is_the_end_of_what_was_put_off(
    answer: str | None, after: int | None
) -> None:
    course = Course()
    course.say("yes")
    if answer:
        course.answer(answer)
    far = _at(20, 3)
    expected = _at(1, 9 + after) if after else far
    assert n.changes_next_at(course.history, course.now, far) == expected
    assert n.changes_next_at(course.history, expected, far) == (far if after else None)


def test_the_next_change_is_the_end_of_the_day_or_of_the_question_if_that_is_sooner() -> None:
    course = Course()
    course.log(1)
    assert n.changes_next_at(course.history, course.now, _at(2, 3)) == _at(2, 3)
    assert n.changes_next_at(course.history, _at(2, 3), _at(3, 3)) == _at(2, 9)


@pytest.mark.parametrize("rule", ["M1", "M2", "M3", "M4", "M5"])
def test_each_rule_on_moods_opens_the_question_by_itself(rule: str) -> None:
    level = 1 if rule == "M1" else 2
    finding = Finding(rule, level, Evidence(entries=((march(1), 1),), news=("2026-03-01",)))
    now = datetime(2026, 3, 1, 9, tzinfo=UTC)
    given = n.new_notices([finding], (), march(1), now)
    assert n.standing(given, [finding], (), march(1), now).ask_safety_question


def test_the_question_of_two_lowest_days_waits_when_their_cards_are_gone() -> None:
    course = Course()
    course.live({1: 1, 2: 1})
    course.log(4, day=1)
    course.log(4, day=2)
    assert rules(course.standing()) == ["M2"]
    assert course.standing().ask_safety_question


@pytest.mark.parametrize("answer", [*n.ANSWERS, *n.L3_ANSWERS])
def test_a_yes_is_closed_by_what_was_done_and_never_called_no_change(answer: str) -> None:
    course = Course()
    course.say("yes")
    course.answer(n.NOT_NOW)
    course.answer(answer)
    is_closed = answer in {n.CONTACTED, n.APPOINTMENT, n.THEY_KNOW}
    assert (course.standing().level == 0) is is_closed
    if answer == n.NOT_A_CHANGE:
        assert course.history[0].answer == n.NOT_NOW


def test_no_change_is_not_offered_against_a_yes() -> None:
    course = Course()
    course.log(4, "not_myself")
    assert n.offered(course.standing().notices) == n.ANSWERS
    course.say("yes")
    course.answer(n.NOT_NOW)
    assert n.NOT_A_CHANGE not in n.offered(course.standing().notices)
    course.answer(n.NOT_A_CHANGE)
    assert rules(course.standing()) == ["M7"]  # the tag was no change; the Yes still stands
    course.history = ()
    course.said.clear()
    course.say("rather_not")
    assert n.offered(course.standing().notices) == n.ANSWERS


def test_worse_breaks_the_mute_by_a_newer_entry_only() -> None:
    course = Course(usual=5.0)
    course.live({1: 5, 2: 5, 3: 3, 4: 3, 5: 3, 6: 3})  # the mean is 3.67
    course.answer(n.THEY_KNOW)
    assert course.to(8) == []
    assert "M4" not in course.to(9)  # 3.0, as the good days left the window
    assert course.live({9: 3}) == [["M4"]]  # the same, with a new entry


def test_an_old_good_day_that_left_the_window_is_not_worse() -> None:
    course = Course(usual=5.0)
    course.live({1: 5, 5: 3, 6: 3, 7: 3})  # 3.5
    course.answer(n.CONTACTED)
    course.entries[4] = MoodEntry(march(4), 3, written_at=_at(4, 9))
    assert course.to(8) == []  # 3.0 without the 5, and no entry since the answer
    assert course.live({9: 3}) == [["M4"]]


def test_a_put_off_notice_is_refreshed_and_measured_from_now() -> None:
    course = Course(usual=5.0)
    course.live({1: 4, 2: 4, 3: 4, 4: 3})  # 3.75
    course.answer(n.REMIND_24H)
    course.hour = 20
    course.live({5: 3})
    assert course.history[-1].evidence.mean == pytest.approx(3.6)
    assert course.history[-1].answer == n.REMIND_24H
    course.to(6, hour=20)
    assert rules(course.standing()) == ["M4"]
    course.answer(n.CONTACTED)
    assert course.live({6: 3, 7: 3}) == [[], []]  # 3.5, 3.43: not 0.5 below 3.6


def test_a_pair_read_backwards_after_an_answer_is_not_new() -> None:
    course = Course()
    course.log(1, day=1)
    course.to(3)
    course.entries[2] = MoodEntry(march(2), 1, written_at=course.now)
    course.log(1, day=3)
    course.answer(n.CONTACTED)
    course.to(4)
    assert course.log(4, day=3) == []  # leaves the pair of the 1st and the 2nd
    assert course.log(1, day=2) == ["M2"]  # written anew after the answer
