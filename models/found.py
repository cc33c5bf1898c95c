"""What a journal from a file holds, and where it differs from the present one, in words."""

from collections.abc import Callable
from datetime import date

from models import dates
from models.copy_facts import CopyFacts
from models.merge import Conflict
from models.restore import Difference, Facts
from models.shapes import Plain
from models.words import plural, words

SHOWN_TEXT = 80
"""Characters of a text that are shown to tell it from another."""
_TEXTS = frozenset({"note", "said", "changed", "text", "place", "with_whom", "phone", "email"})
_VALUES = {"answer": "common.level_{}", "mood": "common.mood_{}"}


def held(facts: Facts | CopyFacts) -> str:
    """As "214 days, 3 Jan 2026 to 22 Nov 2026"."""
    if facts.first is None or facts.last is None:
        return words("data.found.nothing")
    first, last = dates.with_year(facts.first), dates.with_year(facts.last)
    return plural("data.found.days", facts.days, first=first, last=last)


def kind(facts: Facts) -> list[str]:
    """What kind of journal it is and when it was changed last, a sentence each."""
    said = [words("data.found.sample" if facts.is_sample else "data.found.own")]
    if facts.is_sample and facts.own_days:
        said.append(plural("data.found.sample_own", facts.own_days))
    if facts.changed_on is not None:
        said.append(words("data.found.changed", on=dates.with_year(facts.changed_on)))
    return said


def differences(difference: Difference) -> list[str]:
    """How the file stands to the present journal, a sentence each."""
    if difference.is_same:
        return [words("data.found.same")]
    mine, theirs = difference.only_mine, difference.only_theirs
    said = []
    if mine and theirs:
        said.append(words("data.found.both", mine=mine, theirs=theirs))
    elif theirs:
        said.append(plural("data.found.newer", theirs))
    elif mine:
        said.append(plural("data.found.older", mine))
    elif difference.rows_to_give:
        said.append(plural("data.found.behind", difference.rows_to_give))
    if difference.conflicts:
        said.append(plural("data.found.conflicts", len(difference.conflicts)))
    if difference.ahead:
        said.append(plural("data.found.ahead", difference.ahead))
    return said


def newer(theirs: Facts, mine: Facts) -> str:
    """Which of the two ends later, and by how much; empty if neither does or one is empty."""
    if theirs.last is None or mine.last is None or theirs.last == mine.last:
        return ""
    days = (theirs.last - mine.last).days
    return plural("data.later_by", days) if days > 0 else plural("data.earlier_by", -days)


def would_merge(difference: Difference) -> str:
    """What merging would change here."""
    count = difference.rows_to_take
    return plural("data.will_take", count) if count else words("data.no_change")


def conflict(found: Conflict, name_of: Callable[[str], str]) -> str:
    """One entry that both have, and which one stays; `name_of` gives the name of an effect."""
    what, end = _what(found, name_of), "mine" if found.is_mine_kept else "theirs"
    mine, theirs = _value(found, found.mine), _value(found, found.theirs)
    if not mine or not theirs or mine == theirs:
        said = words(f"data.conflict_bare_{end}", what=what)
    else:
        said = words(f"data.conflict_{end}", what=what, mine=mine, theirs=theirs)
    return f"{said} {words('data.conflict_ahead')}" if found.is_ahead else said


def _what(found: Conflict, name_of: Callable[[str], str]) -> str:
    what = name_of(found.key[1]) if found.table == "answer" else words(f"data.table.{found.table}")
    if found.table == "day" and len(found.columns) == 1:
        what = words(f"data.answer.{found.columns[0]}")
    on = found.theirs.get("on_date") or found.theirs.get("start_on")
    if not on or found.table == "safety_answer":
        return what
    return words("data.on_day", what=what, on=dates.with_year(date.fromisoformat(on)))


def _value(found: Conflict, row: Plain) -> str:
    table = found.table
    if row["is_deleted"]:
        return words("data.value_deleted")
    if len(found.columns) == 1 and found.columns[0] in _TEXTS:
        text: str = row[found.columns[0]] or words("data.value_empty")
        return text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…"
    if table == "nosebleeds":
        return str(row["count"])
    if table in _VALUES:
        level = row["level"]
        return (
            words(_VALUES[table].format(level)) if level is not None else words("data.value_empty")
        )
    return ""
