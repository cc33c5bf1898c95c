"""An optional passphrase for a file that is about to be saved."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.parts import text
from app.parts.field import field
from app.parts.switch_row import switch_row
from models.sealed import is_available, is_long_enough
from models.words import words


def secret_field(
    label: str, value: str, on_type: Callable[[str], object], **more: Any
) -> ft.Control:
    """A field whose letters are hidden until the user wants to see them."""
    return field(label, value, on_type=on_type, is_secret=True, **more)


def use_passphrase() -> tuple[list[ft.Control], Callable[[], str | None]]:
    """The controls for a passphrase, and what gives it when the file is made.

    That is empty when none is wanted, and None when what was typed will not do, which the
    controls then say.
    """
    is_on, set_on = ft.use_state(False)
    first, set_first = ft.use_state("")
    second, set_second = ft.use_state("")
    error, set_error = ft.use_state("")

    def chosen() -> str | None:
        wrong = _wrong(first, second) if is_on else ""
        set_error(wrong)
        return None if wrong else (first if is_on else "")

    if not is_available():
        return [text.small(words("data.no_passphrase"))], lambda: ""
    switch = switch_row(
        words("data.with_passphrase"), is_on=is_on, on_click=lambda _: set_on(not is_on),
        under=words("data.with_passphrase_more"),
    )  # fmt: skip
    if not is_on:
        return [switch], chosen
    fields = [
        secret_field(words("data.passphrase"), first, set_first, error=error),
        secret_field(words("data.passphrase_again"), second, set_second),
    ]
    return [switch, *fields], chosen


def _wrong(first: str, second: str) -> str:
    if not is_long_enough(first):
        return words("data.passphrase_short")
    return "" if first == second else words("data.passphrases_differ")
