"""The sample journal: a made-up person's course, to look round in, to test and to measure."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from models import tables
from models.database import FILE_NAME, JournalProblem, open_journal, problem_of
from models.demo.body import add_days, add_effects
from models.demo.clinic import add_clinic, add_course, add_person
from models.demo.mind import add_checks, add_moods, add_notices
from models.demo.plan import LATE_AGO, Plan, logged_days, many_years, one_course
from models.demo.sample import Sample, story
from models.rows import table_of
from models.store import Store

_SEED = 20  # any number: the same one, so that every sample tells the same story
_OWN_SETTINGS = ("is_sample", "is_welcomed", "baseline")
"""Settings that speak of the sample; all others are choices of the person who looks at it."""
_MAY_BE_THERE = (tables.Effect, tables.Setting, tables.Contact)


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


def clear(store: Store) -> None:
    """Remove the sample: every row for good, except built-in effects and the user's choices.

    Nothing is kept as a deletion, because the sample was never the user's. Welcome is shown
    again afterwards.

    Raises:
        NotASample: the journal is not marked as a sample; nothing was removed.
        JournalProblem: nothing was removed.

    """
    if store.settings().get("is_sample") is not True:
        raise NotASample("no is_sample")
    _in_one_transaction(store.engine, _remove)


def _fill(store: Store, plan: Plan, now: datetime) -> None:
    for table in tables.TABLES:
        if table not in _MAY_BE_THERE and store.read(select(table_of(table)).limit(1)):
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


def _remove(connection: Connection) -> None:
    for model in reversed(tables.TABLES):
        table = table_of(model)
        statement = delete(table)
        if model is tables.Effect:
            statement = statement.where(table.c.name.is_not(None))
        elif model is tables.Setting:
            statement = statement.where(table.c.key.in_(_OWN_SETTINGS))
        elif model is tables.Contact:
            names = [contact["name"] for contact in story()["contacts"].values()]
            statement = statement.where(table.c.name.in_(names))
        connection.execute(statement)


def _in_one_transaction(engine: Engine, work: Callable[[Connection], None]) -> None:
    try:
        with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection:
            work(connection)
            connection.commit()
    except DBAPIError as error:
        raise problem_of(error) from error
