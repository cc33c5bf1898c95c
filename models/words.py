"""The words on the screen, looked up by key in content/words/<language>/<area>.toml."""

import functools
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

DEFAULT_LANGUAGE = "en"

# One screen speaks one language at a time, so the choice is a fact of the process and not a
# value to hand to every component.
_language = DEFAULT_LANGUAGE


def set_language(code: str) -> str:
    """Choose the language of every later lookup and return the one in use.

    `code` is a language tag such as "en" or "de-AT"; only its first part counts. A language
    that does not ship falls back to English.
    """
    global _language
    wanted = code.replace("_", "-").partition("-")[0].lower()
    _language = wanted if wanted in languages() else DEFAULT_LANGUAGE
    return _language


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages that ship, as two-letter codes."""
    return tuple(sorted(each.name for each in _words_folder().iterdir() if each.is_dir()))


def words(key: str, /, **values: object) -> str:
    """The text stored under "area.name" with its {fields} filled from `values`.

    A language that lacks the key lends it from English. Raises KeyError for an unknown key
    and for a field of the text that `values` leaves out; further values are ignored.
    """
    area, _, name = key.partition(".")
    for language in (_language, DEFAULT_LANGUAGE):
        text = area_words(language, area).get(name)
        if text is not None:
            return text.format(**values)
    raise KeyError(key)


def plural(key: str, /, count: int, **values: object) -> str:
    """The text of `<key>_one` or `<key>_many`, whichever `count` asks for; {count} is filled."""
    return words(f"{key}_one" if count == 1 else f"{key}_many", count=count, **values)


@functools.cache
def area_words(language: str, area: str) -> dict[str, str]:
    """Every text of one area by name; a section's names are joined to it with a full stop.

    Empty when the language has no such area. Each file is read once.
    """
    file = _words_folder().joinpath(language, f"{area}.toml")
    if not file.is_file():
        return {}
    return _flat(tomllib.loads(file.read_text("utf-8")), "")


def keeping_all() -> Iterator[None]:
    """Read every text of the language in use, and those it may lend, area by area."""
    for language in {_language, DEFAULT_LANGUAGE}:
        for file in _words_folder().joinpath(language).iterdir():
            area_words(language, file.name.removesuffix(".toml"))
            yield


def _words_folder() -> Any:
    return resources.files("models") / "content" / "words"


def _flat(table: dict[str, Any], prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            texts |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            texts[prefix + name] = value
        else:
            raise TypeError(f"{prefix}{name} is {value!r}: words are texts and sections only")
    return texts
