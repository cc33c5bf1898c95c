"""Whom to call: name, phone and email, typed in place."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.parts import buttons
from app.parts.field import field
from app.parts.guard import part
from models.records import Contact
from models.words import words


@part
def ContactForm(
    contact: Contact, on_keep: Callable[..., Any], on_cancel: Callable[..., Any] | None = None
) -> ft.Control:
    """The fields of `contact`; `on_keep(name=, phone=, email=)` is awaited on Save.

    `on_cancel` None: there is nothing to go back to, as nobody is kept yet.
    """
    name, set_name = ft.use_state(contact.name)
    phone, set_phone = ft.use_state(contact.phone)
    email, set_email = ft.use_state(contact.email)
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        wrong = bool(phone.strip()) and not any(sign.isdigit() for sign in phone)
        set_error(words("help.phone_wrong") if wrong else "")
        if not wrong:
            await on_keep(name=name.strip(), phone=phone.strip(), email=email.strip())

    ends = [buttons.primary(words("common.save"), keep, expand=True)]
    if on_cancel is not None:
        ends.append(buttons.outline(words("common.cancel"), on_cancel, expand=True))
    return ft.Column(
        [
            field(words("help.name"), name, on_type=set_name, longest=120),
            field(words("help.phone"), phone, on_type=set_phone, longest=40, error=error,
                  keyboard=ft.KeyboardType.PHONE),
            field(words("help.email_address"), email, on_type=set_email, longest=200,
                  keyboard=ft.KeyboardType.EMAIL),
            ft.Row(ends, spacing=10),
        ],
        spacing=10,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
