"""Buttons. What a browser allows only inside the user's own tap goes through `action`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import flet as ft

from app import theme
from app.parts.tappable import tappable

Handler = Callable[..., Any]


def _button(
    name: str,
    fill: ft.ColorValue,
    ink: ft.ColorValue,
    *,
    icon: ft.IconData | None,
    on_click: Handler | None,
    action: ft.ClientAction | None,
    line: ft.ColorValue | None = None,
    expand: bool = False,
    disabled: bool = False,
    key: str | None = None,
    large: bool = False,
    selected: bool | None = None,
) -> ft.Control:
    cells: list[ft.Control] = []
    if icon is not None:
        cells.append(ft.Icon(icon, color=ink, size=20))
    # Flexible, not expanded: a long word at 200 % wraps instead of being cut off.
    word = ft.Text(
        name,
        color=ink,
        size=theme.Size.HEADING if large else theme.Size.BODY,
        weight=ft.FontWeight.W_600,
        text_align=ft.TextAlign.CENTER,
    )
    cells.append(ft.Container(word, expand=True, expand_loose=True))
    return tappable(
        ft.Row(
            cells,
            alignment=ft.MainAxisAlignment.CENTER,
            vertical_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=8,
            tight=not expand,
        ),
        None if disabled else (on_click or _nothing),
        selected=selected,
        expand=expand,
        bgcolor=fill,
        border=ft.Border.all(1.5, line) if line else None,
        border_radius=28,
        padding=ft.Padding(left=16, right=16, top=16 if large else 12, bottom=16 if large else 12),
        alignment=ft.Alignment.CENTER if expand else None,
        action=None if disabled else action,
        opacity=0.5 if disabled else 1,
        key=key,
    )


def _nothing(_: Any = None) -> None:
    """For a button whose action the device carries out: without a handler it is no button."""


def primary(name: str, on_click: Handler | None = None, **more: Any) -> ft.Control:
    """The one main action of a card or screen."""
    return _button(name, theme.PRIMARY, theme.ON_PRIMARY, on_click=on_click, **_plain(more))


def soft(name: str, on_click: Handler | None = None, **more: Any) -> ft.Control:
    """A second action."""
    return _button(
        name, theme.PRIMARY_SOFT, theme.ON_PRIMARY_SOFT, on_click=on_click, **_plain(more)
    )


def outline(name: str, on_click: Handler | None = None, **more: Any) -> ft.Control:
    """A quiet action."""
    return _button(name, theme.CARD, theme.TEXT, line=theme.LINE, on_click=on_click, **_plain(more))


def alert(name: str, on_click: Handler | None = None, **more: Any) -> ft.Control:
    """The urgent action on an alert surface."""
    return _button(
        name, theme.ALERT_STRONG, theme.ON_ALERT_STRONG, on_click=on_click, **_plain(more)
    )


def alert_outline(name: str, on_click: Handler | None = None, **more: Any) -> ft.Control:
    """A second action on an alert surface."""
    return _button(
        name, theme.ALERT_SOFT, theme.ON_ALERT_SOFT, line=theme.ALERT, on_click=on_click,
        **_plain(more),
    )  # fmt: skip


def _plain(more: dict[str, Any]) -> dict[str, Any]:
    return {"icon": None, "action": None} | more


def link(
    name: str,
    on_click: Handler | None = None,
    *,
    color: ft.ColorValue = theme.PRIMARY,
    action: ft.ClientAction | None = None,
) -> ft.Control:
    """An action that reads like text."""
    return tappable(
        ft.Text(
            name,
            color=color,
            size=theme.Size.BODY,
            weight=ft.FontWeight.W_600,
            style=ft.TextStyle(decoration=ft.TextDecoration.UNDERLINE, decoration_color=color),
        ),
        on_click or _nothing,
        padding=ft.Padding(top=13, bottom=13, left=4, right=4),
        action=action,
        border_radius=8,
    )


def icon(
    glyph: ft.IconData, name: str, on_click: Handler | None, *, filled: bool = False,
    disabled: bool = False, color: ft.ColorValue = theme.TEXT,
) -> ft.Control:  # fmt: skip
    """A round button with an icon; `name` is what a screen reader says."""
    return tappable(
        ft.Icon(
            glyph, semantics_label=name, size=22, color=theme.ON_PRIMARY_SOFT if filled else color
        ),
        None if disabled else on_click,
        width=theme.TAP,
        height=theme.TAP,
        alignment=ft.Alignment.CENTER,
        bgcolor=theme.PRIMARY_SOFT if filled else None,
        border=None if filled else ft.Border.all(1, theme.LINE),
        border_radius=24,
        opacity=0.4 if disabled else 1,
        tooltip=name,
    )


def edge(glyph: ft.IconData, name: str, on_click: Handler, *, disabled: bool = False) -> ft.Control:
    """A slim button at the edge of a row: narrow, but a full tap high."""
    return tappable(
        ft.Icon(glyph, semantics_label=name, size=22, color=theme.TEXT_2),
        None if disabled else on_click,
        width=30,
        height=theme.TAP + 16,
        alignment=ft.Alignment.CENTER,
        border_radius=12,
        opacity=0.3 if disabled else 1,
    )


def dial(number: str) -> ft.ClientAction:
    """Open the dialler with `number` filled in; the user presses call."""
    return _handed_over("tel:" + "".join(sign for sign in number if sign in "+0123456789*#"))


def text_message(number: str, draft: str = "") -> ft.ClientAction:
    """Open a message to `number` with `draft` in it; the user sends it."""
    digits = "".join(sign for sign in number if sign in "+0123456789")
    return _handed_over(f"sms:{digits}?&body={quote(draft)}" if draft else f"sms:{digits}")


def email(address: str, subject: str, draft: str) -> ft.ClientAction:
    """Open a mail to `address` with `draft` in it; the user sends it."""
    return _handed_over(f"mailto:{quote(address)}?subject={quote(subject)}&body={quote(draft)}")


def _handed_over(url: str) -> ft.ClientAction:
    """Hand a number or an address to the device's own app.

    A phone's browser does so and stays where it is; a window made for it would be left behind,
    empty. On a computer that has no such app, the window is what shows the browser's error.
    """
    is_phone = ft.context.page.platform in (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)
    return ft.OpenUrl(url, target=ft.UrlTarget.SELF if is_phone else None)
