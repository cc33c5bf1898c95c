"""The names of the files that the app makes beside a journal; no other file is ever touched."""

import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = "backups"
_DATABASE = (
    r"(journal-\d{4}-\d\d-\d\d(-\d+)?|journal-before-\d+(-\d+)?|before-[\w-]+|backup-\d|copy)\.db"
)
_COPY = re.compile(_DATABASE, re.ASCII)
_PART = re.compile(rf"{_DATABASE}\.part", re.ASCII)
_BESIDE = re.compile(rf"{_DATABASE}(\.part)?-journal", re.ASCII)
_ASIDE = re.compile(r"(aside-|restore-|tmp)\w+", re.ASCII)
_IN_ASIDE = re.compile(rf"journal\.db(-journal)?|{_DATABASE}(-journal)?", re.ASCII)
_MAGIC = b"SQLite format 3\0"


def _files(folder: Path) -> Iterator[Path]:
    for place in (folder, folder / FOLDER):
        if place.is_dir():
            yield from sorted(place.iterdir())


def copies(folder: Path) -> list[Path]:
    """Every copy of a journal that the app made in `folder` or in its folder of backups."""
    return [path for path in _files(folder) if _COPY.fullmatch(path.name) and path.is_file()]


def databases(folder: Path) -> list[Path]:
    """Those of `copies` that begin as a database does."""
    return [path for path in copies(folder) if _begins_well(path)]


def _begins_well(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False  # nothing that could be brought back


def leavings(folder: Path) -> list[Path]:
    """What a run that was killed left in `folder`: half files, and folders with a copy of a
    journal in them. A folder that holds anything else is not one of them.
    """
    return [path for path in _files(folder) if _is_leaving(path)]


def _is_leaving(path: Path) -> bool:
    if not path.is_dir():
        # What SQLite left beside a copy is a part of it for as long as that is there.
        is_alone = not path.with_name(path.name.removesuffix("-journal")).exists()
        return bool(_PART.fullmatch(path.name) or (is_alone and _BESIDE.fullmatch(path.name)))
    return bool(_ASIDE.fullmatch(path.name)) and all(
        _IN_ASIDE.fullmatch(each.name) and each.is_file() for each in path.iterdir()
    )


def sweep(folder: Path) -> None:
    """Delete the `leavings`; only while nobody else has the journal in `folder` open.

    Raises:
        OSError: one of them could not be deleted.

    """
    for path in leavings(folder):
        if path.is_dir():
            for each in path.iterdir():
                each.unlink(missing_ok=True)
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
