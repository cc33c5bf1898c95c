"""Answer mood notices, the safety question and the two-week check."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from app import copies
from app.gate import action
from app.journal import Journal
from app.outcome import DONE, Outcome
from models import dates, tables
from models.mood_path import notice_draft, safety_draft
from models.notices import (
    CONTACTED,
    MUTE_DAYS,
    REMIND_24H,
    SEEN,
    THEY_KNOW,
    Notice,
    answered,
)
from models.rows import Erase, Write, edit
from models.words import words

KEEPS_SAFETY_ANSWERS = "keeps_safety_answers"


@action
async def answer(
    journal: Journal, notices: Sequence[Notice], said: str, on: date | None = None, reason: str = ""
) -> Outcome:
    """Give one answer to all the notices that stand; a contact is also kept as a talk.

    `on` is the day of the contact or the appointment. The same answer given again, with a day
    or a reason, replaces the first. Undo takes the answer back, and the talk with it.
    """
    today, now = journal.facts.today, journal.now()
    drafts: list[Write] = []
    present = {notice.id: notice for notice in journal.facts.mood_path.notices}
    meant = [present.get(notice.id, notice) for notice in notices]  # with the evidence of now
    for notice in answered(meant, said, today, now, on):
        values = notice_draft(notice).model_dump() | {"reason": reason}
        drafts.append(tables.NoticeDraft.model_validate(values))
    if said == CONTACTED:
        # Not by the notice's name, which tells the rule: that would give a safety answer away.
        talk = f"about-{notices[0].fired_at:%Y%m%dT%H%M%S}"
        drafts.append(edit(tables.ProviderContactDraft(id=talk, on_date=on or today, about="mood")))
    thanks = _thanks(said, today)
    return await journal.change(*drafts, said=thanks, can_undo=bool(thanks))


def _thanks(said: str, today: date) -> str:
    if said == REMIND_24H:
        return words("notice.remind_set")
    if said == THEY_KNOW:
        until = dates.short(today + timedelta(days=MUTE_DAYS))
        return words("notice.they_know_until", date=until)
    return "" if said == SEEN else words("notice.answered")


@action
async def leave_full_screen(journal: Journal, said: str) -> Outcome:
    """Leave the screen of level 3 in one of its three ways; none of them closes the notice."""
    urgent = [notice for notice in journal.facts.mood_path.standing.notices if notice.level == 3]
    drafts = answered(urgent, said, journal.facts.today, journal.now())
    return await journal.change(*(notice_draft(notice) for notice in drafts))


def keeps_safety_answers(journal: Journal) -> bool:
    """Whether the answers to the safety question may stay in the journal; they may at first."""
    return bool(journal.facts.setup.settings.get(KEEPS_SAFETY_ANSWERS, True))


@action
async def answer_safety_question(journal: Journal, said: str) -> Outcome:
    """Keep the answer (yes, no or rather_not), let the rules see it, and tell nobody.

    Who does not want these answers kept has them for the day, so that the notice works and
    nothing is asked twice; `forget_safety_answers` takes them away when the day is over.
    """
    given = safety_draft(journal.facts.mood_path, said, journal.facts.today, journal.now())
    return await journal.change(given, said=words("check.safety.after_no") if said == "no" else "")


@action
async def choose_to_keep_safety_answers(journal: Journal, keeps: bool) -> Outcome:
    """Let the answers stay, or have them forgotten: those of earlier days at once."""
    forgetting = [] if keeps else _forgetting(journal)
    return await journal.change(
        tables.SettingDraft(key=KEEPS_SAFETY_ANSWERS, value=json.dumps(keeps)), *forgetting
    )


@action
async def forget_safety_answers(journal: Journal) -> Outcome:
    """Forget the answers of days before today, if the user does not want them kept.

    A notice that followed from one stays, with what was done about it.
    """
    if not keeps_safety_answers(journal) and (forgetting := _forgetting(journal)):
        return await journal.change(*forgetting)
    return DONE


def _forgetting(journal: Journal) -> list[tables.Draft | Erase]:
    """A deleted row stays behind as a mark for other copies of the journal, so what it said
    is written over first: "rather not say", whatever the answer was. The copies on this device
    come first, as which answers they were is known only as long as the journal holds them.
    """
    earlier = [
        (given.given_at, given.on)
        for given in journal.facts.mood_path.record.safety_answers
        if given.on < journal.facts.today
    ]
    if earlier:
        copies.forget_answers(journal.store, [moment for moment, _ in earlier])
    changes: list[tables.Draft | Erase] = []
    for moment, on in earlier:
        changes.append(tables.SafetyAnswerDraft(given_at=moment, on_date=on, answer="rather_not"))
        changes.append(Erase(tables.SafetyAnswer, (moment,)))
    return changes


@action
async def finish_check(journal: Journal, answers: dict[str, str | int]) -> Outcome:
    """Keep a two-week check. `answers` has a value for each field of MoodCheckDraft."""
    draft = tables.MoodCheckDraft.model_validate({"on_date": journal.facts.today} | answers)
    return await journal.change(draft, said=words("check.thanks"))
