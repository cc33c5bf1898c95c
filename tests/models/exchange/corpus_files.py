"""The files of the corpus: small, made for these tests, with what must come of them."""

import base64
import re
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path
from typing import Any

from models.exchange.source import Options
from tests.models.exchange.foreign import zipped

FOLDER = Path(__file__).with_name("corpus")
_BYTE = re.compile(rb"<([0-9a-f]{2})>")


def cases() -> list[dict[str, Any]]:
    """Every file with what is expected of it."""
    return [
        each
        for path in sorted(FOLDER.glob("*.toml"))
        for each in tomllib.loads(path.read_text("utf-8"))["file"]
    ]


def data_of(case: dict[str, Any]) -> bytes:
    """The bytes of a file: text (<ff> stands for a byte), a zip, a database, or hex."""
    if "members" in case:
        return zipped({name: text.encode() for name, text in case["members"].items()})
    if "daylio" in case:
        packed = base64.encodebytes(case["daylio"].encode())
        return zipped({"backup.daylio": packed, "assets/x": b""})
    if "sql" in case:
        with closing(sqlite3.connect(":memory:")) as raw:
            raw.executescript(case["sql"])
            return bytes(raw.serialize())
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    data: bytes = case["text"].encode(case.get("encoding", "utf-8"))
    return _BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), data)


def options_of(case: dict[str, Any]) -> Options:
    """How the user says that it is to be read."""
    return Options(**case.get("options", {}))
