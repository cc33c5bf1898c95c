"""What was typed in a form that was left without Save or Cancel: it is there when one comes back.

It is held in memory only, behind the lock like the rest, and ends with the app.
"""

from collections.abc import Callable

import flet as ft

from app.journal import use_journal


def use_draft(key: str, text: str) -> tuple[str, Callable[[str], None]]:
    """Like `ft.use_state` for the text of one field; `key` begins with the name of its form."""
    drafts = use_journal().half_written.drafts
    value, set_value = ft.use_state(drafts.get(key, text))

    def put(typed: str) -> None:
        drafts[key] = typed
        set_value(typed)

    return value, put


def use_forget(form: str) -> Callable[[], None]:
    """Gives what forgets the drafts of a form: after Save, Cancel or Delete."""
    drafts = use_journal().half_written.drafts

    def forget() -> None:
        for key in [key for key in drafts if key.startswith(form)]:
            del drafts[key]

    return forget
