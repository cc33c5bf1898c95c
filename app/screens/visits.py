"""Visits: the next one, what to do and ask before it, and the way to everything around it."""

from datetime import date

import flet as ft

from app import theme
from app.actions import clinic as write
from app.facts import Clinic
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.call_card import call_card
from app.parts.card import card, row, rows
from app.parts.guard import doing, part
from app.parts.sheet import header, sheet
from app.parts.space import Space, use_space
from app.screens.clinic_view import (
    day_short,
    going,
    use_clinic,
    visit_title,
    with_pregnancy,
)
from app.screens.course_card import CourseCard
from app.screens.dialling import on_copied
from app.screens.questions import Questions
from models.before_visit import ToDo, calls, coming, past, to_do
from models.plans import plan_name
from models.records import Contact, Visit
from models.words import plural, words


@part
def Visits() -> ft.Control:
    """The screen."""
    journal, space, clinic = use_journal(), use_space(), use_clinic()
    gear = buttons.icon(ft.Icons.SETTINGS_OUTLINED, words("app.settings"), going("/settings"))
    top = header(words("app.visits"), going("/help"), extra=gear, space=space)
    if clinic is None:
        return sheet([top], [], space, key="visits")
    today = journal.facts.today
    return sheet(
        [top, *call_now(journal, clinic, space)],
        [
            NextVisit(),
            *_unwritten(clinic, today),
            text.section(words("visits.before")),
            BeforeVisit(),
            text.section(words("visits.questions")),
            Questions(),
        ],
        space,
        [text.section(words("visits.course")), CourseCard(), Ways()],
        key="visits",
    )


def call_now(journal: Journal, clinic: Clinic, space: Space) -> list[ft.Control]:
    """The card after a missed or positive pregnancy test, until the user has called."""
    found = calls(clinic.plans, clinic.results, clinic.talks)
    if not found:
        return []
    called = doing(write.called_about, journal, found)
    provider = journal.facts.setup.provider
    add, copied = going("/help"), on_copied(journal)
    return [call_card(provider, space, on_called=called, on_add=add, on_copied=copied)]


@part
def NextVisit() -> ft.Control:
    """The next visit with its two actions; or the way to plan one."""
    journal, space = use_journal(), use_space()
    facts = journal.facts
    ahead = coming((facts.clinic or Clinic()).visits, facts.today)
    if not ahead:
        return _no_visit()
    visit = ahead[0]
    when = words("visits.next", when=_in_days((visit.on - facts.today).days))
    name = ft.Text(
        visit_title(visit, facts.today), size=19, weight=ft.FontWeight.W_700,
        color=theme.ON_PRIMARY_SOFT,
    )  # fmt: skip
    lines: list[ft.Control] = [
        text.small(when, theme.ON_PRIMARY_SOFT), ft.Semantics(heading_level=2, content=name)
    ]  # fmt: skip
    edit = buttons.icon(
        ft.Icons.EDIT, words("visits.edit_visit"), going(f"/visit/{visit.id}"),
        color=theme.ON_PRIMARY_SOFT,
    )  # fmt: skip
    inside: list[ft.Control] = [
        ft.Row([ft.Column(lines, spacing=2, expand=True), edit], spacing=8),
        *_actions(facts.setup.provider, space),
    ]
    if len(ahead) > 1:
        more = plural("visits.more_planned", len(ahead) - 1)
        inside.append(buttons.link(more, going("/past"), color=theme.ON_PRIMARY_SOFT))
    return card(inside, color=theme.PRIMARY_SOFT, line=theme.PRIMARY_SOFT, key="next-visit")


def _in_days(days: int) -> str:
    if days == 0:
        return words("visits.in_today")
    return words("visits.in_tomorrow") if days == 1 else words("visits.in_days", count=days)


def _actions(provider: Contact, space: Space) -> list[ft.Control]:
    prepare = buttons.primary(
        words("visits.prepare"), going("/report"), icon=ft.Icons.PICTURE_AS_PDF, expand=True
    )
    if not provider.phone:
        return [ft.Row([prepare])]
    call = buttons.outline(
        words("help.call"), icon=ft.Icons.CALL, action=buttons.dial(provider.phone),
        expand=space.is_narrow,
    )  # fmt: skip
    return [ft.Row([prepare]), ft.Row([call])] if space.is_narrow else [ft.Row([prepare, call])]


