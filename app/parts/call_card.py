"""The card after a missed or positive pregnancy test: no next dose, call now."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.notice import INK, alert_box
from app.parts.number import by_hand
from app.parts.space import Space
from models.records import Contact
from models.words import words

Handler = Callable[..., Any]


def call_card(
    provider: Contact,
    space: Space,
    *,
    on_called: Handler,
    on_add: Handler,
    on_copied: Handler | None,
) -> ft.Control:
    """It stands until the user says that they called; `on_add` leads to the provider's number."""
    title = ft.Text(
        words("lab.pregnancy_call_title"), size=19, weight=ft.FontWeight.W_700, color=INK
    )
    if provider.phone:
        name = provider.name or words("notice.your_provider")
        call = buttons.alert(
            words("notice.call_provider", provider=name), icon=ft.Icons.CALL, expand=True,
            action=buttons.dial(provider.phone),
        )  # fmt: skip
    else:
        call = buttons.alert(words("notice.add_clinic"), on_add, expand=True)
    called = buttons.alert_outline(words("visits.called"), on_called, expand=True)
    source = ft.Text(words("lab.pregnancy_call_source"), size=theme.Size.CHOICE, color=INK)
    return alert_box(
        [
            ft.Semantics(heading_level=2, content=title),
            text.body(words("lab.pregnancy_call_text"), INK, bold=True),
            ft.Row([call]),
            *(by_hand(provider.phone, space, on_copied) if provider.phone else []),
            ft.Row([called]),
            source,
        ],
        key="call-now",
    )
