"""The copies of the journal that lie on this device, made and deleted by the app itself.

In a browser files have fixed names and cannot be renamed, so there are two backups that take
turns, and one copy from before the last large change.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from app.device import IN_BROWSER
from models import backup, forget, settings
from models.database import (
    Damaged,
    JournalProblem,
    NotAJournal,
    copy_whole,
    open_journal,
    problems,
)
from models.erase import erase_everything
from models.memory import as_file, in_memory
from models.restore import open_aside, replace, replace_unreadable
from models.store import Store

IN_TURN = ("backup-1.db", "backup-2.db")
"""The backups in a browser; browser/handles.js knows the names."""
BEFORE = "before-restore.db"
"""The journal as it was before the last restore, merge or import."""
UNREADABLE = "before-unreadable.db"
"""A file that could not be opened as a journal, kept when a backup took its place."""


class Copy(NamedTuple):
    """A copy on this device. `is_before`: made before a large change, not as a daily backup."""

    path: Path
    on: date
    is_before: bool


def folder_of(store: Store) -> Path:
    """The folder in which the journal lies."""
    return _journal(store).parent


def _place(store: Store) -> Path:
    return folder_of(store) if IN_BROWSER else folder_of(store) / backup.FOLDER


def back_up(store: Store, today: date, *, now: bool = False) -> Path | None:
    """Make the backup of today if one is due, or (`now`) in any case; where it is, or None.

    Raises:
        JournalProblem: none was made.
    """
    if IN_BROWSER:
        files = [folder_of(store) / name for name in IN_TURN]
        return backup.back_up_in_turn(store.engine, files, today, now=now)
    return backup.back_up(store.engine, _place(store), today, now=now)


def held(store: Store) -> tuple[Copy, ...]:
    """The copies there are, newest first, those from before a large change last."""
    place = _place(store)
    if IN_BROWSER:
        daily = [(_last_change(place / name), place / name) for name in IN_TURN]
        copies = [Copy(path, on, False) for on, path in daily if on is not None]
    else:
        copies = [Copy(path, on, False) for on, path in backup.backups(place).items()]
    newest_first = sorted(copies, key=lambda each: each.on, reverse=True)
    return (*newest_first, *_before(place))


def _before(place: Path) -> Iterator[Copy]:
    names = [BEFORE] if IN_BROWSER else [path.name for path in sorted(place.glob("before-*.db"))]
    for name in names:
        path = place / name
        if path.is_file() and path.stat().st_size > 0:
            yield Copy(path, date.fromtimestamp(path.stat().st_mtime), True)


def _last_change(path: Path) -> date | None:
    try:
        with problems():
            return date.fromisoformat(backup.read_mark(path).last_change[:10])
    except (JournalProblem, ValueError):
        return None


def content(store: Store) -> bytes:
    """The journal as one whole, checked file, without what belongs to this device.

    Made in memory: who saves a copy because the disk is full has no room for another one.

    Raises:
        JournalProblem: it could not be copied.
    """
    copied = Store(in_memory(store.engine), store.clock)
    try:
        copied.write(*settings.removal(settings.OF_DEVICE & copied.settings().keys()))
        return as_file(copied.engine)
    finally:
        copied.close()


def sizes(store: Store) -> tuple[int, int]:
    """Bytes that the journal takes on this device, and those of the copies made here."""
    return _bytes_of([_journal(store)]), _bytes_of(_copies(store))


def _journal(store: Store) -> Path:
    return Path(store.engine.url.database or "")


def _copies(store: Store) -> set[Path]:
    """Every copy of the journal on this device, whatever it was made for."""
    places = (folder_of(store), _place(store))
    return {path for place in places for path in place.glob("*.db")} - {_journal(store)}


def _bytes_of(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def stay(store: Store, new: Path) -> None:
    """Put what belongs to this device, its lock too, into a journal that comes to it.

    Raises:
        JournalProblem: it could not be written.
    """
    with closing(Store(open_journal(new), store.clock)) as coming:
        coming.write(*settings.staying(store.settings(), coming.settings()))


def keep_before(store: Store) -> None:
    """Keep the journal as it is now, before a large change.

    Raises:
        JournalProblem: it could not be kept, so the change must not be made.
    """
    place = _place(store)
    with problems():
        if not IN_BROWSER:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with backup.raw_connection(store.engine) as raw:
            copy_whole(raw, place / BEFORE, in_place=IN_BROWSER)


def exchange(store: Store, new: Path) -> None:
    """Put the journal at `new` in the place of the present one, which is kept as BEFORE.

    Raises:
        JournalProblem: the journal is as it was.
    """
    with problems():
        if not IN_BROWSER:
            _place(store).mkdir(parents=True, exist_ok=True, mode=0o700)
        replace(store.engine, new, _place(store) / BEFORE, in_place=IN_BROWSER)


def exchange_back(store: Store) -> None:
    """Bring back what `exchange` kept; what is here now is kept in its turn.

    Raises:
        JournalProblem: the journal is as it was.
    """
    with aside(store) as folder, problems():
        shutil.copyfile(_place(store) / BEFORE, folder / BEFORE)
        exchange(store, folder / BEFORE)


def forget_answers(store: Store, moments: Sequence[str]) -> None:
    """Write over the safety answers given at `moments` in every copy on this device.

    A copy that cannot be read holds nothing that could be: it is left as it is.

    Raises:
        JournalProblem: a copy could not be written; it may still hold an answer.
    """
    for path in _copies(store):
        with suppress(NotAJournal, Damaged):
            forget.forget_answers(path, moments, in_browser=IN_BROWSER)


def last_good(journal: Path) -> Copy | None:
    """The newest backup of the journal at `journal` that is whole; None if there is none."""
    if IN_BROWSER:  # its files cannot take the place of another
        return None
    for on, path in sorted(backup.backups(journal.parent / backup.FOLDER).items(), reverse=True):
        with suppress(JournalProblem):
            backup.check(path)
            return Copy(path, on, False)
    return None


def bring_back(journal: Path, copy: Copy) -> None:
    """Put a backup in the place of a journal that cannot be opened, which is kept.

    Raises:
        JournalProblem: the file is as it was.
    """
    with _folder(journal.parent) as folder, problems():
        whole = open_aside(copy.path.read_bytes(), folder)
        replace_unreadable(journal, whole, copy.path.with_name(UNREADABLE))


@contextmanager
def aside(store: Store) -> Iterator[Path]:
    """An empty folder on the journal's own disk (in a browser: in memory), gone afterwards.

    Raises:
        JournalProblem: there is no room for one.
    """
    with _folder(None if IN_BROWSER else folder_of(store)) as folder:
        yield folder


@contextmanager
def _folder(near: Path | None) -> Iterator[Path]:
    with problems():
        folder = Path(tempfile.mkdtemp(prefix="aside-", dir=near))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def erase(store: Store, *, with_backups: bool) -> None:
    """Delete the journal, which is closed first, and with `with_backups` its copies here.

    Raises:
        JournalProblem: something could not be deleted.
    """
    folder = folder_of(store)
    store.close()
    if IN_BROWSER and with_backups:
        with problems():
            for name in (*IN_TURN, "copy.db"):
                (folder / name).unlink(missing_ok=True)
    erase_everything(folder, with_backups=with_backups)
