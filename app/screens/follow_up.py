"""What may be added to an answer that is already kept: a day, or a reason."""

from collections.abc import Callable, Sequence
from datetime import date

import flet as ft

from app.actions import mood
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.guard import part
from app.parts.typed import use_typed
from models.notices import APPOINTMENT, CONTACTED, NOT_A_CHANGE, Notice
from models.words import words

FOLLOWED_UP = (CONTACTED, APPOINTMENT, NOT_A_CHANGE)
"""The answers that something may be added to."""


@part
def FollowUp(said: str, about: Sequence[Notice], on_done: Callable[[], None]) -> ft.Control:
    """Ask for the day or the reason once; leaving it empty is as good."""
    journal = use_journal()
    today = journal.facts.today
    no_day: date | None = None
    on, set_on = ft.use_state(no_day)
    typed = use_typed()

    async def keep(_: object) -> None:
        has_more = on is not None or bool(typed.stripped)
        if has_more and await mood.answer(journal, about, said, on, typed.stripped) is not DONE:
            return
        on_done()

    if said == CONTACTED:
        asked = DateField(words("notice.contacted_on"), on or today, set_on, last=today)
    elif said == APPOINTMENT:
        asked = DateField(words("notice.appointment_on"), on, set_on, first=today)
    else:
        asked = field(words("notice.reason_optional"), typed.text, on_type=typed.keep, longest=500)
    return card(
        [
            ft.Row([ft.Container(asked, expand=True)]),
            ft.Row(
                [
                    buttons.primary(words("common.save"), keep, expand=True),
                    buttons.outline(words("common.close"), lambda _: on_done(), expand=True),
                ],
                spacing=10,
            ),
        ],
        key="follow-up",
    )
