"""Any file a user may bring: told by its content, never by its name alone."""

from collections.abc import Callable
from typing import NamedTuple

from models.exchange import bearable, column_wizard, daylio, json_file, loop, track_and_graph
from models.exchange.limits import FILE_BYTES, Refused
from models.exchange.source import Source
from models.progress import Told, untold
from models.sealed import is_sealed


class Reader(NamedTuple):
    """A format: whether a file looks like it, and how it is read."""

    app: str
    can_read: Callable[[str, bytes], bool]
    read: Callable[[str, bytes], Source]


READERS = (
    Reader("daylio", daylio.can_read, daylio.read),
    Reader("bearable", bearable.can_read, bearable.read),
    Reader("loop", loop.can_read, loop.read),
    Reader("track_and_graph", track_and_graph.can_read, track_and_graph.read),
    Reader("table", column_wizard.can_read, column_wizard.read),
)
"""The formats of other apps, the most particular first."""


def read(name: str, data: bytes, told: Told = untold) -> Source | json_file.JournalFile:
    """Read a file of any known format: another app's, or one of our own exports.

    `told` counts the rows of an export of ours.

    Raises:
        Refused: "sealed" if it needs a passphrase first, "unknown" if nothing can read it.

    """
    if len(data) > FILE_BYTES:
        raise Refused("too_big")
    if is_sealed(data):
        raise Refused("sealed")
    if json_file.can_read(name, data):
        return json_file.load(data, told)
    reader = reader_for(name, data)
    if reader is None:
        raise Refused("unknown")
    return reader.read(name, data)


def reader_for(name: str, data: bytes) -> Reader | None:
    """The first of READERS that knows the file; None if none does."""
    return next((reader for reader in READERS if reader.can_read(name, data)), None)
