"""The page for a visit: what it shows before it is given away, and what is given away."""

import re
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import date, timedelta

import flet as ft
import pytest

from app.journal import Journal
from models import demo, tables
from models.report import Choices, read_report
from models.report.page import pdf_of
from models.report.text import text_of
from models.store import Store
from models.trends.ranges import Span, period_of
from tests.app.screens.pages import visit_page
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)
NOTE = "Only for my own eyes"


@pytest.fixture
def told(store: Store) -> Store:
    """A journal with a visit, private entries of every kind, and things for the page."""
    on = TODAY - timedelta(days=1)
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.SettingDraft(key="shows_pregnancy", value="true"),
        tables.CourseDraft(id="c", start_on=TODAY - timedelta(days=60)),
        tables.DosePeriodDraft(start_on=TODAY - timedelta(days=60), mg_per_day=20),
        tables.WeightDraft(on_date=TODAY - timedelta(days=60), kg=60),
        tables.VisitDraft(id="last", on_date=TODAY - timedelta(days=30)),
        tables.VisitDraft(id="next", on_date=TODAY + timedelta(days=2), with_whom="Dr Reyes"),
        tables.QuestionDraft(id="q", text="Is balm enough?"),
        tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=3),
        tables.AnswerDraft(on_date=on, effect_key="libido", level=1),
        tables.MoodDraft(on_date=on, level=4),
        tables.DayDraft(on_date=on, note=NOTE),
        tables.SafetyAnswerDraft(given_at=f"{on}T10:00:00+00:00", on_date=on, answer="no"),
        tables.TestResultDraft(id="r", on_date=on, kind="pregnancy", value="negative"),
        tables.TestResultDraft(id="a", on_date=on, kind="alt", value="31", unit="U/L"),
    )
    return store


PRIVATE = {
    "Pregnancy tests": "Negative",
    "Answers to the safety question": "Safety question",
    "Private effects, such as changes in sex life": "Changes in sex life",
    "My notes": NOTE,
}
"""Each private switch, and words that stand on the page only with it."""


def on_paper(screen: Screen) -> str:
    """What the preview says."""
    (sheet,) = screen.all(key="paper")
    texts = [text for control in screen.controls(sheet) for text in _said(control)]
    return "\n".join(texts)


def _said(control: object) -> list[str]:
    found = [getattr(control, "value", None), getattr(control, "text", None)]
    return [each for each in found if isinstance(each, str)]