def _no_visit() -> ft.Control:
    add = buttons.primary(
        words("visits.add_visit"), going("/visit/new"), icon=ft.Icons.ADD, expand=True
    )
    prepare = buttons.outline(
        words("visits.prepare"), going("/report"), icon=ft.Icons.PICTURE_AS_PDF, expand=True
    )
    return card(
        [text.body(words("visits.no_visit")), ft.Row([add]), ft.Row([prepare])],
        title=words("visits.no_visit_title"),
        key="next-visit",
    )


def _unwritten(clinic: Clinic, today: date) -> list[ft.Control]:
    """A visit of the last two weeks of which nothing is written down yet."""
    gone = past(clinic.visits, today)
    if not gone or gone[0].said or gone[0].changed or (today - gone[0].on).days > 14:
        return []
    name = words("visits.how_was_it", on=day_short(gone[0].on, today))
    return [
        rows([row(name, icon=ft.Icons.EDIT_NOTE, under=words("visits.how_was_it_under"),
                  on_click=going(f"/visit/{gone[0].id}"))])
    ]  # fmt: skip


@part
def BeforeVisit() -> ft.Control:
    """Tests that are due or done, and a look at the trends."""
    facts = use_journal().facts
    clinic = facts.clinic or Clinic()
    found = to_do(
        clinic.visits, clinic.results, clinic.plans, facts.today,
        with_pregnancy=with_pregnancy(facts),
    )  # fmt: skip
    items = [_test(each, facts.today) for each in found]
    if not items:
        items.append(
            row(words("visits.no_test_due"), icon=ft.Icons.SCIENCE_OUTLINED,
                under=words("visits.no_test_due_under"), on_click=going("/tests"))
        )  # fmt: skip
    items.append(row(words("visits.look_over"), icon=ft.Icons.SHOW_CHART,
                     on_click=going("/trends")))  # fmt: skip
    return rows(items)


def _test(each: ToDo, today: date) -> ft.Control:
    name = plan_name(each.kind)
    if each.due is None:
        said = words("visits.done_on", on=day_short(each.done_on or today, today))
        if each.outside:
            outside = plural("visits.outside", each.outside)
            said = words("visits.joined", first=said, second=outside)
        return row(name, icon=ft.Icons.CHECK_CIRCLE, under=said, on_click=going("/tests"))
    is_over = each.due.due_on < today
    key = "visits.was_due" if is_over else "visits.due_by"
    log = buttons.soft(words("visits.log"), going(f"/result/{each.kind}"))
    return row(
        name, icon=ft.Icons.SCHEDULE, icon_color=theme.ALERT if is_over else theme.PRIMARY,
        under=words(key, on=day_short(each.due.due_on, today)), trailing=log,
    )  # fmt: skip


@part
def Ways() -> ft.Control:
    """Test results, past visits, talks, the calendar file."""
    facts = use_journal().facts
    clinic = facts.clinic or Clinic()
    shown = [each for each in clinic.results if with_pregnancy(facts) or each.kind != "pregnancy"]
    gone: tuple[Visit, ...] = past(clinic.visits, facts.today)
    return rows([
        _way("visits.results", ft.Icons.SCIENCE, "/tests", len(shown)),
        _way("visits.past", ft.Icons.HISTORY, "/past", len(gone)),
        _way("visits.talks", ft.Icons.FORUM, "/talks", len(clinic.talks)),
        _way("visits.calendar", ft.Icons.EVENT_AVAILABLE, "/reminders", None),
    ])  # fmt: skip


def _way(key: str, glyph: ft.IconData, path: str, count: int | None) -> ft.Control:
    ending: list[ft.Control] = [ft.Icon(ft.Icons.CHEVRON_RIGHT, color=theme.TEXT_2, size=22)]
    if count is not None:
        ending.insert(0, text.body(str(count), theme.TEXT_2))
    return row(
        words(key), icon=glyph, trailing=ft.Row(ending, tight=True, spacing=12),
        on_click=going(path),
    )  # fmt: skip
