"""Care tips: what was logged with what to do about it, and every tip with its source."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft

from app import theme
from app.parts import text
from app.parts.card import card
from app.parts.provenance import provenance
from app.parts.red_flags import flag_box
from app.parts.tappable import as_button
from models.content import RedFlag, Tip
from models.words import words


def badge(word: str, level: int) -> ft.Control:
    """How strong it is today, as a word on its colour."""
    said = ft.Text(
        word, size=theme.Size.SMALL, color=theme.ON_LEVELS[level], weight=ft.FontWeight.W_600
    )
    return ft.Container(
        said, bgcolor=theme.LEVELS[level], border_radius=10,
        padding=ft.Padding(left=10, right=10, top=3, bottom=3),
    )  # fmt: skip


def logged_card(
    name: str,
    glyph: ft.IconData,
    mark: ft.Control,
    tips: Sequence[Tip],
    on_open: Callable[..., Any],
    flags: Sequence[RedFlag] = (),
) -> ft.Control:
    """One thing logged today: its red flags, then its first tips, the article's if it has any.

    A tap on the tips opens all of them.
    """
    first_tips = [tip for tip in tips if tip.origin == tips[0].origin][:2]
    first = [text.body(tip.text) for tip in first_tips]
    if not tips and not flags:
        first = [text.body(words("care.no_tip"))]
    head: list[ft.Control] = [
        ft.Icon(glyph, color=theme.PRIMARY, size=24),
        ft.Row([text.heading(name), mark], wrap=True, spacing=10, run_spacing=4, expand=True),
    ]
    if tips:
        head.append(ft.Icon(ft.Icons.CHEVRON_RIGHT, color=theme.TEXT_2, size=22))
    more = [words(_ORIGINS[tips[0].origin]), words("care.read_more")] if tips else []
    origin = [text.small(words("care.join").join(more))] if tips else []
    warning = [flag_box(flags)] if flags else []
    inside = card([ft.Row(head, spacing=12), *warning, ft.Column([*first, *origin], spacing=6)])
    if not tips:
        return inside
    return as_button(inside, on_open)


_ORIGINS = {"article": "care.from_article", "added": "care.added"}


def tip_text(tip: Tip) -> ft.Control:
    """A tip in full: what to do, the sentence after it, where it is from."""
    lines: list[ft.Control] = [text.body(tip.text, bold=True)]
    if tip.more:
        lines.append(text.body(tip.more))
    lines += (
        [text.small(words("care.for_levels", levels=levels))] if (levels := _levels(tip)) else []
    )
    return ft.Column(
        [*lines, provenance(tip.source, tip.checked_on, tip.origin, tip.also)], spacing=4
    )


def _levels(tip: Tip) -> str:
    """Which levels it is for, when it is not for all of them."""
    if not tip.levels or set(tip.levels) >= {1, 2, 3, 4} or set(tip.levels) == {1}:
        return ""
    return words("care.levels_join").join(words(f"common.level_{each}") for each in tip.levels)
