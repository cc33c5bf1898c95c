"""The numbers to call: emergency first, each as a button and as text that can be copied."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.notice import INK, alert_box
from models import dates
from models.helplines import Country, Directory, Line, about
from models.words import words


def line_button(line: Line, *, is_emergency: bool = False) -> ft.Control:
    """Call, text or chat: the device opens what fits, with the number filled in."""
    if line.channel == "chat":
        name = words("help.chat_at", address=line.display)
        return buttons.alert_outline(name, icon=ft.Icons.CHAT, action=ft.OpenUrl(line.dial))
    if line.channel == "text":
        name = (
            words("help.text_keyword", keyword=line.keyword, number=line.display)
            if line.keyword
            else words("help.text_number", number=line.display)
        )
        action = buttons.text_message(line.dial, line.keyword)
        return buttons.alert_outline(name, icon=ft.Icons.SMS, action=action, expand=True)
    if is_emergency:
        name = words("help.emergency_button", name=line.name, number=line.display)
        return buttons.alert(
            name, icon=ft.Icons.CALL, action=buttons.dial(line.dial), expand=True, large=True
        )
    name = words("help.call_number", number=line.display)
    return buttons.alert_outline(
        name, icon=ft.Icons.CALL, action=buttons.dial(line.dial), expand=True
    )


def crisis_lines(country: Country) -> list[ft.Control]:
    """The emergency numbers and crisis lines of a country, with what is known of each."""
    found: list[ft.Control] = [
        ft.Row([line_button(line, is_emergency=True)]) for line in country.emergency
    ]
    for line in country.lines:
        found.append(ft.Row([line_button(line)]))
        found.append(_about(line))
    if not country.lines:
        found.append(text.body(words("help.no_line", country=country.name), INK))
    return found


def _about(line: Line) -> ft.Control:
    said = [
        line.name,
        about(line),
        words("help.checked_on", date=dates.with_year(line.checked_on)),
    ]
    return ft.Text(
        words("help.line_join").join(part for part in said if part),
        size=theme.Size.SMALL,
        color=INK,
        selectable=True,
    )


def danger_box(countries: Sequence[Country], on_change: Callable[..., Any] | None) -> ft.Control:
    """The first card of Get help; two countries while the user travels."""
    cells: list[ft.Control] = [
        ft.Semantics(
            heading_level=2,
            content=ft.Text(
                words("help.danger_title"), size=19, weight=ft.FontWeight.W_700, color=INK
            ),
        )
    ]
    for country in countries:
        if len(countries) > 1:
            cells.append(text.heading(country.name, INK))
        cells += crisis_lines(country)
    place: list[ft.Control] = [ft.Container(text.body(countries[0].name, INK), expand=True)]
    if on_change is not None:
        place.append(buttons.link(words("help.change_country"), on_change, color=INK))
    cells.append(ft.Row(place))
    return alert_box(cells, key="danger")


def number_to_copy(number: str) -> ft.Control:
    """For a device that cannot dial: the number, large, and a button to copy it."""
    return ft.Row(
        [
            ft.Text(number, size=26, weight=ft.FontWeight.W_700, selectable=True, expand=True),
            buttons.outline(
                words("help.copy"), icon=ft.Icons.CONTENT_COPY, action=ft.CopyToClipboard(number)
            ),
        ]
    )


def directory_row(directory: Directory) -> ft.Control:
    """A page that lists lines by country; it needs the network, and says so above."""
    return ft.Column(
        [
            text.body(directory.name, bold=True),
            buttons.link(directory.display, action=ft.OpenUrl(directory.address)),
            text.small(directory.note),
        ],
        spacing=0,
    )
