"""Two windows on one journal: nothing that one has written is undone unseen by the other."""

import asyncio
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from app import startup
from app.actions import clinic, course, day, lab, note, setup
from app.journal import Journal
from app.outcome import DONE, Outcome
from models import records
from models.database import FILE_NAME
from models.store import Store
from tests.conftest import Clock, do_not_wait

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)


async def kept() -> bool:
    return True


@pytest.fixture
def other(folder: Path, store: Store, clock: Clock) -> Iterator[Journal]:
    """The same journal in a second window, opened before the first one writes."""
    with closing(startup.open_store(folder / FILE_NAME, clock)) as opened:
        do_not_wait(opened)
        yield Journal(opened, kept, clock)


def stored(store: Store) -> records.Day:
    return store.days(TODAY, TODAY).get(TODAY) or records.Day(TODAY)


async def test_a_note_in_one_window_and_answers_in_the_other_are_both_kept(
    journal: Journal, other: Journal, store: Store
) -> None:
    await day.write_note(journal, "Dry eyes")
    await day.answer_dose(other, True)
    await day.choose_level(other, "dry_lips", 2)
    await day.write_note(journal, "Dry eyes, sore lips", TODAY, "Dry eyes")
    await day.toggle_stopped(journal, "dry_lips")
    await day.choose_level(other, "dry_lips", 3)
    found = stored(store)
    assert (found.note, found.is_dose_taken) == ("Dry eyes, sore lips", True)
    assert (found.levels, found.stopped) == ({"dry_lips": 3}, {"dry_lips"})


async def test_what_is_tapped_on_an_old_screen_is_an_answer_and_takes_nothing_back(
    journal: Journal, other: Journal, store: Store
) -> None:
    await day.choose_mood(journal, 2)
    await day.choose_mood(other, 2)
    assert stored(store).mood == records.Mood(2)
    await day.toggle_tag(journal, "tearful")
    await day.toggle_tag(other, "worried")
    await day.toggle_tag(journal, "irritable")
    mood = stored(store).mood
    assert mood is not None
    assert mood.tags == {"tearful", "worried", "irritable"}
    assert other.facts.day.mood != mood
    await day.answer_dose(other, True)
    assert other.facts.day.mood == mood  # the screen shows what the other window wrote


async def _chosen(journal: Journal, work: "asyncio.Task[Outcome]", choice: str) -> None:
    """Wait for the question about two texts, and choose."""
    while not journal.questions:
        await asyncio.sleep(0)
        assert not work.done()
    question = journal.questions[0]
    question.answer(getattr(question.found, choice) if choice != "both" else question.both)
    assert await work is DONE
    assert journal.questions == ()


@pytest.mark.parametrize(
    ("choice", "wanted"), [("mine", "Mine"), ("theirs", "Theirs"), ("both", "Theirs\nMine")]
)
async def test_a_note_that_never_saw_the_newer_one_asks_and_loses_neither(
    journal: Journal, other: Journal, store: Store, choice: str, wanted: str
) -> None:
    await day.write_note(other, "Theirs", TODAY, "")
    work = asyncio.create_task(day.write_note(journal, "Mine", TODAY, ""))
    await asyncio.sleep(0)
    assert stored(store).note == "Theirs"  # until the user has chosen
    await _chosen(journal, work, choice)
    assert stored(store).note == journal.facts.day.note == wanted


async def test_a_typed_note_stays_typed_while_the_question_stands(
    journal: Journal, other: Journal, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note, "PAUSE_S", 0)
    note.type_note(journal, TODAY, "Mine")
    await day.write_note(other, "Theirs")
    while not journal.questions:
        await asyncio.sleep(0)
    assert journal.is_typing
    assert not journal.is_kept
    assert note.note_of(journal, TODAY) == "Mine"
    note.type_note(journal, TODAY, "Mine, and more")  # typed on before the answer
    assert journal.questions[0].found.mine == "Mine, and more"
    journal.questions[0].answer(journal.questions[0].both)
    writing = journal.half_written.writing
    assert writing is not None
    await writing
    assert stored(store).note == "Theirs\nMine, and more"
    assert journal.is_kept


async def test_a_note_typed_on_in_one_window_asks_nothing(
    journal: Journal, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note, "PAUSE_S", 0)
    for text in ("D", "Dr", "Dry"):
        note.type_note(journal, TODAY, text)
        await asyncio.sleep(0)
    writing = journal.half_written.writing
    assert writing is not None
    await writing
    assert stored(store).note == "Dry"
    assert journal.questions == ()
    note.type_note(journal, TODAY, "")
    writing = journal.half_written.writing
    assert writing is not None
    await writing
    assert stored(store).note == ""


async def _both(journal: Journal, store: Store) -> None:
    """One of everything that has a form."""
    visit = records.Visit("", TODAY, time(9), "Clinic", "Dr. Ó", "Go on.", "")
    await clinic.keep_visit(journal, visit)
    await clinic.add_question(journal, "May I run?")
    await clinic.record_talk(journal, records.ProviderContact("", TODAY, "phone", "other", "Told"))
    typed = {"on_date": TODAY, "kind": "alt", "value": "31", "unit": "U/L", "note": "Fasting"}
    await lab.keep_result(journal, "", typed)
    await lab.plan_test(journal, "", "lipids", TODAY, 7)
    await course.start_course(journal, TODAY, 20, 40)
    await setup.keep_contact(journal, "provider", name="Dr. Ó", phone="1")
    await setup.add_effect(journal, "Peeling")


