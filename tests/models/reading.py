"""Every text a user reads, and how hard it is to read."""

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

from models.words import area_words

# Words that everyone who is given this medicine meets; counted as two syllables each.
GIVEN_TERMS = {
    "isotretinoin", "contraception", "pregnancy", "emergency", "provider", "moisturiser",
    "appointment", "depression", "medicine", "dermabrasion", "cholesterol", "triglycerides",
    "pharmacy", "pharmacist", "helpline", "helplines", "journal", "suicide", "visit", "visits",
}  # fmt: skip


def _texts_of(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text that a reader sees, with where it is. Sources and keys are not read."""
    unread = {"source", "origin", "kind", "group", "icon", "action", "effects", "topics", "grade"}
    unread |= {"where", "gist", "left_out", "dial", "display", "address", "channel", "keyword"}
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from _texts_of(each, f"{where} {place}")
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in unread:
                yield from _texts_of(each, f"{where}.{key}".lstrip(".") if where else key)


def _content_texts() -> dict[str, str]:
    folder = resources.files("models") / "content"
    names = ["effects", "care_tips", "cards", "red_flags", "helplines", "directories"]
    return {
        f"{name}.toml {where}": text
        for name in names
        for where, text in _texts_of(
            tomllib.loads((folder / f"{name}.toml").read_text("utf-8")), ""
        )
    }


def _word_texts() -> dict[str, str]:
    folder = resources.files("models") / "content" / "words" / "en"
    areas = sorted(file.name.removesuffix(".toml") for file in folder.iterdir())
    return {f"{a}.{n}": text for a in areas for n, text in area_words("en", a).items()}


WORD_TEXTS = _word_texts()
TEXTS = _content_texts() | WORD_TEXTS


def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels."""
    if word in GIVEN_TERMS:
        return 2
    groups = len(re.findall(r"[aeiouy]+", word))
    is_silent = re.search(r"[^aeiouyl]es?$|[^aeiouytd]ed$", word) and groups > 1
    return max(1, groups - bool(is_silent))


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid school grade of a text: 7 is about age 12."""
    said = re.findall(r"[a-z]+(?:['-][a-z]+)*", re.sub(r"\{\w+\}", "Ann", text).lower())
    sentences = max(1, len(re.findall(r"[.?:](?=\s|$|”)", text)))
    count = sum(syllables(part) for word in said for part in word.split("-"))
    return 0.39 * len(said) / sentences + 11.8 * count / len(said) - 15.59


def is_sentence(text: str) -> bool:
    """Long enough for a reading grade to mean something; labels are not."""
    return len(text.split()) > 8
