"""What is refused from files that anyone may have made, and how that is said."""

from models.words import words

FILE_BYTES = 64 * 1024 * 1024
"""Largest file read, also after unpacking: far above a life of diary, below a phone's memory."""
OWN_BYTES = 8 * FILE_BYTES
"""Largest file of ours that is read into memory; a journal file on this disk may be larger."""
JOURNAL_ROWS = 500_000
FOREIGN_ROWS = 200_000
CELL_CHARACTERS = 100_000


class Refused(Exception):
    """A file was not taken. `why` is a name in words "exchange.refused"; `where` a place in it.

    Nothing was changed.
    """

    def __init__(self, why: str, where: str = "") -> None:
        super().__init__(f"{why} {where}".strip())
        self.why, self.where = why, where

    @property
    def sentence(self) -> str:
        """What happened and what to do, for the user."""
        return words(f"exchange.refused.{self.why}", where=self.where)
