"""Today, the body: dryness, pain, other effects, nosebleeds."""

from typing import NamedTuple

import flet as ft

from app.actions import day as write
from app.day_on_screen import on_day
from app.facts import Facts
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips, level_option, line_up
from app.parts.counter import counter
from app.parts.drawn import Drawn, use_drawn
from app.parts.guard import part
from app.parts.red_flags import flag_box
from app.parts.space import Space, use_space
from app.parts.tip import tip_line
from models import content, records
from models.records import ShownEffect
from models.scales import JOINT_PLACES, LEVELS, NOSEBLEED_BANDS
from models.words import words


@part
def Effects(group: str) -> ft.Control:
    """The effects of a group: a row of levels each, places for pain, a tip for the strongest."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    facts = journal.facts
    shown = [effect for effect in facts.shown_effects if group_of(effect) == group]
    rows = [
        drawn.within(effect.key, _row, journal, _said(facts, effect), space) for effect in shown
    ]
    tip = _tip(facts.day, shown)
    tips = [drawn("tip", _tip_line, tip)] if tip else []
    return drawn("card", _card, words(f"today.{group}"), *rows, *tips)


def _card(title: str, *inside: ft.Control) -> ft.Control:
    return card(inside, title=title)


def group_of(effect: ShownEffect) -> str:
    """The card an effect stands in; the user's own ones stand under "other"."""
    return "other" if effect.name is not None else content.effect(effect.key).group


class Said(NamedTuple):
    """What a day says of an effect."""

    effect: ShownEffect
    name: str
    level: int | None
    is_stopped: bool
    places: tuple[str, ...]


def _said(facts: Facts, effect: ShownEffect) -> Said:
    key, day = effect.key, facts.day
    return Said(
        effect, facts.name_of(key), day.levels.get(key), key in day.stopped, day.places.get(key, ())
    )


def _row(drawn: Drawn, journal: Journal, said: Said, space: Space) -> ft.Control:
    """The row of an effect, each of its choices drawn on its own: a tap changes two or three."""
    key, group = said.effect.key, group_of(said.effect)
    levels = [
        drawn(f"{level}", _level, journal, key, Level(said.name, level, level == said.level), space)
        for level in LEVELS
    ]
    label = words(f"today.short_{key}") if group == "dryness" else said.name
    inside = [drawn("levels", _labelled, label, space, *levels)]
    if said.level is not None and said.effect.name is None:
        inside.append(drawn("help", text.small, content.effect(key).help[said.level]))
    if said.level and (flags := content.flags_for(key, said.level)):
        inside.append(drawn("flags", flag_box, flags))
    if said.level and group == "pain":
        inside.append(drawn("places", _places, journal, key, said.places))
    if said.level:
        inside.append(drawn("stopped", _stopped, journal, key, said.is_stopped))
    return _column(*inside)


class Level(NamedTuple):
    """One of the five levels of an effect with a name."""

    name: str
    level: int
    is_chosen: bool


def _level(journal: Journal, key: str, level: Level, space: Space) -> ft.Control:
    choose = on_day(journal, write.choose_level, key, level.level)
    return level_option(level.name, level.level, level.is_chosen, choose, space)


def _labelled(label: str, space: Space, *levels: ft.Control) -> ft.Control:
    return ft.Column([text.label(label), line_up(levels, space)], spacing=5)


def _places(journal: Journal, key: str, chosen: tuple[str, ...]) -> ft.Control:
    places = [
        chip(words(f"common.place_{place}"), selected=place in chosen,
             on_click=on_day(journal, write.toggle_place, key, place))
        for place in JOINT_PLACES
    ]  # fmt: skip
    return _column(text.label(words("today.where")), chips(places))


def _stopped(journal: Journal, key: str, is_stopped: bool) -> ft.Control:
    stopped = chip(words("today.stopped"), selected=is_stopped,
                   on_click=on_day(journal, write.toggle_stopped, key))  # fmt: skip
    return chips([stopped])


def _column(*inside: ft.Control) -> ft.Control:
    return ft.Column(list(inside), spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _tip(day: records.Day, shown: list[ShownEffect]) -> content.Tip | None:
    """The tip for the strongest effect that was logged, article tips first."""
    levels = day.levels
    logged = sorted(
        (effect for effect in shown if levels.get(effect.key) and effect.name is None),
        key=lambda effect: -levels[effect.key],
    )
    tips = (tip for each in logged for tip in content.tips_for(each.key, levels[each.key]))
    return next(tips, None)


def _tip_line(tip: content.Tip) -> ft.Control:
    page = ft.context.page
    return tip_line(tip, lambda _: page.navigate("/care"))


@part
def Nosebleeds() -> ft.Control:
    """How many, how long, how heavy; and the pinch timer."""
    journal, drawn = use_journal(), use_drawn()
    bleeds, is_timed = journal.facts.day.nosebleeds, journal.pinch is not None
    return drawn("nosebleeds", _nosebleeds, journal, bleeds, is_timed)


def _nosebleeds(journal: Journal, bleeds: records.Nosebleeds | None, is_timed: bool) -> ft.Control:
    page = ft.context.page
    inside: list[ft.Control] = [
        counter(
            bleeds.count if bleeds else None,
            on_fewer=on_day(journal, write.add_nosebleeds, -1),
            on_further=on_day(journal, write.add_nosebleeds, 1),
            on_none=on_day(journal, write.no_nosebleeds),
        )
    ]
    if bleeds is not None and bleeds.count:
        inside += [
            text.label(words("today.longest")),
            chips([
                chip(words(f"common.band_{band}"), selected=bleeds.longest == band,
                     on_click=on_day(journal, write.choose_longest, band))
                for band in NOSEBLEED_BANDS
            ]),
            chips([chip(words("today.heavy"), selected=bleeds.is_heavy,
                        on_click=on_day(journal, write.toggle_heavy))]),
        ]  # fmt: skip
        if bleeds.is_severe:
            inside.append(flag_box(content.nosebleed_flags()))
    kind = buttons.soft if is_timed else buttons.outline
    name = words("timer.running" if is_timed else "timer.open")
    inside.append(
        ft.Row([kind(name, lambda _: page.navigate("/timer"), icon=ft.Icons.TIMER_OUTLINED)])
    )
    tips = content.tips_about("nosebleed") if bleeds and bleeds.count else ()
    inside += [_tip_line(tips[0])] if tips else []
    return card(inside, title=words("today.nosebleeds"))
