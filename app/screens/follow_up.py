"""What may be added to an answer that is already kept: a day, or a reason."""

from collections.abc import Callable, Sequence
from datetime import date

import flet as ft

from app.actions import drafts, mood
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.guard import part
from app.screens.drafts import use_draft, use_leaving, use_typed_draft
from models.notices import APPOINTMENT, CONTACTED, NOT_A_CHANGE, Notice
from models.words import words

FOLLOWED_UP = (CONTACTED, APPOINTMENT, NOT_A_CHANGE)
"""The answers that something may be added to."""


ABOUT = "follow_up about"
"""The draft that says which answer something is being added to."""


def begun(journal: Journal) -> tuple[str, tuple[Notice, ...]]:
    """The answer that something was being added to when the app ended, and its notices."""
    match journal.half_written.drafts.get(ABOUT):
        case {"said": str(said), "ids": list(ids)}:
            found = tuple(n for n in journal.facts.mood_path.notices if n.id in ids)
            return (said, found) if found else ("", ())
    return ("", ())


@part
def FollowUp(said: str, about: Sequence[Notice], on_done: Callable[[], None]) -> ft.Control:
    """Ask for the day or the reason once; leaving it empty is as good."""
    journal = use_journal()
    today = journal.facts.today
    no_day: date | None = None
    ids = [notice.id for notice in about]
    on, set_on = use_draft("follow_up on", no_day)
    reason = use_typed_draft("follow_up reason")
    leave = use_leaving("follow_up ", on_done)

    def chosen(day: date | None) -> None:
        drafts.put(journal, ABOUT, {"said": said, "ids": ids})
        set_on(day)

    def typed(text: str) -> None:
        drafts.put(journal, ABOUT, {"said": said, "ids": ids})
        reason.keep(text)

    async def keep(_: object) -> None:
        has_more = on is not None or bool(reason.stripped)
        if has_more and await mood.answer(journal, about, said, on, reason.stripped) is not DONE:
            return
        leave()

    if said == CONTACTED:
        asked = DateField(words("notice.contacted_on"), on or today, chosen, last=today)
    elif said == APPOINTMENT:
        asked = DateField(words("notice.appointment_on"), on, chosen, first=today)
    else:
        asked = field(words("notice.reason_optional"), reason.text, on_type=typed, longest=500)
    return card(
        [
            ft.Row([ft.Container(asked, expand=True)]),
            ft.Row(
                [
                    buttons.soft(words("common.save"), keep, expand=True),
                    buttons.outline(words("common.close"), leave, expand=True),
                ],
                spacing=10,
            ),
        ],
        key="follow-up",
    )
