import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.pwa.build import build
from app.pwa.pieces import PieceMissing
from tests.app.local.running import ROOT
from tests.browser.chromium import find_chromium

CACHE = Path(os.environ.get("SIDENOTE_PWA_CACHE", ROOT / "build" / "pwa-cache"))
"""Where the wheels and their bytecode stay between two runs."""


@pytest.fixture(scope="session")
def pwa(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web app, built from the sources as they are."""
    folder = tmp_path_factory.mktemp("pwa") / "app"
    try:
        build(folder, ROOT, CACHE)
    except PieceMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    return folder


@pytest.fixture(scope="package")
def chromium_path(browser: Browser) -> str:
    path = find_chromium(browser.browser_type)
    assert path is not None  # it is running
    return path
