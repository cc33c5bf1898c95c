"""Reads content/*.toml and checks it field by field, so that a slip is named where it is."""

import tomllib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from importlib import resources
from typing import Any


class ContentError(ValueError):
    """A content file says something that cannot be right; names the file and the row."""


class Row:
    """One table of a content file, handed out field by field; `finish` refuses leftovers."""

    def __init__(self, file: str, key: str, fields: object) -> None:
        self.file, self.key = file, key
        if not isinstance(fields, dict):
            raise self.error(f"should be a table, not {fields!r}")
        self._fields: dict[str, Any] = dict(fields)

    def error(self, message: str) -> ContentError:
        """A ContentError that says where; the caller raises it."""
        return ContentError(f"{self.file} [{self.key}]: {message}")

    def text(self, name: str, default: str | None = None) -> str:
        """A text without spaces at its ends; required and not empty unless there is a default."""
        value = self._fields.pop(name, default)
        if not isinstance(value, str) or value != value.strip() or (default is None and not value):
            raise self.error(f"{name} should be a text, not {value!r}")
        return value

    def is_text(self, name: str) -> bool:
        """Whether the field is there and a text; for fields that may be a list of tables too."""
        return isinstance(self._fields.get(name), str)

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text that is one of `allowed`."""
        value = self.text(name, default)
        if value not in allowed:
            raise self.error(f"{name} is {value!r}, not one of {', '.join(allowed)}")
        return value

    def texts(self, name: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts, empty when absent; each one of `allowed` if that is given."""
        values = self._fields.pop(name, [])
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self.error(f"{name} should be a list of texts, not {values!r}")
        for each in values:
            if not each or (allowed is not None and each not in allowed):
                raise self.error(f"{name} names {each!r}, which is unknown")
        return tuple(values)

    def numbers(self, name: str, allowed: Collection[int]) -> tuple[int, ...]:
        """A list of whole numbers from `allowed`, empty when absent."""
        values = self._fields.pop(name, [])
        if not isinstance(values, list) or any(each not in allowed for each in values):
            raise self.error(f"{name} should list numbers of {allowed!r}, not {values!r}")
        return tuple(values)

    def number(self, name: str, allowed: Collection[int], default: int = 0) -> int:
        """A whole number of `allowed`, or `default` when absent."""
        value = self._fields.pop(name, default)
        if isinstance(value, bool) or (value not in allowed and value != default):
            raise self.error(f"{name} should be a number of {allowed!r}, not {value!r}")
        return int(value)

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        value = self._fields.pop(name, False)
        if not isinstance(value, bool):
            raise self.error(f"{name} should be true or false, not {value!r}")
        return value

    def day(self, name: str, default: date | None = None) -> date:
        """A date without a time."""
        value = self._fields.pop(name, default)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(f"{name} should be a date, not {value!r}")
        return value

    def rows(self, name: str) -> tuple["Row", ...]:
        """The tables of a list, each named after this row and its place; empty when absent."""
        values = self._fields.pop(name, [])
        if not isinstance(values, list):
            raise self.error(f"{name} should be a list of tables, not {values!r}")
        return tuple(
            Row(self.file, f"{self.key}.{name} {place}", each)
            for place, each in enumerate(values, start=1)
        )

    def finish(self) -> None:
        """Raises ContentError for a field that nobody asked for: most often a misspelling."""
        if self._fields:
            raise self.error(f"unknown {', '.join(sorted(self._fields))}")


def rows(file: str) -> Iterator[Row]:
    """Every top-level table of content/<file>, in the order of the file.

    Works from a folder and from a zip. Raises ContentError when the file cannot be read.
    """
    try:
        text = (resources.files("models") / "content" / file).read_text("utf-8")
        tables = tomllib.loads(text)
    except (OSError, ValueError) as problem:
        raise ContentError(f"{file}: {problem}") from problem
    for key, fields in tables.items():
        yield Row(file, key, fields)
