"""Modules of bytecode as columns: what is alike lies together, so that it packs well.

A module is a tree of objects in Python's marshal format. Its kinds, lengths, names, numbers,
instructions and lines go to columns of their own, the same for all modules of an archive; every
text is written once. browser/columns.mjs puts the modules together again. Only the tables of lines
differ then: neighbours on one line are one entry in them.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.pwa.pieces import PieceMissing

# The parts of a code object that are objects themselves, in the order of Python 3.14.
_PARTS = ("code", "consts", "names", "locals", "kinds", "file", "name", "path")
_LAST_PARTS = ("lines", "exceptions")
_NUMBERS = ("arguments", "positional", "by_keyword", "stack", "flags")
_CONSTANTS = {"i": ("int", 4), "l": ("long", 4), "g": ("float", 8), "y": ("float", 16)}
"""By marshal's letter: the column of a number, and its bytes."""
_CACHES = {
    38: 1, 39: 3, 44: 5, 52: 3, 55: 3, 56: 1, 57: 1, 70: 1, 75: 1, 80: 9, 92: 4, 96: 1, 100: 1,
    101: 1, 102: 1, 103: 1, 106: 1, 110: 4, 119: 1,
}  # fmt: skip
"""Units of nothing that follow an instruction (Python 3.14's opcode._inline_cache_entries)."""
_SHARED = 0x80
"""Set in the kind of an object that later ones refer to by its number."""
_HAS_LINE, _HAS_NONE = 13, 15
"""Kinds of entries in a table of lines that was made without columns."""
_HEADER = 16
"""The bytes of a .pyc file before its module."""


def in_columns(modules: Mapping[str, bytes]) -> bytes:
    """.pyc files by name: a line of JSON that lists files and columns, then the columns.

    Raises PieceMissing for a file that is not of the phone's Python.
    """
    headers = {data[:_HEADER] for data in modules.values()}
    if len(headers) > 1:
        raise PieceMissing("bytecode of several kinds in one archive")
    writer = _Writer()
    for data in modules.values():
        writer.add(data[_HEADER:])
    columns = {name: bytes(column) for name, column in sorted(writer.columns.items())}
    listed = {
        "files": [(name, len(data)) for name, data in modules.items()],
        "columns": [(name, len(column)) for name, column in columns.items()],
        "header": [*next(iter(headers))],
        "caches": _CACHES,
    }
    return json.dumps(listed).encode() + b"\n" + b"".join(columns.values())


class _Writer:
    """Takes modules apart into `columns`."""

    def __init__(self) -> None:
        self.columns: dict[str, bytearray] = defaultdict(bytearray)
        self._texts: dict[bytes, int] = {}
        self._data = b""
        self._at = 0

    def add(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._object("module")
        if self._at != len(data):
            raise PieceMissing("bytecode of another Python")

    def _object(self, role: str) -> None:
        kind = self._take(1)[0]
        self.columns[f"kind {role}"].append(kind)
        letter = chr(kind & ~_SHARED)
        if letter in "zZaAut":
            self._text(role, self._take(self._take(1)[0] if letter in "zZ" else self._int()))
        elif letter in ")([<>":
            self._several(role, self._take(1)[0] if letter == ")" else self._int())
        elif letter == "c":
            self._code()
        elif letter == "s":
            self._bytes(role, self._take(self._int()))
        elif letter == ":":
            self._objects(role, 3)
        elif letter == "r":
            self._number(f"shared {role}", self._int())
        elif letter in _CONSTANTS:
            self._constant(letter)
        elif letter not in "NTF.S":
            raise PieceMissing(f"bytecode of another Python: {letter!r}")

    def _constant(self, letter: str) -> None:
        name, size = _CONSTANTS[letter]
        found = self._take(size)
        self.columns[name] += found
        if letter == "l":  # a count of two bytes each, negative for a number below zero
            self.columns[name] += self._take(2 * abs(struct.unpack("<i", found)[0]))

    def _code(self) -> None:
        for name in _NUMBERS:
            self._number(name, self._int())
        for part in _PARTS:
            self._object(part)
        self._number("line", self._int())
        for part in _LAST_PARTS:
            self._object(part)

    def _several(self, role: str, count: int) -> None:
        self._number(f"count {role}", count)
        self._objects(role, count)

    def _objects(self, role: str, count: int) -> None:
        for _ in range(count):
            self._object(role)

    def _text(self, role: str, text: bytes) -> None:
        number = self._texts.get(text)
        self._number(f"text {role}", 0 if number is None else number + 1)  # 0: the next new one
        if number is None:
            self._texts[text] = len(self._texts)
            self._number("size", len(text))
            self.columns["text"] += text

    def _bytes(self, role: str, data: bytes) -> None:
        if role == "code":
            self._instructions(data)
        elif role == "lines":
            self._lines(data)
        else:
            self._number(f"count {role}", len(data))
            self.columns[f"bytes {role}"] += data

    def _instructions(self, data: bytes) -> None:
        at = count = 0
        while at < len(data):
            step, argument = data[at : at + 2]
            self.columns["steps"].append(step)
            self.columns[f"step {step}"].append(argument)
            end = at + 2 + 2 * _CACHES.get(step, 0)
            if any(data[at + 2 : end]):
                raise PieceMissing("bytecode of another Python: its caches are not empty")
            at, count = end, count + 1
        self._number("count code", count)

    def _lines(self, data: bytes) -> None:
        runs: list[list[int]] = []  # [kind, units of code, step to the line]
        for kind, units, step in _entries(data):
            if runs and runs[-1][0] == kind and step == 0:
                runs[-1][1] += units
            else:
                runs.append([kind, units, step])
        self._number("count lines", len(runs))
        for kind, units, step in runs:
            self._number("run", 2 * units + (kind == _HAS_NONE))
            if kind == _HAS_LINE:
                self._number("step", step)

    def _take(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def _int(self) -> int:
        found: int = struct.unpack("<i", self._take(4))[0]
        return found

    def _number(self, column: str, value: int) -> None:
        while value >= _SHARED:
            self.columns[column].append(value & 0x7F | _SHARED)
            value >>= 7
        self.columns[column].append(value)


def _entries(table: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, units of code, step) of each entry of a code object's co_linetable.

    A step is to the next line, doubled, with its sign in the lowest bit.
    """
    at = 0
    while at < len(table):
        kind, units, step, shift = table[at] >> 3 & 15, (table[at] & 7) + 1, 0, 0
        at += 1
        if kind not in (_HAS_LINE, _HAS_NONE):
            raise PieceMissing("bytecode with columns in its table of lines")
        while at < len(table) and not table[at] & 0x80:
            step |= (table[at] & 0x3F) << shift
            at, shift = at + 1, shift + 6
        yield kind, units, step
