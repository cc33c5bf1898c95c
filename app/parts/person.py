"""The people to call: the provider, and someone the user trusts."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.card import card
from app.parts.number import by_hand
from app.parts.space import Space
from models.records import Contact
from models.words import words

Handler = Callable[..., Any]


def ways_to_reach(contact: Contact, subject: str, draft: str) -> list[ft.Control]:
    """Call, text and email, as far as they are known; a draft is filled in, never sent."""
    found: list[ft.Control] = []
    if contact.phone:
        call, message = buttons.dial(contact.phone), buttons.text_message(contact.phone, draft)
        found.append(
            buttons.primary(words("help.call"), icon=ft.Icons.CALL, action=call, expand=True)
        )
        found.append(
            buttons.soft(words("help.text"), icon=ft.Icons.SMS, action=message, expand=True)
        )
    if contact.email:
        mail = buttons.email(contact.email, subject, draft)
        found.append(
            buttons.soft(words("help.email"), icon=ft.Icons.EMAIL, action=mail, expand=True)
        )
    return found


def provider_card(
    provider: Contact, draft: str, space: Space, *, on_edit: Handler, form: ft.Control | None,
    on_copied: Handler | None,
) -> ft.Control:  # fmt: skip
    """The provider; `form` stands in its place while it is filled in or nobody is kept."""
    ways = ways_to_reach(provider, words("notice.draft.provider_subject"), draft)
    inside: list[ft.Control] = [text.small(words("help.provider_heading"))]
    if not ways:
        inside.append(text.body(words("help.provider_none")))
    if form is not None:
        inside += [text.heading(words("help.add_provider")), form]
    else:
        inside.append(_name(provider, on_edit))
        inside += [*in_line(ways, space), *_number(provider, space, on_copied)]
    inside.append(text.body(words("help.provider_body")))
    return card(inside, key="provider")


def trusted_card(
    trusted: Contact, draft: str, space: Space, *, on_edit: Handler, form: ft.Control | None,
    on_copied: Handler | None,
) -> ft.Control:  # fmt: skip
    """Someone the user trusts; adding them takes one tap to open the form."""
    ways = ways_to_reach(trusted, "", draft)
    if form is not None:
        return card([text.heading(words("help.add_trusted")), form], key="trusted")
    if not ways and not trusted.name:
        add = buttons.soft(words("help.add_trusted"), on_edit, icon=ft.Icons.ADD)
        return card([text.body(words("help.trusted_none")), ft.Row([add])], key="trusted")
    said = words("help.trusted", name=trusted.name)
    number = _number(trusted, space, on_copied)
    return card([_line(said, on_edit), *in_line(ways, space), *number], key="trusted")


def _number(contact: Contact, space: Space, on_copied: Handler | None) -> list[ft.Control]:
    return by_hand(contact.phone, space, on_copied, ink=theme.TEXT) if contact.phone else []


def in_line(ways: list[ft.Control], space: Space) -> list[ft.Control]:
    """Up to three buttons in a row, or below each other where words are large."""
    if space.is_narrow:
        return [ft.Row([way]) for way in ways]
    return [ft.Row(ways, spacing=8)] if ways else []


def _name(contact: Contact, on_edit: Handler) -> ft.Control:
    return _line(contact.name or words("help.provider_heading"), on_edit)


def _line(said: str, on_edit: Handler) -> ft.Control:
    name = ft.Text(said, size=19, weight=ft.FontWeight.W_700, color=theme.TEXT, expand=True)
    return ft.Row([name, buttons.icon(ft.Icons.EDIT, words("help.edit_person"), on_edit)])
