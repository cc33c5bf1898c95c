"""The device when Python itself runs in the browser: where the journal lies, and who holds it.

The work is done by browser/storage.js, in the same worker; the page is asked for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from models.database import FILE_NAME, Busy

FOLDER = Path("/journal")

Kind = Literal["kept", "kept_less_surely", "not_kept", "elsewhere"]
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


_kind: Kind = "elsewhere"


def _page() -> Any:
    import js  # type: ignore[import-not-found]  # only exists inside a browser

    return js.sidenote


def _refusal() -> type[Exception]:
    """What Python raises when the browser's side throws."""
    from pyodide.ffi import JsException  # type: ignore[import-not-found]  # as above

    found: type[Exception] = JsException
    return found


async def load(*, take_over: bool = False) -> Path:
    """Open the browser's storage and give the path of the database file in it.

    With `take_over` the tab that holds the journal is asked to close it, for four seconds.

    Raises:
        Busy: another tab holds the journal.
        OSError: the storage is there but cannot be opened.
    """
    global _kind
    try:
        _kind = await _page().open(take_over)
    except _refusal() as error:
        raise OSError(f"the browser's storage: {error}") from error
    if _kind == "elsewhere":
        raise Busy("another tab holds the journal")
    return FOLDER / FILE_NAME


def kind() -> Kind:
    """How changes are kept since the last `load`."""
    return _kind


async def save() -> bool:
    """Wait until the last commit is on the disk; False if it is not, or never will be."""
    try:
        await _page().durable()
    except _refusal():
        return False
    return _kind in ("kept", "kept_less_surely")


def let_go() -> None:
    """Close the files and let another tab have the journal. Dispose of the engine before."""
    global _kind
    _kind = "elsewhere"
    _page().close()


def when_asked(action: Callable[[], object]) -> None:
    """Call `action` each time another tab asks for the journal; it should end in `let_go`."""
    from pyodide.ffi import create_proxy  # only exists inside a browser

    _page().whenAsked(create_proxy(lambda *_: action()))


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
    """Ask the browser never to clear the journal by itself; its answer. Only worth a real entry."""
    return bool(await _page().ask("persist"))
