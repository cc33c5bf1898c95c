"""Signs that need someone soon: a list under what to do, never worked out."""

from collections.abc import Sequence
from itertools import groupby

import flet as ft

from app import theme
from app.parts import text
from app.parts.card import row, rows
from app.parts.notice import INK, alert_box
from app.parts.provenance import provenance
from models import content
from models.words import words


def red_flag_list(*, with_sources: bool = False) -> list[ft.Control]:
    """Every sign, the most urgent first, each group under its own heading."""
    found: list[ft.Control] = []
    for action, flags in groupby(content.red_flags(), key=lambda flag: flag.action):
        found.append(text.section(words(f"help.action_{action}")))
        found.append(rows([_sign(flag, with_sources) for flag in flags]))
    return found


def flag_box(flags: Sequence[content.RedFlag]) -> ft.Control:
    """The signs that belong to what was logged, each with what to do; before any tip."""
    lines = [
        ft.Column(
            [text.body(flag.text, INK), text.body(flag.action_text, INK, bold=True)], spacing=2
        )
        for flag in flags
    ]
    return alert_box([text.heading(words("care.flags_title"), INK), *lines], key="flags")


def _sign(flag: content.RedFlag, with_source: bool) -> ft.Control:
    glyph = getattr(ft.Icons, flag.icon.upper())
    line = row(flag.text, icon=glyph, icon_color=theme.ALERT, under=flag.action_text)
    if not with_source:
        return line
    source = ft.Container(
        provenance(flag.source, flag.checked_on), padding=ft.Padding(left=38, bottom=12)
    )
    return ft.Column([line, source], spacing=0)
