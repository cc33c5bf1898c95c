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
from app.parts.form import add_row, beside, empty, form_ends, one_of, opening
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.screens.clinic_view import day_of, page_header, use_clinic
from app.screens.drafts import use_draft, use_forget, use_opened, use_seen
from app.screens.form_date import use_date
from models import typed
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
    parts = [words(key) for key in keys if key] + ([f"{talk.at:%H:%M}"] if talk.at else [])
    said = words("visits.comma_join").join(parts)
    inside: list[ft.Control] = [text.small(said)]
    if talk.note:
        inside.append(text.body(talk.note))
    edit = buttons.icon(ft.Icons.EDIT, words("visits.edit_talk"), on_edit)
    return card(inside, title=day_of(talk.on, today), trailing=edit)


@part
def TalkForm(talk: ProviderContact | None, on_done: Callable[[], None]) -> ft.Control:
    """One talk; a new one about mood also answers the notices that stand."""
    journal, space = use_journal(), use_space()
    today = journal.facts.today
    form = f"talk {talk.id if talk else NEW} "
    on, choose, wanted = use_date(talk.on if talk else None, f"{form}on")
    how, set_how = use_draft(f"{form}how", talk.how if talk else "phone")
    about, set_about = use_draft(f"{form}about", talk.about if talk else "mood")
    seen = use_seen(form, talk)
    opened_at, _ = ft.use_state(f"{journal.now():%H:%M}")
    said_at = (f"{talk.at:%H:%M}" if talk.at else "") if talk else opened_at
    at, set_at = use_draft(f"{form}at", said_at)
    error, set_error = ft.use_state("")
    note, set_note = use_draft(f"{form}note", talk.note if talk else "")
    forget = use_forget(form)

    def leave(_: object = None) -> None:
        forget()
        on_done()

    def choose_day(day: date | None) -> None:
        if not talk and at == opened_at and day != today:
            set_at("")  # the time of now says nothing about another day
        choose(day)

    async def keep(_: object) -> None:
        talk_id = talk.id if talk else ""
        time_at = typed.clock(at) if at.strip() else None
        set_error(words("invalid.at_time") if at.strip() and time_at is None else "")
        if at.strip() and time_at is None:
            return
        if not talk and at == opened_at and on == today:
            time_at = journal.now().time().replace(second=0, microsecond=0)
        typed_in = ProviderContact(talk_id, wanted(), how, about, note, time_at)
        if await write.record_talk(journal, typed_in, seen) is DONE:
            leave()

    async def remove(_: object) -> None:
        if talk is not None and await write.remove_talk(journal, talk) is DONE:
            leave()

    return card(
        [
            beside(
                [
                    DateField(words("visits.date"), on, choose_day, last=today),
                    field(words("visits.time"), at, on_type=set_at, error=error),
                ],
                space,
            ),
            one_of(words("visits.how"), [(key, words(word)) for key, word in HOW.items()], how,
                   set_how),
            one_of(words("visits.about"), [(key, words(word)) for key, word in ABOUT.items()],
                   about, set_about),
            field(words("visits.talk_note"), note, on_type=set_note, lines=2, longest=NOTE_LIMIT),
            form_ends(keep, leave, remove if talk else None),
        ]
    )  # fmt: skip
