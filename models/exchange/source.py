"""What another app's file says, before it means anything here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

MOOD, NOTE, NOSEBLEEDS = "mood", "note", "nosebleeds"
LEFT_OUT = ""
EFFECT, OWN = "effect:", "own:"
"""Where a name can lead: mood, note, nosebleeds, nowhere, an effect's key, or an own effect."""
YES = "yes"
"""The word for something that the other app only says was there, without saying how strong."""


@dataclass(frozen=True)
class Reading:
    """One value for one day. `line` is its line or number in the file."""

    line: int
    on: date
    name: str  # what it is about, in the other app's words: "Neck pain"
    word: str  # what was said about it: "Moderate", "7", "rad"


@dataclass(frozen=True)
class Skip:
    """Something that is left out. `why` is a name in words "exchange.skip"."""

    line: int
    why: str
    what: str = ""


@dataclass(frozen=True)
class Meaning:
    """What a name of the other app means here; the user may change it.

    `target`: one of the constants above, with an effect's key after EFFECT or a name after OWN.
    `values`: each word to a level 0..4, a mood 1..5, or a number of nosebleeds; None: left out.
    """

    target: str
    values: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A file that was read. `remarks` are facts to tell: (name in words, value)."""

    app: str
    rows: int
    readings: tuple[Reading, ...]
    skips: tuple[Skip, ...]
    meanings: Mapping[str, Meaning]
    remarks: tuple[tuple[str, str], ...] = ()
