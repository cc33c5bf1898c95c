"""Today, the mood: asked each day, never copied, with the article's sentence under it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app.actions import day as write
from app.actions import mood as mood_path
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips, mood_row
from app.parts.drawn import use_drawn
from app.parts.guard import doing, part
from app.parts.notice import lowest_card
from app.parts.saved import saved_mark
from app.parts.space import Space, use_space
from models import records
from models.moods import LOW
from models.scales import MOOD_TAGS
from models.words import words


@part
def Mood() -> ft.Control:
    """The mood, asked each day, with the article's sentence under it."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    is_open, set_open = ft.use_state(False)
    on_open = ft.use_callback(lambda _: set_open(True), [])
    mood = journal.facts.day.mood
    inside = [
        drawn("faces", _faces, journal, mood.level if mood else None, space),
        drawn("lead", text.lead, words("today.mood_lead"), words("today.mood_rest")),
        drawn("changed", _what_changed, journal, mood, is_open, on_open),
    ]
    shown = [card(inside, title=words("common.mood"), trailing=_mark(journal))]
    return ft.Column([*shown, *_lowest(journal)], spacing=14)


def _faces(journal: Journal, level: int | None, space: Space) -> ft.Control:
    async def choose(chosen: int) -> None:
        await write.choose_mood(journal, chosen)

    return mood_row(level, choose, space)


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
        on_click=doing(write.toggle_mood_stopped, journal),
    )  # fmt: skip
    tags = [*(_tag(journal, tag, mood) for tag in MOOD_TAGS), stopped]
    return ft.Column([text.label(words("today.what_changed")), chips(tags)], spacing=12)


def _tag(journal: Journal, tag: str, mood: records.Mood) -> ft.Control:
    return chip(
        words(f"common.tag_{tag}"), selected=tag in mood.tags,
        on_click=doing(write.toggle_tag, journal, tag),
    )  # fmt: skip


def _lowest(journal: Journal) -> list[ft.Control]:
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
            journal.facts.setup.provider,
            on_help=get_help, on_add=get_help, on_answer=answered,
        )
    ]  # fmt: skip


def _mark(journal: Journal) -> ft.Control:
    return saved_mark(is_kept=journal.is_kept,
                      is_shown=journal.facts.day.written_on is not None)  # fmt: skip
