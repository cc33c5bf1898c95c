"""What Flet's packager starts on a phone; on a computer, the same as the command `sidenote`."""

import os
import sys
from functools import partial
from pathlib import Path

import flet as ft

if __name__ == "__main__":
    # The variable is set by Flet's phone and desktop shells, the platform by the web app's Python.
    if "FLET_PLATFORM" in os.environ or sys.platform == "emscripten":
        from app.startup import main

        ft.run(partial(main, folder=Path(os.getenv("FLET_APP_STORAGE_DATA", "."))))
    else:
        # Flet's own runner would listen on every network where there is no screen.
        from app.local import command_line

        sys.exit(command_line.main())
