"""Lines that stay while they are true, the line at the foot, and what covers everything."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

import flet as ft

from app import theme
from app.keeping import Kind
from app.parts import buttons
from app.parts.space import Space
from models.words import words

Handler = Callable[..., Any]


class Trouble(Enum):
    """What is wrong with how the journal is kept, gravest first."""

    NOT_KEPT = "not kept"  # the browser keeps nothing
    UNSAVED = "unsaved"  # the device has not kept the last changes
    DAMAGED = "damaged"  # a row is no longer what was written
    LESS_SURELY = "less surely"  # the browser's weaker storage
    NO_BACKUP = "no backup"
    COPY_DUE = "copy due"


def gravest(
    kind: Kind,
    *,
    is_unsaved: bool = False,
    is_damaged: bool = False,
    is_hushed: bool = False,
    is_backup_missing: bool = False,
    is_copy_due: bool = False,
) -> Trouble | None:
    """The one trouble that the user is told of now: two lines would leave no room for the rest.

    `is_hushed`: the user has closed the line about the weaker storage for this session.
    """
    found = {
        Trouble.NOT_KEPT: kind == "not_kept",
        Trouble.UNSAVED: is_unsaved,
        Trouble.DAMAGED: is_damaged,
        Trouble.LESS_SURELY: kind == "kept_less_surely" and not is_hushed,
        Trouble.NO_BACKUP: is_backup_missing,
        Trouble.COPY_DUE: is_copy_due,
    }
    return next((trouble for trouble, is_so in found.items() if is_so), None)


def _line(
    said: str, ends: Sequence[tuple[str, Handler]], space: Space, icon: ft.IconData, *,
    is_grave: bool = True,
) -> ft.Control:  # fmt: skip
    """A line with what can be done about it. It is read out when it comes."""
    ink = theme.ON_ALERT_SOFT if is_grave else theme.ON_PRIMARY_SOFT
    lead: list[ft.Control] = [
        ft.Icon(icon, color=ink, size=20),
        ft.Semantics(
            live_region=True, expand=True,
            content=ft.Text(said, color=ink, size=theme.Size.SMALL + 1),
        ),
    ]  # fmt: skip
    links = [buttons.link(name, on_click, color=ink) for name, on_click in ends]
    end = ft.Row(links, spacing=14, run_spacing=0, wrap=space.is_narrow, tight=True)
    is_stacked = space.is_narrow or (len(ends) > 1 and not space.is_wide)
    stacked = ft.Column([ft.Row(lead, spacing=10), end], spacing=0)
    return ft.Container(
        stacked if is_stacked else ft.Row([*lead, end], spacing=10),
        bgcolor=theme.ALERT_SOFT if is_grave else theme.PRIMARY_SOFT,
        padding=ft.Padding(left=16, right=12, top=8 if is_stacked else 4, bottom=4),
    )


def not_kept_line(on_copy: Handler, space: Space) -> ft.Control:
    """The browser keeps nothing: this stays, whatever the user does."""
    ends = [(words("failure.save_copy"), on_copy)]
    return _line(words("failure.line_not_kept"), ends, space, ft.Icons.WARNING_AMBER)


def unsaved_line(
    on_copy: Handler, on_again: Handler, space: Space, *, said: str = ""
) -> ft.Control:
    """The device has not kept the last changes; `said` tells why, if that is known."""
    ends = [(words("failure.save_copy"), on_copy), (words("failure.try_again"), on_again)]
    return _line(said or words("failure.unsaved"), ends, space, ft.Icons.SAVE_OUTLINED)


def less_surely_line(on_copy: Handler, on_close: Handler, space: Space) -> ft.Control:
    """The browser's weaker storage; it can be closed, as most windows are not private."""
    ends = [(words("failure.save_copy"), on_copy), (words("failure.understood"), on_close)]
    said = words("failure.line_less_surely")
    return _line(said, ends, space, ft.Icons.INFO_OUTLINE, is_grave=False)


def damaged_line(on_copies: Handler, on_go_on: Handler, space: Space) -> ft.Control:
    """A row is no longer what was written; the copies are the way back."""
    ends = [(words("failure.see_copies"), on_copies), (words("failure.go_on"), on_go_on)]
    return _line(words("failure.line_damaged"), ends, space, ft.Icons.WARNING_AMBER)


def backup_line(on_again: Handler, space: Space) -> ft.Control:
    """The last backup failed."""
    ends = [(words("failure.try_again"), on_again)]
    return _line(words("data.missing"), ends, space, ft.Icons.BACKUP_OUTLINED)


def copy_line(on_open: Handler, on_later: Handler, space: Space) -> ft.Control:
    """It is time to save a copy outside the browser, which may clear what it keeps."""
    ends = [(words("data.save_copy"), on_open), (words("data.later"), on_later)]
    return _line(words("data.copy_due"), ends, space, ft.Icons.SAVE_ALT, is_grave=False)


def sample_line(on_remove: Handler, space: Space) -> ft.Control:
    """What is shown is the sample journal."""
    ends = [(words("app.sample_remove"), on_remove)]
    return _line(words("app.sample"), ends, space, ft.Icons.SCIENCE_OUTLINED, is_grave=False)


def cover(on_tap: Handler) -> ft.Control:
    """What a phone's list of open apps may show: the name."""
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
