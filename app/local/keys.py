"""One-time keys to the door of the local server.

The server cuts one key for itself at the start. The user may leave another in the journal's
folder: that is how a second `sidenote` lets its user back in after the browser was closed. The
file holds a digest, so reading it opens nothing; and one that another user could have written is
not looked at.
"""

import hmac
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from app.local.privacy import is_own

KEY_FILE = "sidenote.key"
KEY_BYTES = 32
DIGEST_BYTES = 64


def _digest(key: str) -> bytes:
    return sha256(key.encode("utf-8", "replace")).hexdigest().encode()


def leave_key(folder: Path) -> str:
    """Make a key that the server of the journal in `folder` will take once.

    Raises OSError where the folder cannot be written.
    """
    key = secrets.token_urlsafe(KEY_BYTES)
    path = folder / KEY_FILE
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(_digest(key))
    return key


def is_left(folder: Path, key: str) -> bool:
    """Whether `key` lies in the folder, unused."""
    return hmac.compare_digest(_left_in(folder / KEY_FILE), _digest(key))


def take_back(folder: Path, key: str) -> None:
    """Remove `key` from the folder if it was not used."""
    if is_left(folder, key):
        with suppress(OSError):
            (folder / KEY_FILE).unlink(missing_ok=True)


def _left_in(path: Path) -> bytes:
    """The digest in the file, if it is this user's own; else nothing."""
    flags = os.O_RDONLY
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    with suppress(OSError), os.fdopen(os.open(path, flags), "rb") as file:
        if is_own(os.fstat(file.fileno())):
            return file.read(DIGEST_BYTES)
    return b""


class Keys:
    """The keys that open the door now; each opens it once. `on_first_use`: of the server's own."""

    def __init__(self, folder: Path, on_first_use: Callable[[], None] = lambda: None) -> None:
        self._file = folder / KEY_FILE
        self._file_removed()
        self._on_first_use = on_first_use
        self.first = secrets.token_urlsafe(KEY_BYTES)
        self._unused: bytes | None = _digest(self.first)

    def use(self, offered: str) -> bool:
        """Whether `offered` is a key nobody has used yet; from now on it is used."""
        digest = _digest(offered)
        if self._unused is not None and hmac.compare_digest(digest, self._unused):
            self._unused = None
            self._on_first_use()
            return True
        if hmac.compare_digest(digest, _left_in(self._file)):
            return self._file_removed()
        return False

    def _file_removed(self) -> bool:
        """Take the key in the folder away; False if it stays, for then it would open twice."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            return False
        return True
