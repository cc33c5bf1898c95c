"""The work of the data commands: the open journal, and what is written from it."""

import argparse
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from getpass import getpass
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import Any

from app.local.claim import JournalInUse, LockBlocked, claimed, unclaimed
from app.local.commands import journal_folder
from app.local.progress import Bar
from models import backup, copy_list, copy_names, damage, restore, sealed, settings, trial
from models.backup import FOLDER
from models.copy_facts import is_fuller, read_facts
from models.database import (
    FILE_NAME,
    Busy,
    Damaged,
    Full,
    JournalProblem,
    has_copies_beside,
    open_journal,
    problem_of,
    problems,
)
from models.days import DEFAULT_CUTOFF, day_of
from models.exchange.limits import FILE_BYTES, OWN_BYTES, Refused
from models.found import held
from models.seal_problems import SealProblem
from models.shapes import Unsound
from models.store import Store
from models.whole import read_whole
from models.words import words

_PASSPHRASE_BYTES = 64 * 1024


class NotDone(Exception):
    """The work was not done; the message is for the user, `why` a short code for a program.

    `facts` are for a program, too.
    """

    def __init__(self, why: str, sentence: str, facts: dict[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.why, self.facts = why, facts or {}


@dataclass(frozen=True)
class Done:
    """What came of a command: sentences for the user, facts for a program."""

    sentences: list[str]
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """Where a command works: the journal's folder, claimed, what was asked for, and the bar."""

    folder: Path
    arguments: argparse.Namespace
    bar: Bar

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.folder / FILE_NAME

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.folder / FOLDER

    @property
    def is_dry(self) -> bool:
        """Whether nothing may be written: not even a lock, an upgrade or an empty journal."""
        return bool(getattr(self.arguments, "dry_run", False))

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The journal, open until the end of the block; for a dry run, a copy of it elsewhere.

        Raises:
            NotDone: it cannot be opened; the sentence names the way back.

        """
        with self._looked_at() as path:
            try:
                engine = open_journal(path, copy_of=self.journal)
            except JournalProblem as problem:
                raise unusable(self.folder, problem) from problem
            with closing(Store(engine, now)) as store:
                yield store

    @contextmanager
    def _looked_at(self) -> Iterator[Path]:
        if not self.is_dry:
            yield self.journal
            return
        with TemporaryDirectory(prefix="sidenote-") as name:
            for ending in ("", "-journal"):
                present = self.journal.with_name(f"{FILE_NAME}{ending}")
                if present.is_file():
                    copyfile(present, Path(name) / present.name)
            yield Path(name) / FILE_NAME


def say(name: str, **values: object) -> str:
    """A sentence of the data commands."""
    return words(f"data.command.{name}", **values)


def now() -> datetime:
    """The moment now, in the zone of this computer."""
    return datetime.now().astimezone()


def today(store: Store) -> date:
    """The day now, by the user's own end of the day."""
    stored = store.settings().get("cutoff")
    return day_of(now(), time.fromisoformat(stored) if stored else DEFAULT_CUTOFF)


def unusable(folder: Path, problem: JournalProblem) -> NotDone:
    """What to say of a journal that cannot be opened, with the way back to it."""
    kind, file = type(problem).__name__, folder / FILE_NAME
    sentences = [words(f"data.journal.{kind}", file=file)]
    facts: dict[str, Any] = {"file": str(file)}
    if not isinstance(problem, Busy | Full):
        there: tuple[copy_list.Copy, ...] = ()
        with suppress(OSError):  # a folder that may not be looked into
            there = copy_list.good_copies(file, now().date())
        facts["copies"] = [copy_facts(copy, is_whole=True) for copy in there]
        if there:
            command = shlex.join(
                ["sidenote", "restore", str(there[0].path), "--journal", str(folder)]
            )
            holds = held(there[0].holds)
            sentences.append(words("data.journal.way_back", holds=holds, command=command))
    return NotDone(kind, " ".join(sentences), facts)


def copy_facts(copy: copy_list.Copy, *, is_whole: bool) -> dict[str, Any]:
    """A copy as a program is told of it."""
    first, last = copy.holds.first, copy.holds.last
    return {
        "file": str(copy.path), "on": copy.on.isoformat(), "days": copy.holds.days,
        "first": first and first.isoformat(), "last": last and last.isoformat(),
        "is_whole": is_whole,
    }  # fmt: skip


def at_desk(
    arguments: argparse.Namespace, work: Callable[[Desk], Done], *, makes_journal: bool
) -> Done:
    """Do `work` on a journal that no other Sidenote has open; it must be there, or be made.

    Raises:
        NotDone: whatever stood in the way, in words.

    """
    is_dry = bool(getattr(arguments, "dry_run", False))
    folder = journal_folder(arguments, is_made=makes_journal and not is_dry)
    journal = folder / FILE_NAME
    try:
        is_there = makes_journal or journal.is_file() or has_copies_beside(journal)
        if not is_there:  # opening would make one
            raise NotDone("no_journal", say("no_journal", folder=folder))
        is_wanted = not getattr(arguments, "as_json", False)
        holding = unclaimed(folder) if is_dry else claimed(folder)
        with holding, Bar(sys.stderr, is_wanted=is_wanted) as bar, problems():
            if not is_dry:
                with suppress(OSError):
                    copy_names.sweep(folder)
            return work(Desk(folder, arguments, bar))
    except LockBlocked as lock:
        raise NotDone("in_use", words("command_line.lock_blocked", file=lock.file)) from lock
    except JournalInUse as other:
        raise NotDone("in_use", words("command_line.journal_in_use", folder=folder)) from other
    except (Refused, SealProblem) as problem:
        raise NotDone(problem.why, problem.sentence) from problem
    except JournalProblem as problem:
        kind = type(problem).__name__
        raise NotDone(kind, words(f"data.refused.{kind}")) from problem
    except OSError as error:
        raise unusable(folder, problem_of(error)) from error
    except Unsound as problem:
        refused = Refused("unsound", problem.where)
        raise NotDone(refused.why, refused.sentence) from problem
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        # A stored value that nothing can read.
        raise unusable(folder, Damaged(type(error).__name__)) from error


def read_file(desk: Desk) -> bytes:
    """The file that was named, out of its passphrase if it is under one.

    Raises:
        NotDone, SealProblem: it cannot be read.

    """
    path: Path = desk.arguments.file
    try:
        if path.stat().st_size > OWN_BYTES:
            raise Refused("too_big")
        with path.open("rb") as file:  # a device says nothing of its size
            data = file.read(OWN_BYTES + 1)
    except OSError as error:
        raise NotDone("no_file", say("no_file", file=path)) from error
    if sealed.is_sealed(data):
        data = sealed.opened(data, passphrase(desk))
    if len(data) > FILE_BYTES and not restore.is_database(data):
        raise Refused("too_big")
    return data


def given_journal(desk: Desk) -> bytes | Path:
    """As `read_file`; a journal file, which may be of any size, is only named.

    Raises:
        NotDone, SealProblem: it cannot be read.

    """
    path: Path = desk.arguments.file
    try:
        return path if restore.is_database(path) else read_file(desk)
    except OSError as error:
        raise NotDone("no_file", say("no_file", file=path)) from error


def passphrase(desk: Desk, *, is_new: bool = False) -> str:
    """The passphrase from the file that was named for it, or asked for at the terminal."""
    if not sealed.is_available():
        raise NotDone("missing", words("data.seal.missing"))
    path: Path | None = desk.arguments.passphrase_file
    if path is not None:
        given = _first_line(path)
        if is_new and not sealed.is_long_enough(given):
            raise NotDone("short", words("data.passphrase_short"))
        return given
    given = getpass(f"{say('passphrase')} ")
    if is_new and not sealed.is_long_enough(given):
        raise NotDone("short", words("data.passphrase_short"))
    if is_new and getpass(f"{say('passphrase_again')} ") != given:
        raise NotDone("differs", say("passphrases_differ"))
    return given


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            text = file.read(_PASSPHRASE_BYTES).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise NotDone("no_file", say("no_file", file=path)) from error
    return re.split(r"\r\n|\n|\r", text, maxsplit=1)[0]


def save(data: bytes, to: Path, *, is_replacing: bool) -> None:
    """Write a whole file, for the eyes of its owner only, or none.

    Raises:
        NotDone: it is there already and may not be replaced, or cannot be written.

    """
    if os.path.lexists(to) and not is_replacing:
        raise NotDone("exists", say("exists", file=to))
    if os.path.lexists(to) and not to.is_file():  # a device would be replaced by a file
        raise NotDone("not_written", say("not_written", file=to))
    draft = to.with_name(f"{to.name}.part")
    try:
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(to)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise NotDone("not_written", say("not_written", file=to)) from error


def back_up_now(desk: Desk) -> Done:
    """Copy the journal: to the dated backup of today, or to the file that was named."""
    to: Path | None = desk.arguments.to
    with desk.store() as store:
        try:  # what nothing can read must not count as a good backup
            trial.read_all(store.engine)
        except Damaged as problem:
            raise unusable(desk.folder, problem) from problem
        copying = desk.bar.step("copying")
        made = backup.back_up(store.engine, desk.backups, today(store), now=True, told=copying)
    assert made is not None
    if to is not None:
        facts = read_facts(made)
        if facts is not None and desk.arguments.replace and is_fuller(to, facts):
            raise NotDone("fuller", say("fuller", file=to))
        save(_travelling(made), to, is_replacing=desk.arguments.replace)
    return Done([say("backed_up", file=to or made)], {"file": str(to or made)})


def _travelling(made: Path) -> bytes:
    """The content of a backup as it may leave this computer: without what belongs to it."""
    with TemporaryDirectory(prefix="aside-", dir=made.parent) as name:
        copied = Path(name) / FILE_NAME
        copied.write_bytes(made.read_bytes())
        with closing(Store(open_journal(copied), now)) as store:
            store.write(*settings.removal(settings.OF_DEVICE & store.settings().keys()))
        return copied.read_bytes()


def check(desk: Desk) -> Done:
    """Open the journal, which checks every page of it, and look at each of its copies."""
    copies = list(_checked(desk))
    listed = [copy_facts(copy, is_whole=is_whole) for copy, is_whole in copies]
    unread = _unread(desk, [copy for copy, _ in copies])
    facts: dict[str, Any] = {
        "backups": sorted({each.on.isoformat() for each in backup.dated_backups(desk.backups)}),
        "broken_backups": _broken_days(desk, copies),
        "copies": listed,
        "unreadable_files": unread,
    }
    lines = [_line(copy, is_whole) for copy, is_whole in copies]
    lines += [say("copy_unreadable", file=path) for path in unread]
    try:
        with desk.store() as store:
            rows = read_whole(store.engine, desk.bar.step("reading"))
            trial.read_all(store.engine)
            _refuse_damaged(desk, store, [copy.path for copy, is_whole in copies if is_whole])
    except (NotDone, JournalProblem, ValueError) as error:
        found = error if isinstance(error, NotDone) else unusable(desk.folder, Damaged("values"))
        raise NotDone(found.why, "\n".join([str(found), *lines]), found.facts | facts) from error
    found_facts = restore.facts(rows)
    facts |= {
        "days": found_facts.days,
        "first": found_facts.first and found_facts.first.isoformat(),
        "last": found_facts.last and found_facts.last.isoformat(),
    }
    whole = sum(is_whole for _, is_whole in copies)
    return Done([say("whole", days=found_facts.days), say("copies", count=whole), *lines], facts)


def _refuse_damaged(desk: Desk, store: Store, copies: list[Path]) -> None:
    """Say that rows are not what was written, and how many a copy has otherwise.

    Raises:
        NotDone: there are such.

    """
    with backup.raw_connection(store.engine) as raw:
        wrong = damage.found(raw, copies)
    if wrong is None:
        return
    found, count = unusable(desk.folder, Damaged("rows")), len(wrong.places)
    lines = [str(found), *([say("damaged_rows", count=count)] if count else [])]
    raise NotDone(found.why, " ".join(lines), found.facts | {"damaged_rows": count})


def _line(copy: copy_list.Copy, is_whole: bool) -> str:
    name = "copy_line" if is_whole else "copy_broken"
    return say(name, file=copy.path, holds=held(copy.holds))


def _broken_days(desk: Desk, copies: list[tuple[copy_list.Copy, bool]]) -> list[str]:
    good = {copy.path for copy, is_whole in copies if is_whole}
    there = backup.dated_backups(desk.backups)
    return [each.on.isoformat() for each in there if each.path not in good]


def _unread(desk: Desk, copies: list[copy_list.Copy]) -> list[str]:
    """The files with names of copies that cannot be read as a journal at all."""
    known = {copy.path for copy in copies}
    return [str(path) for path in copy_names.copies(desk.folder) if path not in known]


def _checked(desk: Desk) -> Iterator[tuple[copy_list.Copy, bool]]:
    """Each copy, and whether it is whole; the bar counts bytes."""
    told, there = desk.bar.step("checking"), copy_list.copies_at(desk.journal, now().date())
    sizes = [copy.path.stat().st_size for copy in there]
    for number, copy in enumerate(there):
        told(sum(sizes[:number]), sum(sizes))
        yield copy, copy_list.is_whole(copy.path)
    told(sum(sizes), sum(sizes))
