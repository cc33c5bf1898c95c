"""Answer mood notices, the safety question and the two-week check."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from app.journal import Journal, action
from models import tables
from models.mood_path import notice_draft
from models.notices import CONTACTED, REMIND_24H, SEEN, Notice, answered
from models.rows import Erase
from models.words import words

KEEPS_SAFETY_ANSWERS = "keeps_safety_answers"


@action
async def answer(
    journal: Journal, notices: Sequence[Notice], said: str, on: date | None = None, reason: str = ""
) -> None:
    """Give one answer to all the notices that stand; a contact is also kept as a talk.

    `on` is the day of the contact or the appointment.
    """
    today, now = journal.facts.today, journal.now()
    drafts: list[tables.Draft] = []
    for notice in answered(notices, said, today, now, on):
        drafts.append(notice_draft(notice).model_copy(update={"reason": reason}))
    if said == CONTACTED:
        drafts.append(
            tables.ProviderContactDraft(id=uuid4().hex, on_date=on or today, about="mood")
        )
    await journal.change(*drafts, said=_thanks(said))


def _thanks(said: str) -> str:
    if said == REMIND_24H:
        return words("notice.remind_set")
    return "" if said == SEEN else words("notice.answered")


@action
async def leave_full_screen(journal: Journal, said: str) -> None:
    """Leave the screen of level 3 in one of its three ways; none of them closes the notice."""
    urgent = [notice for notice in journal.facts.mood_path.standing.notices if notice.level == 3]
    drafts = answered(urgent, said, journal.facts.today, journal.now())
    await journal.change(*(notice_draft(notice) for notice in drafts))


@action
async def answer_safety_question(journal: Journal, said: str) -> None:
    """Keep the answer (yes, no or rather_not), let the rules see it, and tell nobody.

    If the user does not want these answers kept, the notice that follows stays and the
    answer goes.
    """
    now = journal.now()
    given = tables.SafetyAnswerDraft(
        given_at=now.isoformat(), on_date=journal.facts.today, answer=said
    )
    await journal.change(given, said=words("check.safety.after_no") if said == "no" else "")


@action
async def forget_safety_answers(journal: Journal) -> None:
    """Erase the kept answers of days before today."""
    kept = [given for given in journal.facts.mood_path.record.safety_answers
            if given.on < journal.facts.today]  # fmt: skip
    if kept:
        await journal.change(
            *(Erase(tables.SafetyAnswer, (given.at.isoformat(),)) for given in kept)
        )


@action
async def finish_check(journal: Journal, answers: dict[str, str | int]) -> None:
    """Keep a two-week check. `answers` has a value for each field of MoodCheckDraft."""
    draft = tables.MoodCheckDraft.model_validate({"on_date": journal.facts.today} | answers)
    await journal.change(draft, said=words("check.thanks"))
