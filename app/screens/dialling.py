"""Whether this device dials by itself; where it may not, numbers stand large and can be copied."""

from collections.abc import Callable

import flet as ft

from app import device
from app.journal import Journal
from models.words import words


def says_copied(journal: Journal) -> Callable[..., None]:
    """What follows on Copy."""
    return lambda _: journal.say(words("help.copied"))


def on_copied(journal: Journal) -> Callable[..., None] | None:
    """The same where dialling may fail; None where the device surely dials."""
    return None if device.can_dial(ft.context.page) else says_copied(journal)
