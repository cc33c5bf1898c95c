"""A calendar file: the phone's own calendar rings for the day, visits and tests."""

import flet as ft

from app import device
from app.actions import setup
from app.facts import Clinic
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card, rows
from app.parts.field import field
from app.parts.guard import part
from app.parts.sheet import sheet
from app.parts.space import use_space
from app.parts.switch_row import switch_row
from app.screens.clinic_view import page_header, use_clinic, with_pregnancy
from app.screens.drafts import use_draft, use_forget
from models import calendar_file, typed
from models.before_visit import coming, open_plans
from models.calendar_file import DAILY_AT, IS_LONG, JOURNAL_ID, chosen, fresh_id
from models.words import plural, words

USUAL_TIME = "20:00"
FILE_NAME = "journal-reminders.ics"


@part
def ReminderPage() -> ft.Control:
    """The page."""
    space, clinic = use_space(), use_clinic()
    top = [page_header(words("visits.calendar"))]
    if clinic is None:
        return sheet(top, [], space)
    return sheet(top, [text.body(words("visits.calendar_lead")), ReminderForm()], space,
                 key="reminders")  # fmt: skip


@part
def ReminderForm() -> ft.Control:
    """What the calendar should ring for, and the button that makes the file."""
    journal, page = use_journal(), ft.context.page
    settings = journal.facts.setup.settings
    kept = str(settings.get(DAILY_AT, USUAL_TIME))
    is_daily, set_daily = use_draft("reminders is_daily", bool(kept))
    at, set_at = use_draft("reminders at", kept or USUAL_TIME)
    is_long, set_long = use_draft("reminders is_long", bool(settings.get(IS_LONG, False)))
    has_pregnancy, set_pregnancy = ft.use_state(False)
    error, set_error = ft.use_state("")
    forget = use_forget("reminders ")

    async def save(_: object) -> None:
        moment = typed.clock(at) if is_daily else None
        set_error(words("invalid.at_time") if is_daily and moment is None else "")
        if is_daily and moment is None:
            return
        wishes = {
            DAILY_AT: at if is_daily else "", IS_LONG: is_long,
            JOURNAL_ID: settings.get(JOURNAL_ID) or fresh_id(),
        }  # fmt: skip
        if await setup.choose(journal, **wishes) is not DONE:
            return
        forget()
        clinic = journal.facts.clinic or Clinic()
        wanted = chosen(wishes, clinic.visits, clinic.plans, with_pregnancy=has_pregnancy)
        with journal.gate("failure.not_written"):
            today, now = journal.facts.today, journal.now()
            made = calendar_file.calendar_file(wanted, today=today, now=now)
            if await device.hand_over(page, FILE_NAME, made) is DONE:
                journal.say(words("visits.calendar_saved"))

    daily = switch_row(
        words("visits.daily"), is_on=is_daily, under=words("visits.daily_under"),
        on_click=lambda _: set_daily(not is_daily),
    )  # fmt: skip
    items: list[ft.Control] = [daily]
    if is_daily:
        clock = field(words("visits.time"), at, on_type=set_at, error=error)
        items.append(ft.Container(clock, padding=ft.Padding(top=12, bottom=12)))
    items += [*_counts(journal)]
    if with_pregnancy(journal.facts):
        items.append(
            switch_row(words("visits.calendar_pregnancy"), is_on=has_pregnancy,
                       under=words("visits.calendar_pregnancy_under"),
                       on_click=lambda _: set_pregnancy(not has_pregnancy))
        )  # fmt: skip
    items.append(
        switch_row(words("visits.long_titles"), is_on=is_long,
                   under=words("visits.long_titles_under"),
                   on_click=lambda _: set_long(not is_long))
    )  # fmt: skip
    make = buttons.primary(
        words("visits.calendar_save"), save, icon=ft.Icons.EVENT_AVAILABLE, expand=True
    )
    return ft.Column(
        [rows(items), _preview(is_daily, is_long), ft.Row([make]),
         text.small(words("visits.calendar_again"))],
        spacing=14, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _counts(journal: Journal) -> list[ft.Control]:
    facts = journal.facts
    clinic = facts.clinic or Clinic()
    visits = len(coming(clinic.visits, facts.today))
    tests = len(open_plans(clinic.plans, with_pregnancy=False))
    said = words("visits.comma_join").join(
        [plural("visits.visits_ahead", visits), plural("visits.tests_ahead", tests)]
    )
    return [ft.Container(text.body(said), padding=ft.Padding(top=14, bottom=14))]


def _preview(is_daily: bool, is_long: bool) -> ft.Control:
    """What a locked screen will show."""
    titles = ["calendar.visit_long_nobody" if is_long else "calendar.visit_neutral"]
    if is_daily:
        titles.insert(0, "calendar.daily_long" if is_long else "calendar.daily_neutral")
    lines: list[ft.Control] = [text.small(words("visits.locked_shows"))]
    lines += [text.body(words(key)) for key in titles]
    return card([ft.Column(lines, spacing=4)])
