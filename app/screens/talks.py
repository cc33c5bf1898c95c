"""Every time the provider was told something: when, how, about what."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from app import theme
from app.actions import clinic as write
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card, rows
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import add_row, empty, form_ends, one_of, opening
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.screens.clinic_view import day_of, page_header, use_clinic
from app.screens.drafts import use_draft, use_forget, use_opened, use_seen
from app.screens.form_date import use_date
from models.records import ProviderContact
from models.words import words

NEW = "new"
NOTE_LIMIT = 20_000
HOW = {
    "phone": "visits.how_phone", "message": "visits.how_message", "visit": "visits.how_visit",
    "email": "visits.how_email",
}  # fmt: skip
ABOUT = {
    "mood": "visits.about_mood", "pregnancy": "visits.about_pregnancy",
    "other": "visits.about_other",
}  # fmt: skip


@part
def Talks() -> ft.Control:
    """The page, and the form that adds a talk."""
    space, clinic = use_space(), use_clinic()
    today = use_journal().facts.today
    editing, set_editing = use_opened("talk")
    top = [page_header(words("visits.talks"))]
    if clinic is None:
        return sheet(top, [], space)

    def close() -> None:
        set_editing("")

    cards: list[ft.Control] = [text.body(words("visits.talks_lead"), theme.TEXT_2)]
    if editing == NEW:
        cards.append(TalkForm.keyed(NEW, None, close))
    else:
        cards.append(rows([add_row(words("visits.add_talk"), opening(set_editing, NEW))]))
    for talk in reversed(clinic.talks):
        if editing == talk.id:
            cards.append(TalkForm.keyed(talk.id, talk, close))
        else:
            cards.append(_talk(talk, today, opening(set_editing, talk.id)))
    if not clinic.talks and editing != NEW:
        cards.append(empty(words("visits.no_talks")))
    return sheet(top, cards, space, key="talks")


def _talk(talk: ProviderContact, today: date, on_edit: Callable[..., Any]) -> ft.Control:
    keys = [HOW.get(talk.how), ABOUT.get(talk.about)]
    said = words("visits.comma_join").join(words(key) for key in keys if key)
    inside: list[ft.Control] = [text.small(said)]
    if talk.note:
        inside.append(text.body(talk.note))
    edit = buttons.icon(ft.Icons.EDIT, words("visits.edit_talk"), on_edit)
    return card(inside, title=day_of(talk.on, today), trailing=edit)


@part
def TalkForm(talk: ProviderContact | None, on_done: Callable[[], None]) -> ft.Control:
    """One talk; a new one about mood also answers the notices that stand."""
    journal = use_journal()
    today = journal.facts.today
    form = f"talk {talk.id if talk else NEW} "
    on, choose, wanted = use_date(talk.on if talk else None, f"{form}on")
    how, set_how = use_draft(f"{form}how", talk.how if talk else "phone")
    about, set_about = use_draft(f"{form}about", talk.about if talk else "mood")
    seen = use_seen(form, talk)
    note, set_note = use_draft(f"{form}note", talk.note if talk else "")
    forget = use_forget(form)

    def leave(_: object = None) -> None:
        forget()
        on_done()

    async def keep(_: object) -> None:
        talk_id = talk.id if talk else ""
        typed_in = ProviderContact(talk_id, wanted(), how, about, note)
        if await write.record_talk(journal, typed_in, seen) is DONE:
            leave()

    async def remove(_: object) -> None:
        if talk is not None and await write.remove_talk(journal, talk) is DONE:
            leave()

    return card(
        [
            DateField(words("visits.date"), on, choose, last=today),
            one_of(words("visits.how"), [(key, words(word)) for key, word in HOW.items()], how,
                   set_how),
            one_of(words("visits.about"), [(key, words(word)) for key, word in ABOUT.items()],
                   about, set_about),
            field(words("visits.talk_note"), note, on_type=set_note, lines=2, longest=NOTE_LIMIT),
            form_ends(keep, leave, remove if talk else None),
        ]
    )  # fmt: skip
