"""The pages of Care by their keys: cards to read, the red flags, the tips."""

from collections.abc import Iterable

import flet as ft

from app.parts import text
from app.parts.card import card
from app.parts.provenance import provenance
from app.parts.red_flags import red_flag_list
from app.parts.tips import tip_text
from models import content
from models.words import words

RED_FLAGS = "get-help-fast"
TIPS = "tips"
"""The page of all tips; "tips-<effect>" and "tips-nosebleed" are those for one thing."""


def page_of(key: str) -> tuple[str, list[ft.Control]]:
    """The title and the cards of a page; an unknown key says that there is none."""
    if key == RED_FLAGS:
        return words("help.red_flags_title"), red_flag_list(with_sources=True)
    if key == TIPS:
        return words("care.all_tips"), all_tips()
    for each in content.cards():
        if each.key == key:
            return each.title, _paragraphs(each)
    for title, about, tips in tip_groups():
        if key == f"{TIPS}-{about}":
            return title, [_tips_card("", tips), *_end()]
    return words("care.title"), [text.body(words("care.no_page"))]


def tip_groups() -> list[tuple[str, str, tuple[content.Tip, ...]]]:
    """(title, effect or topic, tips) of everything that there are tips for."""
    found = [
        (effect.name, effect.key, tuple(tip for tip in content.tips() if effect.key in tip.effects))
        for effect in content.effects()
    ]
    found += [
        (words(f"care.topic_{topic}"), topic, content.tips_about(topic)) for topic in content.TOPICS
    ]
    return [group for group in found if group[2]]


def all_tips() -> list[ft.Control]:
    """Every tip, under each thing that it is for."""
    return [*(_tips_card(title, tips) for title, _, tips in tip_groups()), *_end()]


def _tips_card(title: str, tips: Iterable[content.Tip]) -> ft.Control:
    return card([tip_text(tip) for tip in tips], title=title)


def _paragraphs(shown: content.Card) -> list[ft.Control]:
    found: list[ft.Control] = [
        card(
            [
                text.body(each.text),
                provenance(each.source, shown.checked_on, each.origin, each.also),
            ]
        )
        for each in shown.paragraphs
    ]
    return [*found, *_end()]


def _end() -> list[ft.Control]:
    return [text.small(words("care.your_clinic_first"))]
