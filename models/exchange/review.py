"""What is said of a file before anything is written, for the screen and the command line alike."""

from collections.abc import Iterator
from typing import NamedTuple

from models import dates
from models.exchange.guess import plain_name
from models.exchange.limits import shown
from models.exchange.plan import Kept, Plan
from models.exchange.scale import number_in
from models.exchange.source import (
    DOSE,
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    OUT,
    OWN,
    Meaning,
    Question,
    Scale,
    Skip,
)
from models.words import plural, words

_NAME = 80  # letters of a name or word in one line


class Open(NamedTuple):
    """A word of a name that has no match yet, and how often it stands in the file."""

    name: str
    word: str
    times: int


def summary(plan: Plan) -> list[str]:
    """What the file holds and what would be written, in true sentences."""
    app = words(f"exchange.app.{plan.source.app}")
    lines = [plural("data.import.read", plan.source.rows, app=app, mapped=plan.mapped)]
    if plan.first is not None and plan.last is not None:
        first, last = dates.with_year(plan.first), dates.with_year(plan.last)
        lines.append(words("data.import.span", first=first, last=last))
    for part, (days, entries) in plan.joined.items():
        how = words(f"data.import.joined_{part}")
        lines.append(plural("data.import.joined", days, entries=entries, how=how))
    lines.append(plural("data.import.new", plan.new))
    if plan.same:
        lines.append(plural("data.import.same", plan.same))
    if plan.kept:
        lines.append(plural("data.import.kept", plan.kept))
    if plan.skips:
        lines.append(plural("data.import.skipped", len(plan.skips)))
    if plan.moodless:
        lines.append(plural("data.import.moodless", len(plan.moodless)))
    return lines + remarks(plan)


def remarks(plan: Plan) -> list[str]:
    """How the file was read: its letters, its dates, what was not looked at."""
    return [words(f"exchange.remark.{name}", value=value) for name, value in plan.source.remarks]


def question(asked: Question) -> str:
    """What only the user can decide."""
    return words(f"exchange.asks.{asked.why}", line=asked.line, what=asked.what)


def opens(plan: Plan) -> list[Open]:
    """Every word without a match once, moods first, then the most frequent first."""
    counts = plan.source.counts
    found = [
        Open(name, word, counts[name][word])
        for name, meaning in plan.meanings.items()
        if name in counts
        for word, value in meaning.values.items()
        if value is None and word in counts[name]
        if not is_asked(meaning) or number_in(word) is None
    ]
    return sorted(
        found, key=lambda each: (plan.meanings[each.name].target != MOOD, -each.times, each.word)
    )


def is_asked(meaning: Meaning) -> bool:
    """Whether the scale of its numbers waits for the user."""
    return meaning.proof == "asked"


def count_of(plan: Plan, name: str) -> int:
    """How many values of the file stand under a name."""
    return sum(plan.source.counts.get(name, {}).values())


def in_order(plan: Plan) -> list[str]:
    """The names in the file: those that wait for the user first, what is left out last."""

    def rank(name: str) -> tuple[bool, bool, bool, int]:
        meaning = plan.meanings[name]
        is_out = meaning.target == LEFT_OUT
        waits = is_asked(meaning) or None in meaning.values.values()
        return is_out, not waits, meaning.target != MOOD, -count_of(plan, name)

    return sorted((name for name in plan.meanings if name in plan.source.counts), key=rank)


def meaning_line(plan: Plan, name: str, target: str) -> str:
    """A column in one line: where it leads (`target` in words), its scale and what proves it."""
    meaning, label = plan.meanings[name], shown(name, _NAME)
    scale = _scale_line(meaning)
    if scale and plain_name(label) == plain_name(target):
        return words("data.import.leads_to", name=target, target=scale)
    line = words("data.import.leads_to", name=label, target=target)
    return words("data.import.and", line=line, more=scale) if scale else line


def _scale_line(meaning: Meaning) -> str:
    if is_asked(meaning):
        return words("exchange.proof.asked", **_span(meaning))
    if meaning.scale is None or not meaning.proof:
        return ""
    why = words(f"exchange.proof.{meaning.proof}", value=meaning.evidence)
    scale = words("data.import.scale", scale=scale_name(meaning.scale, meaning.target), why=why)
    return scale + next(_examples(meaning), "")


def matched(meaning: Meaning) -> list[str]:
    """What each word (no number) stands for: "rad = Very good"."""
    return [
        f"{shown(word, _NAME)} = {value_name(meaning.target, value)}"
        for word, value in meaning.values.items()
        if value is not None and value != OUT and number_in(word) is None
    ]


def _examples(meaning: Meaning) -> Iterator[str]:
    numbers = sorted(
        (number, word) for word in meaning.values if (number := number_in(word)) is not None
    )
    for number, word in numbers:
        value = meaning.values[word]
        if value is not None and value >= 0 and number not in (meaning.scale or ()):
            said = value_name(meaning.target, value)
            yield words("data.import.becomes", word=shown(word, _NAME), value=said)


def _span(meaning: Meaning) -> dict[str, str]:
    numbers = [number for word in meaning.values if (number := number_in(word)) is not None]
    return {"low": f"{min(numbers):g}", "high": f"{max(numbers):g}"}


def scale_name(scale: Scale, target: str) -> str:
    """A scale in words: "0 to 10"; "5 to 1, where 1 is the best"."""
    low, high = (f"{end:g}" for end in scale)
    if scale[0] < scale[1]:
        return words("data.import.from_to", low=low, high=high)
    if target == MOOD:
        return words("data.import.turned", low=low, high=high)
    return words("data.import.turned_effect", low=low, high=high)


def value_name(target: str, value: int) -> str:
    """One of our own values in words."""
    if target == MOOD:
        return words(f"common.mood_{value}")
    if target == NOSEBLEEDS:
        return str(value)
    if target == DOSE:
        return words("common.yes" if value else "common.no")
    return words(f"common.level_{value}")


def skip_line(skip: Skip) -> str:
    """One thing that is left out or told, with its line and cell."""
    why, what = words(f"exchange.skip.{skip.why}"), shown(skip.what, _NAME)
    name = "data.import.skip_cell" if skip.cell else "data.import.skip_line"
    return words(name, line=skip.line, cell=shown(skip.cell, _NAME), why=why, what=what)


def kept_line(kept: Kept) -> str:
    """An answer that stays as it is here."""
    table, key, column = kept.place
    target = MOOD if table == "mood" else NOSEBLEEDS if table == "nosebleeds" else ""
    if column not in ("level", "count"):
        return words("data.import.kept_part", on=key[0], theirs=shown(str(kept.theirs)))
    theirs = value_name(target, int(kept.theirs))
    mine = words("data.import.deleted") if kept.mine is None else value_name(target, int(kept.mine))
    return words("data.import.kept_line", on=key[0], theirs=theirs, mine=mine)


def plain_target(target: str) -> str:
    """Where a name leads, in words, for effects by their key."""
    if target.startswith(OWN):
        return words("exchange.target.own", name=shown(target.removeprefix(OWN), _NAME))
    if target.startswith(EFFECT):
        return target.removeprefix(EFFECT)
    return words(f"exchange.target.{target or 'left_out'}")
