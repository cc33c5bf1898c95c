"""One program per journal: an operating system lock on the journal's folder.

The lock ends with the process that holds it, however that ends, so a crash never shuts a user
out. What the lock file says (where the server is) only matters while the lock is held.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

LOCK_FILE = "sidenote.lock"
# Windows refuses to read locked bytes, so the byte that is locked lies far behind the address.
LOCKED_BYTE = 4096


class JournalInUse(Exception):
    """Another Sidenote has this journal open; `address` is where, empty if it has no address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass
class Claim:
    """The right to write the journal in `folder`, until the `with` block of `claimed` ends."""

    folder: Path
    _file: IO[str] | None

    def announce(self, address: str) -> None:
        """Tell a second start where this server is, as in `http://127.0.0.1:8550`."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(address)
            self._file.flush()


@contextmanager
def claimed(folder: Path) -> Iterator[Claim]:
    """Hold the journal in `folder` for this process.

    A folder that cannot be written needs no lock: the journal in it cannot be changed either,
    and the app itself tells the user so.

    Raises JournalInUse if another process holds it.
    """
    try:
        file = (folder / LOCK_FILE).open("a+", encoding="utf-8")
    except OSError:
        yield Claim(folder, None)
        return
    with file:
        if not _lock(file.fileno()):
            file.seek(0)
            raise JournalInUse(file.read(256).strip())
        claim = Claim(folder, file)
        claim.announce("")
        yield claim


if sys.platform == "win32":
    import msvcrt
    import os

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
