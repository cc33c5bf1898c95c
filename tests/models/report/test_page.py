"""The page as PDF, read back by another library."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from models import tables
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.doses import dose_facts
from models.periods import Period
from models.report import PRIVATE, Report
from models.report.header import boxes
from models.report.page import pdf_of
from models.report.sheet import PAPERS
from models.report.tables import effects, results
from models.report.text import text_of
from models.store import Store
from tests.models.report.journals import (
    COURSE,
    SECRETS,
    SINCE_VISIT,
    TODAY,
    add_private,
    report_of,
    sample,
    text_in,
)

TYPED = st.characters(codec="utf-8", exclude_characters="\0")
"""All that a text in the journal can hold."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(sample(tmp_path_factory.mktemp("course"))) as store:
        yield store


def pages_of(report: Report) -> list[Any]:
    return list(PdfReader(BytesIO(pdf_of(report))).pages)


# The numbers


@pytest.mark.parametrize("period", [COURSE, SINCE_VISIT])
def test_the_numbers_on_paper_are_those_of_the_facts(course: Store, period: Period) -> None:
    report = report_of(course, period)
    said = text_in(pdf_of(report))
    cells = [cell for row in effects(report).rows for cell in row]
    cells += [cell for row in results(report).rows for cell in row]
    cells += [text for box in boxes(report) for text in box]
    assert [cell for cell in cells if cell not in said] == []
    lips = next(line.now for line in report.effects if line.key == "dry_lips")
    assert f"({lips.average:.1f})" in said
    assert f"{lips.days_with} of {lips.days_logged}" in said
    days = course.days(COURSE.first, COURSE.last)
    total = dose_facts(course.courses()[-1], days, COURSE.last, today=TODAY)
    assert f"{total.total_mg:,.0f} mg" in said
    assert total.mg_per_kg is not None
    assert f"{total.mg_per_kg:.1f} mg/kg" in said


def test_private_fields_are_not_in_the_file_either(store: Store) -> None:
    add_private(store)
    said = text_in(pdf_of(report_of(store, with_days=True)))
    assert not [field for field, secret in SECRETS.items() if secret in said]
    full = text_in(pdf_of(report_of(store, with_days=True, private=frozenset(PRIVATE))))
    assert all(secret in full for secret in SECRETS.values())


# The paper


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("weeks", [8, 20, 26])
def test_a_course_of_up_to_six_months_is_one_page(tmp_path: Path, weeks: int, paper: str) -> None:
    with closing(sample(tmp_path, weeks)) as store:
        first = store.courses()[-1].start_on
        assert first is not None
        pages = pages_of(report_of(store, Period(first, TODAY), paper=paper))
    assert len(pages) == 1
    width, height = (float(side) / 72 * 25.4 for side in pages[0].mediabox[2:])
    wanted = {"A4": (210, 297), "Letter": (215.9, 279.4)}[paper]
    assert (width, height) == pytest.approx(wanted, abs=0.1)


def test_twelve_effects_for_six_months_are_one_page_too(tmp_path: Path) -> None:
    write_demo(tmp_path, today=TODAY, weeks=26, years=1)
    period = Period(TODAY - timedelta(days=181), TODAY)
    with closing(Store(open_journal(tmp_path / FILE_NAME), lambda: datetime.now(UTC))) as store:
        for paper in PAPERS:
            report = report_of(store, period, paper=paper)
            assert len(report.effects) == 12
            assert len(pages_of(report)) == 1


def test_nothing_is_printed_smaller_than_nine_points(course: Store) -> None:
    report = report_of(course, private=frozenset(PRIVATE), with_days=True)
    found: list[float] = []
    for page in pages_of(report):
        stream = page.get_contents().get_data().decode("latin-1")
        found += [float(size) for size in re.findall(r"/F\d+ ([\d.]+) Tf", stream)]
    assert min(found) >= 9


def test_nothing_is_drawn_off_the_paper(course: Store) -> None:
    def check(text: str, _: Any, matrix: Any, *__: Any) -> None:
        if text.strip():
            outside.extend(at for at in matrix[4:] if at < 0)

    outside: list[float] = []
    for page in pages_of(report_of(course, with_days=True)):
        page.extract_text(visitor_text=check)
    assert outside == []


def test_every_day_follows_on_numbered_pages(course: Store) -> None:
    pages = pages_of(report_of(course, with_days=True))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
    assert all("Nosebleeds" in page.extract_text() for page in pages[1:])
    assert "26 Aug (late)" in text_in(pdf_of(report_of(course, with_days=True)))


def test_more_effects_than_a_page_holds_lose_nothing(store: Store) -> None:
    names = [f"Own effect {number}" for number in range(34)]
    for place, name in enumerate(names):
        key = f"own_{place}"
        store.write(
            tables.EffectDraft(key=key, name=name, position=place),
            tables.AnswerDraft(on_date=TODAY, effect_key=key, level=1),
        )
    said = text_in(pdf_of(report_of(store)))
    assert all(name in said for name in names)


@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("count", [1, 15, 40])
def test_no_cell_of_every_day_is_cut(store: Store, count: int, paper: str) -> None:
    for place in range(count):
        name = f"Own effect {place} with a long name"
        store.write(
            tables.EffectDraft(key=f"own_{place}", name=name, position=place),
            tables.AnswerDraft(on_date=TODAY, effect_key=f"own_{place}", level=1),
        )
    store.write(tables.MoodDraft(on_date=TODAY, level=1))
    period = Period(TODAY, TODAY)
    pages = pages_of(report_of(store, period, paper=paper, with_days=True))
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    days = said[said.rindex("Every day") :]
    assert "Very low" in days
    assert "…" not in days


