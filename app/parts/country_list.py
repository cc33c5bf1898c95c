"""Choosing a country, in place."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.guard import doing
from models.helplines import ELSEWHERE, countries, country


def country_list(chosen: str, on_choose: Callable[[str], Any], *, title: str) -> ft.Control:
    """Every country with numbers, and any other; `on_choose(code)` is awaited on a tap."""
    return card(
        [
            chips([
                chip(each.name, selected=each.code == chosen, on_click=doing(on_choose, each.code))
                for each in (*countries(), country(ELSEWHERE))
            ])
        ],
        title=title,
        key="countries",
    )  # fmt: skip
