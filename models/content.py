"""What the journal knows: effects, care tips, cards to read and red flags.

Everything is read from content/*.toml, checked as it is read, and kept. Every function here
raises ContentError, naming the file and the row, when a file says something that cannot be
right. Phone numbers are in models.helplines, the ledger of the article's facts in models.facts.
"""

import functools
from dataclasses import dataclass
from datetime import date

from models.content_file import Row, rows
from models.facts import FACT_NUMBERS
from models.scales import LEVELS

GROUPS = ("dryness", "pain", "other")
KINDS = ("level", "yes_no")
ORIGINS = ("article", "added")
TOPICS = (
    "routine", "mood", "nosebleed", "sun", "dose", "medicines", "skin_treatments", "pregnancy",
    "blood_donation",
)  # fmt: skip
ACTIONS = ("crisis", "emergency", "hospital", "stop_and_call", "same_day", "today", "provider")
"""What a red flag asks for, the most urgent first; the headings are help.action_<key>."""
NOSEBLEEDS = "nosebleeds"
"""What a red flag names beside effects: a nosebleed that was heavy or long."""
SEVERE_LEVEL = 3
"""From this level on (3 Severe), or at Yes, the red flags of an effect are shown first."""


@dataclass(frozen=True)
class Effect:
    """A side effect that can be logged; `help` says what each level (or no, yes) means."""

    key: str
    group: str
    kind: str
    name: str
    short: str
    help: tuple[str, ...]
    is_private: bool
    is_optional: bool
    icon: str  # the name of a Material icon, in lower case


@dataclass(frozen=True)
class Tip:
    """One thing to do, for some effects at some levels, or for a topic."""

    key: str
    effects: tuple[str, ...]
    levels: tuple[int, ...]  # the levels of `effects` it is for
    topics: tuple[str, ...]
    text: str
    more: str  # one or two further sentences, or ""
    origin: str
    source: str
    also: str  # an official source that says the same as the article, or ""
    facts: tuple[int, ...]
    checked_on: date


@dataclass(frozen=True)
class Paragraph:
    """A piece of a card with where it comes from."""

    text: str
    origin: str
    source: str
    also: str  # as of Tip
    facts: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A page to read on Care."""

    key: str
    title: str
    icon: str
    paragraphs: tuple[Paragraph, ...]
    checked_on: date

    @property
    def facts(self) -> tuple[int, ...]:
        """The numbers of the article's facts on this card, in order."""
        return tuple(sorted({number for each in self.paragraphs for number in each.facts}))


@dataclass(frozen=True)
class RedFlag:
    """A sign that needs someone soon, and whom. Shown as a list, never computed."""

    key: str
    text: str
    action: str
    action_text: str
    icon: str
    effects: tuple[str, ...]  # effects or NOSEBLEEDS: what shows it when logged as severe
    source: str
    checked_on: date


@functools.cache
def effects() -> tuple[Effect, ...]:
    """Every built-in effect, in the order of the screens."""
    return tuple(_effect(row) for row in rows("effects.toml"))


def effect(key: str) -> Effect:
    """The built-in effect with this key. Raises KeyError for any other, also a user's own."""
    for each in effects():
        if each.key == key:
            return each
    raise KeyError(key)


@functools.cache
def tips() -> tuple[Tip, ...]:
    """Every tip, the article's first."""
    return tuple(sorted(map(_tip, rows("care_tips.toml")), key=lambda tip: tip.origin != "article"))


def tips_for(effect_key: str, level: int) -> tuple[Tip, ...]:
    """The tips for an effect at a level, the article's first; none for a user's own effect."""
    return tuple(tip for tip in tips() if effect_key in tip.effects and level in tip.levels)


def tips_about(topic: str) -> tuple[Tip, ...]:
    """The tips on one of TOPICS, the article's first."""
    return tuple(tip for tip in tips() if topic in tip.topics)


