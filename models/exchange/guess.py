"""What another app's names and words probably mean here. A guess, shown before it counts."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files

from models.content import effects
from models.exchange.source import (
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    NOTE,
    OWN,
    YES,
    Meaning,
    Reading,
)

MOST_BLEEDS = 99
BEST_MOOD = 5
MOST_SEVERE = 4


@functools.cache
def _names() -> dict[str, dict[str, str]]:
    text = (files("models") / "exchange" / "names.toml").read_text("utf-8")
    return {
        part: {word: key for key, found in table.items() for word in found}
        for part, table in tomllib.loads(text).items()
    }


def plain_name(name: str) -> str:
    """A name without capitals, underscores and spare spaces."""
    return " ".join(name.casefold().replace("_", " ").split())


def target_of(name: str, *, is_symptom: bool = False) -> str:
    """Where `name` leads. An unknown symptom becomes an effect of the user's own."""
    plain = plain_name(name.removeprefix(OWN))
    for effect in effects():
        if plain in (plain_name(effect.key), plain_name(effect.name)):
            return f"{EFFECT}{effect.key}"
    if plain in _names()["effects"]:
        return f"{EFFECT}{_names()['effects'][plain]}"
    if plain in _names()["others"]:
        return _names()["others"][plain]
    return f"{OWN}{name.removeprefix(OWN).strip()}" if is_symptom and plain else LEFT_OUT


def meanings_of(
    readings: Iterable[Reading], symptoms: frozenset[str] = frozenset()
) -> dict[str, Meaning]:
    """A guess for every name among the readings; `symptoms` are names known to be some."""
    found: dict[str, dict[str, None]] = {}
    for reading in readings:
        found.setdefault(reading.name, {})[reading.word] = None
    return {name: meaning_of(name, tuple(said), name in symptoms) for name, said in found.items()}


def meaning_of(name: str, said: tuple[str, ...], is_symptom: bool = False) -> Meaning:
    """A guess for one name and the words that stand with it."""
    target = target_of(name, is_symptom=is_symptom)
    return Meaning(target, values_of(target, said))


def values_of(target: str, said: Iterable[str]) -> Mapping[str, int | None]:
    """What each word means for `target`; also when the user leads a name somewhere else."""
    words = tuple(said)
    if target == MOOD:
        return moods_of(words)
    if target == NOSEBLEEDS:
        return {word: _count(word) for word in words}
    if target in (NOTE, LEFT_OUT):
        return {}
    return {word: _level(word) for word in words}


def moods_of(said: Iterable[str]) -> dict[str, int | None]:
    """Moods by their meaning. Numbers are spread over the scale that the highest one shows."""
    words = tuple(said)
    known = _names()["moods"]
    top = mood_scale(words)
    found: dict[str, int | None] = {}
    for word in words:
        number = _number(word)
        if number is not None and top:
            found[word] = min(
                max(round(1 + (number - 1) * (BEST_MOOD - 1) / (top - 1)), 1), BEST_MOOD
            )
        else:
            key = known.get(plain_name(word))
            found[word] = int(key) if key else None
    return found


def mood_scale(said: Iterable[str]) -> int:
    """The top of the scale that numbers are on: 5, 7, 10 or 100; 0 if there are none or higher."""
    highest = max((number for word in said if (number := _number(word)) is not None), default=0)
    return next((top for top in (5, 7, 10, 100) if 0 < highest <= top), 0)


def _level(word: str) -> int | None:
    """0 to 4 from a word or a number; presence alone says nothing about strength."""
    if plain_name(word) == YES:
        return None
    known = _names()["levels"].get(plain_name(word))
    if known:
        return int(known)
    number = _number(word)
    return int(number) if number is not None and number in range(MOST_SEVERE + 1) else None


def _count(word: str) -> int | None:
    if plain_name(word) in (YES, "no"):
        return int(plain_name(word) == YES)
    number = _number(word)
    return int(number) if number is not None and number in range(MOST_BLEEDS + 1) else None


def _number(word: str) -> float | None:
    try:
        found = float(word.replace(",", ".", 1))
    except ValueError:
        return None
    return found if abs(found) < 1e9 else None  # neither infinite nor no number at all
