"""What was typed in a form that was left without Save or Cancel: it is there when one comes back.

It is held in memory only, behind the lock like the rest, and ends with the app.
"""

from collections.abc import Callable
from typing import TypeVar

import flet as ft

from app.journal import Journal, use_journal
from app.parts.contact_form import TypedContact
from models.records import Contact

T = TypeVar("T")


def use_draft(key: str, first: T) -> tuple[T, Callable[[T | Callable[[T], T]], None]]:
    """Like `ft.use_state` for what is typed; `key` begins with the name of its form."""
    drafts = use_journal().half_written.drafts
    value, set_value = ft.use_state(drafts.get(key, first))

    def put(new: T | Callable[[T], T]) -> None:
        drafts[key] = new(drafts.get(key, first)) if callable(new) else new
        set_value(drafts[key])

    return value, put


def use_forget(form: str) -> Callable[[], None]:
    """Gives what forgets the drafts of a form: after Save, Cancel or Delete."""
    journal = use_journal()
    return lambda: _forget(journal, form)


def _forget(journal: Journal, form: str) -> None:
    drafts = journal.half_written.drafts
    for key in [key for key in drafts if key.startswith(form)]:
        del drafts[key]


def contact_draft(
    journal: Journal, role: str, contact: Contact
) -> tuple[TypedContact, Callable[[], None]]:
    """What is typed of a person to call, at first as they are kept; and what forgets it.

    Once they are kept otherwise, by Welcome or by an import, what was typed before is over.
    """
    form = f"contact {role} "
    drafts = journal.half_written.drafts
    typed: TypedContact = drafts.setdefault(f"{form}{contact}", TypedContact.of(contact))
    return typed, lambda: _forget(journal, form)