async def test_the_page_is_since_the_last_visit_unless_chosen_otherwise(
    app: Callable[..., Screen], told: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/report")
        assert screen.selected()[0] == "Since last visit"
        assert screen.shows("23 Oct – 22 Nov 2026 (since the visit) · for the visit on 24 Nov 2026")
        await screen.tap("Whole course")
        assert screen.shows("23 Sep – 22 Nov 2026")


async def test_before_the_first_visit_and_course_it_is_the_last_six_weeks(screen: Screen) -> None:
    await visit_page(screen, "/report")
    assert screen.selected()[0] == "6 weeks"
    assert screen.shows("12 Oct – 22 Nov 2026")
    assert screen.shows("No side effects were logged in this time.")


async def test_private_fields_are_off_until_each_has_its_own_tick(
    app: Callable[..., Screen], told: Store
) -> None:
    """Scenario 19."""
    async with app() as screen:
        await visit_page(screen, "/report")
        assert [word for word in PRIVATE.values() if word in on_paper(screen)] == []
        assert not set(PRIVATE) & set(screen.selected())
        for number, (switch, word) in enumerate(PRIVATE.items(), start=1):
            await screen.tap(switch)
            assert word in on_paper(screen), switch
            shown = [each for each in PRIVATE.values() if each in on_paper(screen)]
            assert len(shown) == number
        await screen.tap("Leave all of them out")
        assert [word for word in PRIVATE.values() if word in on_paper(screen)] == []
    async with app() as again:
        await visit_page(again, "/report")
        assert [word for word in PRIVATE.values() if word in on_paper(again)] == []


async def test_a_section_that_is_not_ticked_is_not_on_the_page(
    app: Callable[..., Screen], told: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/report")
        assert "Is balm enough?" in on_paper(screen)
        await screen.tap("My questions")
        assert "Is balm enough?" not in on_paper(screen)
        assert "Is balm enough?" not in screen.action_of("Copy as text").data


async def test_what_is_saved_copied_and_previewed_are_the_same_facts(
    app: Callable[..., Screen], told: Store
) -> None:
    courses, visits = told.courses(), told.visits()
    period = period_of(Span("since_visit"), TODAY, courses, visits)
    assert period is not None
    report = read_report(told, period, Choices(), today=TODAY)
    async with app() as screen:
        await visit_page(screen, "/report")
        assert screen.action_of("Copy as text").data == text_of(report)
        await screen.tap("Save PDF")
        (saved,) = [args for name, args in screen.asked if name == "save_file"]
        assert saved["file_name"] == "visit-report-2026-11-22.pdf"
        assert saved["src_bytes"] == pdf_of(report)
        assert screen.shows("Your report is ready.")
        taken = report.doses.total_mg
        assert f"{taken:,.0f} mg" in on_paper(screen)


async def test_share_opens_the_sheet_of_a_phone_with_the_pdf(
    app: Callable[..., Screen], told: Store
) -> None:
    async with app(platform="ios", web=False) as screen:
        await visit_page(screen, "/report")
        assert "Share" in screen.names()
    async with app(platform="ios", web=True) as browser:
        await visit_page(browser, "/report")
        assert "Share" not in browser.names()
    async with app(platform="linux") as desk:
        await visit_page(desk, "/report")
        assert "Share" not in desk.names()


async def test_a_name_and_letter_paper_are_taken_over(
    app: Callable[..., Screen], told: Store
) -> None:
    async with app() as screen:
        await visit_page(screen, "/report")
        await screen.type("Your name or initials, if you want them on it", "A. K.")
        assert "Entered by A. K., not checked by a clinician" in on_paper(screen)
        await screen.tap("Letter")
        await screen.tap("Save PDF")
        (saved,) = [args for name, args in screen.asked if name == "save_file"]
    assert pages(saved["src_bytes"]) == {(612, 792)}


def pages(data: bytes) -> set[tuple[int, int]]:
    """The sizes of the pages of a PDF, in points."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found += re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", zlib.decompress(stream))
        except zlib.error:
            continue
    return {(round(float(wide)), round(float(high))) for wide, high in found}


async def test_the_sample_journal_has_a_page(
    app: Callable[..., Screen], store: Store, journal: Journal
) -> None:
    demo.fill_demo(store, today=TODAY)
    async with app() as screen:
        await visit_page(screen, "/report")
        assert screen.all(key="not-drawn") == []
        assert "Side effects" in on_paper(screen)
        await screen.tap("Save PDF")
        assert [name for name, _ in screen.asked if name == "save_file"] == ["save_file"]


def test_the_libraries_for_pdf_and_calendar_wait_until_they_are_asked_for() -> None:
    code = "import sys, app.routes; print([m for m in ('fpdf', 'icalendar') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


async def test_no_tick_for_pregnancy_tests_without_their_rows(screen: Screen) -> None:
    await visit_page(screen, "/report")
    assert "Pregnancy tests" not in screen.names()
    assert "My notes" in screen.names()


async def test_two_dates_are_a_range_of_their_own(app: Callable[..., Screen], told: Store) -> None:
    from tests.app.screens.pages import choose_day

    async with app() as screen:
        await visit_page(screen, "/report")
        await screen.tap("Two dates")
        await choose_day(screen, "From", TODAY - timedelta(days=5))
        assert screen.shows("17 Nov – 22 Nov 2026")
        assert isinstance(screen.action_of("Copy as text"), ft.CopyToClipboard)


async def test_share_gives_the_phone_the_same_pdf_as_save(
    app: Callable[..., Screen], told: Store
) -> None:
    async with app(platform="android", web=False) as screen:
        await visit_page(screen, "/report")
        await screen.tap("Share")
        (shared,) = [args for name, args in screen.asked if name == "share_files"]
        await screen.tap("Save PDF")
        (saved,) = [args for name, args in screen.asked if name == "save_file"]
        (file,) = shared["files"]
        assert file["data"] == saved["src_bytes"]
        assert (file["name"], file["mime_type"]) == (saved["file_name"], "application/pdf")
