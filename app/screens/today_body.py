"""Today, the body: dryness, pain, other effects, nosebleeds."""

from typing import NamedTuple

import flet as ft

from app import theme
from app.actions import day as write
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips, level_row
from app.parts.counter import counter
from app.parts.drawn import use_drawn
from app.parts.guard import doing, part
from app.parts.space import Space, use_space
from app.parts.tip import tip_line
from models import content, records
from models.records import ShownEffect
from models.scales import JOINT_PLACES, NOSEBLEED_BANDS
from models.words import words


@part
def Effects(group: str) -> ft.Control:
    """The effects of a group: a row of levels each, places for pain, a tip for the strongest."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    facts = journal.facts
    shown = [effect for effect in facts.shown_effects if group_of(effect) == group]
    rows = [
        drawn(
            effect.key, _effect, journal, effect, facts.name_of(effect.key),
            _said(facts.day, effect.key), space,
        )
        for effect in shown
    ]  # fmt: skip
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

    level: int | None
    is_stopped: bool
    places: tuple[str, ...]


def _said(day: records.Day, key: str) -> Said:
    return Said(day.levels.get(key), key in day.stopped, day.places.get(key, ()))


def _effect(
    journal: Journal, effect: ShownEffect, name: str, said: Said, space: Space
) -> ft.Control:
    async def choose(chosen: int) -> None:
        await write.choose_level(journal, effect.key, chosen)

    group = group_of(effect)
    label = words(f"today.short_{effect.key}") if group == "dryness" else name
    rows: list[ft.Control] = [
        ft.Column([text.label(label), level_row(name, said.level, choose, space)], spacing=5)
    ]
    if said.level is not None and effect.name is None:
        rows.append(text.small(content.effect(effect.key).help[said.level]))
    if said.level:
        rows += _pain_details(journal, effect.key, said.places) if group == "pain" else []
        rows.append(
            chips([chip(words("today.stopped"), selected=said.is_stopped,
                        on_click=doing(write.toggle_stopped, journal, effect.key))])
        )  # fmt: skip
    return ft.Column(rows, spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _pain_details(journal: Journal, key: str, chosen: tuple[str, ...]) -> list[ft.Control]:
    return [
        text.label(words("today.where")),
        chips([
            chip(words(f"common.place_{place}"), selected=place in chosen,
                 on_click=doing(write.toggle_place, journal, key, place))
            for place in JOINT_PLACES
        ]),
    ]  # fmt: skip


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
    return drawn("nosebleeds", _nosebleeds, journal, journal.facts.day.nosebleeds)


def _nosebleeds(journal: Journal, bleeds: records.Nosebleeds | None) -> ft.Control:
    page = ft.context.page

    async def count(number: int) -> None:
        await write.count_nosebleeds(journal, number)

    async def none() -> None:
        if bleeds is not None and bleeds.count == 0:
            await write.forget_nosebleeds(journal)
        else:
            await write.count_nosebleeds(journal, 0)

    inside: list[ft.Control] = [
        counter(bleeds.count if bleeds else None, on_count=count, on_none=none)
    ]
    if bleeds is not None and bleeds.count:
        inside += [
            text.label(words("today.longest")),
            chips([
                chip(words(f"common.band_{band}"), selected=bleeds.longest == band,
                     on_click=doing(write.choose_longest, journal, band))
                for band in NOSEBLEED_BANDS
            ]),
            chips([chip(words("today.heavy"), selected=bleeds.is_heavy,
                        on_click=doing(write.toggle_heavy, journal))]),
        ]  # fmt: skip
        if bleeds.is_heavy or bleeds.longest in NOSEBLEED_BANDS[3:]:
            inside.append(text.body(words("today.heavy_help"), theme.ALERT, bold=True))
    inside.append(
        ft.Row([buttons.outline(words("timer.open"), lambda _: page.navigate("/timer"),
                                icon=ft.Icons.TIMER_OUTLINED)])
    )  # fmt: skip
    tips = content.tips_about("nosebleed") if bleeds and bleeds.count else ()
    inside += [_tip_line(tips[0])] if tips else []
    return card(inside, title=words("today.nosebleeds"))