def routine() -> tuple[Tip, ...]:
    """The steps of the daily routine, all from the article."""
    return tips_about("routine")


@functools.cache
def cards() -> tuple[Card, ...]:
    """The pages to read, in the order of Care."""
    return tuple(_card(row) for row in rows("cards.toml"))


@functools.cache
def red_flags() -> tuple[RedFlag, ...]:
    """Every sign that needs help, the most urgent first."""
    return tuple(sorted(map(_red_flag, rows("red_flags.toml")), key=_urgency))


def flags_for(effect_key: str, level: int) -> tuple[RedFlag, ...]:
    """The red flags to show first for an effect at a level, the most urgent first.

    At 3 Severe and 4 Very severe, and at Yes of an effect that is asked with yes or no; none
    for a user's own effect.
    """
    known = next((each for each in effects() if each.key == effect_key), None)
    if known is None or level < (1 if known.kind == "yes_no" else SEVERE_LEVEL):
        return ()
    return _flags_of(effect_key)


def nosebleed_flags() -> tuple[RedFlag, ...]:
    """The red flags to show first for a nosebleed that was heavy or long."""
    return _flags_of(NOSEBLEEDS)


def _flags_of(key: str) -> tuple[RedFlag, ...]:
    return tuple(flag for flag in red_flags() if key in flag.effects)


def _effect(row: Row) -> Effect:
    made = Effect(
        key=row.key,
        group=row.choice("group", GROUPS),
        kind=row.choice("kind", KINDS),
        name=row.text("name"),
        short=row.text("short"),
        help=row.texts("help"),
        is_private=row.flag("is_private"),
        is_optional=row.flag("is_optional"),
        icon=row.text("icon"),
    )
    row.finish()
    if len(made.help) != (5 if made.kind == "level" else 2):
        raise row.error("help needs a text for every answer")
    return made


def _tip(row: Row) -> Tip:
    known = [each.key for each in effects()]
    origin, source, also, numbers = _provenance(row)
    made = Tip(
        key=row.key,
        effects=row.texts("effects", known),
        levels=row.numbers("levels", LEVELS),
        topics=row.texts("topics", TOPICS),
        text=row.text("text"),
        more=row.text("more", ""),
        origin=origin,
        source=source,
        also=also,
        facts=numbers,
        checked_on=row.day("checked_on"),
    )
    row.finish()
    if bool(made.effects) != bool(made.levels) or not (made.effects or made.topics):
        raise row.error("needs effects with levels, or topics")
    return made


def _card(row: Row) -> Card:
    made = Card(
        key=row.key,
        title=row.text("title"),
        icon=row.text("icon"),
        paragraphs=tuple(_paragraph(each) for each in row.rows("paragraph")),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    if not made.paragraphs:
        raise row.error("needs a paragraph")
    return made


def _paragraph(row: Row) -> Paragraph:
    origin, source, also, numbers = _provenance(row)
    made = Paragraph(row.text("text"), origin, source, also, numbers)
    row.finish()
    return made


def _provenance(row: Row) -> tuple[str, str, str, tuple[int, ...]]:
    origin, source, also = row.choice("origin", ORIGINS), row.text("source"), row.text("also", "")
    numbers = row.numbers("facts", FACT_NUMBERS)
    if (origin == "article") != bool(numbers):
        raise row.error("the article's texts name its facts, and only they do")
    if also and origin != "article":
        raise row.error("a second source stands only beside the article's")
    return origin, source, also, numbers


def _red_flag(row: Row) -> RedFlag:
    made = RedFlag(
        key=row.key,
        text=row.text("text"),
        action=row.choice("action", ACTIONS),
        action_text=row.text("action_text"),
        icon=row.text("icon"),
        effects=row.texts("effects", [*(each.key for each in effects()), NOSEBLEEDS]),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    return made


def _urgency(flag: RedFlag) -> int:
    return ACTIONS.index(flag.action)
