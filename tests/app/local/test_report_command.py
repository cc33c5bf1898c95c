"""`sidenote report`: the page for a visit, without a screen."""

import subprocess
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.local import report_command
from app.local.claim import claimed
from models import report
from models.database import FILE_NAME
from models.days import day_of
from models.demo import write_demo
from models.report.sheet import PAPERS
from models.words import words
from tests.app.local.running import sidenote

TODAY = day_of(datetime.now().astimezone())  # for the app the night belongs to the day before


def made(folder: Path, out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return sidenote("report", "--journal", str(folder), "--out", str(out), *more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("journal")
    write_demo(made, today=TODAY)
    return made


def test_a_pdf_is_written_for_the_days_asked_for(folder: Path, tmp_path: Path) -> None:
    out, last = tmp_path / "visit.pdf", TODAY
    first = last - timedelta(days=41)
    done = made(folder, out, "--from", str(first), "--to", str(last), "--paper", "Letter")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == words("command_line.report_written", file=out)
    assert out.stat().st_mode & 0o777 == 0o600  # for the eyes of its owner only
    pages = PdfReader(BytesIO(out.read_bytes())).pages
    assert len(pages) == 1
    assert "of 42" in pages[0].extract_text()
    assert float(pages[0].mediabox[2]) == pytest.approx(612, abs=0.1)


def test_the_text_is_about_the_time_since_the_last_visit(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "visit.txt"
    assert made(folder, out, "--name", "A. B.").returncode == 0
    said = out.read_text("utf-8")
    assert "(since the visit)" in said
    assert "Entered by A. B., not checked by a clinician." in said
    assert "Days logged: 24 of 28" in said


def test_private_fields_need_their_name(folder: Path, tmp_path: Path) -> None:
    out, long_ago = tmp_path / "visit.txt", str(TODAY - timedelta(days=139))
    made(folder, out, "--from", long_ago)
    assert "Cried for no reason" not in out.read_text("utf-8")
    made(folder, out, "--from", long_ago, "--include", "notes", "--replace")
    assert "Cried for no reason" in out.read_text("utf-8")
    assert made(folder, out, "--include", "everything").returncode == 2


def test_the_options_are_those_of_the_page() -> None:
    assert report_command.PRIVATE == report.PRIVATE
    assert set(report_command.PAPERS) == set(PAPERS)


def test_a_folder_without_a_journal_gets_none(tmp_path: Path) -> None:
    done = made(tmp_path, tmp_path / "visit.pdf")
    assert done.returncode == 1
    assert done.stderr.strip() == words("data.command.no_journal", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_journal_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a journal" * 100)
    done = made(tmp_path, tmp_path / "visit.pdf")
    assert done.returncode == 1
    assert done.stderr.strip() == words("data.journal.NotAJournal", file=tmp_path / FILE_NAME)
    assert (tmp_path / FILE_NAME).read_bytes() == b"not a journal" * 100
    assert not (tmp_path / "visit.pdf").exists()


def test_a_journal_that_is_open_elsewhere_is_not_touched(folder: Path, tmp_path: Path) -> None:
    with claimed(folder):
        done = made(folder, tmp_path / "visit.pdf")
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.journal_in_use", folder=folder)


@pytest.mark.parametrize(
    ("more", "key", "fields"),
    [
        (["--from", "11.10.2026"], "no_date", {"text": "11.10.2026"}),
        (["--out", "visit.docx"], "no_kind", {"text": "visit.docx"}),
        (
            ["--from", "2026-11-02", "--to", "2026-11-01"],
            "wrong_order",
            {"first": "2026-11-02", "last": "2026-11-01"},
        ),
    ],
)
def test_what_cannot_be_understood_is_said_in_words(
    folder: Path, tmp_path: Path, more: list[str], key: str, fields: dict[str, str]
) -> None:
    done = made(folder, tmp_path / "visit.pdf", *more)
    assert done.returncode == 2
    assert words(f"command_line.report_{key}", **fields) in done.stderr


def test_a_place_that_cannot_be_written_is_said_in_words(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "no such folder" / "visit.pdf"
    done = made(folder, out)
    assert done.returncode == 1
    assert done.stderr.strip() == words("data.command.not_written", file=out)
