"""The date of a form that is about today unless the user says otherwise."""

from collections.abc import Callable
from datetime import date

import flet as ft

from app.journal import use_journal
from app.screens.drafts import use_draft


def use_date(
    first: date | None, draft: str = ""
) -> tuple[date, Callable[[date | None], None], Callable[[], date]]:
    """The date to show, what keeps the one chosen, and what gives the one to write.

    While none is chosen it is today's, also if a day begins while the form is open. `draft`
    names the draft that outlives the form.
    """
    journal = use_journal()
    state = use_draft(draft, first) if draft else ft.use_state(first)
    chosen, set_chosen = state

    def choose(day: date | None) -> None:
        set_chosen(day or chosen)

    def wanted() -> date:
        journal.look_at_clock()
        return chosen or journal.facts.today

    return chosen or journal.facts.today, choose, wanted
