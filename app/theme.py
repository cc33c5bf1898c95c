"""Colours, spacing and type. Every colour is a role of the colour scheme, so that light and
dark change on the device without Python.

Material leaves a few roles free: here they carry the severity levels and a strong alert.
"""

import sys

import flet as ft

FONT = "Figtree"

BACKGROUND = ft.Colors.SURFACE
CARD = ft.Colors.SURFACE_CONTAINER_LOWEST
SOFT = ft.Colors.SURFACE_CONTAINER_HIGHEST
TEXT = ft.Colors.ON_SURFACE
TEXT_2 = ft.Colors.ON_SURFACE_VARIANT
LINE = ft.Colors.OUTLINE_VARIANT
PRIMARY = ft.Colors.PRIMARY
ON_PRIMARY = ft.Colors.ON_PRIMARY
PRIMARY_SOFT = ft.Colors.PRIMARY_CONTAINER
ON_PRIMARY_SOFT = ft.Colors.ON_PRIMARY_CONTAINER
SECOND_LINE = ft.Colors.TERTIARY
ALERT = ft.Colors.ERROR
ON_ALERT = ft.Colors.ON_ERROR
ALERT_SOFT = ft.Colors.ERROR_CONTAINER
ON_ALERT_SOFT = ft.Colors.ON_ERROR_CONTAINER
ALERT_STRONG = ft.Colors.PRIMARY_FIXED_DIM
"""Fill of a button inside a notice: its word stands out by 7:1."""
ON_ALERT_STRONG = ft.Colors.ON_PRIMARY_FIXED_VARIANT

LEVELS = (
    ft.Colors.SECONDARY_FIXED,
    ft.Colors.SECONDARY_FIXED_DIM,
    ft.Colors.TERTIARY_FIXED,
    ft.Colors.TERTIARY_FIXED_DIM,
    ft.Colors.PRIMARY_FIXED,
)
"""Fill of level 0 None to 4 Very severe."""
ON_LEVELS = (
    ft.Colors.ON_SECONDARY_FIXED,
    ft.Colors.ON_SECONDARY_FIXED,
    ft.Colors.ON_TERTIARY_FIXED,
    ft.Colors.ON_TERTIARY_FIXED_VARIANT,
    ft.Colors.ON_PRIMARY_FIXED,
)
"""Text on the fill of each level, at least 4.5:1."""

TAP = 48
"""Smallest height and width of anything that can be tapped, in logical pixels."""
GAP = 8
PAD = 16
RADIUS = 20
WIDE = 840
"""From this width on there are two columns and a rail instead of the bottom bar."""
COLUMN = 640
"""Widest column of text and cards."""


class Size:
    """Type sizes in logical pixels; the device's own text scale multiplies them."""

    TITLE = 22
    HEADING = 16
    BODY = 15
    SMALL = 13
    CHOICE = 12


def _scheme(t: dict[str, str]) -> ft.ColorScheme:
    return ft.ColorScheme(
        surface=t["background"], on_surface=t["text"], on_surface_variant=t["text_2"],
        surface_container_lowest=t["surface"], surface_container_low=t["surface"],
        surface_container=t["surface"], surface_container_high=t["surface"],
        surface_container_highest=t["surface_2"], surface_dim=t["surface_2"],
        surface_bright=t["surface"], surface_tint=t["surface"],
        outline=t["text_2"], outline_variant=t["line"],
        primary=t["primary"], on_primary=t["on_primary"],
        primary_container=t["primary_surface"], on_primary_container=t["on_primary_surface"],
        secondary=t["primary"], on_secondary=t["on_primary"],
        secondary_container=t["primary_surface"], on_secondary_container=t["on_primary_surface"],
        tertiary=t["second_line"], on_tertiary=t["on_primary"],
        tertiary_container=t["second_surface"], on_tertiary_container=t["on_second_surface"],
        error=t["alert"], on_error=t["on_alert"],
        error_container=t["alert_surface"], on_error_container=t["on_alert_surface"],
        inverse_surface=t["text"], on_inverse_surface=t["background"],
        inverse_primary=t["primary_surface"], scrim="#000000", shadow="#000000",
        secondary_fixed=t["level_0"], secondary_fixed_dim=t["level_1"],
        tertiary_fixed=t["level_2"], tertiary_fixed_dim=t["level_3"], primary_fixed=t["level_4"],
        primary_fixed_dim=t["alert_strong"], on_primary_fixed_variant=t["on_alert_strong"],
        on_secondary_fixed=t["text"], on_tertiary_fixed=t["on_level_2"],
        on_tertiary_fixed_variant=t["on_level_3"], on_primary_fixed=t["on_level_4"],
    )  # fmt: skip


