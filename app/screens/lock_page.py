"""Where the lock is set, changed and taken off, and where it says what it does not do."""

from collections.abc import Callable

import flet as ft

from app import theme, way_back
from app.actions import lock as door
from app.journal import use_journal
from app.outcome import Done, Refused
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.guard import doing, part
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.screens.lock import pin_field
from models import lock
from models.words import words


@part
def LockPage() -> ft.Control:
    """The page: what a lock is and is not, before a PIN is set."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    top = header(
        words("lock.page"),
        lambda _: page.navigate("/help"),
        on_back=lambda _: way_back.leave(journal, page, "/settings"),
        space=space,
    )
    is_on = door.held(journal) is not None
    explained = card(
        [
            text.lead(words("lock.what"), words("lock.what_body")),
            text.lead(words("lock.what_not"), words("lock.what_not_body")),
            text.lead(words("lock.way_back"), words("lock.way_back_body")),
        ],
        title=words("lock.is_on" if is_on else "lock.is_off"), key="lock-explained",
    )  # fmt: skip
    forms = [Minutes(), NewPin.keyed("change"), TurnOff()] if is_on else [NewPin.keyed("set")]
    return sheet([top], [explained], space, forms, key="lock-page")


@part
def Minutes() -> ft.Control:
    """After how long away the PIN is asked for again."""
    journal = use_journal()
    kept = door.held(journal)
    options = [
        chip(words(f"lock.after_{minutes}"), selected=kept is not None and kept.minutes == minutes,
             on_click=doing(door.choose_minutes, journal, minutes))
        for minutes in lock.MINUTES
    ]  # fmt: skip
    return card([chips(options)], title=words("lock.after"), key="lock-after")


@part
def NewPin() -> ft.Control:
    """A PIN, twice; to change one, the present one first."""
    journal = use_journal()
    present, set_present = ft.use_state("")
    first, set_first = ft.use_state("")
    second, set_second = ft.use_state("")
    error, set_error = ft.use_state("")
    is_on = door.held(journal) is not None

    async def keep(_: object) -> None:
        if wrong := _wrong(first, second):
            set_error(wrong)
            return
        match await door.set_pin(journal, first, present):
            case Refused(sentence):
                set_error(sentence)
            case Done.DONE:
                _clear(set_error, set_present, set_first, set_second)

    name = words("lock.new_button" if is_on else "lock.set_button")
    return card(
        [
            *([pin_field(words("lock.present_pin"), present, set_present)] if is_on else []),
            pin_field(words("lock.new_pin"), first, set_first),
            pin_field(words("lock.again"), second, set_second),
            *_said(error),
            ft.Row([buttons.primary(name, keep, expand=True)]),
        ],
        title=words("lock.new_title" if is_on else "lock.set_title"), key="new-pin",
    )  # fmt: skip


def _wrong(first: str, second: str) -> str:
    if not lock.is_good_pin(first):
        return words("lock.digits")
    return "" if first == second else words("lock.differ")


def _clear(*fields: Callable[[str], None]) -> None:
    for set_value in fields:
        set_value("")


def _said(error: str) -> list[ft.Control]:
    said = ft.Semantics(live_region=True, content=text.body(error, theme.ALERT, bold=True))
    return [said] if error else []


@part
def TurnOff() -> ft.Control:
    """Taking the lock off, with the PIN."""
    journal = use_journal()
    pin, set_pin = ft.use_state("")
    error, set_error = ft.use_state("")

    async def off(_: object) -> None:
        tried = await door.turn_off(journal, pin)
        set_error(tried.sentence if isinstance(tried, Refused) else "")
        set_pin("")

    return card(
        [
            pin_field(words("lock.present_pin"), pin, set_pin),
            *_said(error),
            ft.Row([buttons.outline(words("lock.off_button"), off, expand=True)]),
        ],
        title=words("lock.off_button"), key="lock-off",
    )  # fmt: skip
