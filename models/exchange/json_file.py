"""The whole journal as one JSON file, out and in again without a loss.

The format is published in `schema/sidenote-journal-2.json`; files of version 1, which know no
`column_stamps`, are read as well. A deletion is written too, without
its former content, so that a file can be merged. Nothing from a file reaches the journal before
all of it has been checked.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from models.days import utc_stamp
from models.exchange.limits import FILE_BYTES, JOURNAL_ROWS, JSON_MEMORY, Refused
from models.kinds import fits
from models.progress import Told, counted, untold
from models.settings import travelling
from models.shapes import SHAPES, Key, Plain, Unsound
from models.whole import Rows, rehearse

FORMAT = "sidenote-journal"
VERSION = 2
"""Of the file's layout. A file with a higher one is refused; a lower one stays readable."""

SAFETY_TABLE = "safety_answer"
_SAFETY_RULE = "M7"  # a notice by this rule gives the answer away
_HEAD = ("format", "version", "exported_at", "holds_safety_answers", "tables")


@dataclass(frozen=True)
class JournalFile:
    """What a file holds, checked."""

    rows: Rows
    exported_at: str
    holds_safety_answers: bool

    def __len__(self) -> int:
        return sum(len(table) for table in self.rows.values())


def dump(
    rows: Rows, *, at: datetime, with_safety_answers: bool = False, told: Told = untold
) -> bytes:
    """The journal as a JSON file in UTF-8, one line for each row.

    `rows` is what `models.whole.read_whole` gives; `at` is now. Answers to the safety question,
    and the notices they led to, are left out unless asked for; what belongs to this device always.
    `told` counts rows.
    """
    rows = travelling(rows)
    head: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": utc_stamp(at),
        "holds_safety_answers": with_safety_answers,
    }
    lines = "".join(f"{json.dumps(name)}: {json.dumps(value)},\n" for name, value in head.items())
    kept = [
        (name, row)
        for name in SHAPES
        for _, row in sorted(rows.get(name, {}).items(), key=itemgetter(0))
        if with_safety_answers or not tells_safety(name, row)
    ]
    written: dict[str, list[str]] = {name: [] for name in SHAPES}
    for name, row in counted(kept, len(kept), told):
        written[name].append(json.dumps(_stamped(row, head["exported_at"]), ensure_ascii=False))
    tables = ",\n".join(_table(name, lines) for name, lines in written.items())
    return f'{{\n{lines}"tables": {{\n{tables}\n}}\n}}\n'.encode()


def _stamped(row: Plain, at: str) -> Plain:
    """The row, whose moments a clock beyond all years may have set: then they are `at`."""
    wrong: Plain = {
        name: at
        for name in ("updated_at", "written_at")
        if name in row and not fits("stamp", row[name])
    }
    return {**row, **wrong} if wrong else row


def read_back(data: bytes) -> None:
    """Make sure that what was dumped can be read again, before anybody relies on it.

    Raises:
        Refused: it cannot.

    """
    load(data)


def _table(name: str, lines: list[str]) -> str:
    joined = ",\n".join(lines)
    return f'"{name}": [\n{joined}\n]' if lines else f'"{name}": []'


def tells_safety(name: str, row: Plain) -> bool:
    """Whether a row holds an answer to the safety question, or was caused by one."""
    if name == "provider_contact":  # once, talks were named after the notice that led to them
        return str(row["id"]).startswith(f"about-{_SAFETY_RULE}")
    return name == SAFETY_TABLE or (name == "notice" and row["rule"] == _SAFETY_RULE)


def can_read(name: str, data: bytes) -> bool:
    """Whether this looks like one of our own files; says nothing about its soundness."""
    return f'"{FORMAT}"'.encode() in data[:400]


def load(data: bytes, told: Told = untold) -> JournalFile:
    """Read a file and check all of it; `told` counts rows.

    Raises:
        Refused: with a code for the reason and, where there is one, the place.

    """
    content = read_json(data)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Refused("not_ours")
    version = content.get("version")
    if type(version) is not int or version < 1:
        raise Refused("not_ours")
    if version > VERSION:
        raise Refused("newer")
    if set(content) != set(_HEAD) or not fits("stamp", content["exported_at"]):
        raise Refused("unsound", "head")
    if type(content["holds_safety_answers"]) is not bool:
        raise Refused("unsound", "head")
    rows = _rows(content["tables"], told)
    try:
        rehearse(rows)
    except Unsound as error:
        raise Refused("unsound", error.where) from error
    return JournalFile(travelling(rows), content["exported_at"], content["holds_safety_answers"])


_SIZES = ((b"{", 240), (b"[", 64), (b",", 60))
"""About how many bytes Python needs for what such a mark begins or divides."""


def read_json(data: bytes) -> Any:
    """JSON from a file that anyone may have made.

    Raises:
        Refused: too big, not JSON, too deep, the same name twice, a number that is none.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    if sum(data.count(mark) * size for mark, size in _SIZES) > JSON_MEMORY:
        raise Refused("many_values")
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        raise Refused("encoding") from None
    except RecursionError:
        raise Refused("too_deep") from None
    except json.JSONDecodeError as error:
        raise Refused("not_json", f"{error.lineno}") from None
    except ValueError:  # a number with thousands of digits, or one of the two checks below
        raise Refused("unsound", "value") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(text)


def _rows(content: object, told: Told) -> Rows:
    if not isinstance(content, dict) or set(content) != set(SHAPES):
        raise Refused("unsound", "tables")
    if not all(isinstance(table, list) for table in content.values()):
        raise Refused("unsound", "tables")
    whole = sum(len(table) for table in content.values())
    if whole > JOURNAL_ROWS:
        raise Refused("many_rows", f"{JOURNAL_ROWS:,}")
    found: Rows = {name: {} for name in SHAPES}
    rows = ((name, *each) for name in SHAPES for each in _keyed(name, content[name]))
    for name, key, row in counted(rows, whole, told):
        found[name][key] = row
    return found


def _keyed(name: str, table: list[object]) -> Iterator[tuple[Key, Plain]]:
    shape, seen = SHAPES[name], set()
    for place, content in enumerate(table, start=1):
        try:
            row = shape.check(content)
        except Unsound as error:
            raise Refused("unsound", f"{error.where} {place}") from None
        key = shape.key(row)
        if key in seen:
            raise Refused("twice", f"{name} {place}")
        seen.add(key)
        yield key, row
