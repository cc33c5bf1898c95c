"""What another app's file says, before it means anything here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeAlias

MOOD, NOTE, NOSEBLEEDS, DOSE = "mood", "note", "nosebleeds", "dose"
LEFT_OUT = ""
EFFECT, OWN, COLUMN = "effect:", "own:", "column:"
"""Where a name can lead: mood, note, nosebleeds, dose taken, nowhere, an effect's key, an own
effect; and one column of our own tables (column:answer.places:dry_lips), for our own files."""
YES, NO = "yes", "no"
"""Words for something of which the other app only says that it was there, or was not."""
OUT = -1
"""The value of a word that the user leaves out, as against None: not matched yet."""
Scale: TypeAlias = tuple[float, float]
"""The number that stands for our lowest word and the one for our highest: (0, 10), or (5, 1)."""


class Reading(NamedTuple):
    """One value for one day. `line` is its line or number in the file."""

    line: int
    on: date
    name: str  # what it is about, in the other app's words: "Neck pain"
    word: str  # what was said about it: "Moderate", "7", "rad"


class Skip(NamedTuple):
    """Something left out, or told. `why` is a name in words "exchange.skip"; `cell` a column."""

    line: int
    why: str
    what: str = ""
    cell: str = ""


class Question(NamedTuple):
    """What only the user can decide, so nothing is written before: `why` in "exchange.asks"."""

    why: str
    line: int
    what: str


@dataclass(frozen=True)
class Hint:
    """What a format itself says about a name: where it leads, its scale, what words stand for."""

    target: str | None = None
    scale: Scale | None = None
    scales: tuple[Scale, ...] = ()  # the app has only these, the narrowest first
    values: Mapping[str, int] = field(default_factory=dict)
    is_symptom: bool = False
    is_habit: bool = False  # named by its user, so the name alone says nothing


@dataclass(frozen=True)
class Meaning:
    """What a name of the other app means here; the user may change it.

    `target`: one of the constants above, with an effect's key after EFFECT or a name after OWN.
    `values`: each word to a level 0..4, a mood 1..5, or a number of nosebleeds; OUT: left out;
    None: not matched. `scale` is what its numbers are on; None: unknown, or there are none.
    `proof` is a name in words "exchange.proof"; "asked" if the numbers wait for the user.
    """

    target: str
    values: Mapping[str, int | None] = field(default_factory=dict)
    scale: Scale | None = None
    proof: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Options:
    """How the user wants a file to be read, where they said so.

    `dates`: "dmy", "mdy" or "ymd". `quotes`: "text" or "rows", for a quote that holds lines
    which look like rows. `date_column` counts from 0, in a plain table.
    """

    dates: str = ""
    encoding: str = ""
    quotes: str = ""
    date_column: int | None = None


@dataclass(frozen=True)
class Columns:
    """How a table was read: the names in its first row, the column and order of its dates."""

    heads: tuple[str, ...]
    date_column: int
    order: str
    encoding: str


@dataclass(frozen=True)
class Source:
    """A file that was read. `remarks` are facts to tell: (name in words, value).

    `told` are lines to look at of which nothing was left out.
    """

    app: str
    rows: int
    readings: tuple[Reading, ...]
    skips: tuple[Skip, ...]
    meanings: Mapping[str, Meaning]
    remarks: tuple[tuple[str, str], ...] = ()
    questions: tuple[Question, ...] = ()
    told: tuple[Skip, ...] = ()
    columns: Columns | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
