"""The copies of a journal that lie on this device, and what each holds."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from models import backup, copy_names
from models.copy_facts import CopyFacts, read_facts
from models.database import JournalProblem, problems

_HEADER_BYTES = 100
IN_TURN = ("backup-1.db", "backup-2.db", "backup-3.db")
"""The backups in a browser; browser/handles.js knows the names. The third is for when the first
two hold more than the journal."""


class Copy(NamedTuple):
    """A copy, and what is in it. `is_before`: made before a large change, not as a daily backup."""

    path: Path
    on: date
    is_before: bool
    holds: CopyFacts = CopyFacts(0, 0)


def copies_at(journal: Path, today: date, *, in_browser: bool = False) -> tuple[Copy, ...]:
    """The copies beside a journal, which need not be there: newest first, those from before a
    large change last. What cannot be read as a journal is left out.

    Raises:
        JournalProblem: another program holds one of them.

    """
    with problems():
        found = [_copy(path, today, in_browser) for path in copy_names.databases(journal.parent)]
    there = sorted((each for each in found if each), key=_newest, reverse=True)
    return tuple(sorted(there, key=lambda each: each.is_before))


@lru_cache(maxsize=64)
def _facts(path: Path, today: date, _state: object) -> CopyFacts | None:
    """Counted once for each state of the file: the header tells every change."""
    return read_facts(path, today)


def _newest(copy: Copy) -> tuple[int, date, str]:
    sequence = copy.holds.sequence if copy.path.name in IN_TURN else 0
    return sequence, copy.on, copy.path.name


def _copy(path: Path, today: date, in_browser: bool) -> Copy | None:
    with path.open("rb") as file:
        state = (path.stat().st_size, path.stat().st_mtime_ns, file.read(_HEADER_BYTES))
    facts = _facts(path, today, state)
    if facts is None:
        return None
    dated = backup.named_day(path)
    is_before = dated is None and path.name not in IN_TURN
    changed = facts.changed_on or facts.last or today
    # A browser's files carry no time of their own.
    written = date.fromtimestamp(path.stat().st_mtime) if not in_browser else changed
    return Copy(path, dated or (written if is_before else changed), is_before, facts)


def good_copies(journal: Path, today: date, *, in_browser: bool = False) -> tuple[Copy, ...]:
    """Those of `copies_at` that are whole, those without a day last; none if none is read."""
    try:
        there = copies_at(journal, today, in_browser=in_browser)
    except JournalProblem:
        return ()
    whole = (copy for copy in there if is_whole(copy.path))
    return tuple(sorted(whole, key=lambda copy: copy.holds.days == 0))


def is_whole(path: Path) -> bool:
    """Whether a copy can be opened and every page of it is sound."""
    try:
        backup.check(path)
    except JournalProblem:
        return False
    return True
