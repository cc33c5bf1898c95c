import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.app.local.running import started
from tests.browser.chromium import ARGUMENTS, FAILURES, App, Look, find_chromium, opened

OpenApp = Callable[..., App]
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


# Not for the whole session: while Playwright is running, no other test can run an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real Chromium; each app opened in it has a profile of its own."""
    with sync_playwright() as playwright:
        path = find_chromium(playwright.chromium)
        if path is None:
            reason = "no Chromium found: install one, or run `playwright install chromium`"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_app(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[OpenApp]:
    """Start the app and open it: `open_app(size=…, dark=…, text_scale=…)`, as in Look.

    `journal` is the folder to open, a new one if left out; `command` starts another server than
    `sidenote`. A failed test leaves a picture of every app it opened. No request of any journey
    may leave for another server.
    """
    apps: list[App] = []
    with ExitStack() as stack:

        def open_one(
            journal: Path | None = None, command: list[str] | None = None, **look: object
        ) -> App:
            folder = journal or tmp_path / "journal"
            sidenote = ["-m", "app.local.command_line", "--journal", str(folder)]
            chosen = Look(**look)  # type: ignore[arg-type]  # the caller names Look's own fields
            process = started(
                command or [*sidenote, "--no-browser", "--port", "0"],
                folder,
                TZ=chosen.timezone,
                LANG="C.UTF-8",
            )
            app = stack.enter_context(opened(browser, stack.enter_context(process), chosen))
            apps.append(app)
            return app

        yield open_one
        for number, app in enumerate(apps):
            if request.node.stash.get(FAILED, False):
                app.screenshot(
                    f"{re.sub(r'[^a-z0-9]+', '-', request.node.name)}-{number}", FAILURES
                )
    for app in apps:
        assert app.foreign() == []
