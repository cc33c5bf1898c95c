"""The product beside the rules written a second time, over random courses lived day by day."""

import os
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from models import notices as n
from models.moods import Baseline, MoodCheck, MoodEntry, MoodRecord, SafetyAnswer, baseline
from models.rebase import rebased
from models.safety import fired
from tests.models.mood_oracle import Check, Entry, Oracle

START = date(2026, 3, 1)
MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)
TAGS = ("hopeless", "not_myself", "seeing_hearing", "noticed", "mood_changed", "worried", "calm")
ANSWERS = (*n.ANSWERS, *n.L3_ANSWERS)


def day(number: int) -> date:
    return START + timedelta(days=number)


@dataclass
class Product:
    """A journal in memory, given the same facts; `skew` is how far its clock is wrong."""

    usual: float | None = None
    last_dose: int | None = None
    first_dose: int | None = None
    learns: bool = False
    entries: dict[date, MoodEntry] = field(default_factory=dict)
    checks: dict[date, MoodCheck] = field(default_factory=dict)
    said: tuple[SafetyAnswer, ...] = ()
    history: tuple[n.Notice, ...] = ()
    hour: float = 0
    skew: timedelta = timedelta()

    @property
    def now(self) -> datetime:
        return MIDNIGHT + timedelta(hours=self.hour) + self.skew

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def record(self) -> MoodRecord:
        usual = Baseline(self.usual, day(-60), day(-50), 7) if self.usual else None
        last_dose_on = day(self.last_dose) if self.last_dose is not None else None
        urgent_on = n.last_urgent_on(self.history)
        entries, checks = tuple(self.entries.values()), tuple(self.checks.values())
        return MoodRecord(entries, checks, self.said, usual, last_dose_on, urgent_on)

    def look(self) -> list[str]:
        self.learn()
        known = {notice.id for notice in self.history}
        moved, self.said = rebased(self.history, self.said, self.today, self.now)
        self.history = n.merged((), moved)
        record = self.record
        findings = fired(self.today, record)
        written = n.new_notices(findings, self.history, self.today, self.now, record)
        self.history = n.merged(self.history, written)
        return sorted(notice.rule for notice in written if notice.id not in known)

    def learn(self) -> None:
        if self.learns and self.usual is None:
            first_dose_on = day(self.first_dose) if self.first_dose is not None else None
            found = baseline(self.entries.values(), first_dose_on, self.today)
            self.usual = found.value if found else None

    def log(self, on: date, level: int | None, tags: set[str], stopped: bool) -> None:
        self.entries[on] = MoodEntry(on, level, frozenset(tags), stopped, self.today, self.now)

    def say(self, answer: str) -> None:
        given = SafetyAnswer(self.today, self.now, answer, self.now.isoformat())
        self.said = (*self.said, given)

    def standing(self) -> n.Standing:
        return n.standing(
            self.history, fired(self.today, self.record), self.said, self.today, self.now
        )

    def answer(self, said: str) -> None:
        answered = n.answered(self.standing().notices, said, self.today, self.now)
        self.history = n.merged(self.history, answered)

    def shown(self) -> tuple[int, bool, bool, bool, list[str]]:
        s = self.standing()
        rules = sorted(notice.rule for notice in s.notices)
        return s.level, s.full_screen, s.not_now_bar, s.ask_safety_question, rules


