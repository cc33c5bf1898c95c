"""Drawing for a page that was away: nothing is drawn meanwhile, and nobody draws it later."""

from typing import Any

import flet as ft


def draw_anew(page: ft.Page) -> None:
    """Draw every part of the screen once more, and go on drawing if that had come to an end."""
    session: Any = page.session  # its methods have no types
    session.start_updates_scheduler()
    for control in list(session.index.values()):
        if isinstance(control, ft.Component):
            session.schedule_update(control)
