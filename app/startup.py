"""Start: device, database, journal, first screen; and what to say if one of them fails."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import flet as ft

from app import at_hand, chosen_day, copies, device, theme
from app.actions import damage, drafts
from app.actions import lock as door
from app.addresses import mind_addresses
from app.daily_backup import DailyBackup
from app.idle import watch
from app.journal import Journal
from app.redraw import draw_anew
from app.routes import PATHS, App
from app.screens.trouble import Trouble
from app.sentences import trail
from models import content, tables, uptime
from models.database import (
    Busy,
    Damaged,
    Full,
    JournalProblem,
    ReadOnly,
    open_journal,
    problem_of,
)
from models.store import Store
from models.uptime import Uptime
from models.words import words

log = logging.getLogger(__name__)

FIRST_LOOK_S = 2.0
"""How long the first screen has the device to itself; what can wait is done then."""


def now() -> datetime:
    """The moment now in the zone of the device, asked anew each time: people travel."""
    return datetime.now().astimezone()


async def main(
    page: ft.Page,
    *,
    folder: Path,
    clock: Callable[[], datetime] = now,
    uptime: Callable[[], Uptime] = uptime.read,
) -> None:
    """Open the journal in `folder` and show it; or say plainly why it cannot be shown."""
    try:
        if not device.IN_BROWSER:  # a browser has it all in memory, and no time to spare
            at_hand.load()
        page.title = words("app.name")
        theme.dress(page, "system")
        await device.learn_region(page)
        path = await device.load(folder)
    except Exception as error:  # noqa: BLE001 the last handler: a page with helplines, always
        _say_why(page, error, folder)
        return
    await show(page, path, clock, uptime)


async def show(
    page: ft.Page,
    path: Path,
    clock: Callable[[], datetime],
    uptime: Callable[[], Uptime],
    said: str = "",
) -> None:
    """Open the journal at `path` and show it, with `said` at its foot; or say why it cannot be."""
    again = partial(show, page, path, clock, uptime)
    store: Store | None = None
    try:
        copies.sweep(path.parent)
        store = open_store(path, clock)
        daily = DailyBackup(partial(copies.back_up, store))
        journal = Journal(store, device.save, clock, daily, device.kind(), uptime)
        journal.start_again = again
        if said:  # another journal takes the place of one that was shown: nothing is opening
            journal.is_opening = False
            journal.say(said)
        _draw(page, journal)
    except Exception as error:  # noqa: BLE001 the last handler: see above
        if store is not None:
            store.close()
        _say_why(page, error, path.parent, again)


def _draw(page: ft.Page, journal: Journal) -> None:
    theme.dress(page, journal.facts.setup.settings.get("theme", "system"))
    if (on := chosen_day.before_reload()) is not None:
        journal.show_day(on)
    mind_addresses(page, PATHS, journal.trail, lambda: journal.say(words("app.unknown_address")))
    device.before_end(partial(drafts.keep_all, journal))
    page.on_app_lifecycle_state_change = lambda event: _on_lifecycle(page, journal, event)
    page.on_connect = lambda _: _connect(page, journal)
    page.on_disconnect = lambda _: door.leave(journal)
    page.on_close = lambda _: journal.close()
    page.render_views(App, lambda: journal)
    page.run_task(_do_what_can_wait, journal)


async def _do_what_can_wait(journal: Journal) -> None:
    await asyncio.sleep(FIRST_LOOK_S)
    journal.is_opening = False  # if the client did not say that it has drawn
    if device.IN_BROWSER:
        gc.freeze()  # what is loaded by now stays, and need not be looked through at every tap
    for _ in at_hand.loading():
        await asyncio.sleep(0)
    damage.look(journal)
    journal.keep_backup(is_changed=False)  # one that failed yesterday is still missing
    await watch(journal)


def _say_why(
    page: ft.Page,
    error: Exception,
    folder: Path,
    again: Callable[[], Awaitable[None]] | None = None,
) -> None:
    problem = problem_of(error)
    if type(problem) is JournalProblem and not isinstance(error, OSError):
        problem = Damaged(type(error).__name__)  # a stored value that cannot be read
    log.warning("the journal could not be opened: %s", trail(error))
    page.render_views(Trouble, problem, folder, again)


def open_store(path: Path, clock: Callable[[], datetime]) -> Store:
    """The store of the journal at `path`, with every effect of content in it.

    A device that is full or takes no changes opens it without those that are new.

    Raises:
        JournalProblem: the file could not be opened.
    """
    store = Store(open_journal(path, in_browser=device.IN_BROWSER), clock)
    try:
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
            with suppress(Full, ReadOnly, Busy):  # the next start adds them
                store.write(*fresh)
    except BaseException:
        store.close()
        raise
    return store


def _on_lifecycle(page: ft.Page, journal: Journal, event: ft.AppLifecycleStateChangeEvent) -> None:
    state = ft.AppLifecycleState
    # A phone takes the picture for its list of open apps while the app is only inactive; a
    # window on a computer is inactive whenever another one is in front.
    is_phone = not page.web and page.platform in device.DIALLERS
    if event.state is state.HIDE or (event.state is state.INACTIVE and is_phone):
        page.run_task(drafts.keep_all, journal)
        door.leave(journal)
    elif event.state in (state.RESUME, state.SHOW):
        _come_back(journal)


def _connect(page: ft.Page, journal: Journal) -> None:
    """After a reload, which says neither "show" nor "resume"."""
    draw_anew(page)
    _come_back(journal)


def _come_back(journal: Journal) -> None:
    door.come_back(journal)
    journal.refresh()
