"""Files that come and go in the built web app: the share sheet, downloads, and a whole journal."""

import json
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Download

from app import startup
from app.actions.data import exported
from app.journal import Journal
from models import tables
from models.database import FILE_NAME
from models.days import day_of
from models.words import words
from tests.browser.chromium import App
from tests.browser.pwa.conftest import PHONE, NewContext, begin, opened
from tests.browser.pwa.static_host import StaticHost

# Chromium on this system has no share sheet; this stands in for a phone's and keeps what it got.
SHEET = """
window.shared = [];
navigator.canShare = (what) => what.files?.length > 0;
navigator.share = async ({ files }) => {
  for (const file of files) shared.push([file.name, file.type, (await file.text()).slice(0, 5)]);
};
"""


def report(app: App) -> None:
    begin(app)
    app.tap("Dry lips, Moderate, 2 of 4")
    app.page.evaluate("location.hash = '#/report'")
    app.scroll_to(words("visits.save_pdf"))


def content(download: Download, folder: Path) -> bytes:
    path = folder / download.suggested_filename
    download.save_as(path)
    return path.read_bytes()


def test_a_report_goes_to_the_share_sheet_of_a_phone(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context(**PHONE)
    context.add_init_script(SHEET)
    app = opened(context, host)
    report(app)
    app.tap(words("visits.share"), exact=True)
    app.page.wait_for_function("shared.length === 1")
    ((name, kind, start),) = app.page.evaluate("shared")
    assert Path(name).suffix == ".pdf"
    assert (kind, start) == ("application/pdf", "%PDF-")
    app.sees(words("visits.report_given"))


def test_a_phone_without_a_share_sheet_and_a_save_both_give_a_download(
    host: StaticHost, new_context: NewContext, tmp_path: Path
) -> None:
    context = new_context(**PHONE)
    context.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.canShare")
    app = opened(context, host)
    report(app)
    for name in ("visits.share", "visits.save_pdf"):
        app.scroll_to(words(name))
        with app.page.expect_download() as download:
            app.tap(words(name), exact=True)
        assert content(download.value, tmp_path).startswith(b"%PDF-")


def local_export(folder: Path) -> bytes:
    """What the app on a computer exports of a small journal."""
    folder.mkdir()
    now = startup.now()
    today = day_of(now)
    yesterday = today - timedelta(days=1)

    async def kept() -> bool:
        return True

    with closing(startup.open_store(folder / FILE_NAME, lambda: now)) as store:
        store.write(
            tables.SettingDraft(key="is_welcomed", value="true"),
            tables.AnswerDraft(on_date=yesterday, effect_key="dry_lips", level=3),
            tables.NosebleedsDraft(on_date=yesterday, count=2, longest="5_to_9", is_heavy=False),
            tables.MoodDraft(on_date=today, level=4, tags="worried"),
            tables.DayDraft(on_date=today, is_dose_taken=True, dose_mg=40, note="Größe „ok“ ☂"),
        )
        journal = Journal(store, kept, lambda: now)
        return exported(journal, "json", with_safety_answers=False)


def choose(app: App, file: Path) -> None:
    app.page.mouse.wheel(0, -20_000)
    app.scroll_to(words("data.choose"))
    with app.page.expect_file_chooser() as chooser:
        app.find(words("data.choose")).click(force=True)
    chooser.value.set_files(file)
    app.sees(words("data.review"))


def rows_exported(app: App, folder: Path) -> dict[str, list[dict[str, Any]]]:
    app.page.mouse.wheel(0, -20_000)
    app.scroll_to(words("data.export_json"))
    with app.page.expect_download() as download:
        app.tap(words("data.export_button"), exact=True)
    found: dict[str, list[dict[str, Any]]] = json.loads(content(download.value, folder))["tables"]
    return found


def test_a_journal_moves_from_the_computer_to_the_web_app_and_twice_is_as_good_as_once(
    host: StaticHost, new_context: NewContext, tmp_path: Path
) -> None:
    file = tmp_path / "sidenote.json"
    file.write_bytes(local_export(tmp_path / "computer"))
    sent = json.loads(file.read_bytes())["tables"]
    app = opened(new_context(accept_downloads=True), host)
    begin(app)
    app.page.evaluate("location.hash = '#/data'")
    choose(app, file)
    app.scroll_to(words("data.replace"))
    app.tap(words("data.replace"))
    app.sees(words("data.replaced"))

    first = rows_exported(app, tmp_path)
    assert {name: rows for name, rows in first.items() if name != "setting"} == {
        name: rows for name, rows in sent.items() if name != "setting"
    }
    assert [row for row in sent["setting"] if row not in first["setting"]] == []

    choose(app, file)
    app.sees(words("data.found.same"))
    for name in ("data.merge", "data.replace"):  # there is nothing to do with it
        assert app.find(words(name), exact=True).count() == 0
    app.tap(words("common.cancel"))
    again = rows_exported(app, tmp_path)
    assert {name: rows for name, rows in again.items() if name != "setting"} == {
        name: rows for name, rows in first.items() if name != "setting"
    }
    assert app.problems == []
