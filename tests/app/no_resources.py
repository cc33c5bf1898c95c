"""The app while a resource of the system is used up: run as a program, as limits are a process's.

    python -m tests.app.no_resources KIND FOLDER

KIND is handles, memory or disk; for disk FOLDER is a small file system of its own. Prints a line
of JSON for each step: a tap and a typed note with so much left, and what the screen shows then.
"""

import asyncio
import json
import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import flet as ft

from app import at_hand, startup
from app.actions import day, note
from app.journal import Journal
from app.outcome import DONE, Refused
from models import tables
from models.database import FILE_NAME
from models.words import area_words
from tests.conftest import usual_clock
from tests.headless import Screen

TODAY = date(2026, 11, 22)
FIELD = "Anything you want to remember or ask"
NAMES = ("None", "Mild", "Moderate", "Severe", "Very severe")
SENTENCES = frozenset(area_words("en", "failure").values())
MORE_STEPS = {"handles": 12, "memory": 24, "disk": 14}
PIECE = 1 << 15


@contextmanager
def handles(left: int, _: Path) -> Iterator[None]:
    """All file handles of the process are in use but `left`."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 256), hard))
    held: list[int] = []
    with suppress(OSError):
        while True:
            held.append(os.open(os.devnull, os.O_RDONLY))
    try:
        for _each in range(min(left, len(held))):
            os.close(held.pop())
        yield
    finally:
        for each in held:
            os.close(each)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def memory(left: int, _: Path) -> Iterator[None]:
    """The process may have `left` times 32 KB more than it has, and no large piece is free."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    held: list[bytearray] = []
    resource.setrlimit(resource.RLIMIT_AS, (size, before[1]))
    for piece in (1 << 20, 1 << 17, 1 << 14):
        with suppress(MemoryError):
            while True:
                held.append(bytearray(piece))
    resource.setrlimit(resource.RLIMIT_AS, (size + left * PIECE, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
        held.clear()


@contextmanager
def disk(left: int, folder: Path) -> Iterator[None]:
    """The file system has `left` pages free."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(4096))
        size = file.tell()
        file.truncate(max(0, size - left * 4096))
    try:
        yield
    finally:
        filler.unlink()


LIMITS: dict[str, Callable[[int, Path], Any]] = {
    "handles": handles, "memory": memory, "disk": disk
}  # fmt: skip


async def step(screen: Screen, kind: str, folder: Path, left: int) -> dict[str, Any]:
    """A tap and a typed note with `left` of the resource; what came of them."""
    level, text = 1 + left % 4, f"{left} {'word ' * 400}"
    name = f"Dry lips, {NAMES[level]}, {level} of 4"
    (field,) = [each for each in screen.all(ft.TextField) if each.label == FIELD]
    with LIMITS[kind](left, folder):
        await screen.tap(name)
        screen.session.apply_patch(field._i, {"value": text})
        await screen.session.dispatch_event(field._i, "change", text)
        await screen.settle()
    await screen.settle()
    (field,) = [each for each in screen.all(ft.TextField) if each.label == FIELD]
    return {
        "left": left,
        "is_shown": name in screen.selected(),
        "says": sorted(SENTENCES & set(screen.texts())),
        "is_typed": field.value == text,
        "crashes": screen.crashes,
        "name": name,
        "text": text,
    }


def say(found: dict[str, Any]) -> None:
    """One line for the test that has started this program."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


async def kept() -> bool:
    """A device that keeps what it is given."""
    return True


async def bare_step(journal: Journal, kind: str, folder: Path, left: int) -> dict[str, Any]:
    """The same without a screen: what Flet itself needs to send a screen is not ours to spare."""
    level, text = 1 + left % 4, f"{left} {'word ' * 400}"
    journal.dismiss()
    with LIMITS[kind](left, folder):
        first = await day.choose_level(journal, "dry_lips", level)
        second = await day.write_note(journal, text, TODAY, journal.facts.day_on(TODAY).note)
    said = journal.message.text if journal.message is not None else ""
    found = journal.facts.day_on(TODAY)
    return {
        "left": left,
        "is_shown": found.levels.get("dry_lips") == level or first is not DONE,
        "says": [each.sentence for each in (first, second) if isinstance(each, Refused)] or [said],
        "is_typed": found.note == text or second is not DONE,
        "crashes": [],
        "refused": [first is not DONE, second is not DONE],
    }


async def bare(kind: str, folder: Path) -> None:
    """Every step on the journal alone."""
    at_hand.load()
    with closing(startup.open_store(folder / FILE_NAME, usual_clock())) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"))
        journal = Journal(store, kept, usual_clock())
        for left in range(MORE_STEPS[kind]):
            say(await bare_step(journal, kind, folder, left))
        await journal.try_again()
        found = journal.facts.day_on(TODAY)
        on_file = journal.file.days(TODAY, TODAY).get(TODAY)
        say({"is_same": found == on_file, "refused": journal.refused is not None})


async def main(kind: str, folder: Path) -> None:
    """Every step, from nothing left to enough; then what is in the file."""
    note.PAUSE_S = 0
    startup.FIRST_LOOK_S = 0
    path = folder / FILE_NAME
    with closing(startup.open_store(path, usual_clock())) as store:
        store.write(tables.SettingDraft(key="is_welcomed", value="true"))
    async with Screen(partial(startup.main, folder=folder, clock=usual_clock())) as screen:
        await screen.settle()
        for left in range(MORE_STEPS[kind]):
            say(await step(screen, kind, folder, left))
        with suppress(AssertionError, KeyError, ValueError, IndexError):
            await screen.tap("Try again")
        await screen.settle()
    with closing(startup.open_store(path, usual_clock())) as store:
        found = store.days(TODAY, TODAY).get(TODAY)
    say({"level": found and found.levels.get("dry_lips"), "note": found and found.note})


if __name__ == "__main__":
    work = bare if sys.argv[1] == "memory" else main
    asyncio.run(work(sys.argv[1], Path(sys.argv[2])))
