"""Bring a file in: looked at aside first, then taken whole or not at all, and undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app import copies, device
from app.actions import drafts
from app.gate import action
from app.journal import Journal
from app.outcome import CANCELLED, DONE, Cancelled, Outcome, Refused
from models import merge, restore, sealed
from models.copy_list import Copy
from models.database import JournalProblem
from models.exchange import column_wizard, incoming, json_file, limits, plan
from models.exchange.column_wizard import Columns
from models.exchange.json_file import JournalFile
from models.exchange.limits import FILE_BYTES
from models.exchange.plan import Plan
from models.exchange.source import Meaning, Source
from models.restore import Difference, Facts
from models.seal_problems import SealProblem
from models.settings import travelling
from models.whole import Rows, Undo, put, read_whole, take_back
from models.words import words


@dataclass(frozen=True)
class Refusal:
    """A file was not taken; `needs_passphrase`: it may be once the passphrase is there."""

    sentence: str
    needs_passphrase: bool = False


@dataclass(frozen=True, eq=False)
class Found:
    """A journal in a file, read aside and compared with the present one."""

    name: str
    data: bytes
    rows: Rows
    facts: Facts
    difference: Difference
    mine: Facts


@dataclass(frozen=True, eq=False)
class Foreign:
    """Another app's file: what it would change. `columns` only for a plain table."""

    name: str
    data: bytes
    plan: Plan
    columns: Columns | None = None


Looked = Found | Foreign | Refusal


