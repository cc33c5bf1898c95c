"""The app on a journal in a folder of its own."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app import startup
from app.journal import Journal
from models.database import FILE_NAME
from models.store import Store
from tests.conftest import Clock, do_not_wait, usual_clock
from tests.headless import Screen


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def in_no_country(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of the machine that runs the tests says nothing about the user's country."""
    monkeypatch.setenv("TZ", "UTC")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture(scope="session")
def new_journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As in tests/conftest.py, with every effect of content in it."""
    path = tmp_path_factory.mktemp("new") / FILE_NAME
    startup.open_store(path, usual_clock()).close()
    return path


@pytest.fixture
def store(folder: Path, clock: Clock, new_journal: Path) -> Iterator[Store]:
    """The store of the same file that the app writes."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / FILE_NAME).exists():
        shutil.copy(new_journal, folder)
    with closing(startup.open_store(folder / FILE_NAME, clock)) as opened:
        do_not_wait(opened)
        yield opened


@pytest.fixture
def journal(store: Store, clock: Clock) -> Journal:
    """The journal without a screen, on a device that keeps what it is given."""

    async def kept() -> bool:
        return True

    return Journal(store, kept, clock, uptime=clock.uptime)


@pytest.fixture
def app(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Screen]:
    """Opens the whole app on the journal in `folder`, to be used with `async with`."""
    monkeypatch.setattr(startup, "FIRST_LOOK_S", 0)

    def started(**page: Any) -> Screen:
        return Screen(
            partial(startup.main, folder=folder, clock=clock, uptime=clock.uptime), **page
        )

    return started


@pytest.fixture
async def screen(app: Callable[..., Screen], journal: Journal) -> AsyncIterator[Screen]:
    """The app on an empty journal, past Welcome."""
    from app.actions import setup

    await setup.choose(journal, is_welcomed=True)
    async with app() as shown:
        yield shown
