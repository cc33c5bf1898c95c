"""Leaving a page for where it was opened."""

import flet as ft

from app import device
from app.journal import Journal


def leave(journal: Journal, page: ft.Page, otherwise: str) -> None:
    """Show the screen this page was opened from; `otherwise` if it was opened by its address."""
    leave_for(page, journal.trail.leave(otherwise))


def leave_for(page: ft.Page, path: str) -> None:
    """Show the screen at `path`: in the web app as a step back, if the user came from there.

    As one more step forward, the system's Back would open the page again that was just left.
    """
    if device.IN_BROWSER:
        from app.pwa import browser_device

        browser_device.leave_for(path)
    page.navigate(path)
