"""The ledger of the article's numbered facts: each one is somewhere, or left out for a reason."""

import functools
from dataclasses import dataclass

from models.content_file import Row, rows

FACT_NUMBERS = range(1, 38)
"""The facts of the article, as numbered in its clinical notes."""


@dataclass(frozen=True)
class Fact:
    """One fact of the article: where it appears, or why it does not."""

    number: int
    gist: str
    where: tuple[str, ...]  # "tip:…", "card:…", "effect:…", "red_flag:…" or "words:…"
    left_out: str


@functools.cache
def facts() -> tuple[Fact, ...]:
    """The whole ledger, in the order of facts.toml. Raises ContentError, as models.content."""
    return tuple(_fact(row) for row in rows("facts.toml"))


def _fact(row: Row) -> Fact:
    number = int(row.key) if row.key.isdecimal() else 0
    made = Fact(number, row.text("gist"), row.texts("where"), row.text("left_out", ""))
    row.finish()
    if number not in FACT_NUMBERS or bool(made.where) == bool(made.left_out):
        raise row.error("needs a number of 1 to 37, and either where it is or why it is left out")
    return made
