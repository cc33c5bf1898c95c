"""What was typed in a form that was left without Save or Cancel: it is there when one comes back.

It is kept in the journal's file (app.actions.drafts), behind the lock like the rest.
"""

import zlib
from collections.abc import Callable
from typing import TypeVar

import flet as ft

from app.actions import drafts
from app.journal import Journal, use_journal
from app.parts.contact_form import TypedContact
from app.parts.typed import Typed
from models.records import Contact

T = TypeVar("T")


def use_draft(key: str, first: T) -> tuple[T, Callable[[T | Callable[[T], T]], None]]:
    """Like `ft.use_state` for what is typed; `key` begins with the name of its form."""
    journal = use_journal()
    value, set_value = ft.use_state(_kept(journal, key, first))

    def put(new: T | Callable[[T], T]) -> None:
        chosen = new(_kept(journal, key, first)) if callable(new) else new
        drafts.put(journal, key, chosen, first)
        set_value(chosen)

    return value, put


def _kept(journal: Journal, key: str, first: T) -> T:
    """The draft, unless a damaged file gives another kind of value than the field has."""
    kept = journal.half_written.drafts.get(key, first)
    is_fit = first is None or kept is None or isinstance(kept, type(first))
    if isinstance(first, dict) and isinstance(kept, dict):
        is_fit = kept.keys() >= first.keys()
    return kept if is_fit else first


def use_typed_draft(key: str, text: str = "") -> Typed:
    """As `use_typed`: what stands in a field, which nothing is drawn again for."""
    journal = use_journal()
    typed, _ = ft.use_state(_typed(journal, key, text))
    return typed


def _typed(journal: Journal, key: str, text: str) -> Typed:
    return Typed(_kept(journal, key, text), lambda said: drafts.put(journal, key, said, text))


def use_opened(kind: str) -> tuple[str, Callable[[str], None]]:
    """Which form of a list is open: at first the one in which something was typed, or none.

    Drafts of its forms are called `kind`, a space, and the name of the form.
    """
    kept = use_journal().half_written.drafts
    begun = [key.split(" ")[1] for key in kept if key.startswith(f"{kind} ")]
    return ft.use_state(begun[0] if begun else "")


def use_open(form: str) -> tuple[bool, Callable[[bool], None]]:
    """Whether a form is open: at first if something was typed in it."""
    kept = use_journal().half_written.drafts
    return ft.use_state(any(key.startswith(form) for key in kept))


def use_seen(form: str, value: T) -> T:
    """What a form was filled from when its typing began: another window may change it meanwhile."""
    half = use_journal().half_written
    is_begun = any(key.startswith(form) for key in half.drafts)
    kept: T = half.seen.get(form, value) if is_begun else value
    first, _ = ft.use_state(kept)
    half.seen[form] = first
    return first


def use_forget(form: str) -> Callable[[], None]:
    """Gives what forgets the drafts of a form: after Save, Cancel or Delete."""
    journal = use_journal()
    return lambda: drafts.forget(journal, form)


def use_leaving(form: str, on_done: Callable[[], object]) -> Callable[..., None]:
    """Gives what leaves a form: its drafts are forgotten, then `on_done` is called."""
    journal = use_journal()

    def leave(_: object = None) -> None:
        drafts.forget(journal, form)
        on_done()

    return leave


def contact_form(role: str, contact: Contact) -> str:
    """The name of the form for a person to call, as they are kept now.

    Once they are kept otherwise, by Welcome or by an import, what was typed before is over.
    """
    return f"contact {role} {zlib.crc32(repr(contact).encode()):x} "


def contact_draft(
    journal: Journal, role: str, contact: Contact
) -> tuple[TypedContact, Callable[[], None]]:
    """What is typed of a person to call, at first as they are kept; and what forgets it."""
    form = contact_form(role, contact)
    name, phone, email = (
        _typed(journal, f"{form}{field}", getattr(contact, field))
        for field in ("name", "phone", "email")
    )
    return TypedContact(name, phone, email), lambda: drafts.forget(journal, f"contact {role} ")
