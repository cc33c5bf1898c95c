"""The countries whose numbers are shown: where the user travels, and home."""

import flet as ft

from app import device
from app.journal import use_journal
from models.helplines import Country, country
from models.words import words

TRAVELLING_IN = "travelling_in"
"""The setting with the code of the country the user travels in; empty at home."""


def places() -> tuple[Country, ...]:
    """Where the user is, first, and home second while they travel; inside a component.

    Home is the user's choice. Until they chose, it is the region of the device's settings; where
    its clock is set to another country's time, they are taken to be there.
    """
    setup = use_journal().facts.setup
    code = str(setup.settings.get(TRAVELLING_IN, ""))
    home, *here = _chosen_or_guessed(setup.country)
    away = country(code) if code else (here or [home])[0]
    return (away, home) if away.code != home.code else (home,)


def guess() -> str:
    """Why a country comes first that the user did not choose, in words; empty if they chose."""
    setup = use_journal().facts.setup
    if setup.settings.get(TRAVELLING_IN):
        return ""
    return reason_of(_chosen_or_guessed(setup.country))


def reason_of(guess: list[Country]) -> str:
    """The same for what `guessed` gave."""
    if len(guess) < 2:
        return ""
    return words("help.by_the_clock", here=guess[1].name, home=guess[0].name)


def guessed(page: ft.Page) -> list[Country]:
    """The country of the device's settings, and that of its clock where that is another one."""
    region, zone = device.region(page), device.zone_country()
    home = country(region or zone)
    here = country(zone) if zone else home
    return [home] if here.code == home.code else [home, here]


def _chosen_or_guessed(chosen: str) -> list[Country]:
    return [country(chosen)] if chosen else guessed(ft.context.page)
