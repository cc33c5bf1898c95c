"""A journal in a real file, with a clock that a test can move; and which tests run when."""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings

from models import content_mark
from models.database import FILE_NAME, open_journal
from models.days import SAMPLE_MARK
from models.shapes import SHAPES
from models.store import Store
from models.uptime import Uptime

# A slow machine must not fail a test, so there is no deadline for one example.
settings.register_profile("short", max_examples=40, deadline=None)
settings.load_profile("short")


class Clock:
    """The moment now, as a test wants it: aware, in the user's zone."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.up = Uptime("this start", 1000.0)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass (or, with a negative number, set the clock back): hours=3."""
        self.now += timedelta(**by)
        self.up = self.up._replace(
            seconds=self.up.seconds + max(timedelta(**by), timedelta(0)).total_seconds()
        )

    def set(self, **by: float) -> None:
        """Somebody sets the clock, and no time passes: hours=3."""
        self.now += timedelta(**by)

    def start_device(self) -> None:
        """The device is started anew."""
        self.up = Uptime("another start", 0.0)

    def uptime(self) -> Uptime:
        """The time since the device was started, which nobody sets."""
        return self.up


def usual_clock() -> Clock:
    """The moment at which a test begins that asks for no other."""
    return Clock(datetime(2026, 11, 22, 20, 15, tzinfo=ZoneInfo("Europe/Dublin")))


@pytest.fixture
def clock() -> Clock:
    return usual_clock()


@pytest.fixture(scope="session")
def new_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a journal just made, to be copied: making one waits for the disk many times."""
    path = tmp_path_factory.mktemp("new") / FILE_NAME
    open_journal(path).dispose()
    return path


@pytest.fixture
def store(tmp_path: Path, clock: Clock, new_journal: Path) -> Iterator[Store]:
    shutil.copy(new_journal, tmp_path)
    with closing(Store(open_journal(tmp_path / FILE_NAME), clock)) as opened:
        do_not_wait(opened)
        yield opened


def do_not_wait(store: Store) -> None:
    """Let no write wait for the disk; what outlives a power cut is for tests of their own."""
    with closing(store.engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA synchronous = OFF")


def make_own(journal: Path) -> None:
    """Turn the sample in a journal's file into a person's own entries, for what needs many."""
    with closing(sqlite3.connect(journal)) as raw:
        for name in SHAPES:
            raw.execute(
                f"UPDATE {name} SET updated_at = replace(updated_at, ?, ?)",
                (SAMPLE_MARK, ":00.271828Z"),
            )
        raw.execute("DELETE FROM setting WHERE key = 'is_sample'")
        content_mark.renew(raw)
        raw.commit()


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
    "tests/app/test_no_resources.py",
    "tests/bench",
    "tests/models/exchange",
    "tests/models/report",
    "tests/models/test_calendar_file.py",
    "tests/models/test_crash.py",
    "tests/models/test_damage.py",
    "tests/models/test_emptied.py",
    "tests/models/test_hostile_values.py",
    "tests/models/test_in_place.py",
    "tests/models/test_kills.py",
    "tests/models/test_merge.py",
    "tests/models/test_restore.py",
    "tests/models/test_sealed.py",
    "tests/models/test_trends.py",
)

# Tests that draw whole screens on the real component tree.
SCREENS = (
    "tests/app/parts",
    "tests/app/screens",
    "tests/app/test_calendar_both_ways.py",
    "tests/app/test_daily_backup.py",
    "tests/app/test_device.py",
    "tests/app/test_startup.py",
)

PLACES = {"programs": PROGRAMS, "screens": SCREENS, "browser": ("tests/browser",)}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even import what `-m` leaves out as a whole."""
    wish = config.option.markexpr
    if "or" in wish.split():
        return None
    out = [place for mark, each in PLACES.items() if f"not {mark}" in wish for place in each]
    return True if is_in(collection_path, tuple(out)) else None


def is_in(path: Path, places: tuple[str, ...]) -> bool:
    """Whether a file or folder of this repository lies in one of `places`."""
    return path.relative_to(ROOT).as_posix().startswith(places)


def pytest_collection_finish() -> None:
    """All that is imported stays to the end: the collector of garbage need not look at it again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what starts programs; leave the long versions out unless asked for: `-m long`."""
    for item in items:
        if is_in(item.path, PLACES["programs"]):
            item.add_marker(pytest.mark.programs)
        elif is_in(item.path, PLACES["screens"]):
            item.add_marker(pytest.mark.screens)
    if "long" in config.option.markexpr:
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
