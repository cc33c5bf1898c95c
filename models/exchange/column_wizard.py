"""Any table with a date in each row: told from all of it; the user may correct it."""

from models.exchange.collect import Found
from models.exchange.csv_file import FORMULA_STARTS
from models.exchange.csv_table import Table, read_table
from models.exchange.guess import plain_name
from models.exchange.limits import Refused, shown
from models.exchange.source import Columns, Options, Question, Source
from models.exchange.written_dates import DMY, Order, order_of, read_date

_LAST_CHOICE = frozenset(
    ("time", "weekday", "day of week", "uhrzeit", "zeit", "wochentag", "hora", "heure")
)
SAYS_WHEN = _LAST_CHOICE | {
    "date", "day", "datum", "tag", "fecha", "dia", "data", "giorno", "jour", "full date",
    "timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora",
    "informazioni cronologiche",
}  # fmt: skip
"""Columns that say when, and hold no answer."""
_DATE_NAMES = (SAYS_WHEN - _LAST_CHOICE) | {
    "dates", "when", "datetime", "date time", "created", "created at", "start", "start date",
    "entry date",
}  # fmt: skip
_FEW = 2


def read(name: str, data: bytes, options: Options = Options()) -> Source:  # noqa: B008  immutable
    """Read a table.

    Raises:
        Refused: no table, or no column of dates, with the first cell that is none.

    """
    table = read_table(data, options)
    if len(table.heads) < _FEW:
        raise Refused("one_column", table.heads[0] if table.heads else "")
    if not table.rows:
        raise Refused("no_rows")
    place = options.date_column
    if place is None or place >= len(table.heads):
        place = _date_column(table)
    found = Found("table")
    order = _order(table, place, options, found)
    found.table(table, place, options, order)
    _read_rows(table, place, order, found)
    return found.source(Columns(table.heads, place, order, table.encoding))


def _date_column(table: Table) -> int:
    """The column that is named for it and holds dates in most cells, or the first that does."""
    plain = [plain_name(head) for head in table.heads]
    dated = [place for place, head in enumerate(plain) if _is_dated(table, place, head)]
    if not dated:
        named = [place for place, head in enumerate(plain) if head in _DATE_NAMES]
        place = named[0] if named else 0
        line, cell = next(
            ((line, row[place]) for line, row in table.rows if row[place].strip()), (0, "")
        )
        raise Refused("no_dates", f"{shown(table.named(place), 60)}, {line}: {shown(cell, 60)}")
    return min(dated, key=lambda place: (plain[place] not in _DATE_NAMES, place))


def _is_dated(table: Table, place: int, head: str) -> bool:
    """Whether more than half of the filled cells can be dates; of a column named so, any."""
    filled = dates = 0
    for _, row in table.rows:
        if cell := row[place].strip():
            filled += 1
            dates += any(read_date(cell, order) is not None for order in (DMY, "mdy"))
    return dates > (0 if head in _DATE_NAMES else filled / 2)


def _order(table: Table, place: int, options: Options, found: Found) -> str:
    known = order_of((line, row[place]) for line, row in table.rows)
    if options.dates:
        return options.dates
    if not known.is_sure:
        why = "dates_both" if known.are_both else "dates"
        found.questions.append(Question(why, known.line, shown(known.cell, 60)))
    elif known.cell:
        _tell_order(known, found)
    return known.order


def _tell_order(known: Order, found: Found) -> None:
    found.remarks.append((f"dates_{known.order}", f"{shown(known.cell, 60)} ({known.line})"))


def _read_rows(table: Table, place: int, order: str, found: Found) -> None:
    plain = [plain_name(head) for head in table.heads]
    unread = [at for at, head in enumerate(plain) if at != place and head in SAYS_WHEN]
    if unread:
        found.remarks.append(("unread", ", ".join(shown(table.named(at), 60) for at in unread)))
    wanted = [(at, table.named(at)) for at in range(len(plain)) if at != place and at not in unread]
    for line, row in table.rows:
        found.row()
        on = read_date(row[place], order)
        if on is None:
            found.skip(line, "date", row[place], table.named(place))
            continue
        for at, about in wanted:
            found.say(line, on, about, unharmed(row[at]))


def unharmed(cell: str) -> str:
    """A cell without the apostrophe that our own tables put before a formula."""
    is_harmless = cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS)
    return cell[1:] if is_harmless else cell.strip()
