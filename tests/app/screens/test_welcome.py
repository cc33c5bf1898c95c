"""Welcome, on the real component tree: two taps to begin, everything optional, help at hand."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import flet as ft
import pytest

from app.parts.date_field import local_day
from models.store import Store
from tests.headless import Screen

pytestmark = pytest.mark.anyio


@pytest.fixture
async def fresh(app: Callable[..., Screen], store: Store) -> AsyncIterator[Screen]:
    """The app on a new journal."""
    async with app() as shown:
        yield shown


async def test_two_taps_lead_to_today_with_nothing_filled_in(fresh: Screen, store: Store) -> None:
    await fresh.tap("Start logging")
    await fresh.tap("I understand")
    assert "Nothing new today" in fresh.names()
    assert store.settings()["is_welcomed"] is True
    assert store.courses() == ()
    assert store.contacts() == {}


async def test_what_it_is_not_is_read_before_the_first_entry(fresh: Screen, store: Store) -> None:
    await fresh.tap("Start logging")
    assert fresh.shows("This journal is not a doctor.")
    assert "is_welcomed" not in store.settings()
    await fresh.tap("Back")
    assert fresh.shows("A side-effect journal for isotretinoin")


async def test_help_stands_first_and_opens_before_onboarding_ends(fresh: Screen) -> None:
    assert fresh.names()[0] == "Get help"
    await fresh.tap("Get help")
    assert fresh.shows("In danger now? Thinking of suicide or self-harm?")
    calls = [name for name in fresh.names() if name.startswith("Emergency")]
    assert fresh.action_of(calls[0]).url.startswith("tel:")
    await fresh.tap("Back")
    assert fresh.shows("A side-effect journal for isotretinoin")


async def test_what_was_filled_in_is_kept(fresh: Screen, store: Store) -> None:
    await fresh.type("Name", " Dr Reyes ")
    await fresh.type("Phone", "+1 555 0100")
    await fresh.tap("Choose the day")
    picker = fresh.all(ft.DatePicker)[0]
    fresh.session.apply_patch(picker._i, {"value": datetime(2026, 10, 11, tzinfo=UTC)})
    await fresh.fire(picker, "change", datetime(2026, 10, 11, tzinfo=UTC))
    assert "11 Oct 2026" in fresh.selected()
    assert [each.value for each in fresh.all(ft.TextField)] == [" Dr Reyes ", "+1 555 0100"]
    await fresh.tap("Start logging")
    await fresh.tap("I understand")
    provider = store.contacts()["provider"]
    assert (provider.name, provider.phone) == ("Dr Reyes", "+1 555 0100")
    assert [course.start_on for course in store.courses()] == [date(2026, 10, 11)]


async def test_not_yet_is_an_answer(fresh: Screen, store: Store) -> None:
    await fresh.tap("Not yet")
    assert "Not yet" in fresh.selected()
    await fresh.tap("Start logging")
    await fresh.tap("I understand")
    assert [course.start_on for course in store.courses()] == [None]


async def test_the_sample_is_loaded_marked_and_gone_with_one_tap(
    fresh: Screen, store: Store
) -> None:
    await fresh.tap("Try it with sample data")
    await fresh.tap("I understand")
    assert fresh.shows("This is sample data, not yours.")
    assert store.settings()["is_sample"] is True
    await fresh.tap("Remove the sample")
    assert fresh.shows("A side-effect journal for isotretinoin")
    assert store.first_day() is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "UTC"])
def test_a_picked_day_is_the_day_on_the_screen_wherever_it_stands(zone: str) -> None:
    midnight = datetime(2026, 10, 11, tzinfo=ZoneInfo(zone))
    assert local_day(midnight.astimezone(UTC)) == date(2026, 10, 11)


def test_a_picked_day_without_a_zone_is_itself_and_none_is_none() -> None:
    assert local_day(datetime(2026, 10, 11)) == date(2026, 10, 11)
    assert local_day(None) is None
