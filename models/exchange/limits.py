"""What is refused from files that anyone may have made, and how that is said."""

import re

from models.words import words

FILE_BYTES = 64 * 1024 * 1024
"""Largest file read, also after unpacking: far above a life of diary, below a phone's memory."""
OWN_BYTES = 8 * FILE_BYTES
"""Largest file of ours that is read into memory; a journal file on this disk may be larger."""
JOURNAL_ROWS = 500_000
FOREIGN_ROWS = 200_000
FOREIGN_CELLS = 1_500_000
READINGS = 800_000
CELL_CHARACTERS = 100_000
LINE_CHARACTERS = 4_000_000
JSON_MEMORY = 256 * 1024 * 1024
"""What a JSON file may take once it is read: our own of the largest size takes about as much."""

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def shown(text: str, most: int = 200) -> str:
    """Text of a file as it may be shown: what would steer a terminal is spelled, the rest cut."""
    cut = text if len(text) <= most else f"{text[:most]}…"
    return UNSEEN.sub(lambda found: ascii(found[0])[1:-1], cut)


class Refused(Exception):
    """A file was not taken. `why` is a name in words "exchange.refused"; `where` a place in it.

    Nothing was changed.
    """

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{why} {where}".strip())
        self.why, self.where = why, shown(where)

    @property
    def sentence(self) -> str:
        """What happened and what to do, for the user."""
        return words(f"exchange.refused.{self.why}", where=self.where)
