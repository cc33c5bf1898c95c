"""The work of the data commands: the open journal, and what is written from it."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from getpass import getpass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.local.claim import JournalInUse, LockBlocked, claimed
from app.local.commands import journal_folder
from app.local.progress import Bar
from models import backup, restore, sealed, settings
from models.backup import FOLDER
from models.database import FILE_NAME, JournalProblem, open_journal, problems
from models.days import DEFAULT_CUTOFF, day_of
from models.exchange.limits import FILE_BYTES, Refused
from models.seal_problems import SealProblem
from models.store import Store
from models.whole import read_whole
from models.words import words


class NotDone(Exception):
    """The work was not done; the message is for the user, `why` a short code for a program."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


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

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The journal, open until the end of the block."""
        with closing(Store(open_journal(self.journal), now)) as store:
            yield store


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


def at_desk(
    arguments: argparse.Namespace, work: Callable[[Desk], Done], *, makes_journal: bool
) -> Done:
    """Do `work` on a journal that no other Sidenote has open; it must be there, or be made.

    Raises:
        NotDone: whatever stood in the way, in words.

    """
    folder = journal_folder(arguments)
    if not makes_journal and not (folder / FILE_NAME).is_file():  # opening would make one
        raise NotDone("no_journal", say("no_journal", folder=folder))
    try:
        is_wanted = not getattr(arguments, "as_json", False)
        with claimed(folder), Bar(sys.stderr, is_wanted=is_wanted) as bar, problems():
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


def read_file(desk: Desk) -> bytes:
    """The file that was named, out of its passphrase if it is under one.

    Raises:
        NotDone, SealProblem: it cannot be read.

    """
    path: Path = desk.arguments.file
    try:
        if path.stat().st_size > FILE_BYTES:
            raise Refused("too_big")
        data = path.read_bytes()
    except OSError as error:
        raise NotDone("no_file", say("no_file", file=path)) from error
    return sealed.opened(data, passphrase(desk)) if sealed.is_sealed(data) else data


def passphrase(desk: Desk, *, is_new: bool = False) -> str:
    """The passphrase from the file that was named for it, or asked for at the terminal."""
    if not sealed.is_available():
        raise NotDone("missing", words("data.seal.missing"))
    path: Path | None = desk.arguments.passphrase_file
    if path is not None:
        try:
            return path.read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise NotDone("no_file", say("no_file", file=path)) from error
    given = getpass(f"{say('passphrase')} ")
    if is_new and getpass(f"{say('passphrase_again')} ") != given:
        raise NotDone("differs", say("passphrases_differ"))
    return given


def save(data: bytes, to: Path, *, is_replacing: bool) -> None:
    """Write a whole file, for the eyes of its owner only, or none.

    Raises:
        NotDone: it is there already and may not be replaced, or cannot be written.

    """
    if to.exists() and not is_replacing:
        raise NotDone("exists", say("exists", file=to))
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
        copying = desk.bar.step("copying")
        made = backup.back_up(store.engine, desk.backups, today(store), now=True, told=copying)
    assert made is not None
    if to is not None:
        save(_travelling(made), to, is_replacing=desk.arguments.replace)
    return Done([say("backed_up", file=to or made)], {"file": str(to or made)})


def _travelling(made: Path) -> bytes:
    """The content of a backup as it may leave this computer: without what belongs to it."""
    with TemporaryDirectory(dir=made.parent) as name:
        copied = Path(name) / FILE_NAME
        copied.write_bytes(made.read_bytes())
        with closing(Store(open_journal(copied), now)) as store:
            store.write(*settings.removal(settings.OF_DEVICE & store.settings().keys()))
        return copied.read_bytes()


def check(desk: Desk) -> Done:
    """Open the journal, which checks every page of it, and each of its backups."""
    with desk.store() as store:
        found = restore.facts(read_whole(store.engine, desk.bar.step("reading")))
    copies = dict(_checked(desk))
    broken = [day.isoformat() for day, is_whole in copies.items() if not is_whole]
    sentences = [say("whole", days=found.days), say("copies", count=len(copies) - len(broken))]
    sentences += [say("copy_broken", day=day) for day in broken]
    facts = {
        "days": found.days,
        "first": found.first and found.first.isoformat(),
        "last": found.last and found.last.isoformat(),
        "backups": sorted(day.isoformat() for day in copies),
        "broken_backups": broken,
    }
    return Done(sentences, facts)


def _checked(desk: Desk) -> Iterator[tuple[date, bool]]:
    """Each backup, and whether it is whole; the bar counts bytes."""
    told, there = desk.bar.step("checking"), backup.backups(desk.backups)
    sizes = {day: path.stat().st_size for day, path in there.items()}
    done = 0
    for day, path in there.items():
        told(done, sum(sizes.values()))
        yield day, _is_whole(path)
        done += sizes[day]
    told(done, done)


def _is_whole(path: Path) -> bool:
    try:
        backup.check(path)
    except JournalProblem:
        return False
    return True
