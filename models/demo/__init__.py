"""The sample journal: a made-up person's course, to look round in, to test and to measure."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from models import content_mark, tables
from models.database import FILE_NAME, JournalProblem, open_journal, problem_of
from models.demo.body import add_days, add_effects
from models.demo.clinic import add_clinic, add_course, add_person
from models.demo.mind import add_checks, add_moods, add_notices
from models.demo.plan import LATE_AGO, Plan, logged_days, many_years, one_course
from models.demo.sample import Sample
from models.rows import table_of
from models.sample_rows import IS_SAMPLE, is_sample, sample_rows, without_sample
from models.shapes import Key, Plain
from models.store import Store
from models.whole import Rows, put, take_out

_SEED = 20  # any number: the same one, so that every sample tells the same story
_OF_SAMPLE = {IS_SAMPLE, "is_welcomed", "baseline"}
"""Settings that speak of the sample; all others are choices of the person who looks at it."""
_MAY_BE_THERE = {"effect", "setting", "contact"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class NotEmpty(JournalProblem):
    """The journal holds entries of its own; a sample must never be mixed with them."""


class NotASample(JournalProblem):
    """The journal is somebody's own; only a sample can be removed."""


def write_demo(folder: Path, *, today: date, weeks: int = 20, years: int | None = None) -> None:
    """Make folder/journal.db: a course whose week number `weeks` ends on `today`.

    The same arguments give the same rows. `years` adds that many years of daily entries with
    twelve effects and earlier courses before it, for measurements.

    Raises:
        JournalProblem: the folder cannot be written, or already has a journal with entries.

    """
    now = datetime.combine(today, time.min, UTC)
    plan = one_course(today, weeks) if years is None else many_years(today, years, weeks)
    engine = open_journal(folder / FILE_NAME)
    with closing(Store(engine, lambda: now)) as store:
        _fill(store, plan, now)


def fill_demo(store: Store, *, today: date) -> None:
    """Load the sample of `write_demo` into an open journal without entries, marked `is_sample`.

    Effects and people to call that are there already are kept as they are.

    Raises:
        NotEmpty: the journal has entries; nothing was written.
        JournalProblem: nothing was written.

    """
    _fill(store, one_course(today, 20), store.clock())


def clear(store: Store) -> Rows:
    """Remove the sample for good, and give what was removed: `put_back` undoes it.

    What the user wrote or changed stays, and so do built-in effects and their choices. Nothing
    is kept as a deletion, because the sample was never the user's. Welcome is shown again
    unless something of theirs is left.

    Raises:
        NotASample: the journal is not marked as a sample; nothing was removed.
        JournalProblem: nothing was removed.

    """
    return take_out(store.engine, _of_sample)


def put_back(store: Store, removed: Rows) -> None:
    """Bring back what `clear` removed.

    Raises:
        JournalProblem: nothing was written.

    """
    put(store.engine, lambda _: removed)


def _of_sample(rows: Rows) -> Rows:
    if not is_sample(rows):
        raise NotASample("no is_sample")
    gone, left = sample_rows(rows), without_sample(rows)
    effects = {
        key: row
        for key, row in gone["effect"].items()
        if row["name"] is not None and key not in left["effect"]
    }
    has_own = any(
        not row["is_deleted"]
        for name, table in left.items()
        if name not in _MAY_BE_THERE
        for row in table.values()
    )
    marks = _OF_SAMPLE - ({"is_welcomed"} if has_own else set())
    settings = {key: row for key, row in rows["setting"].items() if key[0] in marks}
    notices = {**gone["notice"], **_without_ground(rows, left)}
    return {**gone, "effect": effects, "setting": settings, "notice": notices}


def _without_ground(rows: Rows, left: Rows) -> dict[Key, Plain]:
    """The notices that were given about the sample's moods and checks."""
    days = [
        {row["on_date"] for name in ("mood", "mood_check") for row in each[name].values()}
        for each in (rows, left)
    ]
    made_up = days[0] - days[1]
    return {
        key: row
        for key, row in rows["notice"].items()
        if not made_up.isdisjoint(_DAY.findall(row["evidence"]))
    }


def _fill(store: Store, plan: Plan, now: datetime) -> None:
    for table in tables.TABLES:
        if table_of(table).name not in _MAY_BE_THERE and store.read(
            select(table_of(table)).limit(1)
        ):
            raise NotEmpty(table.__name__)
    sample = _sample(plan, now)
    _in_one_transaction(store.engine, lambda connection: _insert(connection, sample))


def _sample(plan: Plan, now: datetime) -> Sample:
    random = Random(_SEED)
    sample = Sample(now, {plan.ago(ago): days for ago, days in LATE_AGO.items()})
    logged = logged_days(plan, random)
    add_person(sample, plan)
    add_effects(sample, plan)
    add_course(sample, plan)
    add_days(sample, plan, logged, random)
    add_moods(sample, plan, logged, random)
    add_checks(sample, plan)
    add_notices(sample, plan)
    add_clinic(sample, plan)
    return sample


def _insert(connection: Connection, sample: Sample) -> None:
    with content_mark.renewed(connection.connection.driver_connection):
        _insert_rows(connection, sample)


def _insert_rows(connection: Connection, sample: Sample) -> None:
    for model in tables.TABLES:
        rows = sample.rows[model]
        statement = insert(table_of(model))
        if model in (tables.Effect, tables.Contact):
            statement = statement.on_conflict_do_nothing()
        elif model is tables.Setting:
            fresh = {name: statement.excluded[name] for name in rows[0]}
            statement = statement.on_conflict_do_update(index_elements=["key"], set_=fresh)
        if rows:
            connection.execute(statement, rows)


def _in_one_transaction(engine: Engine, work: Callable[[Connection], None]) -> None:
    try:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
            work(connection)
            connection.commit()
    except DBAPIError as error:
        raise problem_of(error) from error
