"""One bit of a journal flipped: how often it is noticed, and what looking for it costs.

    python -m tests.bench.bench_damage [FLIPS]

Pages in use by rows or schema only. A flip is harmless if everything in the file reads as before.
"""

import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from models import content_mark, damage
from models.backup import back_up, raw_connection
from models.database import FILE_NAME, JournalProblem, open_journal
from models.demo import write_demo

TODAY = date(2026, 11, 22)
PAGE = 4096


def journal(folder: Path, years: int | None = None) -> Path:
    """A journal of 20 weeks, or of so many years, with a backup beside it."""
    folder.mkdir()
    write_demo(folder, today=TODAY, years=years)
    engine = open_journal(folder / FILE_NAME)
    back_up(engine, folder / "backups", TODAY)
    engine.dispose()
    return folder / FILE_NAME


def pages_in_use(path: Path) -> list[int]:
    """Every page but the free ones, counted from 1."""
    data = path.read_bytes()
    free, trunk = set(), int.from_bytes(data[32:36], "big")
    while trunk:
        free.add(trunk)
        at = (trunk - 1) * PAGE
        count = int.from_bytes(data[at + 4 : at + 8], "big")
        free |= {
            int.from_bytes(data[at + 8 + 4 * each : at + 12 + 4 * each], "big")
            for each in range(count)
        }
        trunk = int.from_bytes(data[at : at + 4], "big")
    return [page for page in range(1, len(data) // PAGE + 1) if page not in free]


def content(path: Path) -> Any:
    """All that a reader of the file can learn; None if it cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as raw:
            return [*raw.iterdump()]
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def outcome(path: Path, before: Any, *, is_alone: bool) -> str:
    """What becomes of a damaged file: noticed, harmless or unnoticed."""
    copies = () if is_alone else sorted((path.parent / "backups").glob("*.db"), reverse=True)
    try:
        engine = open_journal(path)
    except JournalProblem:
        return "noticed on opening"
    try:
        with raw_connection(engine) as raw:
            if damage.found(raw, copies) is not None:
                return "noticed by the mark"
    except JournalProblem:
        return "noticed by the mark"
    finally:
        engine.dispose()
    return "harmless" if content(path) == before else "unnoticed"


def flips(path: Path, count: int, seed: int = 11) -> Iterator[str]:
    """Flip `count` bits, one at a time, and tell what became of each."""
    data, chance, pages = path.read_bytes(), random.Random(seed), pages_in_use(path)
    before = content(path)
    for number in range(count):
        changed = bytearray(data)
        at = (chance.choice(pages) - 1) * PAGE + chance.randrange(PAGE)
        changed[at] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        yield outcome(path, before, is_alone=bool(number % 2))
    path.write_bytes(data)


def timed(path: Path) -> None:
    """What looking costs, once the page cache is warm."""
    engine = open_journal(path)
    with raw_connection(engine) as raw:
        took = {"mark": [], "whole look": []}  # type: dict[str, list[float]]
        for _ in range(7):
            start = perf_counter()
            content_mark.off_by(raw)
            middle = perf_counter()
            damage.found(raw)
            took["mark"].append(middle - start)
            took["whole look"].append(perf_counter() - middle)
    engine.dispose()
    for name, each in took.items():
        print(f"{name:12} {path.stat().st_size / 1024:8.0f} KB  {sorted(each)[3] * 1000:8.2f} ms")


if __name__ == "__main__":
    count = int(sys.argv[1]) if sys.argv[1:] else 400
    with tempfile.TemporaryDirectory() as name:
        path = journal(Path(name) / "weeks")
        found = Counter(flips(path, count))
        for kind, number in sorted(found.items()):
            print(f"{kind:20} {number:5}  {number / count:6.1%}")
        timed(path)
        timed(journal(Path(name) / "years", 10))
