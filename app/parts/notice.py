"""A mood notice: the card, the banner with its bar, and the ways to reach someone."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons, text
from app.parts.guard import doing
from app.parts.number import by_hand
from app.parts.space import Space
from app.parts.tappable import tappable
from models.notices import CONTACTED, NOT_A_CHANGE
from models.records import Contact
from models.words import words

INK = theme.ON_ALERT_SOFT
Handler = Callable[..., Any]


def provider_name(provider: Contact) -> str:
    """What the provider is called in a sentence."""
    return provider.name or words("notice.your_provider")


def reach_provider(
    provider: Contact, space: Space, *, on_add: Handler, on_copied: Handler | None
) -> list[ft.Control]:
    """Call and message buttons; without a number, the way to add one and whom else to call.

    The message says that the mood changed, and nothing of what was written in the journal.
    `on_copied` is given where the device may not dial: the number then also stands large.
    """
    found = _in_line(_ways(provider, on_add), space)
    if provider.phone:
        return [*found, *by_hand(provider.phone, space, on_copied)]
    return found if provider.email else [*found, text.body(words("notice.no_clinic"), INK)]


def _ways(provider: Contact, on_add: Handler) -> list[ft.Control]:
    draft = words("notice.draft.provider_bare")
    found: list[ft.Control] = []
    if provider.phone:
        call = words("notice.call_provider", provider=provider_name(provider))
        found.append(
            buttons.alert(
                call, icon=ft.Icons.CALL, action=buttons.dial(provider.phone), expand=True
            )
        )
        found.append(
            buttons.alert_outline(
                words("notice.message_provider"),
                icon=ft.Icons.SMS,
                action=buttons.text_message(provider.phone, draft),
            )
        )
    elif provider.email:
        mail = buttons.email(provider.email, words("notice.draft.provider_subject"), draft)
        found.append(
            buttons.alert(
                words("notice.email_provider"), icon=ft.Icons.EMAIL, action=mail, expand=True
            )
        )
    else:
        found.append(buttons.alert(words("notice.add_clinic"), on_add, expand=True))
    return found


def _in_line(items: list[ft.Control], space: Space) -> list[ft.Control]:
    """Beside each other, or below each other where words are large."""
    return [ft.Row([item]) for item in items] if space.is_narrow else [ft.Row(items, spacing=10)]


def alert_box(controls: Sequence[ft.Control], *, key: str | None = None) -> ft.Container:
    """The surface that everything urgent stands on."""
    return ft.Container(
        ft.Column(list(controls), spacing=12, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=theme.ALERT_SOFT,
        border=ft.Border.all(2, theme.ALERT),
        border_radius=theme.RADIUS,
        padding=theme.PAD,
        key=key,
    )


def _title(words_: str, on_collapse: Handler | None = None) -> ft.Control:
    cells: list[ft.Control] = [
        ft.Icon(ft.Icons.WARNING_AMBER_ROUNDED, color=INK, size=26),
        ft.Container(
            ft.Semantics(
                heading_level=2,
                content=ft.Text(words_, size=19, weight=ft.FontWeight.W_700, color=INK),
            ),
            expand=True,
        ),
    ]
    if on_collapse is not None:
        glyph, name = ft.Icons.EXPAND_LESS, words("notice.level2_collapse")
        cells.append(buttons.icon(glyph, name, on_collapse, color=INK))
    return ft.Row(cells, vertical_alignment=ft.CrossAxisAlignment.START)


def banner(
    reasons: Sequence[str],
    provider: Contact,
    *,
    crisis: Sequence[ft.Control],
    on_collapse: Handler,
    on_answer: Handler,
    on_crisis: Handler,
    on_add: Handler,
    on_copied: Handler | None,
    codes: Sequence[str],
    space: Space,
    is_gravest: bool = False,
) -> ft.Control:
    """Level 2: stands until answered with one of `codes`. `crisis` are the open helplines.

    `is_gravest`: level 3 that was left for now; then the emergency number comes first.
    """
    said = " ".join(reasons)
    people = reach_provider(provider, space, on_add=on_add, on_copied=on_copied)
    lines = list(crisis or [buttons.link(words("notice.harm_link"), on_crisis, color=INK)])
    return alert_box(
        [
            _title(words("notice.level2_title"), on_collapse),
            ft.Text(said, size=theme.Size.BODY, weight=ft.FontWeight.W_600, color=INK),
            text.body(words("notice.level2_body") + " " + words("notice.level2_dose"), INK),
            *([*lines, *people] if is_gravest else [*people, *lines]),
            text.body(words("notice.answer_title"), INK, bold=True),
            answers(codes, on_answer),
        ],
        key="mood-banner",
    )


def answers(codes: Sequence[str], on_answer: Handler) -> ft.Control:
    """What the user may say to a notice, one tap each; `on_answer(code)` is awaited."""
    return ft.Row(
        [_answer(code, doing(on_answer, code)) for code in codes],
        wrap=True, spacing=8, run_spacing=8,
    )  # fmt: skip


def _answer(code: str, on_click: Handler) -> ft.Control:
    said = ft.Text(words(f"notice.answer_{code}"), size=theme.Size.SMALL + 1, color=INK)
    return tappable(
        said,
        on_click,
        padding=ft.Padding(left=14, right=14, top=14, bottom=14),
        border=ft.Border.all(1, theme.ALERT),
        border_radius=14,
    )


def bar(said: str, on_open: Handler) -> ft.Control:
    """The collapsed form: one line that cannot be swiped away."""
    return tappable(
        ft.Row(
            [
                ft.Icon(ft.Icons.WARNING_AMBER_ROUNDED, color=INK, size=22),
                ft.Text(
                    said,
                    size=theme.Size.BODY,
                    weight=ft.FontWeight.W_600,
                    color=INK,
                    expand=True,
                ),
                ft.Icon(ft.Icons.EXPAND_MORE, color=INK, size=22),
            ],
            spacing=10,
        ),
        on_open,
        bgcolor=theme.ALERT_SOFT,
        border=ft.Border.all(1.5, theme.ALERT),
        border_radius=14,
        padding=12,
        key="mood-bar",
    )


def lowest_card(
    provider: Contact,
    space: Space,
    *,
    on_help: Handler,
    on_answer: Handler,
    on_copied: Handler | None,
) -> ft.Control:
    """Level 1: a card under the entry."""
    return alert_box(
        [
            _title(words("notice.level1_title")),
            text.body(words("notice.level1_body"), INK),
            *reach_provider(provider, space, on_add=on_help, on_copied=on_copied),
            buttons.link(words("notice.harm_link"), on_help, color=INK),
            answers((CONTACTED, NOT_A_CHANGE), on_answer),
        ],
        key="lowest-card",
    )
