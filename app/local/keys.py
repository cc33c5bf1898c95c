"""One-time keys to the door of the local server.

The server cuts one key for itself at the start. Whoever can write into the journal's folder may
leave another there: that is how a second `sidenote` lets its user back in after the browser was
closed. The file holds a digest, so reading it opens nothing.
"""

import hmac
import os
import secrets
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

KEY_FILE = "sidenote.key"
KEY_BYTES = 32


def _digest(key: str) -> bytes:
    return sha256(key.encode()).hexdigest().encode()


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


class Keys:
    """The keys that open the door now; each opens it once."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / KEY_FILE
        self._file_removed()
        self.first = secrets.token_urlsafe(KEY_BYTES)
        self._unused: bytes | None = _digest(self.first)

    def use(self, offered: str) -> bool:
        """Whether `offered` is a key nobody has used yet; from now on it is used."""
        digest = _digest(offered)
        if self._unused is not None and hmac.compare_digest(digest, self._unused):
            self._unused = None
            return True
        with suppress(OSError):
            if hmac.compare_digest(digest, self._file.read_bytes()):
                return self._file_removed()
        return False

    def _file_removed(self) -> bool:
        """Take the key in the folder away; False if it stays, for then it would open twice."""
        try:
            self._file.unlink(missing_ok=True)
        except OSError:
            return False
        return True
