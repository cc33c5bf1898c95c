"""The rows of a sample journal while they are gathered, each with the sample's stamp."""

import functools
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any

from models.days import offset_minutes, sample_stamp
from models.rows import Row
from models.tables import Stamped, Written

EVENING = time(20, 40)


class Sample:
    """Rows by table, none stamped later than `now` (aware, in the user's zone).

    `late` says which days were written about afterwards, and how many days later.
    """

    def __init__(self, now: datetime, late: Mapping[date, int]) -> None:
        self.now = now
        self.late = late
        self.rows: dict[type[Stamped], list[Row]] = defaultdict(list)

    def at(self, day: date, clock: time = EVENING) -> datetime:
        """The moment something about `day` was typed."""
        written_on = day + timedelta(days=self.late.get(day, 0))
        return min(datetime.combine(written_on, clock, self.now.tzinfo), self.now)

    def add(self, table: type[Stamped], at: datetime, **values: Any) -> None:
        """One row of `table`; what `values` leaves out is as in an empty draft."""
        stamp = sample_stamp(at)
        row = {**_defaults(table), **values, "updated_at": stamp}
        if issubclass(table, Written):
            row |= {"written_at": stamp, "utc_offset": offset_minutes(at)}
        self.rows[table].append(row)


@functools.cache
def _defaults(table: type[Stamped]) -> Row:
    fields = table.model_fields.items()
    return {name: field.default for name, field in fields if not field.is_required()}


@functools.cache
def story() -> dict[str, Any]:
    """The words and fixed facts of the sample: content/demo.toml."""
    text = (resources.files("models") / "content" / "demo.toml").read_text("utf-8")
    return tomllib.loads(text)
