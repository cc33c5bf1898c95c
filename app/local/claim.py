"""One program per journal: an operating system lock on the journal's folder.

The lock ends with the process that holds it, however that ends, so a crash never shuts a user
out. What the lock file says (where the server is) only matters while the lock is held.
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.local.privacy import is_own

LOCK_FILE = "sidenote.lock"
# Windows refuses to read locked bytes, so the byte that is locked lies far behind the address.
LOCKED_BYTE = 4096
MOST_BYTES = 256


class JournalInUse(Exception):
    """Another Sidenote has this journal open; `address` is what it announced, empty if nothing.

    The address is empty, too, where another user may have written it.
    """

    def __init__(self, address: str = "") -> None:
        super().__init__(address)
        self.address = address


class LockBlocked(JournalInUse):
    """The lock file is not ours to use, or another user holds it: the journal stays closed.

    `file` is what stands in the way.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file


@dataclass
class Claim:
    """The right to write the journal in `folder`, until the `with` block of `claimed` ends."""

    folder: Path
    _file: IO[str] | None

    def announce(self, address: str) -> None:
        """Tell a second start where this server is."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(address)
            self._file.flush()


@contextmanager
def unclaimed(folder: Path) -> Iterator[None]:
    """Make sure that no other process holds the journal in `folder`; nothing is written for it.

    Raises:
        JournalInUse: another process holds it.
    """
    try:
        file = (folder / LOCK_FILE).open(encoding="utf-8")
    except OSError:
        yield  # who opens a journal makes the file
        return
    with file:
        if not _lock(file.fileno()):
            raise JournalInUse
        yield


@contextmanager
def claimed(folder: Path) -> Iterator[Claim]:
    """Hold the journal in `folder` for this process.

    A folder that cannot be written needs no lock: the journal in it cannot be changed either,
    and the app itself tells the user so.

    Raises:
        JournalInUse: another process holds it.
        LockBlocked: another user stands in the way.
    """
    path = folder / LOCK_FILE
    try:
        descriptor, found = _open(path)
    except OSError as error:
        if os.path.lexists(path) and os.access(folder, os.W_OK):
            raise LockBlocked(path) from error
        yield Claim(folder, None)
        return
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise LockBlocked(path)
    with open(descriptor, "r+", encoding="utf-8") as file:
        if not _lock(descriptor):
            raise _why_not(path, file, found)
        claim = Claim(folder, file)
        claim.announce("")
        yield claim


def _open(path: Path) -> tuple[int, os.stat_result]:
    """The lock file, made if missing, and what it was like before it was closed to others."""
    # No link is followed, as its target would be written; and no pipe is waited for.
    flags = os.O_RDWR | os.O_CREAT
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    found = os.fstat(descriptor)
    if hasattr(os, "fchmod") and stat.S_ISREG(found.st_mode):
        with suppress(OSError):  # another user's: it is looked at when it cannot be locked
            os.fchmod(descriptor, 0o600)  # who cannot open it cannot lock it
    return descriptor, found


def _why_not(path: Path, file: IO[str], found: os.stat_result) -> JournalInUse:
    holder = _holder(found)
    if holder is not None and holder != os.geteuid():
        return LockBlocked(path)
    if not is_own(found):
        return LockBlocked(path)
    file.seek(0)
    return JournalInUse(file.read(MOST_BYTES).strip())


def _holder(found: os.stat_result) -> int | None:
    """The user whose process holds the lock on a file, where the system says so (Linux)."""
    place = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    with suppress(OSError, ValueError):
        for line in Path("/proc/locks").read_text("ascii").splitlines():
            fields = line.split()
            if len(fields) > 5 and fields[1] == "FLOCK" and fields[5] == place:
                return Path(f"/proc/{int(fields[4])}").stat().st_uid
    return None


if sys.platform == "win32":
    import msvcrt

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
