"""`sidenote` with a clock that a test can set: its moment stands in a file and goes on from there.

Run: `python -m tests.browser.shifted FILE ARGUMENTS…`. FILE holds an ISO moment with its offset.
"""

import sys
import time
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from app import startup
from app.local import command_line, start_command


class FileClock:
    """The moment in the file, and the time that has gone by since it was written."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen, self._since = "", 0.0

    def __call__(self) -> datetime:
        said = self._file.read_text("utf-8")
        if said != self._seen:
            self._seen, self._since = said, time.monotonic()
        return datetime.fromisoformat(said) + timedelta(seconds=time.monotonic() - self._since)


if __name__ == "__main__":
    start_command._show = partial(startup.main, clock=FileClock(Path(sys.argv[1])))
    sys.exit(command_line.main(sys.argv[2:]))
