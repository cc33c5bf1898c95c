"""What a person does with Sidenote, from an empty folder on, in a real Chromium."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app import startup
from models import tables
from models.database import FILE_NAME
from models.demo import write_demo
from tests.browser.chromium import App, now, today
from tests.browser.conftest import OpenApp

BANNER = "Tell your provider about your mood, today if you can"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def sample(folder: Path) -> Path:
    folder.mkdir()
    write_demo(folder, today=today())
    return folder


def written(folder: Path, *drafts: tables.Draft, at: datetime | None = None) -> Path:
    """A journal past Welcome, with `drafts` written at a moment."""
    folder.mkdir(exist_ok=True)
    with closing(startup.open_store(folder / FILE_NAME, lambda: at or now())) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"), *drafts)
    return folder


def test_the_first_day_from_an_empty_folder_to_a_reload(open_app: OpenApp, folder: Path) -> None:
    app = open_app(journal=folder)
    app.find("Get help").first.wait_for(state="attached")
    app.tap("Start logging")
    app.tap("I understand")
    app.sees("Any change in mood")
    app.tap("Mood, 4 of 5, Good")
    app.tap("Dry lips, Moderate, 2 of 4")
    app.sees("saved")
    app.sees("From the web article")
    app.reload()
    app.sees("saved")
    with closing(startup.open_store(folder / FILE_NAME, startup.now)) as store:
        day = store.days(today(), today())[today()]
    assert (day.levels, day.mood and day.mood.level) == ({"dry_lips": 2}, 4)


def drafted(app: App, folder: Path, text: str) -> None:
    """Wait until the file has what is half typed."""
    for _ in range(100):
        with closing(sqlite3.connect(folder / FILE_NAME)) as raw:
            kept = raw.execute("SELECT value FROM setting WHERE key = 'drafts'").fetchall()
        if text in str(kept):
            return
        app.page.wait_for_timeout(100)
    raise AssertionError("what was typed is not in the file")


def test_what_is_half_typed_outlives_a_reload_a_closed_tab_and_a_killed_program(
    open_app: OpenApp, folder: Path
) -> None:
    app = open_app(journal=written(folder))
    app.tap("Visits", "tab")
    app.scroll_to("Add a question")
    app.tap("Add a question")
    app.write("Your question", "How long will my li")
    drafted(app, folder, "How long will my li")
    app.reload()
    app.reads("Your question", "How long will my li")
    app.page.close()
    app.server.process.kill()
    app.server.process.wait()
    again = open_app(journal=folder)
    again.tap("Visits", "tab")
    again.reads("Your question", "How long will my li")
    again.tap("Cancel")
    drafted(again, folder, "{}")


def test_a_finger_reaches_what_it_touches(open_app: OpenApp, folder: Path) -> None:
    """Real touches, without the tree for screen readers: nothing unseen may lie over a screen."""
    app = open_app(journal=written(folder))
    box = app.find("Get help").first.bounding_box()
    assert box is not None
    app.page.reload()
    app.page.wait_for_selector("flt-semantics-placeholder", state="attached")
    for _ in range(100):  # until the screen is drawn there is nothing to touch
        app.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        if "help" in app.page.url:
            return
        app.page.wait_for_timeout(100)
    raise AssertionError("the button was touched, and nothing happened")


def test_a_bad_week_leads_to_the_banner_and_to_the_full_screen(
    open_app: OpenApp, folder: Path
) -> None:
    yesterday = today() - timedelta(days=1)
    journal = written(
        folder, tables.MoodDraft(on_date=yesterday, level=1), at=now() - timedelta(days=1)
    )
    app = open_app(journal=journal)
    app.tap("Mood, 1 of 5, Very low")
    app.sees(BANNER)
    app.sees("You logged Very low two times in a row")
    app.tap("Trends", role="tab")
    app.sees_no("Same as yesterday")
    app.sees(BANNER)
    app.tap("Today", role="tab")
    app.sees("Same as yesterday")
    app.tap("Yes", exact=True)
    app.sees("You don't have to face this alone.")
    app.page.wait_for_url("**/urgent")
    app.tap_until("Not now", lambda: "urgent" not in app.page.url)
    app.sees("Any change in mood")


def test_a_forgotten_day_is_filled_in_later(open_app: OpenApp, folder: Path) -> None:
    app = open_app(journal=written(folder))
    three_days_ago = today() - timedelta(days=3)
    app.tap(f"{three_days_ago.strftime('%A')} {three_days_ago.day}")
    app.sees("You are editing an earlier day.")
    app.tap("Dry eyes, Severe, 3 of 4")
    app.tap("Back to today")
    app.sees("worst: Severe")


def test_trends_show_the_course_and_open_a_day(open_app: OpenApp, sample: Path) -> None:
    app = open_app(journal=sample)
    app.tap("Trends", role="tab")
    app.sees("days logged")
    app.tap("6 weeks")
    app.sees("Dryness")


def test_care_puts_mood_first_and_keeps_article_and_added_apart(
    open_app: OpenApp, sample: Path
) -> None:
    app = open_app(journal=sample)
    app.tap("Dry lips, Moderate, 2 of 4")
    app.tap("Care", role="tab")
    app.sees("Any change in mood? Tell your provider straight away.")
    app.sees("From the web article")


@pytest.mark.parametrize("look", [
    {"dark": True},
    {"text_scale": 2},
    {"size": (1180, 820)},
    {"size": (844, 390)},
], ids=["dark", "200 % text", "wide", "landscape"])  # fmt: skip
def test_every_screen_is_drawn_in_every_form(
    open_app: OpenApp, sample: Path, look: dict[str, object]
) -> None:
    app = open_app(journal=sample, **look)
    role = "button" if "size" in look else "tab"  # the rail's names go on: "Care\nTab 3 of 4"
    for name in ("Today", "Trends", "Care", "Visits"):
        app.page.get_by_role(role, name=re.compile(f"^{name}")).first.dispatch_event("click")
        app.find("Get help").first.wait_for(state="attached")
        app.sees_no("This part could not be shown.")
    assert app.problems == []
