"""The calendar file of the app and that of the command line are the same reminders."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from app.local import command_line
from models import tables
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio


def events(content: bytes) -> dict[str, dict[str, object]]:
    """Every event by its UID, without what tells when the file was made."""
    made = ("DTSTAMP", "LAST-MODIFIED", "SEQUENCE")
    return {
        str(event["UID"]): {name: value for name, value in event.items() if name not in made}
        for event in Calendar.from_ical(content).walk("VEVENT")
    }


@pytest.fixture
def planned(store: Store, clock: Clock) -> Store:
    """A visit, a test and a pregnancy test to come; the command line knows the true time only."""
    clock.now = datetime.now().astimezone()
    soon = clock().date() + timedelta(days=9)
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.VisitDraft(id="v", on_date=soon, at_time=time(9, 30), with_whom="Dr Reyes"),
        tables.TestPlanDraft(id="b", kind="liver_lipids", due_on=soon),
        tables.TestPlanDraft(id="p", kind="pregnancy", due_on=soon),
    )
    return store


def exported(folder: Path, to: Path) -> dict[str, dict[str, object]]:
    arguments = ["export", "--journal", str(folder), "--to", str(to), "--replace"]
    assert command_line.main(arguments) == 0
    return events(to.read_bytes())


@pytest.mark.parametrize(("is_daily", "is_long"), [(True, False), (False, True)])
async def test_what_was_chosen_in_the_app_holds_for_the_command_line(
    app: Callable[..., Screen], planned: Store, folder: Path, is_daily: bool, is_long: bool
) -> None:
    async with app() as screen:
        await screen.go("/reminders")
        await screen.settle()
        if not is_daily:
            await screen.tap(next(name for name in screen.names() if name.startswith("Every day")))
        if is_long:
            await screen.tap(next(name for name in screen.names() if name.startswith("Longer")))
        await screen.tap("Save calendar file")
        saved = [args for name, args in screen.asked if name == "save_file"][-1]
    planned.close()
    by_hand = exported(folder, folder.parent / "a.ics")
    assert by_hand == events(bytes(saved["src_bytes"]))
    assert len(by_hand) == 2 + is_daily


@pytest.mark.usefixtures("planned")
async def test_before_anything_was_chosen_nothing_rings_daily_and_a_newer_file_updates(
    folder: Path, tmp_path: Path
) -> None:
    first = exported(folder, tmp_path / "a.ics")
    assert [uid.partition("@")[0] for uid in first] == ["visit-v", "test-b"]
    assert exported(folder, tmp_path / "a.ics") == first
