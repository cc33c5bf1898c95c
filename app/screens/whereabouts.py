"""The countries whose numbers are shown: where the user travels, and home."""

import flet as ft

from app import device
from app.journal import use_journal
from models.helplines import Country, country

TRAVELLING_IN = "travelling_in"
"""The setting with the code of the country the user travels in; empty at home."""


def places() -> tuple[Country, ...]:
    """Where the user is, first, and home second while they travel; inside a component.

    Home is the user's choice, else the region of the device.
    """
    setup = use_journal().facts.setup
    home = country(setup.country or device.region(ft.context.page))
    code = str(setup.settings.get(TRAVELLING_IN, ""))
    away = country(code)
    return (away, home) if code and away.code != home.code else (home,)
