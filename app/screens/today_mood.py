"""Today, the mood: asked each day, never copied, with the article's sentence under it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.actions import day as write
from app.actions import mood as mood_path
from app.day_on_screen import on_day
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips, line_up, mood_option
from app.parts.drawn import use_drawn, use_parts
from app.parts.guard import part
from app.parts.notice import lowest_card
from app.parts.saved import saved_mark
from app.parts.space import Space, use_space
from app.screens.dialling import on_copied
from models import records
from models.moods import LOW
from models.scales import MOOD_TAGS, MOODS
from models.words import words


@part
def Mood() -> ft.Control:
    """The mood, asked each day, with the article's sentence under it."""
    journal, space, drawn, parts = use_journal(), use_space(), use_drawn(), use_parts()
    is_open, set_open = ft.use_state(False)
    on_open = ft.use_callback(lambda _: set_open(True), [])
    mood = journal.facts.day.mood
    level = mood.level if mood else None
    faces = [drawn(f"face-{each}", _face, journal, each, each == level, space) for each in MOODS]
    inside = [
        drawn("faces", line_up, tuple(faces), space),
        drawn("lead", text.with_bold, words("today.mood_sentence")),
        drawn("changed", _what_changed, journal, mood, is_open, on_open),
    ]
    is_marked = journal.is_kept and journal.facts.day.written_on is not None
    shown = [drawn("card", _card, is_marked, *inside), *_lowest(journal, space)]
    return parts("mood", _column, *shown)


def _card(is_marked: bool, *inside: ft.Control) -> ft.Control:
    return card(inside, title=words("common.mood"), trailing=saved_mark(is_shown=is_marked))


def _column(*shown: ft.Control) -> ft.Control:
    return ft.Column(list(shown), spacing=14)


def _face(journal: Journal, level: int, is_chosen: bool, space: Space) -> ft.Control:
    return mood_option(level, is_chosen, on_day(journal, write.choose_mood, level), space)


def _what_changed(
    journal: Journal, said: records.Mood | None, is_open: bool, on_open: Callable[..., Any]
) -> ft.Control:
    """Words for what changed. That the mood changed can always be said; the rest opens up."""
    mood = said or records.Mood(None)
    is_low = mood.level is not None and mood.level <= LOW
    if not (is_open or is_low or mood.tags or mood.stopped_me):
        more = buttons.link(words("today.what_changed_more"), on_open)
        return chips([_tag(journal, "mood_changed", mood), more])
    stopped = chip(
        words("today.mood_stopped"), selected=mood.stopped_me,
        on_click=on_day(journal, write.toggle_mood_stopped),
    )  # fmt: skip
    tags = [*(_tag(journal, tag, mood) for tag in MOOD_TAGS), stopped]
    return ft.Column([text.label(words("today.what_changed")), chips(tags)], spacing=12)


def _tag(journal: Journal, tag: str, mood: records.Mood) -> ft.Control:
    return chip(
        words(f"common.tag_{tag}"), selected=tag in mood.tags,
        on_click=on_day(journal, write.toggle_tag, tag),
    )  # fmt: skip


def _lowest(journal: Journal, space: Space) -> list[ft.Control]:
    """The L1 card under the entry."""
    standing = journal.facts.mood_path.standing
    cards = [notice for notice in standing.notices if notice.level == 1]
    if not cards or standing.level != 1:
        return []
    page = ft.context.page

    async def answered(code: str) -> None:
        await mood_path.answer(journal, cards, code)

    def get_help(_: object) -> None:
        page.navigate("/help")

    return [
        lowest_card(
            journal.facts.setup.provider, space,
            on_help=get_help, on_answer=answered, on_copied=on_copied(journal),
        )
    ]  # fmt: skip
