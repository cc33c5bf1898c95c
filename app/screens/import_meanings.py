"""How the words of another app are matched to ours: each name, and each word said about it."""

from collections.abc import Callable

import flet as ft

from app.actions import bring_in
from app.actions.bring_in import Foreign, Looked
from app.facts import Facts
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row
from app.parts.choice import chip, chips
from app.parts.guard import part
from models.exchange.guess import values_of
from models.exchange.source import EFFECT, LEFT_OUT, MOOD, NOSEBLEEDS, NOTE, OWN, Meaning
from models.scales import LEVELS, MOODS
from models.words import plural, words

MOST_NAMES = 12
MOST_WORDS = 30
COUNTS = range(6)


@part
def Meanings(foreign: Foreign, on_look: Callable[[Looked | None], None]) -> ft.Control:
    """The names in the file; a tap opens one to change what it means."""
    journal = use_journal()
    opened, set_opened = ft.use_state("")
    shows_all, set_shows_all = ft.use_state(False)
    meanings = foreign.plan.meanings
    names = list(meanings) if shows_all else list(meanings)[:MOST_NAMES]

    def change(name: str, meaning: Meaning) -> None:
        on_look(bring_in.with_meanings(journal, foreign, {name: meaning}))

    def toggling(name: str) -> Callable[..., None]:
        return lambda _: set_opened("" if name == opened else name)

    lines: list[ft.Control] = []
    for name in names:
        target = target_name(meanings[name].target, journal.facts)
        lines.append(row(words("data.import.leads_to", name=name, target=target),
                         under=_open_words(meanings[name]), on_click=toggling(name)))  # fmt: skip
        if name == opened:
            lines.append(MeaningEdit.keyed(f"meaning-{name}", foreign, name, change))
    if len(names) < len(meanings):
        more = words("data.import.more_names", count=len(meanings))
        lines.append(buttons.link(more, lambda _: set_shows_all(True)))
    return card(
        [text.small(words("data.import.meanings_more")), *lines],
        title=words("data.import.meanings"), key="meanings",
    )  # fmt: skip


def _open_words(meaning: Meaning) -> str:
    """How many of a name's words lead nowhere yet."""
    count = sum(value is None for value in meaning.values.values())
    return plural("data.import.unmatched", count) if count else ""


def target_name(target: str, facts: Facts) -> str:
    """Where a name leads, in words."""
    if target.startswith(EFFECT):
        return facts.name_of(target.removeprefix(EFFECT))
    if target.startswith(OWN):
        return words("exchange.target.own", name=target.removeprefix(OWN))
    return words(f"exchange.target.{target or 'left_out'}")


@part
def MeaningEdit(
    foreign: Foreign, name: str, on_change: Callable[[str, Meaning], None]
) -> ft.Control:
    """Where a name leads, and what each of its words counts as there."""
    journal = use_journal()
    meaning = foreign.plan.meanings[name]
    said = dict.fromkeys(each.word for each in foreign.plan.source.readings if each.name == name)

    def lead_to(target: str) -> Callable[..., None]:
        return lambda _: on_change(name, Meaning(target, values_of(target, said)))

    def count_as(word: str, value: int | None) -> Callable[..., None]:
        return lambda _: on_change(name, Meaning(meaning.target, {**meaning.values, word: value}))

    targets = [MOOD, NOTE, NOSEBLEEDS]
    targets += [f"{EFFECT}{each.key}" for each in journal.facts.setup.effects]
    targets += [f"{OWN}{name.removeprefix(OWN)}", LEFT_OUT]
    leading = [
        chip(target_name(each, journal.facts), selected=each == meaning.target,
             on_click=lead_to(each))
        for each in targets
    ]  # fmt: skip
    blocks: list[ft.Control] = [chips(leading)]
    if meaning.target not in (NOTE, LEFT_OUT):
        for word in list(said)[:MOST_WORDS]:
            blocks.append(text.label(words("data.import.counts_as", word=word)))
            blocks.append(_values(meaning, word, count_as))
    return ft.Column(blocks, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _values(
    meaning: Meaning, word: str, count_as: Callable[[str, int | None], Callable[..., None]]
) -> ft.Control:
    values: list[tuple[int | None, str]]
    if meaning.target == MOOD:
        values = [(each, words(f"common.mood_{each}")) for each in MOODS]
    elif meaning.target == NOSEBLEEDS:
        values = [(each, str(each)) for each in COUNTS]
    else:
        values = [(each, words(f"common.level_{each}")) for each in LEVELS]
    values.append((None, words("data.import.word_out")))
    return chips(
        [
            chip(said, selected=meaning.values.get(word) == value, on_click=count_as(word, value))
            for value, said in values
        ]
    )
