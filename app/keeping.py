"""How the journal is kept on this device: what the screens are told about it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["kept", "kept_less_surely", "not_kept"]
"""How changes are kept. "kept": on the disk when a change returns. "kept_less_surely": in one
record of the browser's database, on the disk when `device.save` returns. "not_kept": gone when
the tab closes."""


@dataclass(frozen=True)
class Place:
    """What a browser says about the place the journal lies in. Sizes are in bytes."""

    kind: Kind
    is_persisted: bool  # the browser promised not to clear it by itself
    is_installed: bool  # the app was opened from the home screen
    is_offline_ready: bool  # the app's own files are on the device
    is_shared: bool  # served under a path of a host, which other pages may share
    used: int  # by all of Sidenote, the app's own files too
    allowed: int  # at most; 0 when the browser does not say


Exposure = Literal["no", "read", "write"]
"""What other users of a computer can do with the files in a folder."""


def exposure(folder: Path) -> Exposure:
    """What others can do with the files in `folder`, by its owner and mode.

    Lists of further rights (ACLs) are not looked at, nor is anything on Windows, where a user's
    own folders are closed to others.

    Raises:
        OSError: it cannot be looked at.
    """
    if os.name != "posix":
        return "no"
    found = folder.stat()
    if found.st_uid not in (os.geteuid(), 0) or found.st_mode & 0o022:
        return "write"
    return "read" if found.st_mode & 0o055 else "no"
