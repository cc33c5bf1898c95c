"""What another app's names and words mean here, from all of them, with what proves it.

A known name alone never decides: "Journal" may be a habit. What is not certain stays open.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from importlib.resources import files

from models.content import effects
from models.exchange.scale import number_in, on_ours, scale_of
from models.exchange.source import (
    COLUMN,
    DOSE,
    EFFECT,
    LEFT_OUT,
    MOOD,
    NO,
    NOSEBLEEDS,
    NOTE,
    OWN,
    YES,
    Hint,
    Meaning,
    Reading,
    Scale,
)

MOST_BLEEDS = 99
BEST_MOOD = 5
MOST_SEVERE = 4
_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_ASIDE = re.compile(r"[^\w\s]|\b\d+\b|_")
_NO_HINT = Hint()


@functools.cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("models") / "exchange" / "names.toml").read_text("utf-8")
    return {
        part: {word: key for key, found in table.items() for word in found}
        for part, table in tomllib.loads(text).items()
    }


@functools.lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A name without capitals, accents, underscores and spare spaces."""
    plain = " ".join(name.casefold().replace("_", " ").split())
    if plain.isascii():
        return plain
    parts = unicodedata.normalize("NFKD", plain)
    return "".join(each for each in parts if not unicodedata.combining(each))


def target_of(name: str, *, is_symptom: bool = False) -> str:
    """Where `name` leads. An unknown symptom becomes an effect of the user's own."""
    own = name.removeprefix("own: ").removeprefix(OWN).strip()
    found = _known(plain_name(own)) or _known(_core(own))
    return found or (f"{OWN}{own}" if is_symptom and own else LEFT_OUT)


def _known(plain: str) -> str:
    for effect in effects():
        if plain in (plain_name(effect.key), plain_name(effect.name)):
            return f"{EFFECT}{effect.key}"
    key = _names()["effects"].get(plain)
    return f"{EFFECT}{key}" if key else _names()["others"].get(plain, "")


def _core(name: str) -> str:
    """A heading without brackets, numbers and words that say nothing: "How is your mood?"."""
    words = _ASIDE.sub(" ", plain_name(_BRACKETS.sub(" ", name))).split()
    return " ".join(word for word in words if word not in _names()["spare"])


def counts_of(readings: Iterable[Reading]) -> dict[str, dict[str, int]]:
    """For each name the words said with it, and how often."""
    found: dict[str, dict[str, int]] = {}
    for _, _, name, word in readings:
        words = found.setdefault(name, {})
        words[word] = words.get(word, 0) + 1
    return found


def meanings_of(
    counts: Mapping[str, Mapping[str, int]], hints: Mapping[str, Hint] | None = None
) -> dict[str, Meaning]:
    """What every name means; `hints` are what the format itself says about some."""
    given = hints or {}
    return {name: _meaning(name, said, given.get(name, _NO_HINT)) for name, said in counts.items()}


def _meaning(name: str, said: Mapping[str, int], hint: Hint) -> Meaning:
    target = hint.target
    if target is None:
        target = target_of(name, is_symptom=hint.is_symptom)
        if not _may_be(target, said, is_habit=hint.is_habit):
            target = LEFT_OUT
    scale = hint.scale or next(iter(_fitting(hint, said)), None)
    found = meaning_for(target, name, said, scale, hint.values)
    return replace(found, proof="only", evidence=_highest(said)) if hint.scales and scale else found


def _fitting(hint: Hint, said: Iterable[str]) -> list[Scale]:
    """The scales of an app that hold all numbers of a column."""
    numbers = [number for word in said if (number := number_in(word)) is not None]
    return [
        each for each in hint.scales
        if numbers and each[0] <= min(numbers) and max(numbers) <= each[1]
    ]  # fmt: skip


def _highest(said: Iterable[str]) -> str:
    return f"{max(number for word in said if (number := number_in(word)) is not None):g}"


def _may_be(target: str, said: Iterable[str], *, is_habit: bool) -> bool:
    """Whether the words can be what the name says: a note is text, a mood no yes or no."""
    plain = [plain_name(word) for word in said]
    is_answer = [word in (YES, NO) or number_in(word) is not None for word in plain]
    if target == NOTE:
        return not is_habit and not all(is_answer)
    if target == MOOD:
        return not all(word in (YES, NO) for word in plain)
    return True


def meaning_for(  # noqa: PLR0913  what a column says, and what is known of it
    target: str,
    name: str,
    said: Iterable[str],
    scale: Scale | None = None,
    known: Mapping[str, int] | None = None,
    *,
    is_chosen: bool = False,
) -> Meaning:
    """What each word means for `target`; also when the user leads a name somewhere else.

    `scale` and `known` words are the format's, or, if `is_chosen`, the user's.
    """
    words = tuple(said)
    if target in (NOTE, LEFT_OUT) or target.startswith(COLUMN):
        return Meaning(target)
    if target == NOSEBLEEDS:
        return Meaning(target, {word: _count(word) for word in words})
    if target == DOSE:
        return Meaning(target, {word: _taken(word) for word in words})
    ours = {word: int(key) for word, key in _names()[_part(target)].items()}
    proof, evidence = ("chosen" if is_chosen else "app", "") if scale else ("", "")
    if scale is None:
        scale, proof, evidence = scale_of(target, name, words, ours)
    values: dict[str, int | None] = {}
    for word in words:
        plain, number = plain_name(word), number_in(word)
        if known and word in known:
            values[word] = known[word]
        elif number is not None:
            values[word] = on_ours(number, scale, target) if scale else None
        else:
            values[word] = None if plain == YES else ours.get(plain)
    return Meaning(target, values, scale, proof, evidence)


def _part(target: str) -> str:
    return "moods" if target == MOOD else "levels"


def _count(word: str) -> int | None:
    if plain_name(word) in (YES, NO):
        return int(plain_name(word) == YES)
    number = number_in(word) if "/" not in word and "%" not in word else None
    whole = number is not None and number == int(number) and 0 <= number <= MOST_BLEEDS
    return int(number) if number is not None and whole else None


def _taken(word: str) -> int | None:
    return {YES: 1, "taken": 1, "1": 1, NO: 0, "skipped": 0, "0": 0}.get(plain_name(word))