@action
async def choose_file(journal: Journal) -> tuple[str, bytes] | Cancelled | Refused:
    """Let the user choose a file: its name and content."""
    journal.is_asking = True
    try:
        return await device.ask_for_file() or CANCELLED
    except device.NotArrived:
        sentence = words("data.not_arrived", most=FILE_BYTES // 1024**2)
    except OSError:
        sentence = words("data.not_read")
    finally:
        journal.is_asking = False
    journal.say(sentence)
    return Refused(sentence)


def read_copy(copy: Copy) -> tuple[str, bytes] | None:
    """The name and content of a copy on this device; None if it cannot be read."""
    try:
        return copy.path.name, copy.path.read_bytes()
    except OSError:
        return None


async def look_at(journal: Journal, name: str, data: bytes, passphrase: str = "") -> Looked:
    """Read a file aside and say what it holds; nothing is changed."""
    with journal.gate("data.not_read"):
        if passphrase:
            try:
                await device.ready_to_seal()
            except OSError:
                return Refusal(words("data.seal.not_loaded"), needs_passphrase=True)
        return _looked(journal, name, data, passphrase)
    return Refusal(words("data.not_read"))


def _looked(journal: Journal, name: str, data: bytes, passphrase: str) -> Looked:
    try:
        if sealed.is_sealed(data):
            if not sealed.is_available():
                return Refusal(words("data.seal.missing"))
            if not passphrase:
                return Refusal("", needs_passphrase=True)
            data = sealed.opened(data, passphrase, most_work=device.MOST_WORK)
        if data[:16] == SQLITE or json_file.can_read(name, data):
            return _found(journal, name, data)
        return _foreign(journal, name, data)
    except SealProblem as problem:
        return Refusal(problem.sentence, needs_passphrase=True)
    except limits.Refused as refused:
        return Refusal(refused.sentence)
    except JournalProblem as problem:
        return Refusal(words(f"data.refused.{type(problem).__name__}"))


SQLITE = b"SQLite format 3\0"


def _found(journal: Journal, name: str, data: bytes) -> Found:
    with copies.aside(journal.file) as folder:
        theirs = travelling(restore.rows_of(restore.open_aside(data, folder)))
    theirs = merge.clamped(theirs, journal.now())
    mine = merge.clamped(travelling(read_whole(journal.store.engine)), journal.now())
    difference = restore.compare(mine, theirs)
    return Found(name, data, theirs, restore.facts(theirs), difference, restore.facts(mine))


def _foreign(journal: Journal, name: str, data: bytes) -> Foreign:
    source = incoming.read(name, data)
    if isinstance(source, JournalFile):  # told by its content above
        raise limits.Refused("unknown")
    columns = column_wizard.guess(data) if source.app == "table" else None
    begun = _begun(journal, source)
    planned = plan.dry_run(source, journal.store, journal.facts.today, begun)
    return Foreign(name, data, planned, columns)


def _form(foreign: Foreign) -> str:
    return f"import {foreign.plan.source.app} "


def _begun(journal: Journal, source: Source) -> dict[str, Meaning]:
    """What the user said of these names, when a file of this app was not taken in the end."""
    found = {}
    for name in source.meanings:
        match journal.half_written.drafts.get(f"import {source.app} {name}"):
            case [str(target), dict(values)]:
                found[name] = Meaning(target, values)
    return found


def leave(journal: Journal, foreign: Foreign) -> None:
    """The file is not wanted, and what was said about its names neither."""
    drafts.forget(journal, _form(foreign))


def with_meanings(journal: Journal, foreign: Foreign, chosen: Mapping[str, Meaning]) -> Foreign:
    """The dry run again, with the user's own matching of words; as it was if that fails."""
    meanings, today = {**foreign.plan.meanings, **chosen}, journal.facts.today
    with journal.gate("failure.not_written"):
        planned = plan.dry_run(foreign.plan.source, journal.store, today, meanings)
        for name, meaning in chosen.items():
            key = f"{_form(foreign)}{name}"
            drafts.put(journal, key, [meaning.target, dict(meaning.values)])
        return replace(foreign, plan=planned)
    return foreign


def with_columns(journal: Journal, foreign: Foreign, columns: Columns) -> Foreign | Refusal:
    """The dry run again, with the table read another way; the matching starts anew."""
    with journal.gate("data.not_read"):
        try:
            source: Source = column_wizard.read(foreign.name, foreign.data, columns)
        except limits.Refused as refused:
            return Refusal(refused.sentence)
        planned = plan.dry_run(source, journal.store, journal.facts.today)
        return Foreign(foreign.name, foreign.data, planned, columns)
    return Refusal(words("data.not_read"))


@action
async def replace_with(journal: Journal, found: Found) -> Outcome:
    """Put the journal from a file in the place of this one, which is kept; this lock stays."""
    kept: list[Path] = []

    def put_in_place() -> None:
        with copies.aside(journal.file) as folder:
            aside = restore.open_aside(found.data, folder)
            copies.stay(journal.file, aside)
            kept.append(copies.exchange(journal.file, aside))

    def bring_back() -> None:
        copies.exchange_back(journal.file, kept[-1])

    return await journal.attempt(put_in_place, words("data.replaced"), way_back=bring_back)


@action
async def merge_with(journal: Journal, found: Found) -> Outcome:
    """Join the journal from a file with this one: the newest of each row wins."""
    now = journal.now()
    return await _put(
        journal,
        "merge",
        lambda mine: merge.news(merge.clamped(mine, now), found.rows),
        words("data.merged"),
    )


@action
async def take_over(journal: Journal, foreign: Foreign) -> Outcome:
    """Write what the dry run found new, all of it or nothing."""
    now = journal.now()
    taken = await _put(
        journal,
        "import",
        lambda mine: plan.rows_of(foreign.plan, mine, now),
        words("data.import.imported"),
    )
    if taken is DONE:
        leave(journal, foreign)
    return taken


async def _put(journal: Journal, kind: str, wanted: Callable[[Rows], Rows], said: str) -> Outcome:
    done: list[Undo] = []

    def join() -> None:
        copies.keep_before(journal.file, kind)
        done.append(put(journal.file.engine, wanted))

    def part() -> None:
        take_back(journal.file.engine, done[-1])

    return await journal.attempt(join, said, way_back=part)
