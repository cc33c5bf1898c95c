"""A file takes the place of the journal where nothing can be renamed, whole or not at all.

What is wanted is written down first. From then on whoever opens the journal finishes it.
"""

import hashlib
import json
import os
from pathlib import Path

MARK = "replacing"
"""Holds what is to take the journal's place; there is none at rest."""


def replace_with(journal: Path, source: Path) -> None:
    """Have what `source` holds take the place of `journal`. Both lie in the same folder.

    Raises:
        OSError: before the mark was whole, the journal is as it was; later, opening finishes it.

    """
    wanted = {"source": source.name, "sha256": _digest(source.read_bytes())}
    _write(journal.with_name(MARK), json.dumps(wanted).encode())
    finish(journal)


def finish(journal: Path) -> None:
    """Do what is written down, if anything is.

    Raises:
        OSError: it could not be done now; what is written down stays.

    """
    mark = journal.with_name(MARK)
    if not mark.is_file():
        return
    if (data := _wanted(mark)) is not None:
        _write(journal, data)
        # SQLite would apply the old file's leftover to the new file.
        journal.with_name(f"{journal.name}-journal").unlink(missing_ok=True)
    mark.unlink()


def _wanted(mark: Path) -> bytes | None:
    """What is to be in the journal; None if the mark was never finished."""
    try:
        said = json.loads(mark.read_bytes())
        data = (mark.parent / Path(said["source"]).name).read_bytes()
        return data if _digest(data) == said["sha256"] else None
    except (ValueError, TypeError, KeyError, FileNotFoundError):
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
