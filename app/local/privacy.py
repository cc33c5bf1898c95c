"""Files for the eyes of their owner alone."""

import os
import stat

OWNER_ONLY = 0o077
_usual = -1


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


def is_own(found: os.stat_result) -> bool:
    """Whether a file is a plain one, of this user (or of the system), that no other can change."""
    if os.name != "posix":
        return stat.S_ISREG(found.st_mode)
    is_ours = found.st_uid in (os.geteuid(), 0)
    return stat.S_ISREG(found.st_mode) and is_ours and not found.st_mode & 0o022
