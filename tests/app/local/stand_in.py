"""A tiny app behind the real server, started as a process of its own: FOLDER PORT."""

import sys
from pathlib import Path

import flet as ft

from app.local.claim import claimed
from app.local.server import Door, serve


def one_button(page: ft.Page) -> None:
    """One text and one button that changes it."""
    said = ft.Text("Nothing pressed yet")

    def press() -> None:
        said.value = "Pressed once"
        page.update()

    page.add(said, ft.Button("Press me", on_click=press))


def say(line: str) -> None:
    """Tell whoever started this process, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with claimed(Path(sys.argv[1])) as claim:
        door = Door("127.0.0.1", int(sys.argv[2]), browser=False)
        serve(one_button, claim=claim, door=door, say=say)
