"""The calendar file: neutral titles, longer ones on request, and updates instead of doubles."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from models import tables
from models.store import Store
from tests.app.screens.pages import errors, visit_page
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)


@pytest.fixture
def planned(store: Store) -> Store:
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.SettingDraft(key="shows_pregnancy", value="true"),
        tables.VisitDraft(id="v", on_date=TODAY + timedelta(days=2), at_time=time(9, 30),
                          with_whom="Dr Reyes"),
        tables.TestPlanDraft(id="b", kind="liver_lipids", due_on=TODAY + timedelta(days=1)),
        tables.TestPlanDraft(id="p", kind="pregnancy", due_on=TODAY + timedelta(days=1)),
    )  # fmt: skip
    return store


async def events(screen: Screen) -> dict[str, Any]:
    """Save the file and read it back: title by UID."""
    await screen.tap("Save calendar file")
    saved = [args for name, args in screen.asked if name == "save_file"][-1]
    calendar = Calendar.from_ical(saved["src_bytes"])
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


async def test_titles_say_nothing_on_a_locked_screen(
    app: Callable[..., Screen], planned: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        titles = sorted(str(event["SUMMARY"]) for event in (await events(screen)).values())
        assert titles == [
            "Journal: appointment", "Journal: something to review", "Journal: today's entry"
        ]  # fmt: skip
        assert screen.shows("File saved. Open it with your calendar.")


async def test_pregnancy_tests_need_their_own_yes(
    app: Callable[..., Screen], planned: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        switch = next(name for name in screen.names() if name.startswith("Pregnancy tests too"))
        assert len(await events(screen)) == 3
        await screen.tap(switch)
        assert len(await events(screen)) == 4


async def test_longer_titles_name_the_clinic(app: Callable[..., Screen], planned: Store) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        await screen.tap(next(name for name in screen.names() if name.startswith("Longer titles")))
        titles = {str(event["SUMMARY"]) for event in (await events(screen)).values()}
        assert "Appointment: Dr Reyes" in titles


async def test_a_second_file_updates_the_first(
    app: Callable[..., Screen], planned: Store, clock: Clock
) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        first = await events(screen)
    clock.move(hours=1)
    async with app() as screen:
        await visit_page(screen, "/reminders")
        second = await events(screen)
    assert first.keys() == second.keys()
    assert all(second[uid]["SEQUENCE"] > first[uid]["SEQUENCE"] for uid in first)


async def test_the_time_of_day_is_kept_and_can_be_left_out(
    app: Callable[..., Screen], planned: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        await screen.type("Time, as 09:30", "21.15")
        found = await events(screen)
        daily = next(event for uid, event in found.items() if uid.startswith("daily"))
        assert daily["DTSTART"].dt.time() == time(21, 15)
    async with app() as screen:
        await visit_page(screen, "/reminders")
        assert screen.shows("21.15")
        await screen.tap(next(name for name in screen.names() if name.startswith("Every day")))
        assert not any(uid.startswith("daily") for uid in await events(screen))


async def test_a_time_that_is_none_makes_no_file(
    app: Callable[..., Screen], planned: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/reminders")
        await screen.type("Time, as 09:30", "evening")
        await screen.tap("Save calendar file")
        assert [name for name, _ in screen.asked if name == "save_file"] == []
        assert errors(screen) == ["Enter a time such as 09:30, or leave it empty."]
