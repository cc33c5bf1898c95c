"""What a reader has found so far in another app's file."""

from datetime import date

from models.exchange.csv_table import Table
from models.exchange.guess import counts_of, meanings_of
from models.exchange.limits import FOREIGN_ROWS, READINGS, Refused, shown
from models.exchange.source import Columns, Hint, Options, Question, Reading, Skip, Source


class Found:
    """Readings, what was left out, what is told, and hints about names."""

    def __init__(self, app: str) -> None:
        self.app, self.rows = app, 0
        self.readings: list[Reading] = []
        self.skips: list[Skip] = []
        self.told: list[Skip] = []
        self.questions: list[Question] = []
        self.remarks: list[tuple[str, str]] = []
        self.hints: dict[str, Hint] = {}
        self._same: dict[str, str] = {}  # equal words are kept once

    def row(self) -> None:
        """Count one row.

        Raises:
            Refused: too many.

        """
        self.rows += 1
        if self.rows > FOREIGN_ROWS:
            raise Refused("many_rows", f"{FOREIGN_ROWS:,}")

    def say(self, line: int, on: date, name: str, word: str) -> None:
        """Keep one value, unless it is empty.

        Raises:
            Refused: too many.

        """
        if not word:
            return
        if len(self.readings) >= READINGS:
            raise Refused("many_cells", f"{READINGS:,}")
        if not word.isascii():
            word = self._sound(line, name, word)
        name, word = self._same.setdefault(name, name), self._same.setdefault(word, word)
        self.readings.append(Reading(line, on, name, word))

    def _sound(self, line: int, name: str, word: str) -> str:
        """A text without half letters, which JSON can name and nothing can keep."""
        try:
            word.encode()
        except UnicodeEncodeError:
            self.told.append(Skip(line, "bytes", shown(word), shown(name)))
            return word.encode("utf-8", "replace").decode()
        return word

    def skip(self, line: int, why: str, what: str = "", cell: str = "") -> None:
        """Name something that is left out."""
        self.skips.append(Skip(line, why, shown(what), cell))

    def table(self, table: Table, date_column: int, options: Options, order: str = "") -> None:
        """Take over what is told of a table, once its dates are known."""
        table.judge_quotes(date_column, options, order)
        self.questions += table.questions
        self.remarks += table.remarks()
        self.skips += table.skips
        self.told += table.told

    def source(self, columns: Columns | None = None) -> Source:
        """All of it, with the meaning of each name."""
        counts = counts_of(self.readings)
        return Source(
            self.app, self.rows, tuple(self.readings), tuple(self.skips),
            meanings_of(counts, self.hints), tuple(self.remarks), tuple(self.questions),
            tuple(self.told), columns, counts,
        )  # fmt: skip
