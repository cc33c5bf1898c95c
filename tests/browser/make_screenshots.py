"""The README's pictures, made from the sample journal.

Run: `python -m tests.browser.make_screenshots`.
"""

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
        app.sees("From the article")
        app.screenshot("today", PICTURES)
        for tab in TABS:
            app.tap(tab, role="tab")
            app.find("Get help").first.wait_for(state="attached")
            app.screenshot(tab.lower(), PICTURES)
        app.find("Get help").first.dispatch_event("click")
        app.sees("In danger right now")
        app.screenshot("help", PICTURES)
        dark = opened_sample(stack, browser, sample(Path(place) / "dark"), dark=True)
        dark.tap("Mood, 3 of 5, Okay")
        dark.sees("saved")
        dark.screenshot("today-dark", PICTURES)
        dark.tap("My mood or behaviour has changed")
        dark.sees("What have you done about this?")
        low = opened_sample(stack, browser, sample(Path(place) / "low"))
        low.tap("Mood, 2 of 5, Low")
        low.tap("My mood or behaviour has changed")
        low.sees("What have you done about this?")
        low.screenshot("notice", PICTURES)
        browser.close()


if __name__ == "__main__":
    main()
