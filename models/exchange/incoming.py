"""Any file a user may bring: told by its content, never by its name alone, for every door alike."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from models.exchange import (
    bearable,
    column_wizard,
    daylio,
    json_file,
    loop,
    moods_apart,
    own_csv,
    track_and_graph,
)
from models.exchange.csv_table import head_of
from models.exchange.limits import FILE_BYTES, Refused, shown
from models.exchange.reading import text_of, unzipped
from models.exchange.source import Options, Source
from models.progress import Told, untold
from models.sealed import is_sealed

SQLITE = b"SQLite format 3\0"
_ZIP = b"PK"
_STEPS, _MOST_STEPS = 100_000, 2_000  # of SQLite's machine between looks, and looks
_INSIDE = (".csv", ".json", ".xml", ".db", ".txt", ".tsv", ".daylio")
_NO_OPTIONS = Options()


def is_journal(data: bytes) -> bool:
    """Whether a file is a whole journal of ours, to be restored or merged: .json or .db."""
    if data[:16] == SQLITE:
        try:
            with _opened(data) as raw:
                kinds = _tables(raw)
        except Refused:
            return True  # restoring says what is wrong with it
        return "setting" in kinds or not kinds
    return json_file.can_read("", data)


def read(
    name: str, data: bytes, told: Told = untold, options: Options = _NO_OPTIONS
) -> Source | json_file.JournalFile:
    """Read a file of any known format: another app's, or one of our own exports.

    `told` counts the rows of an export of ours.

    Raises:
        Refused: with the first thing that stopped it; "sealed" if it needs a passphrase first.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    if is_sealed(data):
        raise Refused("sealed")
    if json_file.can_read(name, data):
        return json_file.load(data, told)
    try:
        return _read(name, data, options)
    except MemoryError as error:
        raise Refused("many_values") from error
    except UnicodeError as error:  # only with letters that the user chose
        raise Refused("encoding") from error


def _read(name: str, data: bytes, options: Options) -> Source:
    if data[:16] == SQLITE:
        return _database(data)
    if data[:2] == _ZIP and data[2:4] in (b"\3\4", b"\5\6"):
        return _zip(data, options)
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return _json(data)
    if start == b"<":
        return moods_apart.read_apple_xml(text_of(data))
    return _text(name, data, options)


def _json(data: bytes) -> Source:
    content = json_file.read_json(data)
    if daylio.is_content(content):
        return daylio.read_content(content)
    return moods_apart.read_json_app(content)


def _text(name: str, data: bytes, options: Options) -> Source:
    heads = head_of(data, options)
    held = set(heads)
    if own_csv.is_table(heads):
        return own_csv.read(name, data, options)
    if daylio.is_table(heads):
        return daylio.read_table_of(name, data, options)
    if held >= bearable.NEEDED:
        return bearable.read(name, data, options)
    if held >= track_and_graph.NEEDED:
        return track_and_graph.read(name, data, options)
    if held >= moods_apart.APPLE_HEADS:
        return moods_apart.read_apple_table(name, data, options)
    if moods_apart.is_medtimer(heads):
        return moods_apart.read_medtimer_table(name, data, options)
    return column_wizard.read(name, data, options)


def _zip(data: bytes, options: Options) -> Source:
    members = unzipped(data)
    names = [path for path in members if not path.startswith("__MACOSX/")]
    backup = next((path for path in names if path.rpartition("/")[2] == daylio.MEMBER), None)
    if backup:
        return daylio.read_backup(members[backup])
    if loop.is_zip(names):
        return loop.read_zip(members, options)
    if any(path.startswith("xl/") for path in names):
        raise Refused("workbook")
    inside = [path for path in names if path.casefold().endswith(_INSIDE)]
    chosen = [path for path in inside if path.rpartition("/")[2] in ("export.xml", "daily_you.db")]
    if len(chosen or inside) != 1:
        listed = ", ".join(shown(path, 40) for path in names[:5])
        raise Refused("zip_unknown" if names else "zip_empty", listed)
    path = (chosen or inside)[0]
    if members[path][:2] == _ZIP:
        raise Refused("zip_unknown", path)
    return _read(path, members[path], options)


# Databases of other apps


def _database(data: bytes) -> Source:
    try:
        with _opened(data) as raw:
            kinds = _tables(raw)
            app = _foreign(kinds)
            if "setting" in kinds and "mood" in kinds:
                raise Refused("journal")
            if app == "loop":
                return loop.read_tables(raw)
            if app == "track_and_graph":
                return track_and_graph.read_tables(raw)
            if app == "daily_you":
                return moods_apart.read_daily_you_tables(raw)
            raise Refused("tables", ", ".join(shown(each, 40) for each in list(kinds)[:5]))
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        raise Refused("database") from error


def _foreign(kinds: dict[str, str]) -> str:
    plain = {name.casefold() for name, kind in kinds.items() if kind == "table"}
    if {"habits", "repetitions"} <= plain:
        return "loop"
    if {"data_points_table", "features_table"} <= plain:
        return "track_and_graph"
    return "daily_you" if "entries" in plain else ""


def _tables(raw: sqlite3.Connection) -> dict[str, str]:
    return {
        str(name): str(kind)
        for name, kind in raw.execute("SELECT name, type FROM sqlite_schema ORDER BY rowid")
        if kind in ("table", "view")
    }


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """A database of others in memory: read only, with no code of its own, for a limited time."""
    try:
        with closing(sqlite3.connect(":memory:")) as raw:
            # A copy in memory has no write-ahead log, so its header must not ask for one.
            raw.deserialize(data[:18] + b"\1\1" + data[20:])
            raw.execute("PRAGMA trusted_schema = OFF")
            raw.execute("PRAGMA query_only = ON")
            looks = iter(range(_MOST_STEPS))
            raw.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
            yield raw
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        raise Refused("database") from error
