"""The device when Python itself runs in the browser: where the journal lies, and who holds it.

The work is done by browser/storage.js, in the same worker; the page is asked for the rest.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from app.keeping import Kind, Place
from models.database import FILE_NAME

FOLDER = Path("/journal")

_kind: Kind = "not_kept"


def _page() -> Any:
    import js  # type: ignore[import-not-found]  # only exists inside a browser

    return js.sidenote


def _refusal() -> type[Exception]:
    """What Python raises when the browser's side throws."""
    from pyodide.ffi import JsException  # type: ignore[import-not-found]  # as above

    found: type[Exception] = JsException
    return found


async def load() -> Path:
    """Open the browser's storage and give the path of the database file in it.

    While another tab holds the journal this waits: the page says so and offers to take over.

    Raises:
        OSError: the storage is there but cannot be opened.
    """
    global _kind
    try:
        _kind = await _page().open()
    except _refusal() as error:
        raise OSError(f"the browser's storage: {error}") from error
    return FOLDER / FILE_NAME


def kind() -> Kind:
    """How changes are kept since `load`."""
    return _kind


async def save() -> bool:
    """Wait until the last commit is on the disk; False if it is not, or never will be.

    The first time, the page asks the browser never to clear the journal by itself.
    """
    try:
        waiting = _page().durable()
        if waiting is not None:
            await waiting
    except _refusal():
        return False
    return _kind != "not_kept"


async def ready_to_seal() -> None:
    """Fetch what encrypts, the first time.

    Raises:
        OSError: it is not on this device yet, and there is no network.
    """
    try:
        await _page().readyToSeal()
    except _refusal() as error:
        raise OSError(f"the module that encrypts: {error}") from error


def before_end(keep: Callable[[], Awaitable[object]]) -> None:
    """Have `keep` awaited before this page ends by a tap: an update, or another tab's turn."""
    from pyodide.ffi import create_proxy

    _page().keep = create_proxy(keep)


def zone() -> str:
    """The name of the device's time zone, as the browser gives it."""
    import js  # only exists inside a browser

    return str(js.Intl.DateTimeFormat().resolvedOptions().timeZone or "")


def day() -> str:
    """The day that this tab showed before a reload, as written by `keep_day`; empty if none."""
    return str(_page().day())


def keep_day(on: str) -> None:
    """Have this tab remember a day until it is closed; empty: forget it."""
    _page().keepDay(on)


def leave_for(path: str) -> None:
    """Say that the next step leaves a page for `path`: a step back if that was before it."""
    _page().leaveFor(path)


async def place() -> Place:
    """What the browser says about the place the journal lies in.

    Raises:
        OSError: it does not say.
    """
    told = (await _ask("facts")).to_py()
    return Place(
        kind=_kind,
        is_persisted=bool(told["persisted"]),
        is_installed=bool(told["installed"]),
        is_offline_ready=bool(told["offline"]),
        is_shared=bool(told["shared"]),
        used=int(told["usage"]),
        allowed=int(told["quota"]),
    )


async def ask_to_stay() -> bool:
    """Ask the browser never to clear the journal by itself; its answer.

    Raises:
        OSError: it gave none.
    """
    return bool(await _ask("persist"))


async def _ask(name: str) -> Any:
    try:
        return await _page().ask(name)
    except _refusal() as error:
        raise OSError(f"the browser: {error}") from error