LIGHT_TOKENS = {
    "background": "#F7FAF9", "surface": "#FFFFFF", "surface_2": "#EDF3F1", "text": "#16211F",
    "text_2": "#50615D", "line": "#DCE5E2", "primary": "#0B6E66", "on_primary": "#FFFFFF",
    "primary_surface": "#CFEDE7", "on_primary_surface": "#063A35", "second_line": "#7A55B0",
    "second_surface": "#E6DBF6", "on_second_surface": "#3A1C66",
    "level_0": "#DDE9E6", "level_1": "#F6E3A6", "level_2": "#F3B562", "level_3": "#E27A3F",
    "level_4": "#B3261E", "on_level_2": "#16211F", "on_level_3": "#16211F", "on_level_4": "#FFFFFF",
    "alert_surface": "#FDE7E3", "alert": "#B3261E", "on_alert": "#FFFFFF",
    "on_alert_surface": "#5F130D", "alert_strong": "#8F1D17", "on_alert_strong": "#FFFFFF",
}  # fmt: skip
DARK_TOKENS = {
    "background": "#0F1514", "surface": "#182120", "surface_2": "#22302D", "text": "#E3ECEA",
    "text_2": "#A3B4B0", "line": "#2E3C39", "primary": "#7FD6C8", "on_primary": "#0A2B27",
    "primary_surface": "#12463F", "on_primary_surface": "#CFF3EC", "second_line": "#B79BE3",
    "second_surface": "#43306A", "on_second_surface": "#EBDDFF",
    "level_0": "#2B3A37", "level_1": "#6E5F22", "level_2": "#94621B", "level_3": "#C05A25",
    "level_4": "#F2857B", "on_level_2": "#FFFFFF", "on_level_3": "#FFFFFF", "on_level_4": "#16211F",
    "alert_surface": "#3F1512", "alert": "#F2857B", "on_alert": "#2B0A07",
    "on_alert_surface": "#FFDAD5", "alert_strong": "#FFB4AB", "on_alert_strong": "#3B0704",
}  # fmt: skip


_PLAIN = ft.TextStyle(letter_spacing=0, font_family=FONT)
"""Material spaces letters for Roboto; our typeface is wide enough."""


def _theme(tokens: dict[str, str]) -> ft.Theme:
    return ft.Theme(
        color_scheme=_scheme(tokens),
        font_family=FONT,
        use_material3=True,
        text_theme=ft.TextTheme(
            body_large=_PLAIN,
            body_medium=_PLAIN,
            body_small=_PLAIN,
            label_large=_PLAIN,
            label_medium=_PLAIN,
            label_small=_PLAIN,
            title_medium=_PLAIN,
            title_small=_PLAIN,
        ),
        splash_color=ft.Colors.TRANSPARENT,
        page_transitions=ft.PageTransitionsTheme(
            android=ft.PageTransitionTheme.NONE,
            ios=ft.PageTransitionTheme.NONE,
            linux=ft.PageTransitionTheme.NONE,
            macos=ft.PageTransitionTheme.NONE,
            windows=ft.PageTransitionTheme.NONE,
        ),
    )


LIGHT = _theme(LIGHT_TOKENS)
DARK = _theme(DARK_TOKENS)
MODES = {
    "system": ft.ThemeMode.SYSTEM,
    "light": ft.ThemeMode.LIGHT,
    "dark": ft.ThemeMode.DARK,
}


def dress(page: ft.Page, mode: str) -> None:
    """Give the page its font and its light and dark looks; `mode` is a key of MODES."""
    # The web app may be served under a path of its own, and has one address for all screens.
    place = "fonts" if sys.platform == "emscripten" else "/fonts"
    page.fonts = {FONT: f"{place}/{FONT}.ttf"}
    page.theme = LIGHT
    page.dark_theme = DARK
    page.theme_mode = MODES.get(mode, ft.ThemeMode.SYSTEM)
    page.update()
