"""A journal in a real file, with a clock that a test can move; and which tests run when."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from models.database import FILE_NAME, open_journal
from models.store import Store

# A slow machine must not fail a test, so there is no deadline for one example.
settings.register_profile("short", max_examples=40, deadline=None)
settings.load_profile("short")


class Clock:
    """The moment now, as a test wants it: aware, in the user's zone."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass (or, with a negative number, set the clock back): hours=3."""
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 22, 20, 15, tzinfo=ZoneInfo("Europe/Dublin")))


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with closing(Store(open_journal(tmp_path / FILE_NAME), clock)) as opened:
        yield opened


ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("SIDENOTE_PWA_CACHE", ROOT / "build" / "pwa-cache"))
"""Where the wheels of the web app and their bytecode stay between two runs."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web app as files, built once from the sources as they are; no test may change it."""
    from app.pwa.build import build
    from app.pwa.pieces import PieceMissing

    folder = tmp_path_factory.mktemp("built") / "app"
    try:
        build(folder, ROOT, CACHE)
    except PieceMissing as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    return folder


# Tests that start programs of their own, or that work for seconds on end.
PROGRAMS = (
    "tests/app/local",
    "tests/app/pwa",
    "tests/bench",
    "tests/models/exchange",
    "tests/models/report",
    "tests/models/test_calendar_file.py",
    "tests/models/test_crash.py",
    "tests/models/test_merge.py",
    "tests/models/test_restore.py",
    "tests/models/test_sealed.py",
    "tests/models/test_trends.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what starts programs; leave the long versions out unless asked for: `-m long`."""
    for item in items:
        place = item.path.relative_to(config.rootpath).as_posix()
        if place.startswith(PROGRAMS):
            item.add_marker(pytest.mark.programs)
        elif place.startswith("tests/app/screens"):
            item.add_marker(pytest.mark.screens)
    if "long" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
