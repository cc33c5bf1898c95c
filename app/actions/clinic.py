"""Visits, questions for them, and what the provider was told."""

from datetime import date
from uuid import uuid4

from app.gate import action
from app.journal import Journal
from app.outcome import Outcome
from models import tables
from models.before_visit import call_id
from models.days import moment_of
from models.mood_path import notice_draft
from models.notices import CONTACTED, answered
from models.records import ProviderContact, Question, Visit
from models.rows import Edit, Erase, Write, edit
from models.words import words


@action
async def keep_visit(journal: Journal, visit: Visit, seen: Visit | None = None) -> Outcome:
    """Plan a visit (its id empty), or change one; what was said can be added at any time.

    `seen` is the visit that the form was filled from.
    """
    return await journal.change(edit(_visit(visit), _visit(seen) if seen else None))


def _visit(visit: Visit) -> tables.VisitDraft:
    return tables.VisitDraft.model_validate(
        {
            "id": visit.id or uuid4().hex, "on_date": visit.on, "at_time": visit.at,
            "place": visit.place.strip(), "with_whom": visit.with_whom.strip(),
            "said": visit.said.strip(), "changed": visit.changed.strip(),
        }
    )  # fmt: skip


@action
async def remove_visit(journal: Journal, visit: Visit) -> Outcome:
    """Take a visit away; it can be put back."""
    gone = Erase(tables.Visit, (visit.id,))
    return await journal.change(gone, said=words("visits.visit_removed"), can_undo=True)


@action
async def add_question(journal: Journal, text: str) -> Outcome:
    """Write down something to ask, after the questions that are there."""
    known = journal.store.questions()
    return await journal.change(_question(uuid4().hex, text, None, len(known) + 1))


@action
async def change_question(journal: Journal, question: Question, text: str) -> Outcome:
    """Word a question differently."""
    return await journal.change(_again(journal, question, text, question.asked_on))


@action
async def mark_asked(journal: Journal, question: Question, is_asked: bool) -> Outcome:
    """Say that a question was asked today, or that it is still open."""
    asked_on = journal.facts.today if is_asked else None
    return await journal.change(
        _again(journal, question, question.text, asked_on),
        said=words("visits.asked") if is_asked else "", can_undo=is_asked,
    )  # fmt: skip


@action
async def remove_question(journal: Journal, question: Question) -> Outcome:
    """Take a question away; it can be put back."""
    gone = Erase(tables.Question, (question.id,))
    return await journal.change(gone, said=words("visits.question_removed"), can_undo=True)


def _again(journal: Journal, question: Question, text: str, asked_on: date | None) -> Edit:
    """The question in its own place."""
    order = [each.id for each in journal.store.questions()]
    position = order.index(question.id) + 1 if question.id in order else len(order) + 1
    seen = _question(question.id, question.text, question.asked_on, position)
    return edit(_question(question.id, text, asked_on, position), seen)


def _question(
    question_id: str, text: str, asked_on: date | None, position: int
) -> tables.QuestionDraft:
    values = {"id": question_id, "text": text.strip(), "asked_on": asked_on, "position": position}
    return tables.QuestionDraft.model_validate(values)


@action
async def record_talk(
    journal: Journal, talk: ProviderContact, seen: ProviderContact | None = None
) -> Outcome:
    """Keep that the provider was told something (id empty: a new entry).

    `seen` is the entry that the form was filled from.

    A new one about mood answers the notices that stand and were given before it: a talk of this
    morning was not about a notice of noon. Without its time it answers those of earlier days.
    """
    draft = edit(_talk(talk), _talk(seen) if seen else None)
    answers: list[Write] = []
    if talk.about == "mood" and not talk.id:
        now = journal.now()
        told_at = moment_of(talk.on, talk.at, now, journal.facts.setup.cutoff)
        standing = journal.facts.mood_path.standing.notices
        meant = [notice for notice in standing if notice.fired_at < told_at]
        said = answered(meant, CONTACTED, journal.facts.today, now, talk.on)
        answers = [notice_draft(notice) for notice in said]
    thanks = words("visits.talk_answers") if answers else ""
    return await journal.change(draft, *answers, said=thanks, can_undo=bool(answers))


def _talk(talk: ProviderContact) -> tables.ProviderContactDraft:
    return tables.ProviderContactDraft.model_validate(
        {
            "id": talk.id or uuid4().hex, "on_date": talk.on, "how": talk.how,
            "about": talk.about, "note": talk.note.strip(), "at_time": talk.at,
        }
    )  # fmt: skip


@action
async def remove_talk(journal: Journal, talk: ProviderContact) -> Outcome:
    """Take an entry about a talk away; it can be put back."""
    gone = Erase(tables.ProviderContact, (talk.id,))
    return await journal.change(gone, said=words("visits.talk_removed"), can_undo=True)


@action
async def called_about(journal: Journal, keys: tuple[str, ...]) -> Outcome:
    """Say that the prescriber was called about pregnancy tests (keys of `calls`): the card goes."""
    return await journal.change(
        *(
            tables.ProviderContactDraft(
                id=call_id(key), on_date=journal.facts.today, how="phone", about="pregnancy"
            )
            for key in keys
        )
    )
