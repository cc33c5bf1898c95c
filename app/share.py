"""Giving a file away: the share sheet where there is one, else the user keeps the file."""

import flet as ft

from app import device
from app.outcome import CANCELLED, DONE, Cancelled, Done

PHONES = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)


def has_sheet(page: ft.Page) -> bool:
    """Whether this device shows its share sheet for a file.

    A browser on iOS does so only inside the tap itself, which Python is too late for.
    """
    return page.platform in PHONES and not (page.web and page.platform == ft.PagePlatform.IOS)


async def share(page: ft.Page, name: str, data: bytes, mime: str) -> Done | Cancelled:
    """Open the share sheet with a file; save it where there is no sheet or it fails."""
    if has_sheet(page):
        file = ft.ShareFile.from_bytes(data, mime_type=mime, name=name)
        try:
            result = await ft.Share().share_files([file])
        except (RuntimeError, TimeoutError):  # a browser that has no share sheet after all
            return await device.hand_over(page, name, data)
        return CANCELLED if result.status == ft.ShareResultStatus.DISMISSED else DONE
    return await device.hand_over(page, name, data)
