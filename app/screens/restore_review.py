"""A journal from a file: what it holds and how it differs, then replace or merge, or neither."""

from collections.abc import Awaitable, Callable
from typing import Any

import flet as ft

from app.actions import bring_in
from app.actions.bring_in import Found
from app.journal import Journal, use_journal
from app.outcome import DONE, Outcome
from app.parts import buttons, text
from app.parts.card import card
from app.parts.guard import part
from models import found as describe
from models.words import words

SHOWN = 20


@part
def RestoreReview(found: Found, on_done: Callable[[None], None]) -> ft.Control:
    """The file described; nothing has happened yet."""
    journal = use_journal()

    def doing_it(
        work: Callable[[Journal, Found], Awaitable[Outcome]],
    ) -> Callable[..., Awaitable[None]]:
        async def chosen(_: object) -> None:
            if await work(journal, found) is DONE:
                on_done(None)

        return chosen

    differs = found.difference
    merge, replace = doing_it(bring_in.merge_with), doing_it(bring_in.replace_with)
    return ft.Column(
        [
            _description(found),
            *([_merging(found, merge)] if differs.rows_to_take else []),
            *([Conflicts(found)] if differs.conflicts else []),
            *([_replacing(replace)] if not _is_same(found) else []),
            ft.Row([buttons.outline(words("common.cancel"), lambda _: on_done(None),
                                    expand=True)]),
        ],
        spacing=14, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _is_same(found: Found) -> bool:
    """Whether it makes no difference which of the two journals is here."""
    return found.difference.is_same and found.facts.is_sample == found.mine.is_sample


def _differences(found: Found) -> list[str]:
    is_only_kind = found.difference.is_same and not _is_same(found)
    return [] if is_only_kind else describe.differences(found.difference)


def _description(found: Found) -> ft.Control:
    newer = describe.newer(found.facts, found.mine)
    return card(
        [
            text.small(words("data.file", name=found.name)),
            text.body(describe.held(found.facts), bold=True),
            *(text.body(each) for each in describe.kind(found.facts)),
            *([text.body(newer)] if newer else []),
            *(text.body(each) for each in _differences(found)),
            text.small(words("data.mine", held=describe.held(found.mine))),
        ],
        title=words("data.review"), key="found",
    )  # fmt: skip


def _merging(found: Found, on_click: Callable[..., Any]) -> ft.Control:
    return card(
        [
            text.body(describe.would_merge(found.difference)),
            text.small(words("data.merge_more")),
            ft.Row([buttons.primary(words("data.merge"), on_click, expand=True)]),
        ],
        title=words("data.merge"), key="merge",
    )  # fmt: skip


def _replacing(on_click: Callable[..., Any]) -> ft.Control:
    return card(
        [
            text.small(words("data.replace_more")),
            ft.Row([buttons.outline(words("data.replace"), on_click, expand=True)]),
        ],
        title=words("data.replace"), key="replace",
    )  # fmt: skip


@part
def Conflicts(found: Found) -> ft.Control:
    """The entries that both have with other content, folded away at first."""
    journal = use_journal()
    is_open, set_open = ft.use_state(False)
    conflicts = found.difference.conflicts
    fold = words("data.hide_conflicts" if is_open else "data.show_conflicts")
    lines: list[ft.Control] = []
    if is_open:
        lines = [
            text.small(describe.conflict(each, journal.facts.name_of)) for each in conflicts[:SHOWN]
        ]
        if len(conflicts) > SHOWN:
            lines.append(text.small(words("data.more_conflicts", count=len(conflicts) - SHOWN)))
    return card([buttons.link(fold, lambda _: set_open(not is_open)), *lines], key="conflicts")
