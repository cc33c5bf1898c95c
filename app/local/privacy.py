"""Files for the eyes of their owner alone, and a folder that is not."""

import os
import stat
from pathlib import Path
from typing import Literal

OWNER_ONLY = 0o077
_usual = -1

Exposure = Literal["no", "read", "write"]
"""What other users of the computer can do with the files in a folder."""


def keep_private() -> None:
    """From now on what this process writes can be read by its owner alone."""
    global _usual
    before = os.umask(OWNER_ONLY)
    if before != OWNER_ONLY:
        _usual = before


def write_for_all() -> None:
    """Write as the user usually does: for what is meant to be published."""
    if _usual != -1:
        os.umask(_usual)


def usual_umask() -> int:
    """The umask that the user's other programs have; -1 if it is not known."""
    return _usual


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


def is_own(found: os.stat_result) -> bool:
    """Whether a file is a plain one, of this user (or of the system), that no other can change."""
    if os.name != "posix":
        return stat.S_ISREG(found.st_mode)
    is_ours = found.st_uid in (os.geteuid(), 0)
    return stat.S_ISREG(found.st_mode) and is_ours and not found.st_mode & 0o022
