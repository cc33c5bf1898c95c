"""A tiny app behind the real server, in a process of its own: FOLDER PORT [HEAD_SECONDS]."""

import sys
from pathlib import Path

import flet as ft

from app.local import protocol
from app.local.claim import claimed
from app.local.server import Door, serve


def buttons(page: ft.Page) -> None:
    """A text, and buttons that change it: by a press, a file picked, a file saved."""
    said = ft.Text("Nothing pressed yet")

    def tell(text: str) -> None:
        said.value = text
        page.update()

    async def pick() -> None:
        files = await ft.FilePicker().pick_files(with_data=True)
        tell(f"Picked {sum(len(file.bytes or b'') for file in files or [])} bytes")

    async def save() -> None:
        await ft.FilePicker().save_file(file_name="copy.txt", src_bytes=b"All of it")
        tell("Saved")

    page.add(
        said,
        ft.Button("Press me", on_click=lambda: tell("Pressed once")),
        ft.Button("Pick a file", on_click=pick),
        ft.Button("Save a file", on_click=save),
    )


def say(line: str) -> None:
    """Tell whoever started this process, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        protocol.HEAD_SECONDS = float(sys.argv[3])
    with claimed(Path(sys.argv[1])) as claim:
        door = Door("127.0.0.1", int(sys.argv[2]), browser=False)
        serve(buttons, claim=claim, door=door, say=say)
