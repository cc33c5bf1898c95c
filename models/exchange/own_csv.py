"""Our own tables, long and wide, read back: every cell of them is a column of the journal."""

from collections.abc import Mapping
from datetime import date

from models.content import effects
from models.exchange.collect import Found
from models.exchange.column_wizard import unharmed
from models.exchange.csv_file import LONG_HEAD, WIDE_FIRST, WIDE_LAST
from models.exchange.csv_table import read_table
from models.exchange.limits import shown
from models.exchange.source import COLUMN, MOOD, NOSEBLEEDS, NOTE, OWN, Hint, Options, Source
from models.exchange.written_dates import iso_date

_COLUMNS = {
    "mood": MOOD, "mood_tags": f"{COLUMN}mood.tags", "mood_stopped_me": f"{COLUMN}mood.stopped_me",
    "nosebleeds": NOSEBLEEDS, "nosebleed_longest": f"{COLUMN}nosebleeds.longest",
    "nosebleed_heavy": f"{COLUMN}nosebleeds.is_heavy",
    "nothing_new": f"{COLUMN}day.is_nothing_new", "dose_taken": f"{COLUMN}day.is_dose_taken",
    "dose_mg": f"{COLUMN}day.dose_mg", "note": NOTE, "mood_tag": f"{COLUMN}mood.tags",
}  # fmt: skip
"""Where the names of our tables lead."""
WRITTEN = f"{COLUMN}written_on"


def is_table(heads: Mapping[str, int]) -> bool:
    """Whether a table with these names is one of ours."""
    held = set(heads)
    return set(LONG_HEAD) == held or set((*WIDE_FIRST, *WIDE_LAST)) <= held


def read(name: str, data: bytes, options: Options) -> Source:
    """Read a long or a wide table.

    Raises:
        Refused: with the reason.

    """
    table, found = read_table(data, options), Found("sidenote")
    found.table(table, 0, options)
    heads = [unharmed(head) for head in table.heads]
    is_long = set(heads) == set(LONG_HEAD)
    keys = {effect.key for effect in effects()}
    for line, row in table.rows:
        found.row()
        cells = [(head, unharmed(cell)) for head, cell in zip(heads, row, strict=True)]
        on = iso_date(dict(cells)["date"])
        if on is None:
            found.skip(line, "date", dict(cells)["date"], "date")
        elif is_long:
            _long(line, on, dict(cells), keys, found)
        else:
            for head, cell in cells[1:]:
                _wide(line, on, head, cell, keys, found)
    return found.source()


def _say(line: int, on: date, name: str, target: str, word: str, found: Found) -> None:  # noqa: PLR0913
    is_level = not target.startswith(COLUMN)
    scale = ((1, 5) if target == MOOD else (0, 4)) if is_level else None
    found.hints.setdefault(name, Hint(target, scale))
    found.say(line, on, name, word)


def _wide(line: int, on: date, head: str, cell: str, keys: set[str], found: Found) -> None:  # noqa: PLR0913
    target = WRITTEN if head == "written_on" else _COLUMNS.get(head, "")
    if not target:
        target = f"effect:{head}" if head in keys else f"{OWN}{head.removeprefix('own: ')}"
    if cell or head == "note":
        _say(line, on, head, target, cell, found)


def _long(line: int, on: date, row: Mapping[str, str], keys: set[str], found: Found) -> None:
    what, value = row["what"], row["value"]
    target = _COLUMNS.get(what, f"effect:{what}" if what in keys else f"{OWN}{row['name']}")
    name = what if what in keys or what in _COLUMNS else row["name"]
    if not name:
        found.skip(line, "value", shown(value), "what")
        return
    _say(line, on, name, target, value, found)
    _say(line, on, "written_on", WRITTEN, row["written_on"], found)
    if what == MOOD:
        _say(line, on, "mood_stopped_me", _COLUMNS["mood_stopped_me"], row["stopped_me"], found)
    elif what not in _COLUMNS:
        for column in ("places", "stopped_me"):
            about = f"{COLUMN}answer.{column}:{target}"
            _say(line, on, f"{name}: {column}", about, row[column], found)