async def test_two_forms_for_one_thing_keep_what_each_changed(
    journal: Journal, other: Journal, store: Store
) -> None:
    await _both(journal, store)
    other.refresh()
    other.open_clinic()
    (visit,), (plan,), (test,) = store.visits(), store.plans(), store.courses()
    (talk,) = store.provider_contacts()
    moved = records.Visit(visit.id, TODAY, time(10), "Clinic", "Dr. Ó", "Go on.", "")
    told = records.Visit(visit.id, TODAY, time(9), "Clinic", "Dr. Ó", "Stop.", "")
    assert await clinic.keep_visit(journal, moved, visit) is DONE
    assert await clinic.keep_visit(other, told, visit) is DONE
    assert [(each.at, each.said) for each in store.visits()] == [(time(10), "Stop.")]
    await lab.answer_plan(journal, plan, "done")
    await lab.plan_test(other, plan.id, "lipids", TODAY, 3)
    assert [(each.window_days, each.outcome) for each in store.plans()] == [(3, "done")]
    await course.set_last_dose(journal, test, TODAY)
    await course.change_course(other, test, TODAY, 24)
    (after,) = store.courses()
    assert (after.planned_weeks, after.last_dose_on) == (24, TODAY)
    provider = store.contacts()["provider"]
    await setup.change_contact(journal, provider, records.Contact("provider", "Dr. Ó", "2"))
    wanted = records.Contact("provider", "Dr. Ó", "1", "o@example.org")
    await setup.change_contact(other, provider, wanted)
    assert store.contacts()["provider"] == records.Contact(
        "provider", "Dr. Ó", "2", "o@example.org"
    )
    by_mail = records.ProviderContact(talk.id, TODAY, "email", "other", "Told")
    await clinic.record_talk(journal, by_mail, talk)
    noted = records.ProviderContact(talk.id, TODAY, "phone", "other", "Told all")
    await clinic.record_talk(other, noted, talk)
    assert [(each.how, each.note) for each in store.provider_contacts()] == [("email", "Told all")]


async def test_every_free_text_of_a_form_is_asked_about(
    journal: Journal, other: Journal, store: Store
) -> None:
    await _both(journal, store)
    other.refresh()
    (visit,), (question,), (result,) = store.visits(), store.questions(), store.results()
    (talk,), provider = store.provider_contacts(), store.contacts()["provider"]

    async def asked(first: Outcome, second: "asyncio.Task[Outcome]") -> None:
        assert first is DONE
        await _chosen(other, second, "both")

    def said(text: str) -> records.Visit:
        return records.Visit(visit.id, TODAY, time(9), "Clinic", "Dr. Ó", text, "")

    await asked(
        await clinic.keep_visit(journal, said("A"), visit),
        asyncio.create_task(clinic.keep_visit(other, said("B"), visit)),
    )
    await asked(
        await clinic.change_question(journal, question, "A?"),
        asyncio.create_task(clinic.change_question(other, question, "B?")),
    )
    typed = {"on_date": TODAY, "kind": "alt", "value": "31", "unit": "U/L"}
    await asked(
        await lab.keep_result(journal, result.id, typed | {"note": "A"}, result),
        asyncio.create_task(lab.keep_result(other, result.id, typed | {"note": "B"}, result)),
    )

    def noted(text: str) -> records.ProviderContact:
        return records.ProviderContact(talk.id, TODAY, "phone", "other", text)

    await asked(
        await clinic.record_talk(journal, noted("A"), talk),
        asyncio.create_task(clinic.record_talk(other, noted("B"), talk)),
    )

    def called(phone: str) -> records.Contact:
        return records.Contact("provider", "Dr. Ó", phone)

    assert await setup.change_contact(journal, provider, called("2")) is DONE
    work = asyncio.create_task(setup.change_contact(other, provider, called("3")))
    await _chosen(other, work, "theirs")
    assert [each.said for each in store.visits()] == ["A\nB"]
    assert [each.text for each in store.questions()] == ["A?\nB?"]
    assert [each.note for each in store.results()] == ["A\nB"]
    assert [each.note for each in store.provider_contacts()] == ["A\nB"]
    assert store.contacts()["provider"].phone == "2"


async def test_undo_in_one_window_leaves_what_the_other_has_written_since(
    journal: Journal, other: Journal, store: Store
) -> None:
    await day.choose_level(journal, "dry_lips", 1)
    await day.write_note(journal, "Mine")
    before = stored(store)
    await day.delete_day(journal, TODAY)
    await journal.undo()
    assert stored(store) == before
    await day.same_as_yesterday(journal)
    await clinic.add_question(journal, "May I run?")
    (question,) = store.questions()
    await clinic.mark_asked(journal, question, True)
    await clinic.change_question(other, question, "May I swim?")
    await journal.undo()
    assert [(each.text, each.asked_on) for each in store.questions()] == [("May I swim?", None)]
