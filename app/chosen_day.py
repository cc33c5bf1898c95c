"""The day that Today shows, when it is not today: it outlives a reload of the page."""

from datetime import date

from app import device


def before_reload() -> date | None:
    """The day that was chosen in this tab; None if it was today.

    Outside a browser the journal itself outlives a reload, and nothing has to be remembered.
    """
    if not device.IN_BROWSER:
        return None
    from app.pwa import browser_device

    try:
        return date.fromisoformat(browser_device.day())
    except ValueError:  # none, or no date
        return None


def keep(on: date | None) -> None:
    """Have the tab remember the day until it is closed; None is today."""
    if device.IN_BROWSER:
        from app.pwa import browser_device

        browser_device.keep_day(on.isoformat() if on else "")
