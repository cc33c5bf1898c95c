"""The numbers to call: emergency first, each as a button and as text that can be copied."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.card import card
from app.parts.notice import INK, alert_box
from app.parts.number import beside, by_hand
from app.parts.space import Space
from models import dates
from models.helplines import Country, Directory, Line, about, directories, note_words
from models.words import words

Handler = Callable[..., Any]


def line_button(line: Line, *, emergency: int | None = None) -> ft.Control:
    """Call, text or chat: the device opens what fits, with the number filled in.

    `emergency`: its place among the emergency numbers; the first, 0, stands out.
    """
    if line.channel == "chat":
        name = words("help.chat_at", address=line.display)
        action: ft.ClientAction = ft.OpenUrl(line.dial)
        return buttons.alert_outline(name, icon=ft.Icons.CHAT, action=action, expand=True)
    if line.channel == "text":
        name = (
            words("help.text_keyword", keyword=line.keyword, number=line.display)
            if line.keyword
            else words("help.text_number", number=line.display)
        )
        action = buttons.text_message(line.dial, line.keyword)
        return buttons.alert_outline(name, icon=ft.Icons.SMS, action=action, expand=True)
    action = buttons.dial(line.dial)
    name = words("help.call_number", number=line.display)
    if emergency is not None:
        name = words("help.emergency_button", name=line.title, number=line.display)
    button = buttons.alert if emergency == 0 else buttons.alert_outline
    return button(name, icon=ft.Icons.CALL, action=action, expand=True, large=emergency == 0)


def crisis_lines(
    country: Country, space: Space, *, on_copied: Handler | None = None
) -> list[ft.Control]:
    """The emergency numbers and crisis lines of a country, with what is known of each.

    `on_copied` is given where the device may not dial: every number then also stands large,
    with a button that copies it and tells `on_copied`.
    """
    first, *others = country.emergency
    found: list[ft.Control] = [ft.Row([line_button(first, emergency=0)])]
    found += by_hand(first.display, space, on_copied)
    found += beside([line_button(line, emergency=1) for line in others], space)
    for line in others:
        found += by_hand(line.display, space, on_copied)
    found += [text.body(note_words(key), INK) for key in country.notes]
    for number, (_, group) in enumerate(groupby(country.lines, key=lambda line: line.name)):
        if number == 1:
            found.append(text.body(words("help.more_lines"), INK, bold=True))
        found += _service(list(group), space, on_copied)
    if not country.lines:
        found.append(text.body(words("help.no_line", country=country.name), INK))
        found.append(_link_to(directories()[0]))
    checked = words("help.checked_on", date=dates.with_year(country.checked_on))
    place = words("help.country_line", country=country.name, about=checked)
    return [*found, text.small(place, INK)]


def _service(lines: Sequence[Line], space: Space, on_copied: Handler | None) -> list[ft.Control]:
    """One helpline with its call, text and chat, and what to know of it."""
    found = beside([line_button(line) for line in lines], space)
    for line in lines:
        found += by_hand(line.display, space, on_copied) if line.channel == "call" else []
    known = [lines[0].name, *dict.fromkeys(about(line) for line in lines)]
    said = words("help.line_join").join(each for each in known if each)
    return [*found, ft.Text(said, size=theme.Size.SMALL, color=INK, selectable=True)]


def _link_to(directory: Directory) -> ft.Control:
    return buttons.link(directory.display, action=ft.OpenUrl(directory.address), color=INK)


def danger_box(
    countries: Sequence[Country],
    space: Space,
    *,
    on_copied: Handler | None = None,
    below: Sequence[ft.Control] = (),
    why: str = "",
) -> ft.Control:
    """The first card of Get help; two countries while the user travels. `below`: its links.

    `why`: in words, why the first country comes first if the user chose none.
    """
    title = ft.Text(words("help.danger_title"), size=19, weight=ft.FontWeight.W_700, color=INK)
    cells: list[ft.Control] = [ft.Semantics(heading_level=2, content=title)]
    away, home = countries[0], countries[-1]
    if away is not home:
        there = away.name if why else words("help.travelling_in", country=away.name)
        cells.append(text.heading(there, INK))
        cells += crisis_lines(away, space, on_copied=on_copied)
        cells += [text.body(why, INK)] if why else []  # no words before a number
        here = home.name if why else words("help.at_home", country=home.name)
        cells.append(text.heading(here, INK))
    cells += crisis_lines(home, space, on_copied=on_copied)
    if on_copied:
        cells.append(text.body(words("help.cannot_dial"), INK))
    if below:
        cells.append(ft.Row(list(below), wrap=True, spacing=16, run_spacing=0))
    return alert_box(cells, key="danger")


def directory_row(directory: Directory) -> ft.Control:
    """A page that lists lines by country; it needs the network, and says so above."""
    young = words("help.ages_young") if directory.is_for_young else ""
    under = [text.small(said, theme.TEXT) for said in (young, directory.note) if said]
    address = ft.OpenUrl(directory.address)
    link = buttons.link(directory.display, color=theme.TEXT, action=address)
    return ft.Column([text.body(directory.name, bold=True), link, *under], spacing=0)


def under_18() -> ft.Control:
    """An adult one trusts, and helplines for children."""
    young = [directory_row(each) for each in directories() if each.is_for_young]
    return card(
        [text.body(words("help.under_18")), *young], title=words("help.child_heading"),
        key="under-18",
    )  # fmt: skip


def number_sources(countries: Sequence[Country]) -> list[ft.Control]:
    """Where each number was read; nobody should have to take it on trust."""
    return [
        text.source(
            words(
                "help.line_source", name=line.title, number=line.display,
                source=words("help.source", source=line.source),
            )
        )
        for each in countries
        for line in (*each.emergency, *each.lines)
        if line.source
    ]  # fmt: skip
