"""The locked screen: help, the PIN, the way back; nothing of the journal."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.actions import lock as door
from app.journal import use_journal
from app.outcome import Refused
from app.parts import buttons, text
from app.parts.card import card
from app.parts.guard import doing, part
from app.parts.notice import INK, alert_box, provider_name
from app.parts.number import by_hand
from app.parts.passphrase import secret_field
from app.parts.sheet import help_button, sheet
from app.parts.space import use_space
from app.screens.dialling import on_copied
from app.screens.urgent import numbers
from app.screens.whereabouts import places
from models import dates, lock
from models.words import words


@part
def LockScreen() -> ft.Control:
    """All there is while the app is locked: help, a waiting notice, the PIN, the way back."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    ft.use_effect(doing(door.look_again, journal), [])
    title, ask = text.title(words("lock.title")), help_button(lambda _: page.navigate("/help"))
    top: list[ft.Control] = [ft.Row([ft.Container(title, expand=True), ask], spacing=8)]
    if space.is_narrow:
        top = [ft.Row([ask], alignment=ft.MainAxisAlignment.END), title]
    waits = [LockedNotice()] if journal.facts.mood_path.standing.level >= 2 else []
    return sheet(top, [*waits, PinCard(), Forgotten()], space, key="locked")


@part
def LockedNotice() -> ft.Control:
    """A mood notice of level 2 while locked: whom to reach, but nothing that was written."""
    journal, space = use_journal(), use_space()
    provider = journal.facts.setup.provider
    call = []
    if provider.phone:
        name = words("notice.call_provider", provider=provider_name(provider))
        call = [
            ft.Row([buttons.alert(name, icon=ft.Icons.CALL, expand=True,
                                  action=buttons.dial(provider.phone))]),
            *by_hand(provider.phone, space, on_copied(journal)),
        ]  # fmt: skip
    return alert_box(
        [
            text.heading(words("notice.level2_title"), INK),
            text.body(words("lock.notice"), INK),
            *call,
            *numbers(journal, places(), space),
        ],
        key="locked-notice",
    )


@part
def PinCard() -> ft.Control:
    """The field for the PIN; a wrong one is said below it."""
    journal = use_journal()
    pin, set_pin = ft.use_state("")
    said, set_said = ft.use_state(door.waiting(journal))

    async def unlock(_: object = None) -> None:
        tried = await door.open_with(journal, pin)
        set_said(tried.sentence if isinstance(tried, Refused) else "")
        set_pin("")

    # With the focus the field would scroll a waiting notice out of sight.
    is_first = journal.facts.mood_path.standing.level < 2
    entry = pin_field(words("lock.pin"), pin, set_pin, autofocus=is_first, on_submit=unlock)
    wrong = [ft.Semantics(live_region=True, content=text.body(said, theme.ALERT, bold=True))]
    return card(
        [
            entry,
            *(wrong if said else []),
            ft.Row([buttons.primary(words("lock.open"), unlock, expand=True, large=True)]),
        ],
        key="pin",
    )


def pin_field(
    label: str, value: str, set_value: Callable[[str], object], **more: Any
) -> ft.Control:
    """A field for a PIN: hidden, with the keys for digits."""
    return secret_field(label, value, set_value, keyboard=ft.KeyboardType.NUMBER, **more)


@part
def Forgotten() -> ft.Control:
    """The way back without the PIN: asked for once, open a day later."""
    journal = use_journal()
    is_open, set_open = ft.use_state(False)
    kept = door.held(journal)
    left = lock.forgotten_left(kept, journal.now(), journal.uptime()) if kept is not None else None
    if left is None and not is_open:
        ask = buttons.link(words("lock.forgot"), lambda _: set_open(True))
        return ft.Row([ask], alignment=ft.MainAxisAlignment.CENTER)
    if left:
        at = journal.now() + left
        said = words("lock.forgot_waiting", at=f"{at:%H:%M}", on=dates.short(at.date()))
        return card([text.body(said)], title=words("lock.forgot"), key="forgotten")
    if left is None:
        said = words("lock.forgot_body")
        go = buttons.soft(words("lock.forgot_start"), doing(door.ask_to_take_off, journal))
    else:
        said = words("lock.forgot_ready")
        go = buttons.soft(words("lock.forgot_take_off"), doing(door.take_off_forgotten, journal))
    return card([text.body(said), ft.Row([go])], title=words("lock.forgot"), key="forgotten")
