"""The provider and someone the user trusts: to call, to write to, to fill in."""

from collections.abc import Callable

import flet as ft

from app.actions import setup
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts.contact_form import ContactForm
from app.parts.guard import part
from app.parts.person import provider_card, trusted_card
from app.parts.space import use_space
from app.screens.dialling import on_copied
from app.screens.drafts import contact_draft, contact_form, use_open
from models.records import Contact
from models.words import words


@part
def Provider() -> ft.Control:
    """The provider; without one, the form to add them stands right there."""
    journal, space = use_journal(), use_space()
    provider = journal.facts.setup.provider
    editing, set_editing = use_open(contact_form("provider", provider))
    is_kept = bool(provider.phone or provider.email)
    form = None
    if editing or not is_kept:
        form = _form(journal, "provider", lambda: set_editing(False), can_cancel=is_kept)
    draft = words("notice.draft.provider_bare")
    return provider_card(
        provider, draft, space, on_edit=lambda _: set_editing(True), form=form,
        on_copied=on_copied(journal),
    )  # fmt: skip


@part
def Trusted() -> ft.Control:
    """Someone the user trusts."""
    journal, space = use_journal(), use_space()
    editing, set_editing = use_open(contact_form("trusted", journal.facts.setup.trusted))
    form = (
        _form(journal, "trusted", lambda: set_editing(False), can_cancel=True) if editing else None
    )
    return trusted_card(
        journal.facts.setup.trusted, words("notice.draft.trusted"), space,
        on_edit=lambda _: set_editing(True), form=form, on_copied=on_copied(journal),
    )  # fmt: skip


def _form(
    journal: Journal, role: str, close: Callable[[], None], *, can_cancel: bool
) -> ft.Control:
    people = journal.facts.setup
    contact = people.provider if role == "provider" else people.trusted
    typed, forget = contact_draft(journal, role, contact)

    def leave(_: object = None) -> None:
        forget()
        close()

    async def keep(**fields: str) -> None:
        if await setup.change_contact(journal, contact, Contact(role, **fields)) is DONE:
            leave()

    return ContactForm.keyed(role, typed, keep, leave if can_cancel else None)
