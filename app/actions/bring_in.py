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
from models.exchange import incoming, limits, plan
from models.exchange.guess import meaning_for
from models.exchange.imports import Import, imports_in, undo_import
from models.exchange.json_file import JournalFile
from models.exchange.limits import FILE_BYTES
from models.exchange.plan import Plan
from models.exchange.source import Meaning, Options, Source
from models.restore import Difference, Facts
from models.seal_problems import SealProblem
from models.settings import travelling
from models.whole import Rows, Undo, put, read_whole, take_back
from models.words import plural, words

_AS_FOUND = Options()


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
    """Another app's file: what it would change, read as the user said in `options`."""

    name: str
    data: bytes
    plan: Plan
    options: Options = _AS_FOUND


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
        if incoming.is_journal(data):
            return _found(journal, name, data)
        return _foreign(journal, name, data)
    except SealProblem as problem:
        return Refusal(problem.sentence, needs_passphrase=True)
    except limits.Refused as refused:
        return Refusal(refused.sentence)
    except JournalProblem as problem:
        return Refusal(words(f"data.refused.{type(problem).__name__}"))


def _found(journal: Journal, name: str, data: bytes) -> Found:
    with copies.aside(journal.file) as folder:
        theirs = travelling(restore.rows_of(restore.open_aside(data, folder)))
    theirs = merge.clamped(theirs, journal.now())
    mine = merge.clamped(travelling(read_whole(journal.store.engine)), journal.now())
    difference = restore.compare(mine, theirs)
    return Found(name, data, theirs, restore.facts(theirs), difference, restore.facts(mine))


def _foreign(journal: Journal, name: str, data: bytes, options: Options = _AS_FOUND) -> Foreign:
    source = incoming.read(name, data, options=options)
    if isinstance(source, JournalFile):  # told by its content above
        raise limits.Refused("journal")
    begun = _begun(journal, source)
    planned = plan.dry_run(source, journal.store, journal.facts.today, begun)
    return Foreign(name, data, planned, options)


def _form(foreign: Foreign) -> str:
    return f"import {foreign.plan.source.app} "


def _begun(journal: Journal, source: Source) -> dict[str, Meaning]:
    """What the user said of these names, when a file of this app was not taken in the end."""
    found = {}
    for name, said in source.counts.items():
        match journal.half_written.drafts.get(f"import {source.app} {name}"):
            case [str(target), dict(values), scale]:
                ends = tuple(scale) if isinstance(scale, list) else None
                meant = meaning_for(target, name, said, ends, is_chosen=ends is not None)
                known = {word: value for word, value in values.items() if word in said}
                found[name] = replace(meant, values={**meant.values, **known})
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
            scale = list(meaning.scale) if meaning.scale else None
            drafts.put(journal, key, [meaning.target, dict(meaning.values), scale])
        return replace(foreign, plan=planned)
    return foreign


def with_options(journal: Journal, foreign: Foreign, options: Options) -> Foreign | Refusal:
    """The dry run again, with the file read another way; the matching starts anew."""
    with journal.gate("data.not_read"):
        try:
            return _foreign(journal, foreign.name, foreign.data, options)
        except limits.Refused as refused:
            return Refusal(refused.sentence)
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
    now, planned = journal.now(), foreign.plan
    said = plural("data.import.imported", planned.new)
    taken = await _put(journal, "import", lambda mine: plan.rows_of(planned, mine, now), said)
    if taken is DONE:
        leave(journal, foreign)
    return taken


def imports(journal: Journal) -> list[Import]:
    """The imports that can be taken back, the newest first."""
    return imports_in(journal.facts.setup.settings)


@action
async def take_import_back(journal: Journal, made: Import) -> Outcome:
    """Take one import back; what the user changed since stays, and is told."""
    stays: list[int] = []

    def part() -> None:
        copies.keep_before(journal.file, "import")
        stays.append(undo_import(journal.file.engine, made, journal.now()))

    outcome = await journal.attempt(part, words("data.import.taken_back"))
    if stays and stays[0]:
        journal.say(plural("data.import.taken_back_but", stays[0]))
    return outcome


async def _put(journal: Journal, kind: str, wanted: Callable[[Rows], Rows], said: str) -> Outcome:
    done: list[Undo] = []

    def join() -> None:
        copies.keep_before(journal.file, kind)
        done.append(put(journal.file.engine, wanted))

    def part() -> None:
        take_back(journal.file.engine, done[-1])

    return await journal.attempt(join, said, way_back=part)
