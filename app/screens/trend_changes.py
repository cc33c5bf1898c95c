"""The 14 days before and after each change of dose, as a plain table. It says nothing of causes."""

import flet as ft

from app.facts import Facts
from app.journal import use_journal
from app.parts import text
from app.parts.card import card
from app.parts.facts_table import FactRow, facts_table
from app.parts.guard import part
from app.parts.space import use_space
from app.screens.trend_view import BLEEDS, MOOD, is_yes_no, short_name
from models.summary import LEAST_DAYS, EffectFacts, MoodFacts, NosebleedFacts
from models.trends import wording
from models.trends.gather import DoseChange, Trends
from models.words import words


@part
def Changes(keys: tuple[str, ...], trends: Trends) -> ft.Control:
    """A table for each change of dose in these days, the newest first."""
    journal, space = use_journal(), use_space()
    facts = journal.facts
    heads = words("trends.head_what"), words("trends.head_14_before"), words("trends.head_14_after")
    cards = [
        card(
            [
                text.small(_when(change, facts)),
                facts_table(heads, _rows(change, keys, facts), space),
                text.small(words("trends.change_note")),
            ],
            title=_title(change),
        )
        for change in reversed(trends.changes)
    ]
    return ft.Column(list(cards), spacing=14)


def _title(change: DoseChange) -> str:
    mg = change.mark.mg
    if not mg:
        return words("trends.change_break")
    return words("trends.change_title", mg=wording.milligrams(mg))


def _when(change: DoseChange, facts: Facts) -> str:
    key = "trends.change_start" if change.mark.was_mg is None else "trends.change_when"
    return words(key, on=wording.day(change.mark.on, facts.today))


def _rows(change: DoseChange, keys: tuple[str, ...], facts: Facts) -> list[FactRow]:
    rows = [
        FactRow((short_name(facts, key), *map(_level, change.effects.get(key, (None, None)))))
        for key in keys
        if key not in (MOOD, BLEEDS) and not is_yes_no(key)
    ]
    if BLEEDS in keys:
        rows.append(FactRow((words("common.nosebleeds"), *map(_bleeds, change.bleeds))))
    if MOOD in keys:
        rows.append(FactRow((words("common.mood"), *map(_mood, change.mood))))
    return rows


def _few(days: int) -> str:
    return words("trends.change_few", days=days, needed=LEAST_DAYS)


def _level(found: EffectFacts | None) -> str:
    if found is None or found.days_logged < LEAST_DAYS:
        return _few(found.days_logged if found else 0)
    return words("trends.change_value", level=wording.level(found.usual),
                 average=wording.tenth(found.average), days=found.days_logged)  # fmt: skip


def _mood(found: MoodFacts) -> str:
    if found.average is None or found.days_logged < LEAST_DAYS:
        return _few(found.days_logged)
    return words("trends.change_mood", average=wording.tenth(found.average),
                 days=found.days_logged)  # fmt: skip


def _bleeds(found: NosebleedFacts) -> str:
    if found.days_logged < LEAST_DAYS:
        return _few(found.days_logged)
    return words("trends.change_bleeds", count=found.total, days=found.days_logged)
