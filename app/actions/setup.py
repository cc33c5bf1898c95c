"""Set the journal up: welcome, people, course start, effects, choices, the sample."""

import json
from dataclasses import asdict
from datetime import date, time
from typing import Any
from uuid import uuid4

from app.gate import action
from app.journal import Journal
from app.outcome import DONE, Outcome, Refused
from models import demo, records, tables
from models.rows import Change, Edit, edit
from models.whole import Rows
from models.words import words


@action
async def choose(journal: Journal, /, **settings: Any) -> Outcome:
    """Keep choices: the keys are those of the settings table."""
    return await journal.change(
        *(tables.SettingDraft(key=key, value=json.dumps(value)) for key, value in settings.items())
    )


@action
async def finish_welcome(
    journal: Journal, *, provider: str = "", phone: str = "", start_on: date | None = None,
    has_course: bool = False,
) -> Outcome:  # fmt: skip
    """Leave Welcome behind, with whatever was filled in; all of it can be changed later."""
    drafts: list[tables.Draft] = [
        tables.SettingDraft(key="is_welcomed", value="true"),
    ]
    if provider or phone:
        drafts.append(tables.ContactDraft(role="provider", name=provider, phone=phone))
    if has_course:
        drafts.append(tables.CourseDraft(id=uuid4().hex, start_on=start_on))
    return await journal.change(*drafts)


@action
async def keep_contact(
    journal: Journal, role: str, *, name: str, phone: str, email: str = ""
) -> Outcome:
    """Keep whom to call: role "provider" or "trusted"."""
    return await journal.change(tables.ContactDraft(role=role, name=name, phone=phone, email=email))


@action
async def change_contact(
    journal: Journal, seen: records.Contact, wanted: records.Contact
) -> Outcome:
    """Keep what the user changed of a person to call; `seen` is what the form was filled from."""
    before, after = (tables.ContactDraft(**asdict(each)) for each in (seen, wanted))
    return await journal.change(edit(after, before))


@action
async def show_effect(journal: Journal, key: str, is_shown: bool) -> Outcome:
    """Show an effect on Today, or hide it; what was logged stays."""
    return await journal.change(_effect(journal, key, is_shown=is_shown))


@action
async def add_effect(journal: Journal, name: str) -> Outcome:
    """Add an effect of the user's own."""
    if not (name := name.strip()):
        return _nameless(journal)
    last = max((effect.position for effect in journal.facts.setup.effects), default=0)
    draft = tables.EffectDraft(key=f"own_{uuid4().hex[:12]}", name=name, position=last + 1)
    return await journal.change(draft, said=words("today.own_added"))


@action
async def rename_effect(journal: Journal, key: str, name: str) -> Outcome:
    """Call an effect of the user's own something else; what was logged stays with it."""
    if not (name := name.strip()):
        return _nameless(journal)
    return await journal.change(_effect(journal, key, name=name))


def _nameless(journal: Journal) -> Refused:
    journal.say(words("invalid.any"))
    return Refused(words("invalid.any"))


def _effect(journal: Journal, key: str, **changed: object) -> Edit:
    kept = next(each for each in journal.facts.setup.effects if each.key == key)
    seen = tables.EffectDraft.model_validate(asdict(kept))
    return edit(tables.EffectDraft.model_validate(asdict(kept) | changed), seen)


@action
async def choose_cutoff(journal: Journal, hour: int) -> Outcome:
    """Let the day end at `hour`, 0 to 6; which day it is now may change with it."""
    chosen = tables.SettingDraft(key="cutoff", value=json.dumps(time(hour).isoformat()))
    kept = await journal.change(chosen)
    journal.refresh()
    return kept


@action
async def load_sample(journal: Journal) -> Outcome:
    """Fill the empty journal with a sample course, marked as such."""

    def fill() -> Change:
        demo.fill_demo(journal.store, today=journal.facts.today)
        return Change(())

    filled = await journal.attempt(fill)
    if filled is DONE:
        journal.refresh()
    return filled


@action
async def remove_sample(journal: Journal) -> Outcome:
    """Take the sample away again, and nothing that the user wrote; it can be undone."""
    removed: list[Rows] = []

    def clear() -> None:
        removed.append(demo.clear(journal.file))

    def bring_back() -> None:
        demo.put_back(journal.file, removed[-1])

    return await journal.attempt(clear, words("app.sample_removed"), way_back=bring_back)
