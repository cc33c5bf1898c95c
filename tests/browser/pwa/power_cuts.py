"""What a disk may hold after the power went, replayed from a record of file operations.

What was flushed is there. Of what was written since, any part may be there: each sector of 512
bytes for itself, in any order, and each change of size or not.
"""

import base64
import random
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
Operation = list[Any]


@dataclass
class Disk:
    """One file: what is surely there, and what was done since."""

    flushed: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)

    def do(self, operation: Operation) -> None:
        if operation[1] != "flush":
            self.pending.append(operation)
            return
        for each in self.pending:
            _apply(self.flushed, each)
        self.pending = []

    def after_a_cut(self, luck: random.Random) -> bytes:
        """One of the contents that may be found."""
        found = bytearray(self.flushed)
        pieces = [piece for each in self.pending for piece in _pieces(each)]
        kept = [each for each in pieces if luck.random() < luck.choice((0.1, 0.5, 0.9))]
        luck.shuffle(kept)
        for each in kept:
            _apply(found, each)
        return bytes(found)


def _pieces(operation: Operation) -> list[Operation]:
    name, deed, at, *rest = operation
    if deed != "write":
        return [operation]
    data = base64.b64decode(rest[0])
    cuts = range(0, len(data), SECTOR)
    return [[name, deed, at + cut, base64.b64encode(data[cut : cut + SECTOR])] for cut in cuts]


def _apply(contents: bytearray, operation: Operation) -> None:
    _, deed, at, *rest = operation
    if deed == "truncate":
        del contents[at:]
        contents.extend(bytes(max(0, at - len(contents))))
        return
    data = base64.b64decode(rest[0])
    contents.extend(bytes(max(0, at - len(contents))))
    contents[at : at + len(data)] = data


@dataclass
class Toll:
    """What a number of power cuts cost."""

    cuts: int = 0
    lost: int = 0  # a change that had been called safe was gone
    damaged: int = 0


def cut_the_power(record: list[Operation], times: int, folder: Path, seed: int) -> Toll:
    """Stop the record at `times` random places after the first safe change, and look."""
    luck, toll = random.Random(seed), Toll()
    first = next(place for place, each in enumerate(record) if each[1] == "acked")
    places = sorted(luck.randrange(first + 1, len(record)) for _ in range(times))
    disks: dict[str, Disk] = {}
    done = acked = 0
    for place in places:
        for operation in record[done:place]:
            if operation[1] == "acked":
                acked = operation[2]
            else:
                disks.setdefault(operation[0], Disk()).do(operation)
        done = place
        toll.cuts += 1
        _judge({name: disk.after_a_cut(luck) for name, disk in disks.items()}, folder, acked, toll)
    return toll


def _judge(files: dict[str, bytes], folder: Path, acked: int, toll: Toll) -> None:
    for name in ("journal.db", "journal.db-journal"):
        (folder / name).unlink(missing_ok=True)
        if files.get(name):
            (folder / name).write_bytes(files[name])
    try:
        with closing(sqlite3.connect(folder / "journal.db")) as db:
            sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            rows = db.execute("SELECT text, crc FROM kept").fetchall()
            (value,) = db.execute("SELECT value FROM counter").fetchone() or (None,)
    except sqlite3.Error:
        toll.damaged += 1
        return
    whole = all(text is not None and zlib.crc32(text.encode()) == crc for text, crc in rows)
    if not (sound and whole and len(rows) == value):
        toll.damaged += 1
    elif not acked <= value <= acked + 1:
        toll.lost += 1
