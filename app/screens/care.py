"""Care: the mood first, tips for what was logged today, the daily routine, pages to read."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme, way_back
from app.actions import day as write
from app.day_on_screen import on_day
from app.facts import Facts
from app.journal import use_journal
from app.parts import text
from app.parts.card import card, row, rows
from app.parts.guard import part
from app.parts.notice import INK
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.parts.tappable import tappable
from app.parts.tips import badge, logged_card
from app.screens.care_pages import RED_FLAGS, TIPS, page_of
from models import content
from models.words import words

FIRST_CARDS = ("tests", "pregnancy")
"""Pages that come before the others; the mood page has a card of its own."""


@part
def Care() -> ft.Control:
    """The screen."""
    space, page = use_space(), ft.context.page
    return sheet(
        [header(words("care.title"), lambda _: page.navigate("/help"), space=space)],
        [_mood_card(), ForToday(), Routine()],
        space,
        [_pages(), text.small(words("care.your_clinic_first"))],
        key="care",
    )


@part
def CarePage() -> ft.Control:
    """One page: a card to read, the red flags, or tips, each statement with its source."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    title, shown = page_of(ft.use_route_params().get("card", ""))
    top = header(
        title,
        lambda _: page.navigate("/help"),
        on_back=lambda _: way_back.leave(journal, page, "/care"),
        space=space,
    )
    return sheet([top], shown, space, key="care-page")


def _mood_card() -> ft.Control:
    page = ft.context.page
    return tappable(
        ft.Row(
            [
                ft.Icon(ft.Icons.WARNING_AMBER_ROUNDED, color=INK, size=26),
                ft.Text(
                    words("care.mood_card"),
                    size=theme.Size.HEADING,
                    color=INK,
                    weight=ft.FontWeight.W_600,
                    expand=True,
                ),
                ft.Icon(ft.Icons.CHEVRON_RIGHT, color=INK, size=22),
            ],
            spacing=14,
        ),
        lambda _: page.navigate("/care/mood"),
        bgcolor=theme.ALERT_SOFT,
        border=ft.Border.all(1, theme.ALERT),
        border_radius=theme.RADIUS,
        padding=theme.PAD,
    )


@part
def ForToday() -> ft.Control:
    """What was logged today with its tips; what has red flags comes first, then the strongest."""
    facts = use_journal().facts
    cards = [*_nosebleeds(facts), *_effects(facts)] or [
        card([text.body(words("care.nothing_today"), theme.TEXT_2)])
    ]
    return ft.Column(
        [text.section(words("care.for_today")), *cards], spacing=10,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _effects(facts: Facts) -> list[ft.Control]:
    today = facts.day_on(facts.today).levels
    known = {effect.key for effect in content.effects()}
    logged = sorted(
        (key for key, level in today.items() if level),
        key=lambda key: (_urgency(key, today[key]), -today[key]),
    )
    return [
        logged_card(
            facts.name_of(key), _icon(content.effect(key).icon if key in known else "spa"),
            badge(_strength(key if key in known else "", today[key]), today[key]),
            content.tips_for(key, today[key]), _opening(f"{TIPS}-{key}"),
            content.flags_for(key, today[key]),
        )
        for key in logged
    ]  # fmt: skip


def _urgency(key: str, level: int) -> int:
    """The most urgent first: the place of its first red flag, and what has none last."""
    flags = content.flags_for(key, level)
    return content.ACTIONS.index(flags[0].action) if flags else len(content.ACTIONS)


def _strength(known_key: str, level: int) -> str:
    if known_key and content.effect(known_key).kind == "yes_no":
        return words("common.yes")
    return words(f"common.level_{level}")


def _nosebleeds(facts: Facts) -> list[ft.Control]:
    bleeds = facts.day_on(facts.today).nosebleeds
    if bleeds is None or not bleeds.count:
        return []
    mark = badge(words("care.count", count=bleeds.count), 2)
    tips = content.tips_about("nosebleed")
    name = words("common.nosebleeds")
    flags = content.nosebleed_flags() if bleeds.is_severe else ()
    return [logged_card(name, ft.Icons.BLOODTYPE, mark, tips, _opening(f"{TIPS}-nosebleed"), flags)]


def _opening(page_key: str) -> Callable[..., None]:
    page = ft.context.page
    return lambda _: page.navigate(f"/care/{page_key}")


def _icon(name: str) -> ft.IconData:
    glyph: ft.IconData = getattr(ft.Icons, name.upper())
    return glyph


@part
def Routine() -> ft.Control:
    """The steps of the article's daily routine, to tick for today."""
    journal = use_journal()
    steps = content.routine()
    done = journal.facts.day_on(journal.facts.today).ticks
    count = sum(step.key in done for step in steps)
    title = words("care.routine_title", routine=words("care.routine"),
                  done=words("care.routine_done", done=count, total=len(steps)))  # fmt: skip
    return ft.Column(
        [
            text.section(title),
            rows([_step(step, step.key in done, on_day(journal, write.tick, step.key))
                  for step in steps]),
            text.source(words("care.from_article")),
        ],
        spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _step(step: content.Tip, is_done: bool, on_click: Callable[..., Any]) -> ft.Control:
    glyph = ft.Icons.CHECK_CIRCLE if is_done else ft.Icons.RADIO_BUTTON_UNCHECKED
    color = theme.PRIMARY if is_done else theme.TEXT_2
    return tappable(
        ft.Row(
            [ft.Icon(glyph, color=color, size=26), ft.Container(text.body(step.text), expand=True)],
            spacing=14,
        ),
        on_click,
        checked=is_done,
        padding=ft.Padding(top=12, bottom=12),
    )


def _pages() -> ft.Control:
    """The pages to read; when to get help fast stands first."""
    cards = [each for each in content.cards() if each.key != "mood"]
    first = sorted(cards, key=lambda each: each.key not in FIRST_CARDS)
    flags = row(words("help.red_flags_title"), icon=ft.Icons.EMERGENCY, bold=True,
                icon_color=theme.ALERT, on_click=_opening(RED_FLAGS))  # fmt: skip
    tips = row(words("care.all_tips"), icon=ft.Icons.LIGHTBULB, bold=True, on_click=_opening(TIPS))
    return rows(
        [flags, tips]
        + [row(each.title, icon=_icon(each.icon), bold=True, on_click=_opening(each.key))
           for each in first]
    )  # fmt: skip