@dataclass
class Lives:
    """The same random course in both."""

    rng: random.Random
    oracle: Oracle
    product: Product
    told: Counter[str]
    mood: float
    pace: float  # how often a mood is logged
    is_dark: bool  # very low or good, and nothing between
    next_on: int = 0

    def live(self, days: int) -> int:
        for today in range(days):
            hour = today * 24 + self.rng.uniform(7, 9)
            self.compare(today, hour)
            for _ in range(self.taps(today)):
                hour += self.rng.uniform(0.1, 4)
                self.act(today, hour)
                self.compare(today, hour)
        return days

    def taps(self, today: int) -> int:
        """How often the journal is written in today; who is seldom there, about once a week."""
        if self.pace < 0.5:
            is_there = today >= self.next_on
            self.next_on = today + self.rng.choice((6, 7, 8, 9)) if is_there else self.next_on
        else:
            is_there = self.rng.random() < self.pace
        return self.rng.choice((1, 1, 2, 3)) if is_there else 0

    def compare(self, today: int, hour: float) -> None:
        self.product.hour = hour
        ours, theirs = self.oracle.look(today, hour), self.product.look()
        assert theirs == ours, f"new on day {today}"
        self.told.update(theirs)
        assert self.product.shown() == self.oracle.shown(today, hour), f"shown on day {today}"

    def act(self, today: int, hour: float) -> None:
        self.product.hour = hour
        chance = self.rng.random()
        if chance < 0.62:
            back = self.rng.choice((0, 0, 0, 0, 0, 0, 1, 2, 5, 8))
            self.log(today - back, hour)
        elif chance < 0.72 and today % 14 < 2:
            self.check(today)
        elif chance < 0.8 or self.product.standing().ask_safety_question:
            said = self.rng.choices(("no", "yes", "rather_not"), (8, 1, 1))[0]
            self.oracle.said.append((hour, today, said))
            self.product.say(said)
        elif self.product.standing().level:
            said = self.rng.choice(ANSWERS)
            self.oracle.answer(said, today, hour)
            self.product.answer(said)

    def log(self, on: int, hour: float) -> None:
        rng = self.rng
        self.mood += rng.gauss((3.2 - self.mood) * 0.1, 0.6)
        level = min(5, max(1, round(self.mood))) if rng.random() < 0.95 else None
        if self.is_dark:
            level = rng.choice((1, 1, 1, 4))
        tags = {tag for tag in TAGS if rng.random() < 0.02}
        stopped = rng.random() < 0.06
        if level is None and not tags and not stopped:
            level = 3
        self.oracle.entries[on] = Entry(level, tags, stopped, hour)
        self.product.log(day(on), level, tags, stopped)

    def check(self, today: int) -> None:
        said = {q: self.rng.choice(("no",) * 6 + ("yes", "not_sure"))
                for q in ("irritable", "noticed", "changed")}  # fmt: skip
        interest, low = self.rng.choice((0, 0, 1, 1, 2, 3)), self.rng.choice((0, 0, 1, 1, 2, 3))
        self.oracle.checks[today] = Check(said, interest + low)
        self.product.checks[day(today)] = MoodCheck(day(today), *said.values(), interest, low)


def live(seed: int, days: int, told: Counter[str]) -> int:
    rng = random.Random(seed)
    learns = rng.random() < 0.5
    usual = None if learns else rng.choice((None, 2.6, 3.5, 4.0, 4.6))
    last_dose = rng.choice((None, None, days + 5, -70, -120))
    facts = (usual, last_dose, rng.choice((None, 5, 12, 16, 20)), learns)
    mood, pace = rng.choice((2.0, 3.0, 3.5, 4.5)), rng.choice((0.9, 0.9, 0.6, 0.16))
    is_dark = rng.random() < (0.7 if pace < 0.5 else 0.1)
    lives = Lives(rng, Oracle(*facts), Product(*facts), told, mood, pace, is_dark)
    try:
        return lives.live(days)
    except AssertionError as error:
        raise AssertionError(f"course {seed}: {error}") from error


def test_the_product_agrees_with_the_rules_over_random_courses() -> None:
    told: Counter[str] = Counter()
    days = sum(live(seed, 45, told) for seed in range(24))
    assert days == 24 * 45
    assert set(told) == {"M0", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8"}


@pytest.mark.long
def test_the_product_agrees_with_the_rules_over_many_random_courses() -> None:
    courses = int(os.environ.get("SIDENOTE_COURSES", "2000"))
    told: Counter[str] = Counter()
    days = sum(live(1_000 + seed, 140, told) for seed in range(courses))
    counts = f"{days} days of {courses} courses compared, no difference; notices: {told}"
    sys.__stderr__.write(f"\n{counts}\n")
    assert min(told.values()) > courses / 10
