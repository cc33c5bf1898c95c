"""Reminders as a calendar file: the phone's own calendar rings, also when the app is closed.

Times carry no zone, so they follow the clock of wherever the phone is. Every event keeps its
UID from file to file and its SEQUENCE grows, so importing a newer file updates (RFC 5545,
3.8.7.4) instead of doubling. A time that a clock change skips is for the calendar to ring at
the next one, as it does for its own alarms.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from models import dates, typed
from models.lab import PREGNANCY
from models.plans import plan_name
from models.records import TestPlan, Visit
from models.words import words

if TYPE_CHECKING:  # slow to import in a browser, so only loaded when a file is asked for
    from icalendar import Event

DAILY_AT, IS_LONG, JOURNAL_ID = "reminder_at", "reminder_is_long", "journal_id"
"""Settings: the time as typed (empty: no daily reminder), longer titles, and whose journal."""
VISIT_MINUTES = 30
"""How long an appointment is drawn; its true length is not known."""
ALARM_BEFORE_VISIT = (timedelta(days=1), timedelta(hours=2))
TEST_ALARM_AT = timedelta(hours=9)
"""When a test's day rings, after midnight."""
_FIRST_SECOND = datetime(2000, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1  # of an INTEGER, RFC 5545, 3.3.8


@dataclass(frozen=True)
class Reminders:
    """What the calendar should ring for.

    `journal_id` keeps two people's reminders apart in one family calendar. `is_long` asks for
    titles that say more than a locked screen should. Pregnancy tests need their own yes.
    """

    journal_id: str
    daily_at: time | None = None
    visits: tuple[Visit, ...] = ()
    plans: tuple[TestPlan, ...] = ()
    is_long: bool = False
    with_pregnancy: bool = False


def chosen(
    settings: Mapping[str, Any],
    visits: Iterable[Visit],
    plans: Iterable[TestPlan],
    *,
    with_pregnancy: bool = False,
) -> Reminders:
    """What the user chose for the calendar, as it is kept in the settings.

    Before anything was chosen there is no daily reminder, and titles say little.
    """
    return Reminders(
        str(settings.get(JOURNAL_ID, "")), typed.clock(str(settings.get(DAILY_AT, ""))),
        tuple(visits), tuple(plans), bool(settings.get(IS_LONG, False)), with_pregnancy,
    )  # fmt: skip


def fresh_id() -> str:
    """A name for this journal in calendars, so that importing again updates."""
    return uuid4().hex[:12]


def calendar_file(reminders: Reminders, *, today: date, now: datetime) -> bytes:
    """The .ics file, UTF-8, for reminders from `today` on; `now` is aware and dates the file.

    Past visits and tests that were done, missed or answered are left out.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Sidenote//Journal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words("calendar.name"))
    stamp = _in_utc(now)
    for event in _events(reminders, today):
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", _sequence(stamp))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _in_utc(now: datetime) -> datetime:
    try:
        return now.astimezone(UTC)
    except OverflowError:  # the first or last hours there are
        return now.replace(tzinfo=UTC)


def _sequence(stamp: datetime) -> int:
    """Never negative, never falling while the clock runs on.

    It grows with every second from 2000 to 2067, and with every day before and after.
    """
    seconds = int((stamp - _FIRST_SECOND).total_seconds())
    return stamp.toordinal() + min(max(seconds, 0), _MOST - date.max.toordinal())


def _events(reminders: Reminders, today: date) -> "list[Event]":
    visits = [each for each in reminders.visits if each.on >= today]
    plans = [
        each
        for each in reminders.plans
        if each.outcome is None
        and last_day(each) >= today
        and (reminders.with_pregnancy or each.kind != PREGNANCY)
    ]
    daily = [] if reminders.daily_at is None else [_daily(reminders, reminders.daily_at, today)]
    return [
        *daily,
        *(_visit(reminders, each) for each in visits),
        *(_test(reminders, each) for each in plans),
    ]


def last_day(plan: TestPlan) -> date:
    """The last day on which a planned test still counts."""
    days = min(max(plan.window_days - 1, 0), (date.max - plan.due_on).days)
    return plan.due_on + timedelta(days=days)


def _event(reminders: Reminders, uid: str, title: str, alarms: Sequence[timedelta]) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{uid}@{reminders.journal_id}.sidenote")
    event.add("summary", title)
    for trigger in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _daily(reminders: Reminders, at: time, today: date) -> Any:
    title = words("calendar.daily_long" if reminders.is_long else "calendar.daily_neutral")
    event = _event(reminders, "daily", title, [timedelta()])
    event.add("dtstart", datetime.combine(today, at.replace(tzinfo=None)))
    event.add("duration", timedelta(minutes=5))
    event.add("rrule", {"freq": "daily"})
    return event


def _visit(reminders: Reminders, visit: Visit) -> Any:
    title = _visit_title(visit) if reminders.is_long else words("calendar.visit_neutral")
    if visit.at is None:
        event = _event(reminders, f"visit-{visit.id}", title, [TEST_ALARM_AT - timedelta(days=1)])
        _add_days(event, visit.on, visit.on)
    else:
        alarms = [-before for before in ALARM_BEFORE_VISIT]
        event = _event(reminders, f"visit-{visit.id}", title, alarms)
        event.add("dtstart", datetime.combine(visit.on, visit.at.replace(tzinfo=None)))
        event.add("duration", timedelta(minutes=VISIT_MINUTES))
    if reminders.is_long and visit.place:
        event.add("location", visit.place)
    return event


def _visit_title(visit: Visit) -> str:
    if not visit.with_whom:
        return words("calendar.visit_long_nobody")
    return words("calendar.visit_long", who=visit.with_whom)


def _test(reminders: Reminders, plan: TestPlan) -> Any:
    title = _test_title(plan) if reminders.is_long else words("calendar.test_neutral")
    event = _event(reminders, f"test-{plan.id}", title, [TEST_ALARM_AT])
    _add_days(event, plan.due_on, last_day(plan))
    return event


def _add_days(event: Any, first: date, last: date) -> None:
    event.add("dtstart", first)
    if last < date.max:  # a calendar's end is the day after
        event.add("dtend", last + timedelta(days=1))


def _test_title(plan: TestPlan) -> str:
    last = last_day(plan)
    key = "calendar.test_long" if last == plan.due_on else "calendar.test_long_window"
    return words(key, name=plan_name(plan.kind), last=dates.short(last))
