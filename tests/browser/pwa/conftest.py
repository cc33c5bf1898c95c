"""What the tests of the built web app share: the build, its host, a device, and the app in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import App, find_chromium
from tests.browser.pwa.static_host import StaticHost

PATIENCE_MS = 90_000
PHONE: dict[str, Any] = {
    "user_agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Mobile Safari/537.36",
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-US",
}
"""What makes a browser say that it is a phone's."""
NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def pwa(built: Path) -> Path:
    """The web app, built from the sources as they are."""
    return built


@pytest.fixture(scope="package")
def chromium_path(browser: Browser) -> str:
    path = find_chromium(browser.browser_type)
    assert path is not None  # it is running
    return path


@pytest.fixture
def host(pwa: Path) -> Iterator[StaticHost]:
    with StaticHost(pwa) as running:
        yield running


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """A device of its own. Playwright's own waiting is code from a string, which our policy
    forbids, so it is lifted unless a test is about it.
    """
    contexts: list[BrowserContext] = []

    def one(**wishes: Any) -> BrowserContext:
        wishes = {"bypass_csp": True, "viewport": {"width": 390, "height": 844}} | wishes
        contexts.append(browser.new_context(**wishes))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1]

    yield one
    for each in contexts:
        each.close()


def opened(context: BrowserContext, host: StaticHost, path: str = "") -> App:
    """The app in a new tab, as far as its first screen."""
    page = context.new_page()
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    page.on("request", lambda request: app.requests.append(request.url))
    page.on("pageerror", lambda error: app.problems.append(str(error)))
    app.open(host.address + path)
    app.sees("Get help")
    return app


def begin(app: App) -> None:
    """Leave Welcome in two taps."""
    app.tap("Start logging")
    app.tap("I understand")
    app.sees("Today")


def is_kept(page: Page) -> None:
    """Wait until the app's files are on the device."""
    page.wait_for_function("document.documentElement.dataset.offline === 'ready'")
