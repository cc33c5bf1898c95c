"""The mood rules written a second time, from their text alone, to be compared with the product.

Nothing here calls the product. A course is lived as a list of facts; notices are told apart by
their place in that list, never by a clock. Days are counted from 0; moments are hours since then.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

SAID_SO = {"mood_changed", "noticed", "hopeless", "not_myself", "seeing_hearing"}
ASKS = {"hopeless", "seeing_hearing"}
CLOSES = {"contacted", "appointment", "they_know", "not_a_change", "seen"}
LEAVES = {"need_help", "safe_options", "not_now"}


@dataclass
class Entry:
    level: int | None
    tags: set[str]
    stopped: bool
    written: float


@dataclass
class Check:
    said: dict[str, str]
    total: int


@dataclass
class Truth:
    rule: str
    level: int
    facts: set[str] = field(default_factory=set)
    lows: tuple[tuple[int, int], ...] = ()  # the moods it rests on
    mean: float | None = None
    newest: int = -99  # the newest day it rests on
    written: float = -99.0
    is_answer: bool = False
    is_past: bool = False


@dataclass
class Given:
    truth: Truth
    on: int
    at: float
    facts: set[str]
    answer: str | None = None
    answered: float = -99.0
    answered_on: int = -99
    asked: float | None = None


@dataclass
class Oracle:
    usual: float | None = None
    last_dose: int | None = None
    first_dose: int | None = None
    learns: bool = False
    entries: dict[int, Entry] = field(default_factory=dict)
    checks: dict[int, Check] = field(default_factory=dict)
    said: list[tuple[float, int, str]] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)

    # What is true

    def moods(self, today: int) -> list[tuple[int, int]]:
        return sorted((d, e.level) for d, e in self.entries.items() if e.level and d <= today + 1)

    def week(self, last: int) -> list[tuple[int, int]]:
        return [(d, v) for d, v in self.moods(last) if last - 6 <= d <= last + 1]

    def truths(self, today: int) -> Iterator[Truth]:
        yield from self._said_so(today)
        if self.last_dose is None or today <= self.last_dose + 90:
            yield from self._lowest(today)
            yield from self._low_stretches(today)
            yield from self._check(today)
            yield from self._stopped(today)
        for answer, level in (("yes", 3), ("rather_not", 2)):
            heard = {f"{at}" for at, on, said in self.said if said == answer and on >= today - 6}
            if heard:
                newest = max(on for _, on, said in self.said if said == answer)
                yield Truth("M7", level, heard, newest=newest, is_answer=True)
        yield from self._quiet(today)

    def _said_so(self, today: int) -> Iterator[Truth]:
        tags = {
            (d, tag)
            for d, e in self.entries.items()
            for tag in e.tags & SAID_SO
            if today - 6 <= d <= today + 1 or today - 6 <= e.written // 24 <= today
        }
        facts, newest = {f"{d} {tag}" for d, tag in tags}, [d for d, _ in tags]
        recent = [d for d in self.checks if d <= today + 1]
        is_answer = False
        if recent and today - 13 <= max(recent):
            for question, said in self.checks[max(recent)].said.items():
                if said != "no":
                    facts.add(f"{max(recent)} {question} {said}")
                    newest.append(max(recent))
                    is_answer = True
        if facts:
            yield Truth("M0", 2, facts, newest=max(newest), is_answer=is_answer)

    def _lowest(self, today: int) -> Iterator[Truth]:
        moods = self.moods(today)
        for d, v in moods:
            if v == 1 and d >= today - 7:
                past = any(later > d and other > 1 for later, other in moods)
                truth = self._on_moods("M1", [(d, v)], {str(d)})
                truth.is_past = past
                yield truth
        pairs = [
            (a, b) for a, b in zip(moods, moods[1:], strict=False)
            if a[1] == b[1] == 1 and b[0] - a[0] <= 7 and b[0] >= today - 7
        ]  # fmt: skip
        if pairs:
            yield self._on_moods("M2", list(pairs[-1]), {str(pairs[-1][1][0])})

    def _low_stretches(self, today: int) -> Iterator[Truth]:
        moods = self.moods(today)
        last_five = [(d, v) for d, v in moods[-5:] if d >= today - 13]
        if sum(v <= 2 for _, v in last_five) >= 3 and last_five[-1][0] >= today - 3:
            yield self._on_moods("M3", last_five, set(), self._mean(self.week(today)))
        if self.usual is None or not moods or moods[-1][0] < today - 7:
            return
        for last in (today, moods[-1][0]):
            week = self.week(last)
            mean = self._mean(week)
            if len(week) < 4 or mean is None:
                continue
            fall = round(self.usual - mean, 6)
            if fall >= 1.25 or (fall >= 1 and mean < 3):
                yield self._on_moods("M4", week, set(), mean)
                return

    def _check(self, today: int) -> Iterator[Truth]:
        known = sorted(d for d in self.checks if d <= today + 1)
        if not known or known[-1] < today - 13:
            return
        newest = known[-1]
        total = self.checks[newest].total
        twice = len(known) > 1 and self.checks[known[-2]].total == total == 2
        near = [(d, v) for d, v in self.moods(today) if v == 1 and abs(d - newest) <= 13]
        if total >= 3 or twice or (total == 2 and near):
            lows = near if total == 2 else []
            truth = self._on_moods("M5", lows, {str(newest)})
            truth.newest, truth.is_answer = max(newest, truth.newest), True
            yield truth

    def _stopped(self, today: int) -> Iterator[Truth]:
        days = [d for d, e in self.entries.items() if e.stopped and today - 6 <= d <= today + 1]
        if len(days) >= 2:
            yield Truth("M6", 2, newest=max(days))

    def _quiet(self, today: int) -> Iterator[Truth]:
        urgent = [g.on for g in self.given if g.truth.level >= 2]
        if urgent:
            since = max([max(urgent), *(d for d, _ in self.moods(today))])
            if today - since >= 3:
                facts = {str(max(urgent))}
                yield Truth("M8", 1, facts, newest=since, lows=((max(urgent), since),))

    def _on_moods(
        self, rule: str, moods: list[tuple[int, int]], facts: set[str], mean: float | None = None
    ) -> Truth:
        written = max((self.entries[d].written for d, _ in moods), default=-99.0)
        newest = max((d for d, _ in moods), default=-99)
        return Truth(rule, 1 if rule == "M1" else 2, facts, tuple(moods), mean, newest, written)

    @staticmethod
    def _mean(moods: list[tuple[int, int]]) -> float | None:
        return sum(v for _, v in moods) / len(moods) if moods else None

    def learn(self, today: int) -> None:
        """The usual mood: of the 14 days before the first dose, or of the first weeks."""
        logged = self.moods(today)
        if not self.learns or self.usual is not None or not logged:
            return
        dose = self.first_dose
        if dose is not None:
            if today < dose:
                return
            before = [(d, v) for d, v in logged if dose - 14 <= d < dose]
            if len(before) >= 5:
                self.usual = self._mean(before)
                return
        begun = logged[0][0]
        fortnight = [(d, v) for d, v in logged if d < begun + 14]
        if len(fortnight) >= 7:
            self.usual = self._mean(fortnight) if today >= begun + 14 else None
        elif len(logged) >= 7 and logged[6][0] < begun + 28:
            self.usual = self._mean(logged[:7])

    # What follows

    def look(self, today: int, now: float) -> list[str]:
        """Run the rules; which ones gave a new notice."""
        self.learn(today)
        self._close_questions()
        new = [t for t in self.truths(today) if self._speaks(t, today, now)]
        for truth in new:
            asks = truth.rule in {"M1", "M2", "M3", "M4", "M5"} or self._asking(truth)
            is_held = truth.rule == "M5" and any(on == today for _, on, _ in self.said)
            asked = now if asks and not is_held else None
            self.given.append(Given(truth, today, now, set(truth.facts), asked=asked))
        return sorted(t.rule for t in new)

    def _speaks(self, truth: Truth, today: int, now: float) -> bool:
        same = [g for g in self.given if self._is_same(g, truth)]
        waiting = [g for g in same if g.answer not in CLOSES]
        known = set().union(*(g.facts for g in same)) if same else set()
        is_news = bool(truth.facts - known)
        if truth.rule == "M2" and same and same[-1].answer and not self._is_newer(truth, same[-1]):
            is_news = False  # the pair was there before the answer
        if waiting and truth.level > 1:
            put_off = all(g.answer for g in waiting)
            speaks = put_off and (is_news or self._is_worse(truth, waiting[-1]))
            for g in waiting:
                if self._asking(truth) - g.facts:
                    g.asked = now
                g.facts |= truth.facts
                g.truth = truth
            return speaks
        if truth.rule in {"M3", "M4"} and self._is_muted(truth, today):
            return False
        if not same or is_news or self._is_worse(truth, same[-1]):
            return True
        last = same[-1]
        is_old = last.answer in CLOSES and today >= last.answered_on + 7 and truth.level > 1
        return is_old and (truth.is_answer or self._is_newer(truth, last))

    @staticmethod
    def _is_same(given: Given, truth: Truth) -> bool:
        return given.truth.rule == truth.rule and given.truth.level == truth.level

    @staticmethod
    def _asking(truth: Truth) -> set[str]:
        return {f for f in truth.facts if truth.rule == "M0" and f.split()[-1] in ASKS}

    @staticmethod
    def _is_newer(truth: Truth, given: Given) -> bool:
        if given.answer is None:
            return True
        return truth.newest > given.answered_on or truth.written > given.answered

    @staticmethod
    def _fell(truth: Truth, before: float | None) -> bool:
        return (
            truth.mean is not None
            and before is not None
            and round(before - truth.mean, 6) >= 0.5
        )  # fmt: skip

    def _is_worse(self, truth: Truth, given: Given) -> bool:
        return self._is_newer(truth, given) and self._fell(truth, given.truth.mean)

    def _is_muted(self, truth: Truth, today: int) -> bool:
        mutes = [g for g in self.given if g.answer == "they_know" and today < g.answered_on + 14]
        for at in {g.answered for g in mutes}:
            together = [g for g in mutes if g.answered == at]
            own = [g for g in together if g.truth.rule == truth.rule]
            means = [g.truth.mean for g in own + together if g.truth.mean is not None]
            before = means[0] if means else self._mean_then(together[0])
            if not (self._is_newer(truth, together[0]) and self._fell(truth, before)):
                return True
        return False

    def _mean_then(self, answered: Given) -> float | None:
        return self._mean([
            (d, v) for d, v in self.week(answered.answered_on)
            if self.entries[d].written <= answered.answered
        ])  # fmt: skip

    def _close_questions(self) -> None:
        for g in self.given:
            if g.asked is not None and any(at >= g.asked for at, _, _ in self.said):
                g.asked = None
            if g.truth.rule == "M5" and any(on == g.on for _, on, _ in self.said):
                g.asked = None

    # What is shown

    def shown(self, today: int, now: float) -> tuple[int, bool, bool, bool, list[str]]:
        """Level, full screen, bar, question, and the rules behind the banner or card."""
        self._close_questions()
        true = list(self.truths(today))
        levels = [(g, self._level(g, now)) for g in self.given if self._stands(g, true, today)]
        behind = [(g, level) for g, level in levels if level and g.truth.rule != "M8"]
        top = max((level for _, level in behind), default=0)
        full = any(g.truth.level == 3 and g.answer is None for g, _ in behind)
        rules = sorted(g.truth.rule for g, _ in behind)
        return top, full, top == 3 and not full, self._question(true, today, now), rules

    def _stands(self, g: Given, true: list[Truth], today: int) -> bool:
        return g.truth.level > 1 or any(
            self._is_same(g, t) and t.lows == g.truth.lows and (not t.is_past or g.on == today)
            for t in true
        )

    @staticmethod
    def _level(g: Given, now: float) -> int:
        level, age = g.truth.level, now - g.answered
        if g.answer is None:
            return level
        if g.answer in LEAVES:
            return 3 if age < 72 else 2
        if g.answer == "remind_24h":
            if age < 24:
                return 3 if level == 3 else 0
            return min(level, 2)
        return 0

    def _question(self, true: list[Truth], today: int, now: float) -> bool:
        if any(on == today and said != "no" for _, on, said in self.said):
            return False
        return any(
            g.asked is not None and now - g.asked < 24
            and (g.truth.level > 1 or any(self._is_same(g, t) and t.lows == g.truth.lows
                                          for t in true))
            for g in self.given
        )  # fmt: skip

    def answer(self, said: str, today: int, now: float) -> None:
        """One answer to all that stands; L3's ways out, and "no change", spare what they must."""
        true = list(self.truths(today))
        for g in self.given:
            if not (self._stands(g, true, today) and self._level(g, now)) or g.truth.rule == "M8":
                continue
            if (said in LEAVES and g.truth.level < 3) or (
                said == "not_a_change" and g.truth.level == 3
            ):
                continue
            g.answer, g.answered, g.answered_on = said, now, today
