"""Start: device, database, journal, first screen; and what to say if one of them fails."""

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import flet as ft

from app import device, theme
from app.journal import Journal
from app.routes import App
from app.screens.trouble import Trouble
from models import content, tables
from models.database import JournalProblem, open_journal, problem_of
from models.store import Store
from models.words import words

log = logging.getLogger(__name__)


def now() -> datetime:
    """The moment now in the zone of the device, asked anew each time: people travel."""
    return datetime.now().astimezone()


async def main(page: ft.Page, *, folder: Path, clock: Callable[[], datetime] = now) -> None:
    """Open the journal in `folder` and show it; or say plainly why it cannot be shown."""
    page.title = words("app.name")
    theme.dress(page, "system")
    await device.learn_region(page)
    try:
        path = await device.load(folder)
        store = open_store(path, clock)
        journal = Journal(store, device.save, clock)
    except (JournalProblem, OSError, ValueError) as error:  # ValueError: a stored value is garbled
        problem = problem_of(error)
        log.warning("the journal could not be opened: %s", type(problem).__name__)
        page.render_views(Trouble, problem, folder)
        return
    theme.dress(page, journal.facts.setup.settings.get("theme", "system"))
    page.on_app_lifecycle_state_change = lambda event: _on_lifecycle(journal, event)
    page.on_close = lambda _: journal.close()
    page.render_views(App, journal)


def open_store(path: Path, clock: Callable[[], datetime]) -> Store:
    """The store of the journal at `path`, with every effect of content in it.

    Raises:
        JournalProblem: the file could not be opened.
    """
    store = Store(open_journal(path, in_browser=device.IN_BROWSER), clock)
    known = {effect.key for effect in store.effects()}
    fresh = [
        tables.EffectDraft(
            key=effect.key,
            is_shown=not effect.is_optional,
            is_private=effect.is_private,
            position=number,
        )
        for number, effect in enumerate(content.effects())
        if effect.key not in known
    ]
    if fresh:
        store.write(*fresh)
    return store


def _on_lifecycle(journal: Journal, event: ft.AppLifecycleStateChangeEvent) -> None:
    if event.state in (ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW):
        journal.refresh()
