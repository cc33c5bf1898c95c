import os
from pathlib import Path

import pytest

from app.pwa.build import build
from app.pwa.pieces import PieceMissing
from tests.app.local.running import ROOT

CACHE = Path(os.environ.get("SIDENOTE_PWA_CACHE", ROOT / "build" / "pwa-cache"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web app as files."""
    folder = tmp_path_factory.mktemp("built") / "app"
    try:
        build(folder, ROOT, CACHE)
    except PieceMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    return folder
