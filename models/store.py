"""Every query and every write; the only place that opens a connection to the journal.

Reads give records or plain tuples. A write takes validated drafts, stamps them, and is
one transaction: when it returns, SQLite has the change on disk.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, case, func, null, select, union_all
from sqlalchemy.exc import DBAPIError

from models import content_mark, records, tables
from models.database import problem_of
from models.rows import (
    Applied,
    Change,
    Write,
    apply,
    between,
    difference,
    living,
    restore,
    table_of,
)
from models.value_rules import good_setting
from models.window import days_of, window_statement


class Store:
    """The journal's file. `clock` gives the moment now, aware, in the user's zone."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self.engine = engine
        self.clock = clock
        self._version: int | None = None

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    def read(self, statement: Any, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Run a SELECT, with `values` for the parameters it names, and give its rows.

        Raises:
            JournalProblem: the file could not be read.

        """
        try:
            with self.engine.connect().execution_options(begin=None) as connection:
                return connection.execute(statement, values).all()
        except (DBAPIError, MemoryError) as error:
            raise problem_of(error) from error

    def write(self, *changes: Write) -> Change:
        """Store drafts, edits and deletions together, all or none, and give what they replaced.

        Raises:
            JournalProblem: nothing was written.

        """
        now = self.clock()
        with self._one_transaction() as connection:
            done = [apply(connection, change, now) for change in changes]
            content_mark.add(connection, sum(map(difference, done)))
        return Change(tuple(each[:3] for each in done), tuple(each.after for each in done))

    def undo(self, change: Change) -> None:
        """Put back what `change` replaced; a row that was new becomes a deletion.

        What another window has changed since stays.

        Raises:
            JournalProblem: nothing was written.

        """
        now = self.clock()
        with self._one_transaction() as connection:
            done = zip(change.before, change.after, strict=True)
            back = [
                restore(connection, Applied(table, key, before, after), now)
                for (table, key, before), after in reversed([*done])
            ]
            content_mark.add(connection, sum(map(difference, back)))

    @contextmanager
    def _one_transaction(self) -> Iterator[Connection]:
        try:
            with self.engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
                yield connection
                try:
                    connection.commit()
                except (DBAPIError, MemoryError):
                    # A commit that somebody's reading holds up leaves the change open.
                    connection.connection.rollback()
                    raise
        except (DBAPIError, MemoryError) as error:
            raise problem_of(error) from error

    def is_changed_elsewhere(self) -> bool:
        """Whether another window or program has written since this was asked last."""
        try:
            with closing(self.engine.raw_connection()) as raw:
                found = raw.cursor().execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error:
            return False
        before, self._version = self._version, found
        return before not in (None, found)

    # Day by day

    def days(self, first: date, last: date) -> dict[date, records.Day]:
        """What was written for each date from `first` to `last`; silent dates are left out."""
        return days_of(self.read(window_statement(), {"first": first, "last": last}))

    def levels(self, first: date, last: date) -> Sequence[tuple[date, str, int]]:
        """(date, effect key, level 0..4) of every answer in the span, oldest first."""
        statement = between(tables.Answer, first, last, "on_date", "effect_key", "level")
        return self.read(statement.order_by("on_date"))

    def moods(self, first: date, last: date) -> Sequence[Any]:
        """Rows of all that a mood says, with updated_at, utc_offset, is_imported; oldest first."""
        statement = between(tables.Mood, first, last, "on_date", "level", "tags", "stopped_me",
                            "updated_at", "utc_offset", "is_imported")  # fmt: skip
        return self.read(statement.order_by("on_date"))

    def moods_before(self) -> dict[date, tuple[int | None, ...]]:
        """For each date whose mood was changed later: the earlier levels, oldest first."""
        found: dict[date, tuple[int | None, ...]] = {}
        for row in self.read(living(tables.MoodBefore).order_by("replaced_at")):
            found[row.on_date] = (*found.get(row.on_date, ()), row.level)
        return found

    def first_moods_on(self, since: date | None = None) -> tuple[date | None, date | None]:
        """The earliest date with a mood, and with one that the user wrote, from `since` on."""
        mood = table_of(tables.Mood).c
        own = (mood.is_imported == False) & (mood.on_date >= (since or date.min))  # noqa: E712 SQL
        moods = living(tables.Mood)
        first_on, own_on = self.read(
            moods.with_only_columns(func.min(mood.on_date), func.min(case((own, mood.on_date))))
        )[0]
        return first_on, own_on

    def first_day(self) -> date | None:
        """The earliest date with an answer, nosebleed, mood or day row; None in a new journal."""
        firsts = []
        for model in (tables.Answer, tables.Nosebleeds, tables.Mood, tables.Day):
            table = table_of(model)
            kept = table.c.is_deleted == False  # noqa: E712 SQL, not Python
            firsts += [row[0] for row in self.read(select(func.min(table.c.on_date)).where(kept))]
        return min((found for found in firsts if found), default=None)

    # The user's own set-up

    def effects(self) -> tuple[records.ShownEffect, ...]:
        """The effects in the user's order, hidden ones too."""
        rows = self.read(living(tables.Effect).order_by("position", "key"))
        return tuple(
            records.ShownEffect(row.key, row.name, row.is_shown, row.is_private, row.position)
            for row in rows
        )

    def settings(self) -> dict[str, Any]:
        """Every choice the user made, by key; a garbled one counts as not made."""
        found = {
            row.key: good_setting(row.key, row.value) for row in self.read(living(tables.Setting))
        }
        return {key: value for key, (value, is_good) in found.items() if is_good}

    def contacts(self) -> dict[str, records.Contact]:
        """The people to call, by role."""
        return {
            row.role: records.Contact(row.role, row.name, row.phone, row.email)
            for row in self.read(living(tables.Contact))
        }

    # The course and the clinic

    def courses(self) -> tuple[records.Course, ...]:
        """Every course, oldest first, each with the doses and weights of its own span."""
        doses: list[records.DosePeriod] = []
        weights: list[records.Weight] = []
        for on, mg, changed_by, kg in self.read(_doses_and_weights()):
            if kg is None:
                doses.append(records.DosePeriod(on, mg, changed_by))
            else:
                weights.append(records.Weight(on, kg))
        rows = sorted(
            self.read(living(tables.Course)), key=lambda row: (row.start_on or date.max, row.id)
        )
        ends = [*(row.start_on or date.max for row in rows[1:]), date.max][: len(rows)]
        return tuple(
            records.Course(
                row.id, row.start_on, row.planned_weeks, row.last_dose_on,
                tuple(d for d in doses if (row.start_on or date.min) <= d.start_on < end),
                tuple(w for w in weights if w.on < end),
            )
            for row, end in zip(rows, ends, strict=True)
        )  # fmt: skip

    def visits(self) -> tuple[records.Visit, ...]:
        """Every visit, oldest first."""
        rows = self.read(living(tables.Visit).order_by("on_date", "at_time"))
        return tuple(
            records.Visit(row.id, row.on_date, row.at_time, row.place, row.with_whom, row.said,
                          row.changed)
            for row in rows
        )  # fmt: skip

    def questions(self) -> tuple[records.Question, ...]:
        """Every question, in the user's order."""
        rows = self.read(living(tables.Question).order_by("position", "id"))
        return tuple(records.Question(row.id, row.text, row.asked_on) for row in rows)

    def results(self) -> tuple[records.TestResult, ...]:
        """Every test result, oldest first."""
        rows = self.read(living(tables.TestResult).order_by("on_date", "id"))
        return tuple(
            records.TestResult(row.id, row.on_date, row.kind, row.name, row.value, row.unit,
                               row.range_low, row.range_high, row.is_fasting, row.note)
            for row in rows
        )  # fmt: skip

    def plans(self) -> tuple[records.TestPlan, ...]:
        """Every planned test, soonest first."""
        rows = self.read(living(tables.TestPlan).order_by("due_on", "id"))
        return tuple(
            records.TestPlan(row.id, row.kind, row.due_on, row.window_days, row.outcome)
            for row in rows
        )

    def provider_contacts(self) -> tuple[records.ProviderContact, ...]:
        """Every time the user told the provider something, oldest first."""
        rows = self.read(living(tables.ProviderContact).order_by("on_date", "id"))
        return tuple(
            records.ProviderContact(row.id, row.on_date, row.how, row.about, row.note, row.at_time)
            for row in rows
        )

    # The mood path, as rows: models.safety gives them meaning

    def notices(self) -> Sequence[Any]:
        """Every notice, oldest first, as rows of tables.Notice."""
        return self.read(living(tables.Notice).order_by("fired_at", "id"))

    def checks(self) -> Sequence[Any]:
        """Every two-week check, oldest first, as rows of tables.MoodCheck."""
        return self.read(living(tables.MoodCheck).order_by("on_date"))

    def safety_answers(self) -> Sequence[Any]:
        """Every kept answer to the safety question, oldest first."""
        return self.read(living(tables.SafetyAnswer).order_by("given_at"))


def _doses_and_weights() -> Any:
    """Both in one statement: (date, mg, changed by, kg), oldest first."""
    dose, weight = table_of(tables.DosePeriod).c, table_of(tables.Weight).c
    return union_all(
        living(tables.DosePeriod).with_only_columns(
            dose.start_on.label("on"), dose.mg_per_day, dose.changed_by, null().label("kg")
        ),
        living(tables.Weight).with_only_columns(weight.on_date, null(), null(), weight.kg),
    ).order_by("on")
