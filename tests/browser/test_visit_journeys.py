"""Around a visit, in a real Chromium: a day from the calendar, and the page as a file."""

import re
from contextlib import closing
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app import startup
from models import tables
from models.database import FILE_NAME
from models.demo import write_demo
from models.store import Store
from tests.browser.chromium import today
from tests.browser.conftest import OpenApp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def stored(folder: Path) -> Store:
    return startup.open_store(folder / FILE_NAME, startup.now)


def welcomed(folder: Path) -> Path:
    folder.mkdir()
    with closing(stored(folder)) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    return folder


@pytest.mark.parametrize("timezone", ["Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland"])
def test_the_day_that_was_tapped_is_the_day_that_is_kept(
    open_app: OpenApp, folder: Path, timezone: str
) -> None:
    """The calendar answers in UTC: east of it midnight is still the day before."""
    app = open_app(journal=welcomed(folder), timezone=timezone, size=(390, 1000))
    app.tap("Visits", role="tab")
    app.tap("Add a visit")
    app.page.get_by_role("button", name=re.compile("^Day")).first.dispatch_event("click")
    app.page.get_by_role("button", name=re.compile("^15, ")).first.dispatch_event("click")
    app.tap("OK")
    app.sees("15 ")
    app.write("Time, as 09:30", "9.30")
    app.tap("Save")
    app.sees("Before this visit")
    with closing(stored(folder)) as store:
        (visit,) = store.visits()
    assert (visit.on.day, visit.at) == (15, time(9, 30))
    assert abs(visit.on - date.today()) < timedelta(days=32)


def test_the_page_is_downloaded_and_says_what_the_screen_says(
    open_app: OpenApp, folder: Path
) -> None:
    folder.mkdir()
    write_demo(folder, today=today())
    app = open_app(journal=folder, size=(390, 1400))
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app.tap("Visits", role="tab")
    app.tap("Prepare report")
    app.sees("Isotretinoin side-effect report")
    with app.page.expect_download() as download:
        app.tap("Save PDF")
    assert download.value.suggested_filename == f"visit-report-{today().isoformat()}.pdf"
    pages = PdfReader(BytesIO(Path(download.value.path()).read_bytes())).pages
    assert len(pages) == 1
    printed = pages[0].extract_text()
    shown = "\n".join(app.texts())
    figures = re.findall(r"[\d,]+ mg · [\d.]+ mg/kg|\d+ of \d+", shown)
    assert len(figures) > 5
    assert [figure for figure in figures if figure not in printed] == []
    app.find("Copy as text").first.click()
    app.sees("Copied. Paste it into a message to your clinic.")
    assert app.page.evaluate("navigator.clipboard.readText()").startswith(
        "Isotretinoin side-effect report"
    )
    assert app.problems == []
