"""Whom to call: name, phone and email, typed in place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.parts import buttons
from app.parts.field import field
from app.parts.guard import part
from app.parts.typed import Typed
from models.records import Contact
from models.words import words


@dataclass
class TypedContact:
    """What stands in the fields."""

    name: Typed
    phone: Typed
    email: Typed

    @classmethod
    def of(cls, contact: Contact) -> "TypedContact":
        """The fields as they are kept."""
        return cls(Typed(contact.name), Typed(contact.phone), Typed(contact.email))


@part
def ContactForm(
    typed: TypedContact,
    on_keep: Callable[..., Any],
    on_cancel: Callable[..., Any] | None = None,
) -> ft.Control:
    """The fields; `on_keep(name=, phone=, email=)` is awaited on Save.

    `on_cancel` None: there is nothing to go back to, as nobody is kept yet.
    """
    name, phone, email = typed.name, typed.phone, typed.email
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        wrong = bool(phone.stripped) and not any(sign.isdigit() for sign in phone.text)
        set_error(words("help.phone_wrong") if wrong else "")
        if not wrong:
            await on_keep(name=name.stripped, phone=phone.stripped, email=email.stripped)

    ends = [buttons.primary(words("common.save"), keep, expand=True)]
    if on_cancel is not None:
        ends.append(buttons.outline(words("common.cancel"), on_cancel, expand=True))
    return ft.Column(
        [
            field(words("help.name"), name.text, on_type=name.keep, longest=120),
            field(words("help.phone"), phone.text, on_type=phone.keep, longest=40, error=error,
                  keyboard=ft.KeyboardType.PHONE),
            field(words("help.email_address"), email.text, on_type=email.keep, longest=200,
                  keyboard=ft.KeyboardType.EMAIL),
            ft.Row(ends, spacing=10),
        ],
        spacing=10,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
