"""How the words of another app are matched to ours: each name, and each word said about it."""

from collections.abc import Callable, Iterable

import flet as ft

from app.actions import bring_in
from app.actions.bring_in import Foreign, Looked
from app.facts import Facts
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row
from app.parts.choice import chip, chips
from app.parts.guard import part
from models.exchange import review
from models.exchange.guess import meaning_for
from models.exchange.limits import shown
from models.exchange.scale import MOODS as MOOD_ENDS
from models.exchange.scale import choices_for, number_in
from models.exchange.source import (
    COLUMN,
    DOSE,
    EFFECT,
    LEFT_OUT,
    MOOD,
    NOSEBLEEDS,
    NOTE,
    OUT,
    OWN,
    Meaning,
    Scale,
)
from models.scales import LEVELS, MOODS
from models.words import plural, words

FIRST = 30
"""How many names, or words of one, stand there at first; one tap shows all of them."""
COUNTS = range(6)
MOST_SCALES = 4
Looking = Callable[[Looked | None], None]
Chosen = Callable[[Meaning], Callable[..., None]]


@part
def Meanings(foreign: Foreign, on_look: Looking) -> ft.Control:
    """The names in the file; a tap opens one to change what it means."""
    journal = use_journal()
    opened, set_opened = ft.use_state("")
    shows_all, set_shows_all = ft.use_state(False)
    found, plan = review.in_order(foreign.plan), foreign.plan
    names = found if shows_all else found[:FIRST]

    def toggling(name: str) -> Callable[..., None]:
        return lambda _: set_opened("" if name == opened else name)

    lines: list[ft.Control] = []
    for name in names:
        meaning = plan.meanings[name]
        line = review.meaning_line(plan, name, target_name(meaning.target, journal.facts))
        lines.append(row(line, under=_under(foreign, name), on_click=toggling(name)))
        if name == opened:
            lines.append(MeaningEdit.keyed(f"meaning-{name}", foreign, name, on_look))
    if len(names) < len(found):
        more = words("data.import.more_names", count=len(found))
        lines.append(buttons.link(more, lambda _: set_shows_all(True)))
    return card(
        [text.small(words("data.import.meanings_more")), *lines],
        title=words("data.import.meanings"), key="meanings",
    )  # fmt: skip


def _under(foreign: Foreign, name: str) -> str:
    """How often a name stands in the file, and how many of its words lead nowhere yet."""
    meaning = foreign.plan.meanings[name]
    said = [plural("data.import.times", review.count_of(foreign.plan, name))]
    count = sum(value is None for value in meaning.values.values())
    if count and not review.is_asked(meaning):
        said.append(plural("data.import.unmatched", count))
    return " · ".join(said)


def target_name(target: str, facts: Facts) -> str:
    """Where a name leads, in words."""
    if target.startswith(EFFECT):
        return facts.name_of(target.removeprefix(EFFECT))
    if target.startswith(COLUMN):
        return words("exchange.target.column")
    return review.plain_target(target)


