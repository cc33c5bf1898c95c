"""Files around and above what the page may send: taken, or refused in a sentence; never a hang."""

from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

import pytest

from app import startup
from app.local.server import MESSAGE_BYTES
from models import tables
from models.database import FILE_NAME
from models.exchange.limits import FILE_BYTES
from tests.browser.chromium import App
from tests.browser.conftest import OpenApp

DID_NOT_ARRIVE = "The file did not arrive. Sidenote reads files of up to 64 MB."


def begun(place: Path) -> Path:
    """A journal past Welcome, in a folder of its own."""
    folder = place / "journal"
    folder.mkdir()
    with closing(startup.open_store(folder / FILE_NAME, startup.now)) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    return folder


def table(path: Path, size: int) -> Path:
    """A table of dates and moods, as large as `size` bytes with its third column."""
    days = [f"2025-01-{day:02},{1 + day % 5},{'x' * 50_000}\n" for day in range(1, 29)]
    with path.open("w") as file:
        file.write("date,mood,words\n")
        for day in islice(cycle(days), size // len(days[0]) + 1):
            file.write(day)
    return path


def choose(app: App, file: Path) -> None:
    """Choose a file on the page "Your data"."""
    app.page.evaluate("location.hash = '/data'")
    app.scroll_to("Choose a file")
    with app.page.expect_file_chooser() as chooser:
        app.find("Choose a file").click(force=True)
    chooser.value.set_files(file)


def test_the_server_takes_every_file_that_is_read() -> None:
    assert MESSAGE_BYTES > FILE_BYTES + 1_000_000


def test_a_file_of_15_megabytes_is_looked_at(open_app: OpenApp, tmp_path: Path) -> None:
    app = open_app(journal=begun(tmp_path))
    choose(app, table(tmp_path / "words.csv", 15_000_000))
    app.sees("What would be taken over")
    app.sees("300 rows read")


def test_a_page_that_is_loaded_again_while_it_is_asked_for_a_file_goes_on(
    open_app: OpenApp, tmp_path: Path
) -> None:
    app = open_app(journal=begun(tmp_path))
    app.page.evaluate("location.hash = '/data'")
    app.scroll_to("Choose a file")
    with app.page.expect_file_chooser():
        app.find("Choose a file").click(force=True)
    app.reload()
    app.sees(DID_NOT_ARRIVE)
    app.sees_no("Waiting for the file.")
    choose(app, table(tmp_path / "words.csv", 1_000_000))
    app.sees("What would be taken over")


@pytest.mark.long
@pytest.mark.parametrize(
    ("megabytes", "sentence"),
    [(60, "What would be taken over"), (70, "This file is too big")],
)
def test_files_around_the_true_limit(
    open_app: OpenApp, tmp_path: Path, megabytes: int, sentence: str
) -> None:
    app = open_app(journal=begun(tmp_path))
    app.page.set_default_timeout(600_000)
    choose(app, table(tmp_path / "words.csv", megabytes * 1_000_000))
    app.sees(sentence)
