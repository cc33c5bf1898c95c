"""Automatic backups: whole copies of the journal, made by SQLite, opened and checked, rotated.

They lie beside the journal, in the folder `backups`, one file for each day. In a browser, where
files have fixed names and cannot be renamed, two files take turns. A copy is never replaced by
one with less in it.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from models import content_mark, copy_names
from models.copy_facts import CopyFacts, NotOurs, facts_of, is_fuller, read_facts, reading
from models.database import (
    Damaged,
    JournalProblem,
    NewerJournal,
    NotAJournal,
    check_whole,
    copy_whole,
    problems,
)
from models.migrations import VERSION, version_of
from models.progress import Told, untold
from models.rotation import kept

FOLDER = copy_names.FOLDER
ASIDES = 5
"""How many copies from before a large change are kept, of each kind of change."""
_TAKING_TURNS = 2
_HEADER_BYTES = 100
_BLOCK = 1 << 20
_NAME = re.compile(r"journal-(\d{4}-\d\d-\d\d)(?:-(\d+))?\.db", re.ASCII)


class Dated(NamedTuple):
    """A dated backup. `number` tells several of one day apart: the first has 1."""

    on: date
    number: int
    path: Path


def named_day(path: Path) -> date | None:
    """The day that the name of a dated backup tells; None for any other name."""
    match = _NAME.fullmatch(path.name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def dated_backups(folder: Path) -> list[Dated]:
    """Every backup in `folder`, oldest first; files of other names are none of ours."""
    found = []
    for path in folder.glob("journal-*.db") if folder.is_dir() else ():
        on, match = named_day(path), _NAME.fullmatch(path.name)
        if on is not None and match is not None:
            found.append(Dated(on, int(match[2] or 1), path))
    return sorted(found)


def backups(folder: Path) -> dict[date, Path]:
    """The last backup of each day in `folder`, oldest first."""
    return {each.on: each.path for each in dated_backups(folder)}


def back_up(
    engine: Engine, folder: Path, today: date, *, now: bool = False, told: Told = untold
) -> Path | None:
    """Copy the journal into `folder`, check the copy, then let older ones go.

    Does nothing, and gives None, if there is a backup of today or nothing has changed since the
    last one; with `now` it makes one in any case. A backup that holds more than the journal is
    never written over: the new one gets another name, and the fullest of all stays. Older backups
    are deleted only once the new one has been opened and found whole. `told` counts pages.

    Raises:
        JournalProblem: no backup was made, and none was deleted.

    """
    journal = Path(engine.url.database or "")
    with problems(), raw_connection(engine) as raw:
        there, mine = dated_backups(folder), facts_of(raw)
        of_today = [each for each in there if each.on == today]
        has_less = bool(of_today) and is_fuller(of_today[-1].path, mine)
        if not now and ((of_today and not has_less) or _is_there(journal, there)):
            return None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_damaged(raw)
        number = (of_today[-1].number if of_today else 1) + has_less
        target = folder / f"journal-{today.isoformat()}{f'-{number}' if number > 1 else ''}.db"
        copy_whole(raw, target, told=told)
        if not is_same(journal, target):
            raise Damaged("the copy differs from the journal")
        _thin_out(dated_backups(folder), today)
    return target


def _is_there(journal: Path, there: Iterable[Dated]) -> bool:
    return any(is_same(journal, each.path) for each in there)


def _thin_out(there: Sequence[Dated], today: date) -> None:
    """Let the backups go that no day, week or month needs, but never the one that holds most."""
    last = {each.on: each for each in there}
    wanted = {last[on] for on in kept(last, today)} | {each for each in there if each.on == today}
    if len(wanted) < len(there):
        facts = {each: read_facts(each.path) or CopyFacts(0, 0) for each in there}
        wanted.add(max(there, key=lambda each: (facts[each].days, facts[each].rows, each[:2])))
    for each in there:
        if each not in wanted:
            each.path.unlink(missing_ok=True)


def keep_aside(engine: Engine, folder: Path, kind: str, at: datetime, told: Told = untold) -> Path:
    """Copy the journal into `folder` before a large change, under a name of its own.

    `kind` is "restore", "merge" or "import". Of each kind the newest are kept, and the fullest.

    Raises:
        JournalProblem: no copy was made, so the change must not be made.

    """
    with problems(), raw_connection(engine) as raw:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = aside_name(folder, kind, at)
        copy_whole(raw, target, told=told)
        thin_asides(folder, kind)
    return target


def aside_name(folder: Path, kind: str, at: datetime) -> Path:
    """A free name in `folder` for a copy from before a change, in the order of time."""
    stamp = f"before-{kind}-{at:%Y-%m-%dT%H%M%S}"
    names = (f"{stamp}{f'-{number}' if number else ''}.db" for number in count())
    return next(folder / name for name in names if not (folder / name).exists())


def thin_asides(folder: Path, kind: str) -> None:
    """Let old copies of this kind go: all but the newest and the one that holds most."""
    there = sorted(folder.glob(f"before-{kind}*.db"), key=lambda path: path.stat().st_mtime_ns)
    if len(there) > ASIDES:
        facts = {path: read_facts(path) or CopyFacts(0, 0) for path in there}
        fullest = max(there, key=lambda path: facts[path][:2])
        for path in {*there[:-ASIDES]} - {fullest}:
            path.unlink(missing_ok=True)


def is_same(journal: Path, copy: Path) -> bool:
    """Whether two journal files hold the same, byte for byte, but for counters in the header."""
    if journal.stat().st_size != copy.stat().st_size:
        return False
    with journal.open("rb") as mine, copy.open("rb") as theirs:
        mine.seek(_HEADER_BYTES)
        theirs.seek(_HEADER_BYTES)
        while block := mine.read(_BLOCK):
            if block != theirs.read(_BLOCK):
                return False
    return True


def back_up_in_turn(
    engine: Engine, files: Sequence[Path], today: date, *, now: bool = False
) -> Path | None:
    """As `back_up`, for a store with fixed file names: the file with the older copy is rewritten.

    The first two files take turns. One that holds more than the journal is left alone, and the
    others are used. A kill while one is written leaves the others whole.

    Raises:
        JournalProblem: no backup was made; the newer copy is untouched.

    """
    journal = Path(engine.url.database or "")
    with problems(), raw_connection(engine) as raw:
        mine = facts_of(raw, today)
        held = {path: read_facts(path, today) if path.is_file() else None for path in files}
        newest = max((each for each in held.values() if each), key=_turn, default=None)
        if not now:
            is_of_today = newest is not None and newest.changed_on == today
            if is_of_today and newest is not None and not newest.is_fuller(mine):
                return None
            if any(path.is_file() and is_same(journal, path) for path in files):
                return None
        _refuse_damaged(raw)
        target = _next_in_turn(held, mine)
        copy_whole(raw, target, in_place=True)
        if not is_same(journal, target) or read_facts(target) is None:
            raise Damaged("the copy differs from the journal")
        _number(target, (newest.sequence if newest else 0) + 1)
    return target


def _turn(facts: CopyFacts) -> tuple[int, date, int]:
    return facts.sequence, facts.changed_on or date.min, facts.rows


def _next_in_turn(held: Mapping[Path, CopyFacts | None], mine: CopyFacts) -> Path:
    """The file to write: one that holds no more than the journal, else never the fullest."""
    free = [path for path, facts in held.items() if facts is None or not facts.is_fuller(mine)]
    turning = [path for path in [*held][:_TAKING_TURNS] if path in free] or free
    if not turning:
        turning = sorted(held, key=lambda path: (held[path] or mine)[:2])[:-1] or [*held]
    first = CopyFacts(-1, -1, sequence=-1)
    return min(turning, key=lambda path: _turn(held[path] or first))


def _number(copy: Path, sequence: int) -> None:
    """Write which copy is the later into it. SQLite itself only compares this number."""
    with closing(sqlite3.connect(copy, isolation_level=None)) as raw:
        raw.execute(f"PRAGMA schema_version = {sequence}")


def check(path: Path) -> None:
    """Raise JournalProblem unless the backup at `path` is whole, be it of an older version."""
    try:
        with problems(), reading(path) as copy:
            if version_of(copy) > VERSION:
                raise NewerJournal(f"version {version_of(copy)}")
            check_whole(copy)
            _refuse_damaged(copy)
    except JournalProblem as problem:
        if isinstance(problem.__cause__, NotOurs):
            raise NotAJournal(path.name) from problem
        raise


def _refuse_damaged(raw: sqlite3.Connection) -> None:
    """Raise Damaged where rows are not what was written: no good copy shall make room for it."""
    if content_mark.off_by(raw):
        raise Damaged("the content does not fit its mark")


@contextmanager
def raw_connection(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The SQLite connection behind `engine`, for what SQLAlchemy has no words for."""
    with closing(engine.raw_connection()) as proxy:
        raw = proxy.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        yield raw
