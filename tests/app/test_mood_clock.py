"""The app's own actions under a clock that is wrong and is put right."""

from datetime import timedelta

import pytest

from app.actions import clinic, mood
from app.actions import day as write
from app.journal import Journal
from models import notices as n
from models.mood_path import MoodPath
from models.records import ProviderContact
from models.store import Store
from tests.conftest import Clock

pytestmark = pytest.mark.anyio


def path(journal: Journal) -> MoodPath:
    return journal.facts.mood_path


async def test_yes_then_done_then_the_clock_put_back_then_yes_is_the_full_screen(
    journal: Journal, clock: Clock
) -> None:
    await mood.answer_safety_question(journal, "yes")
    assert path(journal).standing.full_screen
    await mood.leave_full_screen(journal, n.NOT_NOW)
    await mood.answer(journal, path(journal).standing.notices, n.CONTACTED)
    assert path(journal).standing.level == 0
    clock.move(hours=-2)
    await mood.answer_safety_question(journal, "yes")
    assert path(journal).standing.full_screen


async def test_a_mute_a_year_ahead_ends_14_days_after_the_clock_is_right(
    journal: Journal, clock: Clock
) -> None:
    clock.move(days=365)
    for _ in range(3):
        await write.choose_mood(journal, 2)
        clock.move(days=1)
        journal.refresh()
    await mood.answer(journal, path(journal).standing.notices, n.THEY_KNOW)
    clock.move(days=-368)
    journal.refresh()
    spoke = []
    for day in range(30):
        journal.refresh()
        await write.choose_mood(journal, 2)
        spoke += [day] if any(each.rule == "M3" for each in path(journal).standing.notices) else []
        clock.move(days=1)
    assert spoke[0] == 14


async def test_a_question_answered_is_closed_and_forgotten_answers_open_it_no_more(
    journal: Journal, store: Store, clock: Clock
) -> None:
    clock.move(hours=2)
    await write.choose_mood(journal, 1)
    assert path(journal).standing.ask_safety_question
    await mood.answer_safety_question(journal, "no")
    assert not path(journal).standing.ask_safety_question
    await mood.choose_to_keep_safety_answers(journal, keeps=False)
    clock.move(hours=8)
    journal.refresh()
    await mood.forget_safety_answers(journal)
    assert store.safety_answers() == []
    assert not path(journal).standing.ask_safety_question


async def test_a_talk_is_compared_with_a_notice_by_the_minute(
    journal: Journal, clock: Clock
) -> None:
    await write.toggle_tag(journal, "not_myself")
    before = (clock.now - timedelta(minutes=1)).time()
    today = journal.facts.today
    await clinic.record_talk(journal, ProviderContact("", today, "phone", "mood", "", before))
    assert path(journal).standing.level == 2
    await clinic.record_talk(journal, ProviderContact("", today, "phone", "mood", ""))
    assert path(journal).standing.level == 2
    talk = ProviderContact("", today, "phone", "mood", "", clock.now.time())
    await clinic.record_talk(journal, talk)
    assert path(journal).standing.level == 0
