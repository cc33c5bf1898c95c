"""The device when Python itself runs in the browser: where the journal lies, and who holds it.

The work is done by browser/storage.js, in the same worker; the page is asked for the rest.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.database import FILE_NAME

FOLDER = Path("/journal")

Kind = Literal["kept", "kept_less_surely", "not_kept"]
"""How changes are kept. "kept": on the disk at every commit. "kept_less_surely": in one record of
the browser's database, on the disk when `save` returns. "not_kept": gone when the tab closes.
"elsewhere": another tab holds the journal."""


@dataclass(frozen=True)
class Space:
    """What the browser says about the place the journal lies in. Sizes are in bytes."""

    kind: Kind
    is_persisted: bool  # the browser promised not to clear it by itself
    is_installed: bool
    is_offline_ready: bool
    used: int
    available: int  # 0 when the browser does not say


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
        await _page().durable()
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


async def space() -> Space:
    """What the browser says about the journal's place, for Settings."""
    told = (await _page().ask("facts")).to_py()
    return Space(
        kind=_kind,
        is_persisted=bool(told["persisted"]),
        is_installed=bool(told["installed"]),
        is_offline_ready=bool(told["offline"]),
        used=int(told["usage"]),
        available=int(told["quota"]),
    )


async def ask_to_stay() -> bool:
    """Ask the browser never to clear the journal by itself; its answer."""
    return bool(await _page().ask("persist"))
