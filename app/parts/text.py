"""Text in the sizes of the theme. Heights are never fixed: text may be twice as large."""

import flet as ft

from app import theme


def title(text: str) -> ft.Control:
    """The name of a screen."""
    return ft.Semantics(
        heading_level=1,
        content=ft.Text(text, size=theme.Size.TITLE, weight=ft.FontWeight.W_700, color=theme.TEXT),
    )


def heading(text: str, color: ft.ColorValue = theme.TEXT) -> ft.Control:
    """The name of a card or a section."""
    return ft.Semantics(
        heading_level=2,
        content=ft.Text(text, size=theme.Size.HEADING, weight=ft.FontWeight.W_600, color=color),
    )


def section(text: str) -> ft.Control:
    """A heading that stands above a card."""
    return ft.Container(
        ft.Semantics(
            heading_level=2,
            content=ft.Text(
                text, size=theme.Size.SMALL + 1, weight=ft.FontWeight.W_600, color=theme.TEXT
            ),
        ),
        padding=ft.Padding(top=8, left=4, right=4),
    )


def body(text: str, color: ft.ColorValue = theme.TEXT, *, bold: bool = False) -> ft.Text:
    """Running text."""
    weight = ft.FontWeight.W_600 if bold else ft.FontWeight.W_400
    return ft.Text(text, size=theme.Size.BODY, color=color, weight=weight)


def small(text: str, color: ft.ColorValue = theme.TEXT_2) -> ft.Text:
    """Secondary text."""
    return ft.Text(text, size=theme.Size.SMALL, color=color)


def label(text: str) -> ft.Text:
    """What a control below it is for."""
    return ft.Text(text, size=theme.Size.SMALL + 1, weight=ft.FontWeight.W_500, color=theme.TEXT)


def lead(bold: str, rest: str, color: ft.ColorValue = theme.TEXT_2) -> ft.Text:
    """Two sentences, the first of which carries the weight."""
    return with_bold(f"*{bold}* {rest}", color)


def with_bold(sentence: str, color: ft.ColorValue = theme.TEXT_2) -> ft.Text:
    """A sentence in which the words between two stars are bold."""
    bold = ft.TextStyle(weight=ft.FontWeight.W_700, color=theme.TEXT)
    usual = ft.TextStyle(color=color)
    parts = enumerate(sentence.split("*"))
    spans = [ft.TextSpan(part, bold if number % 2 else usual) for number, part in parts if part]
    return ft.Text(size=theme.Size.SMALL + 1, spans=spans)


def source(text: str) -> ft.Text:
    """Where a statement comes from."""
    return ft.Text(text, size=theme.Size.CHOICE, color=theme.TEXT_2, italic=False)