@part
def MeaningEdit(foreign: Foreign, name: str, on_look: Looking) -> ft.Control:
    """Where a name leads, the scale of its numbers, and what each of its words counts as."""
    journal = use_journal()
    meaning, said = foreign.plan.meanings[name], foreign.plan.source.counts[name]

    def to(changed: Meaning) -> Callable[..., None]:
        return lambda _: on_look(bring_in.with_meanings(journal, foreign, {name: changed}))

    targets = [MOOD, NOTE, NOSEBLEEDS, DOSE]
    targets += [f"{EFFECT}{each.key}" for each in journal.facts.setup.effects]
    targets += [f"{OWN}{shown(name.removeprefix(OWN))}", LEFT_OUT]
    leading = [
        chip(target_name(each, journal.facts), selected=each == meaning.target,
             on_click=to(meaning_for(each, name, said)))
        for each in targets
    ]  # fmt: skip
    blocks: list[ft.Control] = [chips(leading)]
    numbers = [number for word in said if (number := number_in(word)) is not None]
    if numbers and (meaning.target == MOOD or meaning.target.startswith((EFFECT, OWN))):
        scales = _scales(meaning, name, said, numbers, to)
        blocks = scales + blocks if review.is_asked(meaning) else blocks + scales
    if meaning.target not in (NOTE, LEFT_OUT) and not meaning.target.startswith(COLUMN):
        blocks.append(WordList(meaning, [(word, said[word]) for word in said], to))
    return ft.Column(blocks, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _scales(
    meaning: Meaning, name: str, said: Iterable[str], numbers: list[float], to: Chosen
) -> list[ft.Control]:
    """The scales that hold all numbers of a column, each also turned round for a mood."""
    offered: list[Scale] = choices_for(numbers)[:MOST_SCALES]
    if meaning.target == MOOD:
        offered += [(high, low) for low, high in offered if (low, high) != MOOD_ENDS]
        offered += [(MOOD_ENDS[1], MOOD_ENDS[0])] if MOOD_ENDS in offered else []
    items = [
        chip(review.scale_name(each, meaning.target), selected=each == meaning.scale,
             on_click=to(meaning_for(meaning.target, name, said, each, is_chosen=True)))
        for each in offered
    ]  # fmt: skip
    return [text.label(words("data.import.scale_title")), chips(items)]


@part
def WordList(meaning: Meaning, said: list[tuple[str, int]], to: Chosen) -> ft.Control:
    """Every word of a name, and what it counts as; the most frequent first."""
    shows_all, set_shows_all = ft.use_state(False)
    ordered = sorted(said, key=lambda each: -each[1])
    blocks: list[ft.Control] = []
    for word, count in ordered if shows_all else ordered[:FIRST]:
        blocks.append(text.label(words("data.import.counts_as", word=shown(word), count=count)))
        blocks.append(values_of(meaning, word, to))
    if len(ordered) > FIRST and not shows_all:
        more = words("data.import.more_names", count=len(ordered))
        blocks.append(buttons.link(more, lambda _: set_shows_all(True)))
    return ft.Column(blocks, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def values_of(meaning: Meaning, word: str, to: Chosen) -> ft.Control:
    """What a word can count as where its name leads."""
    values: tuple[int, ...] = LEVELS
    if meaning.target == MOOD:
        values = MOODS
    elif meaning.target == NOSEBLEEDS:
        values = tuple(COUNTS)
    elif meaning.target == DOSE:
        values = (1, 0)
    names = [(value, review.value_name(meaning.target, value)) for value in values]
    items = [
        chip(
            said,
            selected=meaning.values.get(word) == value,
            on_click=to(_said(meaning, word, value)),
        )
        for value, said in (*names, (OUT, words("data.import.word_out")))
    ]
    return chips(items)


def _said(meaning: Meaning, word: str, value: int) -> Meaning:
    values = {**meaning.values, word: value}
    return Meaning(meaning.target, values, meaning.scale, meaning.proof, meaning.evidence)


@part
def OpenWords(foreign: Foreign, on_look: Looking) -> ft.Control:
    """Every word without a match once, moods first, each to be matched right here."""
    journal = use_journal()
    opened, set_opened = ft.use_state(("", ""))
    shows_all, set_shows_all = ft.use_state(False)
    found = review.opens(foreign.plan)

    def toggling(place: tuple[str, str]) -> Callable[..., None]:
        return lambda _: set_opened(("", "") if place == opened else place)

    lines: list[ft.Control] = []
    for name, word, times in found if shows_all else found[: FIRST * 2]:
        meaning = foreign.plan.meanings[name]
        line = words("data.import.open_line", name=shown(name), word=shown(word))
        under = plural("data.import.times", times)
        lines.append(row(line, under=under, on_click=toggling((name, word))))
        if (name, word) == opened:

            def to(changed: Meaning, name: str = name) -> Callable[..., None]:
                return lambda _: on_look(bring_in.with_meanings(journal, foreign, {name: changed}))

            lines.append(values_of(meaning, word, to))
    if len(found) > FIRST * 2 and not shows_all:
        more = words("data.import.more_names", count=len(found))
        lines.append(buttons.link(more, lambda _: set_shows_all(True)))
    return card(
        [text.small(words("data.import.open_more")), *lines],
        title=words("data.import.open_title", count=len(found)), key="open-words",
    )  # fmt: skip
