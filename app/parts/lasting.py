"""Lines that stay while they are true, the line at the foot, and what covers everything."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.parts import buttons
from app.parts.space import Space
from models.words import words

Handler = Callable[..., Any]


def _line(
    said: str,
    button: ft.Control,
    space: Space,
    *,
    fill: ft.ColorValue,
    ink: ft.ColorValue,
    icon: ft.IconData,
) -> ft.Control:
    lead: list[ft.Control] = [
        ft.Icon(icon, color=ink, size=20),
        ft.Text(said, color=ink, size=theme.Size.SMALL + 1, expand=True),
    ]
    stacked = ft.Column([ft.Row(lead, spacing=10), button], spacing=0)
    return ft.Container(
        stacked if space.is_narrow else ft.Row([*lead, button], spacing=10),
        bgcolor=fill,
        padding=ft.Padding(left=16, right=12, top=4, bottom=4),
    )


def unsaved_bar(on_again: Handler, space: Space) -> ft.Control:
    """The device has not kept the last change."""
    return _line(
        words("failure.unsaved"),
        buttons.link(words("failure.try_again"), on_again, color=theme.ON_ALERT_SOFT),
        space,
        fill=theme.ALERT_SOFT,
        ink=theme.ON_ALERT_SOFT,
        icon=ft.Icons.SAVE_OUTLINED,
    )


def backup_bar(on_again: Handler, space: Space) -> ft.Control:
    """The last backup failed."""
    return _line(
        words("data.missing"),
        buttons.link(words("failure.try_again"), on_again, color=theme.ON_ALERT_SOFT),
        space,
        fill=theme.ALERT_SOFT,
        ink=theme.ON_ALERT_SOFT,
        icon=ft.Icons.BACKUP_OUTLINED,
    )


def copy_bar(on_open: Handler, on_later: Handler, space: Space) -> ft.Control:
    """It is time to save a copy outside the browser, which may clear what it keeps."""
    ink = theme.ON_PRIMARY_SOFT
    ends: list[ft.Control] = [
        buttons.link(words("data.save_copy"), on_open, color=ink),
        buttons.link(words("data.later"), on_later, color=ink),
    ]
    return _line(
        words("data.copy_due"),
        ft.Row(ends, spacing=14, tight=True),
        space,
        fill=theme.PRIMARY_SOFT,
        ink=ink,
        icon=ft.Icons.SAVE_ALT,
    )


def cover(on_tap: Handler) -> ft.Control:
    """What a phone's list of open apps may show of an app that has a lock: its name."""
    return ft.Container(
        ft.Text(words("app.name"), size=theme.Size.TITLE, color=theme.TEXT_2),
        bgcolor=theme.BACKGROUND,
        alignment=ft.Alignment.CENTER,
        left=0,
        right=0,
        top=0,
        bottom=0,
        on_click=on_tap,
        key="cover",
    )


def sample_bar(on_remove: Handler, space: Space) -> ft.Control:
    """What is shown is the sample journal."""
    return _line(
        words("app.sample"),
        buttons.link(words("app.sample_remove"), on_remove, color=theme.ON_PRIMARY_SOFT),
        space,
        fill=theme.PRIMARY_SOFT,
        ink=theme.ON_PRIMARY_SOFT,
        icon=ft.Icons.SCIENCE_OUTLINED,
    )


def foot_line(said: str, *, on_undo: Handler | None, on_close: Handler) -> ft.Control:
    """One line at the foot, until it is closed or the next one comes."""
    ink = ft.Colors.ON_INVERSE_SURFACE
    cells: list[ft.Control] = [
        ft.Text(said, color=ink, size=theme.Size.BODY, expand=True),
    ]
    if on_undo is not None:
        cells.append(buttons.link(words("common.undo"), on_undo, color=ft.Colors.INVERSE_PRIMARY))
    cells.append(buttons.icon(ft.Icons.CLOSE, words("common.close"), on_close, color=ink))
    return ft.Container(
        ft.Semantics(live_region=True, content=ft.Row(cells, spacing=8)),
        bgcolor=ft.Colors.INVERSE_SURFACE,
        border_radius=14,
        padding=ft.Padding(left=16, right=6, top=4, bottom=4),
        left=12,
        right=12,
        bottom=12,
        key="foot",
    )
