"""Get help: who to call, at most two taps from anywhere, also with nothing filled in."""

import flet as ft

from app import device, way_back
from app.actions import setup
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.country_list import country_list
from app.parts.guard import part
from app.parts.helplines import danger_box, directory_row, number_sources, under_18
from app.parts.notice import INK
from app.parts.red_flags import red_flag_list
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.screens.dialling import says_copied
from app.screens.people import Provider, Trusted
from app.screens.urgent import SafetyQuestion
from app.screens.whereabouts import TRAVELLING_IN, guess, places
from models.helplines import directories
from models.words import words


@part
def GetHelp() -> ft.Control:
    """The screen; the numbers first."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    shown = places()

    def back(_: object) -> None:
        way_back.leave(journal, page, "/")

    top = ft.Row(
        [
            buttons.icon(ft.Icons.ARROW_BACK, words("common.back"), back),
            ft.Container(text.title(words("help.title")), expand=True),
        ],
        spacing=8,
    )
    return sheet(
        [top],
        [Danger(), Provider(), Trusted(), AskMe()],
        space,
        [
            text.heading(words("help.red_flags_title")),
            *red_flag_list(),
            *_directories(),
            card(number_sources(shown), title=words("help.sources_title")),
        ],
        key="get-help",
    )


@part
def Danger() -> ft.Control:
    """Emergency number and crisis lines; the country, and a second one while travelling."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    by_hand, set_by_hand = ft.use_state(not device.can_dial(page))
    choosing, set_choosing = ft.use_state("")  # the setting that is being chosen
    shown = places()
    why = guess()
    is_away = len(shown) > 1 and not why

    async def choose(code: str) -> None:
        set_choosing("")
        await setup.choose(journal, **{choosing: code})

    async def come_home(_: object) -> None:
        await setup.choose(journal, **{TRAVELLING_IN: ""})

    links = [
        buttons.link(words("help.change_country"), lambda _: set_choosing("country"), color=INK),
        buttons.link(words("help.travelling_end"), come_home, color=INK)
        if is_away
        else buttons.link(
            words("help.travelling"), lambda _: set_choosing(TRAVELLING_IN), color=INK
        ),
    ]
    if not by_hand:
        links.append(
            buttons.link(words("help.show_numbers"), lambda _: set_by_hand(True), color=INK)
        )
    copied = says_copied(journal) if by_hand else None
    box = danger_box(shown, space, on_copied=copied, below=links, why=why)
    if not choosing:
        return box
    title = words("help.choose_home" if choosing == "country" else "help.choose_away")
    chosen = shown[-1].code if choosing == "country" else ""
    return ft.Column([box, country_list(chosen, choose, title=title)], spacing=14)


@part
def AskMe() -> ft.Control:
    """The safety question, for whoever wants to answer it now."""
    is_open, set_open = ft.use_state(False)
    if is_open:
        return SafetyQuestion(lambda: set_open(False))
    return card(
        [
            text.body(words("help.safety_lead")),
            ft.Row([buttons.soft(words("help.safety_open"), lambda _: set_open(True))]),
        ],
        key="ask-me",
    )


def _directories() -> list[ft.Control]:
    adults = [directory_row(each) for each in directories() if not each.is_for_young]
    lead = text.small(words("help.directories_body"))
    return [card([lead, *adults], title=words("help.directories_heading")), under_18()]
