"""A journal read once as the whole app reads it, before it may take the place of another."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from models.backup import raw_connection
from models.copy_facts import facts_of
from models.database import Damaged, JournalProblem
from models.days import day_of

if TYPE_CHECKING:
    from models.store import Store

_LONGEST = timedelta(days=120)
"""How far back a day looks on the longest screen; each value before it was checked by itself."""


def read_all(engine: Engine) -> None:
    """Read what the start, every screen and the report read, and find words for it.

    Raises:
        JournalProblem: the journal could not be read so; Damaged if a value is the reason.

    """
    from models.store import Store  # what follows is only needed where a file comes in

    now = datetime.now().astimezone()
    store = Store(engine, lambda: now)
    try:
        today = day_of(now)
        with raw_connection(engine) as raw:
            last = facts_of(raw).last or today
        for on in (today, last) if abs(today - last) > _LONGEST / 4 else (max(today, last),):
            _read_on(store, on, now)
    except JournalProblem:
        raise
    except Exception as error:  # whatever it is, the app would stop at it in the same way
        raise Damaged(f"trial read: {type(error).__name__}") from error


def _read_on(store: "Store", today: date, now: datetime) -> None:
    from models import calendar_file, mood_path, reasons
    from models.periods import Period
    from models.report import PRIVATE, Choices, read_report
    from models.report.text import text_of
    from models.trends.gather import read_trends

    settings, courses, visits = store.settings(), store.courses(), store.visits()
    begun = [each for each in courses if each.start_on and each.start_on <= today]
    course = begun[-1] if begun else (courses[-1] if courses else None)
    path = mood_path.read_mood_path(store, today, course, settings)
    mood_path.new_notices(path, now, today)
    for notice in path.notices:
        reasons.reason(notice)
    store.contacts(), store.questions(), store.results(), store.provider_contacts()
    calendar_file.chosen(settings, visits, store.plans())
    period = Period(today - _LONGEST, today)
    store.days(period.first, period.last), store.moods_before(), store.effects()
    text_of(read_report(store, period, Choices(private=frozenset(PRIVATE)), today=today))
    read_trends(store, period, settings, courses, visits)
