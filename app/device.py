"""All that differs between a phone, a computer and a browser: load, save, hand over.

Three functions with a case for each kind of device, instead of a class for each.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import flet as ft

from app.keeping import Kind, Place
from app.outcome import CANCELLED, DONE, Cancelled, Done
from models import lock, sealed, zones
from models.database import FILE_NAME
from models.words import DEFAULT_LANGUAGE

T = TypeVar("T")

IN_BROWSER = sys.platform == "emscripten"
"""Whether Python itself runs in the browser (the installed web app)."""
DIALLERS = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)
TABLET_FROM = 600
"""A device whose shorter side is that long, in logical pixels, may have no telephone."""
ANSWER_WITHIN = 3.0
"""Seconds that the first screen waits for a device that does not say where it is."""


async def load(folder: Path) -> Path:
    """Make the journal's folder ready and give the path of its database file.

    Raises:
        OSError: the folder cannot be made or read.
    """
    if IN_BROWSER:
        from app.pwa import browser_device

        return await browser_device.load()
    folder.mkdir(parents=True, exist_ok=True)
    return folder / FILE_NAME


async def save() -> bool:
    """Make the last change durable; False if the device refused.

    Outside a browser SQLite has already waited for the disk when a write returns.
    """
    if IN_BROWSER:
        from app.pwa import browser_device

        return await browser_device.save()
    return True


def before_end(keep: Callable[[], Awaitable[object]]) -> None:
    """Have `keep` awaited before a page in the browser ends by a tap, as for an update."""
    if IN_BROWSER:
        from app.pwa import browser_device

        browser_device.before_end(keep)


def kind() -> Kind:
    """How surely changes are kept here, once `load` has returned."""
    if IN_BROWSER:
        from app.pwa import browser_device

        return browser_device.kind()
    return "kept"


async def place() -> Place | None:
    """What the browser says about the place the journal lies in; None outside a browser.

    Raises:
        OSError: it does not say.
    """
    if not IN_BROWSER:
        return None
    from app.pwa import browser_device

    return await browser_device.place()


async def ask_to_stay() -> bool:
    """Ask the browser never to clear the journal by itself; outside one nothing is cleared.

    Raises:
        OSError: it gave no answer.
    """
    if not IN_BROWSER:
        return True
    from app.pwa import browser_device

    return await browser_device.ask_to_stay()


async def hand_over(page: ft.Page, name: str, data: bytes) -> Done | Cancelled:
    """Let the user keep `data` as a file: a save dialog, or a download in a browser."""
    kept = await ft.FilePicker().save_file(file_name=name, src_bytes=data)
    if kept is not None and not page.web:
        Path(kept).write_bytes(data)
    return DONE if kept is not None or page.web else CANCELLED


async def learn_region(page: ft.Page) -> None:
    """Ask the device which country its settings name; from then on `region` gives it.

    Never asked of a network: the settings of the device are what the user chose. Only the
    first choice counts, as the country of a second language ("de, en-US") is not the user's.
    The country is kept in the page's locale; the language there stays that of our words.
    """
    try:
        info = await asyncio.wait_for(page.get_device_info(), ANSWER_WITHIN)
    except (TimeoutError, RuntimeError, TypeError, ValueError, KeyError):
        info = None  # the client is gone, or does not know: the fallback number is shown
    first = info.locales[0] if info and info.locales else None
    if first is not None and first.country_code:
        here = ft.Locale(DEFAULT_LANGUAGE, first.country_code.upper())
        page.locale_configuration = ft.LocaleConfiguration([here], here)


def region(page: ft.Page) -> str:
    """The two-letter country of the device's settings; empty if it does not say."""
    configuration = page.locale_configuration
    current = configuration.current_locale if configuration else None
    return (current.country_code or "") if current else ""


def zone_country() -> str:
    """The two-letter country that the device's time zone lies in; empty if it is not known.

    Asked anew each time: people travel.
    """
    return zones.country_of(_zone())


def _zone() -> str:
    """The name of the device's time zone, such as Europe/Berlin; empty if it does not say."""
    if IN_BROWSER:
        from app.pwa import browser_device

        return browser_device.zone()
    if named := os.environ.get("TZ", "").removeprefix(":"):
        return named
    if hasattr(sys, "getandroidapilevel"):
        return _android_zone()
    # A link into the folder of zones on Linux, macOS and iOS.
    return os.path.realpath("/etc/localtime").rpartition("zoneinfo/")[2]


def _android_zone() -> str:
    from ctypes import CDLL, create_string_buffer

    name = create_string_buffer(92)  # PROP_VALUE_MAX
    with suppress(OSError, AttributeError):
        CDLL(None).__system_property_get(b"persist.sys.timezone", name)
    return name.value.decode("ascii", "replace")


def can_dial(page: ft.Page) -> bool:
    """Whether a number surely opens a dialler here: on a phone, not on a tablet or computer."""
    is_phone = min(page.width or 0, page.height or 0) < TABLET_FROM
    return page.platform in DIALLERS and is_phone


PIN_KIND = "pbkdf2" if IN_BROWSER else "scrypt"
"""The strongest way to stretch a PIN that this device has."""


async def stretched(pin: str, salt: bytes, kind: str, work: int) -> bytes:
    """The digest of a PIN (models.lock).

    Raises:
        ValueError, OSError: this device cannot work `kind` out.
    """
    if not IN_BROWSER:
        return lock.stretched(pin, salt, kind, work)
    from app.pwa import browser_lock

    if kind != PIN_KIND:
        raise ValueError(kind)
    return await browser_lock.stretched(pin.encode(), salt, work)


MOST_WORK = (
    sealed.MOST_WORK_ON_A_PHONE
    if sys.platform in ("emscripten", "android", "ios")
    else sealed.MOST_WORK
)
"""The work factor up to which a file under a passphrase is opened here (models.sealed)."""


async def ready_to_seal() -> None:
    """Make ready what seals and opens files under a passphrase; await it before either.

    Raises:
        OSError: it has to be fetched and cannot be.
    """
    if IN_BROWSER:
        from app.pwa import browser_device

        await browser_device.ready_to_seal()


class NotArrived(OSError):
    """The chosen file did not come: the page was loaded again, or cut off as it was too large."""


async def ask_for_file() -> tuple[str, bytes] | None:
    """Let the user choose a file; its name and content, or None if they chose none.

    Raises:
        NotArrived: it never will.
        OSError: it cannot be read.
    """
    chosen = await _before_a_reload(
        # A phone's browser loses the focus while its list of files is open.
        ft.FilePicker().pick_files(with_data=True, cancel_upload_on_window_blur=False)
    )
    if not chosen:
        return None
    data = chosen[0].bytes
    if data is None and chosen[0].path:
        data = Path(chosen[0].path).read_bytes()
    return chosen[0].name, data or b""


async def _before_a_reload(answer: Coroutine[Any, Any, T]) -> T:
    """What the page answers; a page that connects anew has forgotten that it was asked.

    Raises:
        NotArrived: it connected anew.
    """
    page = ft.context.page
    usual: Any = page.on_connect
    anew = asyncio.Event()

    def connected(event: Any) -> None:
        anew.set()
        if usual is not None:
            usual(event)

    page.on_connect = connected
    asked, cut = asyncio.ensure_future(answer), asyncio.ensure_future(anew.wait())
    try:
        await asyncio.wait((asked, cut), return_when=asyncio.FIRST_COMPLETED)
        if asked.done():
            return asked.result()
        raise NotArrived
    finally:
        asked.cancel()
        cut.cancel()
        page.on_connect = usual
