"""The copies of the journal that lie on this device, made and deleted by the app itself.

In a browser files have fixed names and cannot be renamed, so there are two backups that take
turns, and one copy from before the last large change.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from app.device import IN_BROWSER
from models import backup, copy_list, copy_names, forget, settings
from models.copy_facts import facts_of, is_fuller
from models.copy_list import IN_TURN, Copy, copies_at
from models.database import (
    FILE_NAME,
    Damaged,
    NotAJournal,
    copy_whole,
    open_journal,
    problems,
)
from models.erase import erase_everything, what_stays
from models.memory import as_file, in_memory
from models.restore import (
    open_aside,
    replace_unreadable,
    replace_unreadable_in_place,
    take_place,
)
from models.store import Store

BEFORE = ("before-restore.db", "before-change.db")
"""In a browser: the journal as it was before the last restore, merge or import. The second is
for when the first holds more than the journal."""
UNREADABLE = "before-unreadable.db"
"""A file that could not be opened as a journal, kept when a backup took its place."""


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
    """The copies there are, newest first, those from before a large change last.

    Raises:
        JournalProblem: another program holds one of them.
    """
    return copies_at(_journal(store), store.clock().date(), in_browser=IN_BROWSER)


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
    return {*copy_names.copies(folder_of(store))}


def _bytes_of(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def stay(store: Store, new: Path) -> None:
    """Put what belongs to this device, its lock too, into a journal that comes to it.

    Raises:
        JournalProblem: it could not be written.
    """
    with closing(Store(open_journal(new), store.clock)) as coming:
        coming.write(*settings.staying(store.settings(), coming.settings()))


def keep_before(store: Store, kind: str = "restore") -> Path:
    """Keep the journal as it is now, before a large change of this kind; where it is.

    Raises:
        JournalProblem: it could not be kept, so the change must not be made.
    """
    if not IN_BROWSER:
        return backup.keep_aside(store.engine, _place(store), kind, store.clock())
    with problems(), backup.raw_connection(store.engine) as raw:
        mine = facts_of(raw)
        free = [folder_of(store) / name for name in BEFORE]
        target = next((path for path in free if not is_fuller(path, mine)), free[-1])
        copy_whole(raw, target, in_place=True)
    return target


def exchange(store: Store, new: Path) -> Path:
    """Put the journal at `new` in the place of the present one; where that is kept.

    Raises:
        JournalProblem: the journal is as it was.
    """
    before = keep_before(store)
    take_place(store.engine, new)
    return before


def exchange_back(store: Store, before: Path) -> None:
    """Bring back what `exchange` kept at `before`; what is here now is kept in its turn.

    Raises:
        JournalProblem: the journal is as it was.
    """
    with aside(store) as folder, problems():
        copied = folder / FILE_NAME
        shutil.copyfile(before, copied)
        exchange(store, copied)


def forget_answers(store: Store, moments: Sequence[str]) -> None:
    """Write over the safety answers given at `moments` in every copy on this device.

    A copy that cannot be read holds nothing that could be: it is left as it is.

    Raises:
        JournalProblem: a copy could not be written; it may still hold an answer.
    """
    for path in _copies(store):
        with suppress(NotAJournal, Damaged):
            forget.forget_answers(path, moments, in_browser=IN_BROWSER)


def newest_first(store: Store) -> list[Path]:
    """The daily backups there are, to compare the journal with."""
    return [copy.path for copy in held(store) if not copy.is_before]


def good_copies(journal: Path) -> tuple[Copy, ...]:
    """The whole copies beside a journal that cannot be opened, newest first."""
    return copy_list.good_copies(journal, date.today(), in_browser=IN_BROWSER)


def bring_back(journal: Path, copy: Copy) -> None:
    """Put a backup in the place of a journal that cannot be opened, which is kept.

    Raises:
        JournalProblem, Refused: the file is as it was.
    """
    with _folder(None if IN_BROWSER else journal.parent) as folder, problems():
        whole = open_aside(copy.path, folder)
        if IN_BROWSER:
            kept = journal.with_name(UNREADABLE)
            replace_unreadable_in_place(journal, copy.path, None if kept == copy.path else kept)
            return
        kept = journal.parent / backup.FOLDER / UNREADABLE
        kept.parent.mkdir(exist_ok=True, mode=0o700)
        if kept.exists():
            kept = backup.aside_name(kept.parent, "unreadable", datetime.now().astimezone())
        replace_unreadable(journal, whole, kept)
        backup.thin_asides(kept.parent, "unreadable")


def begin_anew(journal: Path) -> None:
    """Begin an empty journal where there is none; the copies beside it stay.

    Raises:
        JournalProblem: there is something in its place.
    """
    with problems():
        if journal.exists() and journal.stat().st_size:
            raise Damaged("not empty")
    open_journal(journal, in_browser=IN_BROWSER, is_new=True).dispose()


def sweep(folder: Path) -> None:
    """Delete what killed runs left beside the journal; what cannot be deleted stays."""
    with suppress(OSError):
        copy_names.sweep(folder)


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


def erase(store: Store, *, with_backups: bool) -> int:
    """Delete the journal, which is closed first, and with `with_backups` its copies here.

    An empty journal takes its place. Gives how many copies are still here.

    Raises:
        JournalProblem: something could not be deleted.
    """
    journal = _journal(store)
    store.close()
    try:
        erase_everything(journal.parent, with_backups=with_backups)
    finally:
        if not journal.exists():
            begin_anew(journal)
    return len(what_stays(journal.parent))
