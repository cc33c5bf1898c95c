"""What single values of a journal may be, where their kind and length do not say it all.

The words are those that the screens offer; a setting is what the screen for it writes.
"""

import json
import math
from collections.abc import Callable, Mapping
from datetime import time
from functools import cache
from typing import Any

from models import kinds, notices
from models.content import effects
from models.moods import from_json
from models.scales import JOINT_PLACES, MOOD_TAGS

CHANGED_BY = ("provider", "clinic", "me")
"""Who changed a dose."""
TALK_WAYS = ("phone", "message", "visit", "email")
TALK_ABOUT = ("mood", "pregnancy", "other")
OUTCOMES = ("done", "missed", "positive")
"""Of a planned test."""
RULES_OF_MOOD = tuple(f"M{number}" for number in range(10))
LONGEST_SETTING = 1_000_000
_NOTICE_ANSWERS = (*notices.ANSWERS, *notices.L3_ANSWERS, notices.SEEN)
_LATEST_CUTOFF = time(6)

Rule = Callable[[Any], bool]


def _one_of(*words: str) -> Rule:
    return lambda value: value in words


def _some_of(*words: str) -> Rule:
    return lambda value: set(value.split()) <= set(words)


RULES: dict[str, Rule] = {
    "answer.places": _some_of(*JOINT_PLACES),
    "mood.tags": _some_of(*MOOD_TAGS),
    "mood_before.tags": _some_of(*MOOD_TAGS),
    "dose_period.changed_by": _one_of(*CHANGED_BY),
    "notice.rule": _one_of(*RULES_OF_MOOD),
    "notice.answer": lambda value: value is None or value in _NOTICE_ANSWERS,
    "provider_contact.how": _one_of("", *TALK_WAYS),
    "provider_contact.about": _one_of(*TALK_ABOUT),
    "test_plan.outcome": lambda value: value is None or value in OUTCOMES,
}
"""By table and column; a living row keeps to them."""
OF_TABLE: dict[str, list[tuple[str, Rule]]] = {}
"""The same by table, since a journal has half a million values."""
for _place, _rule in RULES.items():
    _table, _, _column = _place.partition(".")
    OF_TABLE.setdefault(_table, []).append((_column, _rule))


def _is_flag(value: object) -> bool:
    return type(value) is bool


def _is_country(value: object) -> bool:
    return isinstance(value, str) and (not value or (len(value) == 2 and value.isalpha()))


def _is_cutoff(value: object) -> bool:
    found = time.fromisoformat(value) if isinstance(value, str) else None
    return found is not None and found.tzinfo is None and found <= _LATEST_CUTOFF


def _is_clock(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 20


def _is_baseline(value: object) -> bool:
    return isinstance(value, dict) and (
        {"value", "first_on", "last_on", "count"} <= value.keys()
        and kinds.fits("number", value["value"])
        and 1 <= value["value"] <= 5
        and kinds.fits("date", value["first_on"])
        and kinds.fits("date", value["last_on"])
        and kinds.fits("whole", value["count"])
    )


SETTINGS: dict[str, Rule] = {
    "baseline": _is_baseline,
    "copied_on": lambda value: kinds.fits("date", value),
    "copy_put_off_on": lambda value: kinds.fits("date", value),
    "country": _is_country,
    "cutoff": _is_cutoff,
    "is_sample": _is_flag,
    "is_welcomed": _is_flag,
    "journal_id": lambda value: isinstance(value, str) and len(value) <= 100,
    "keeps_safety_answers": _is_flag,
    "lab_unit": lambda value: isinstance(value, str) and len(value) <= 20,
    "reminder_at": _is_clock,
    "reminder_is_long": _is_flag,
    "shows_pregnancy": _is_flag,
    "theme": _one_of("system", "light", "dark"),
    "travelling_in": _is_country,
}
"""By key. What no rule is known for is kept as it is: nothing here reads it."""


def setting(text: str) -> Any:
    """What a setting's text says.

    Raises:
        ValueError: it is no JSON, or holds what no device can show or send.

    """
    if len(text) > LONGEST_SETTING:
        raise ValueError("long")
    try:
        value = json.loads(text, parse_constant=_refuse)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("deep") from None
    return value


def _refuse(text: str) -> Any:
    raise ValueError(text)


def good_setting(key: str, text: str) -> tuple[Any, bool]:
    """What a setting says, and whether the screen for it could have written that."""
    try:
        value = setting(text)
        rule = SETTINGS.get(key)
        return value, value is None or rule is None or rule(value)
    except (ValueError, TypeError):
        return None, False


def is_json(table: str, row: Mapping[str, Any]) -> bool:
    """Whether what the app reads as JSON can be read, also in a deletion."""
    try:
        if table == "setting":
            setting(row["value"])
        elif table == "notice":
            from_json(row["evidence"])
    except ValueError:
        return False
    return True


def misfit(table: str, row: Mapping[str, Any]) -> str | None:
    """The column of a living row that no screen could have filled so; None if all could."""
    for column, rule in OF_TABLE.get(table, ()):
        if not rule(row[column]):
            return column
    if table == "setting" and not good_setting(row["key"], row["value"])[1]:
        return "value"
    if table == "notice" and not _is_evidence(row["evidence"]):
        return "evidence"
    if table == "effect" and row["name"] is None and row["key"] not in _built_in():
        return "name"
    return None


@cache
def _built_in() -> set[str]:
    return {effect.key for effect in effects()}


def _is_evidence(text: str) -> bool:
    try:
        found = from_json(text)
    except ValueError:
        return False
    means = [each for each in (found.mean, found.baseline) if each is not None]
    return (
        all(1 <= level <= 5 for _, level in found.entries)
        and all(math.isfinite(each) and 1 <= each <= 5 for each in means)
        and all(tag in MOOD_TAGS for _, tag in found.tags)
    )
