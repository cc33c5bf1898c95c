"""The app in front overnight, in a real Chromium, with no word from the device."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from app import startup
from models import tables
from models.database import FILE_NAME
from tests.browser.chromium import App
from tests.browser.conftest import OpenApp

ZONE = ZoneInfo("Europe/Berlin")
EVENING = datetime(2026, 11, 22, 22, 0, tzinfo=ZONE)
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
VERY_LOW = "Mood, 1 of 5, Very low"


def welcomed(folder: Path) -> Path:
    folder.mkdir()
    with closing(startup.open_store(folder / FILE_NAME, lambda: EVENING)) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    return folder


def opened(open_app: OpenApp, folder: Path, at: datetime) -> tuple[App, Path]:
    """The app on a journal past Welcome, and the file of its clock."""
    clock = folder.with_name("clock")
    clock.write_text(at.isoformat(), "utf-8")
    command = ["-m", "tests.browser.shifted", str(clock), "--journal", str(welcomed(folder))]
    return open_app(journal=folder, command=[*command, "--no-browser", "--port", "0"]), clock


def touch(app: App, name: str) -> None:
    """Tap with a real pointer, not through the tree for screen readers."""
    box = app.find(name).first.bounding_box()
    assert box is not None
    app.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_very_low_at_22_and_at_9_are_two_days_and_the_banner(
    open_app: OpenApp, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    app, clock = opened(open_app, folder, EVENING)
    app.sees("Today, 22 Nov")
    touch(app, VERY_LOW)
    app.sees("saved")
    clock.write_text(MORNING.isoformat(), "utf-8")
    touch(app, VERY_LOW)
    app.sees("Today, 23 Nov")
    app.sees("Tell your provider about your mood, today if you can")
    app.sees("22 Nov and 23 Nov")
    with closing(startup.open_store(folder / FILE_NAME, lambda: MORNING)) as store:
        kept = [(row.on_date.day, row.level) for row in store.moods(EVENING.date(), MORNING.date())]
        rules = {row.rule for row in store.notices()}
    assert kept == [(22, 1), (23, 1)]
    assert "M2" in rules


def test_an_idle_screen_turns_when_its_day_ends(open_app: OpenApp, tmp_path: Path) -> None:
    night = MORNING.replace(hour=2, minute=59, second=48)
    app, _ = opened(open_app, tmp_path / "journal", night)
    app.sees("Today, 22 Nov")
    app.sees("Today, 23 Nov")


def test_the_browsers_back_leaves_level_3_as_not_now_does(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app, _ = opened(open_app, tmp_path / "journal", EVENING)
    app.tap(VERY_LOW)
    app.tap("Yes", exact=True)
    app.sees("You don't have to face this alone.")
    app.page.wait_for_url("**/urgent")
    app.page.go_back()
    app.sees_no("You don't have to face this alone.")
    app.sees("Help is here")
    app.sees("Today, 22 Nov")
    touch(app, "Help is here")
    app.sees("Remind me in 24 hours")
    assert app.find("My mood has not changed").count() == 0