# What a program sees


def test_the_file_has_a_title_a_language_and_tags(course: Store) -> None:
    reader = PdfReader(BytesIO(pdf_of(report_of(course))))
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Isotretinoin side-effect report, 6 Jul")
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]
    elements = [each.get_object() for each in catalog["/StructTreeRoot"]["/K"][0]["/K"]]
    kinds = [each["/S"] for each in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 6
    figures = [each for each in elements if each["/S"] == "/Figure"]
    assert "Mood by week: wk 1: lowest" in figures[0]["/Alt"]
    assert len(figures) == 9  # mood, seven effects, nosebleeds


def test_the_key_explains_the_marks_that_are_there_and_no_others(course: Store) -> None:
    quiet = Period(TODAY - timedelta(days=6), TODAY)
    for period, count in ((COURSE, 1), (quiet, 0)):
        said = text_in(pdf_of(report_of(course, period)))
        assert said.count("changed later") == count
        assert said.count("written late") == count + 1  # the box of days logged says it too


def test_every_font_is_embedded(course: Store) -> None:
    fonts = pages_of(report_of(course))[0]["/Resources"]["/Font"]
    assert len(fonts) == 2
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def test_the_same_report_gives_the_same_bytes(course: Store) -> None:
    assert pdf_of(report_of(course)) == pdf_of(report_of(course))


def test_the_library_is_loaded_only_for_a_page_and_needs_no_pictures() -> None:
    script = (
        "import sys\n"
        "sys.modules['PIL'] = None\n"
        "import warnings; warnings.simplefilter('error')\n"
        "from datetime import date\n"
        "from models.periods import Period\n"
        "from models.report import Choices, Report\n"
        "from models.report.page import pdf_of\n"
        "from models.report.text import text_of\n"
        "day = date(2026, 11, 22)\n"
        "report = Report(Period(day, day), day, Choices())\n"
        "text_of(report)\n"
        "assert not {'fpdf', 'fontTools'} & set(sys.modules)\n"
        "assert pdf_of(report).startswith(b'%PDF')\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# Letters


def test_letters_the_typeface_lacks_are_owned_up_to(store: Store) -> None:
    store.write(tables.QuestionDraft(id="q", text="Чому болить спина? Source: źłoty 😀"))
    said = text_in(pdf_of(report_of(store)))
    assert "Source: źłoty [U+1F600]" in said
    assert "are printed as their Unicode code" in said


def test_without_such_letters_nothing_is_said_about_them(course: Store) -> None:
    assert "Unicode code" not in text_in(pdf_of(report_of(course)))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(TYPED, min_size=1, max_size=400))
def test_whatever_the_user_typed_becomes_a_page(store: Store, text: str) -> None:
    store.write(
        tables.QuestionDraft(id="q", text=text),
        tables.EffectDraft(key="own_1", name=text[:120]),
        tables.AnswerDraft(on_date=TODAY, effect_key="own_1", level=2),
        tables.DayDraft(on_date=TODAY, note=text),
        tables.VisitDraft(id="v", on_date=TODAY, with_whom=text[:120]),
        tables.TestResultDraft(id="t", on_date=TODAY, kind="own", name=text[:120], value=text[:40]),
    )
    report = report_of(store, private=frozenset(PRIVATE), with_days=True, name=text[:50])
    assert "Isotretinoin side-effect report" in text_in(pdf_of(report))


def test_no_fact_of_the_boxes_is_cut_however_long_they_are(store: Store) -> None:
    """A last dose with its year, four figures of milligrams and a change of dose beside it."""
    start = TODAY - timedelta(days=139)
    store.write(
        tables.CourseDraft(id="long", start_on=start, last_dose_on=TODAY),
        tables.DosePeriodDraft(start_on=start, mg_per_day=22.5),
        tables.DosePeriodDraft(start_on=TODAY - timedelta(days=104), mg_per_day=42.5),
        tables.WeightDraft(on_date=TODAY - timedelta(days=27), kg=60.5),
    )
    report = report_of(store, Period(TODAY - timedelta(days=28), TODAY))
    said = text_in(pdf_of(report))
    assert [text for box in boxes(report) for text in box if text not in said] == []


# What is typed for this page alone


def test_treatments_stand_on_paper_and_in_the_text(course: Store) -> None:
    report = report_of(course, SINCE_VISIT, treatments="Balm and eye drops")
    assert "Treatments tried" in text_in(pdf_of(report))
    assert "Balm and eye drops" in text_in(pdf_of(report))
    assert "Treatments tried\n----------------\nBalm and eye drops" in text_of(report)


def test_whether_the_programme_was_followed_needs_the_tick_of_pregnancy(course: Store) -> None:
    said = "Pregnancy programme followed as the clinic set it: yes"
    ticked = report_of(course, SINCE_VISIT, private=frozenset({"pregnancy"}), programme=True)
    assert said in text_in(pdf_of(ticked))
    assert said in text_of(ticked)
    silent = report_of(course, SINCE_VISIT, programme=True)
    assert said not in text_in(pdf_of(silent))
    assert said not in text_of(silent)
    assert ticked.choices.without_private().programme is None
