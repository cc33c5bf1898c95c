"""The app in a window of its own: Flet's desktop client."""

import os
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import flet as ft
from flet.utils import is_linux_server
from flet.version import flet_version

from app.local.commands import ASSETS, CommandFailed
from models.words import words


def open_window(folder: Path) -> None:
    """Open the journal in `folder` in a window; returns when the window is closed.

    Raises CommandFailed where there is no client for windows, or no screen. Flet would fetch the
    client's package itself, or quietly serve every network instead; neither is wanted.
    """
    if is_linux_server():  # type: ignore[no-untyped-call]  # Flet has not annotated it
        raise CommandFailed(words("command_line.no_screen"))
    if not _client_fits():
        raise CommandFailed(words("command_line.window_missing"))
    os.environ.pop("FLET_FORCE_WEB_SERVER", None)
    from app.startup import main

    ft.run(partial(main, folder=folder), view=ft.AppView.FLET_APP, assets_dir=str(ASSETS))


def _client_fits() -> bool:
    try:
        return version("flet-desktop") == flet_version
    except PackageNotFoundError:
        return False
