"""The whole journal as a copy in memory: there is room for one when there is none on the disk."""

from pathlib import Path

from sqlalchemy import Engine

from models.backup import raw_connection
from models.database import JournalProblem, check_whole, not_waiting, open_journal, problems

_NO_FILE = Path(":memory:")


def in_memory(engine: Engine) -> Engine:
    """A copy of the journal behind `engine`, checked; nothing is written to any disk.

    Raises:
        JournalProblem: the journal cannot be read, or is not whole.

    """
    copy = open_journal(_NO_FILE)
    try:
        with problems(), raw_connection(engine) as journal, raw_connection(copy) as target:
            journal.backup(target, progress=not_waiting)
            check_whole(target)
    except JournalProblem:
        copy.dispose()
        raise
    return copy


def as_file(engine: Engine) -> bytes:
    """What the file of the journal behind `engine` holds, byte for byte.

    Raises:
        JournalProblem: the journal cannot be read.

    """
    with problems(), raw_connection(engine) as journal:
        return journal.serialize()
