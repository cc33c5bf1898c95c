"""The weeks after the last dose: what goes on, until when, and who says so."""

import functools
from dataclasses import dataclass
from datetime import date, timedelta

from models.content_file import Row, rows
from models.plans import months_later
from models.words import words


@dataclass(frozen=True)
class After:
    """Something that goes on after a course, for `days` or for `months`."""

    key: str
    days: int
    months: int
    for_pregnancy: bool  # only for those who switched pregnancy tests on
    source: str
    checked_on: date

    @property
    def text(self) -> str:
        """What it is about, in one sentence."""
        return words(f"visits.after_{self.key}")

    def until(self, last_dose_on: date) -> date:
        """The last day it goes on."""
        if self.days:
            return last_dose_on + timedelta(days=self.days)
        return months_later(last_dose_on, self.months)


@functools.cache
def after_course() -> tuple[After, ...]:
    """Everything that goes on after a course. Raises ContentError when the file is wrong."""
    return tuple(_after(row) for row in rows("after_course.toml"))


def _after(row: Row) -> After:
    made = After(
        key=row.key,
        days=row.number("days", range(1, 366)),
        months=row.number("months", range(1, 13)),
        for_pregnancy=row.flag("for_pregnancy"),
        source=row.text("source"),
        checked_on=row.day("checked_on"),
    )
    row.finish()
    if bool(made.days) == bool(made.months):
        raise row.error("needs either days or months")
    return made
