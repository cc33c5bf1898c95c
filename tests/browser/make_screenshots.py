"""The README's pictures, made from the sample journal.

Run: `python -m tests.browser.make_screenshots`.
"""

import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from app import startup
from models import tables
from models.database import FILE_NAME
from models.days import day_of
from models.demo import write_demo
from tests.app.local.running import ROOT, started
from tests.browser.chromium import ARGUMENTS, App, Look, find_chromium, opened

PICTURES = ROOT / ".github" / "screenshots"
TABS = ("Trends", "Care", "Visits")


def opened_sample(stack: ExitStack, browser: Browser, folder: Path, **look: object) -> App:
    """The app on the journal in `folder`."""
    command = [
        "-m",
        "app.local.command_line",
        "--journal",
        str(folder),
        "--no-browser",
        "--port",
        "0",
    ]
    server = stack.enter_context(started(command, folder, LANG="C.UTF-8"))
    return stack.enter_context(opened(browser, server, Look(**look)))  # type: ignore[arg-type] # Look's own fields


def sample(folder: Path) -> Path:
    """The sample journal, without the line that says so."""
    folder.mkdir()
    write_demo(folder, today=day_of(startup.now()))
    with closing(startup.open_store(folder / FILE_NAME, startup.now)) as store:
        store.write(tables.SettingDraft(key="is_sample", value="false"))
    return folder


def keep(app: App, name: str) -> None:
    """Write the picture once the screen stands still: two looks at it are the same."""
    before = b""
    for _ in range(40):
        app.page.wait_for_timeout(250)
        now = app.page.screenshot()
        if now == before:
            break
        before = now
    (PICTURES / f"{name}.png").write_bytes(before)


def keep_report(folder: Path) -> None:
    """Write the page for the visit as a picture; wants pdftoppm, of poppler."""
    page = folder / "visit.pdf"
    command = [
        "-m",
        "app.local.command_line",
        "report",
        "--journal",
        str(folder),
        "--out",
        str(page),
        "--replace",
    ]
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True)
    pictured = ["pdftoppm", "-r", "90", "-png", "-singlefile", page, PICTURES / "report"]
    subprocess.run(pictured, check=True)


def main() -> None:
    """Write every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright, ExitStack() as stack:
        path = find_chromium(playwright.chromium)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        folder = sample(Path(place) / "journal")
        app = opened_sample(stack, browser, folder)
        app.tap("Mood, 3 of 5, Okay")
        app.tap("Dry lips, Moderate, 2 of 4")
        app.tap("Dry skin, Mild, 1 of 4")
        app.sees("From the web article")
        keep(app, "today")
        for tab in TABS:
            app.tap(tab, role="tab")
            app.page.get_by_role("heading", name=tab).wait_for(state="attached")
            keep(app, tab.lower())
        app.tap("Get help", exact=True)
        app.sees("In danger now?")
        keep(app, "help")
        dark = opened_sample(stack, browser, sample(Path(place) / "dark"), dark=True)
        dark.tap("Mood, 3 of 5, Okay")
        dark.sees("saved")
        keep(dark, "today-dark")
        low = opened_sample(stack, browser, sample(Path(place) / "low"))
        low.tap("Mood, 2 of 5, Low")
        low.sees("What changed?")
        low.tap("My mood or behaviour has changed")
        low.sees("Tell your provider about your mood")
        keep(low, "notice")
        browser.close()
        keep_report(sample(Path(place) / "visit"))


if __name__ == "__main__":
    main()
