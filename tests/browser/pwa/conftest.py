from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import find_chromium


@pytest.fixture(scope="session")
def pwa(built: Path) -> Path:
    """The web app, built from the sources as they are."""
    return built


@pytest.fixture(scope="package")
def chromium_path(browser: Browser) -> str:
    path = find_chromium(browser.browser_type)
    assert path is not None  # it is running
    return path
