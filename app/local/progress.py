"""A bar at the foot of the terminal while long work goes on; gone when it is done.

Written here because it is small: the libraries at hand leave a line behind, and none is needed
otherwise.
"""

import os
from contextlib import suppress
from types import TracebackType
from typing import TextIO

from models.progress import Told
from models.words import words

WIDTH = 30


class Bar:
    """Shows how far the work is on `stream`, if that is a terminal; otherwise says nothing.

    A context manager: the line is clear again when the block ends, however it ends.
    """

    def __init__(self, stream: TextIO | None, *, is_wanted: bool = True) -> None:
        self._stream = stream
        self._is_shown = (
            is_wanted
            and stream is not None
            and stream.isatty()
            and os.environ.get("TERM") != "dumb"
        )
        self._line = ""

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    def step(self, name: str) -> Told:
        """What one step of the work is to be told; `name` is one of words "data.command.step"."""
        said = words(f"data.command.step.{name}")

        def told(done: int, whole: int) -> None:
            if done >= whole:
                self.clear()
            else:
                self._draw(said, done, whole)

        return told

    def clear(self) -> None:
        """Take the bar away; the cursor stands where the next line begins."""
        if self._line:
            self._write(f"\r{' ' * len(self._line)}\r")
            self._line = ""

    def _draw(self, said: str, done: int, whole: int) -> None:
        full = WIDTH * done // whole
        line = f"{said} [{'#' * full}{'-' * (WIDTH - full)}] {100 * done // whole:3} %"
        line = line[: self._columns() - 1]  # a line that wraps could not be taken away again
        if self._is_shown and line != self._line:
            # Spaces over what an earlier, longer line left.
            self._write(f"\r{line.ljust(len(self._line))}")
            self._line = line

    def _columns(self) -> int:
        with suppress(OSError, ValueError):
            if self._stream is None:
                return 80
            return os.get_terminal_size(self._stream.fileno()).columns or 80
        return 80

    def _write(self, text: str) -> None:
        if self._stream is None:
            return
        with suppress(OSError):  # a terminal that was closed must not end the work
            self._stream.write(text)
            self._stream.flush()
