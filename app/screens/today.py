"""Today: write down a day in a few taps; every tap is kept at once."""

from collections.abc import Callable
from datetime import date
from typing import Any

import flet as ft

from app import chosen_day, theme
from app.actions import day as write
from app.actions import note as writing
from app.day_on_screen import on_day
from app.facts import Facts
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.drawn import use_drawn, use_parts
from app.parts.field import field
from app.parts.guard import part
from app.parts.saved import saved_mark
from app.parts.sheet import header, sheet
from app.parts.space import Space, use_space
from app.screens.today_body import Effects, Nosebleeds, group_of
from app.screens.today_mood import Mood
from app.screens.today_week import Week
from app.screens.urgent import SafetyQuestion
from models import dates
from models.days import course_week
from models.words import words


@part
def Today() -> ft.Control:
    """The screen: week, shortcuts, mood first, then what the body did."""
    journal, space, drawn, parts = use_journal(), use_space(), use_drawn(), use_parts()
    facts = journal.facts
    other = facts.shown_on if facts.shown_on != facts.today else None
    ft.use_effect(lambda: chosen_day.keep(other), [other])
    key = facts.shown_on.isoformat()
    groups = {group_of(effect) for effect in facts.shown_effects}

    def effects(group: str) -> list[ft.Control]:
        return [parts(f"{group}-{key}", Effects, group)] if group in groups else []

    cards, rest = [parts(f"mood-{key}", Mood), *effects("dryness")], []
    if space.is_wide or not journal.is_opening:  # a phone first shows what fits on it
        cards.append(parts(f"nose-{key}", Nosebleeds))
        rest = [
            *([parts("recent", _recent_trend())] if space.is_wide else []),
            *effects("pain"), *effects("other"), parts(f"dose-{key}", Dose),
            parts(f"note-{key}", Note), parts("own", Own),
            *([parts(f"delete-{key}", DeleteDay)] if facts.day.has_entries else []),
        ]  # fmt: skip
    mood_path, name = facts.mood_path, dates.relative(facts.shown_on, facts.today)
    top = [
        drawn("header", _header, name, _course_line(facts), space),
        parts("week", Week),
        parts(f"shortcuts-{key}", Shortcuts),
        *([parts("question", SafetyQuestion)] if mood_path.standing.ask_safety_question else []),
        *([parts("check", CheckDue)] if mood_path.is_check_due else []),
    ]
    return parts("today", sheet, tuple(top), tuple(cards), space, tuple(rest))


def _header(name: str, above: str, space: Space) -> ft.Control:
    page = ft.context.page
    return header(name, lambda _: page.navigate("/help"), above=above, space=space)


def _recent_trend() -> Callable[..., ft.Control]:
    """The last six weeks beside the day, where there is room."""
    from app.screens.recent_trend import RecentTrend  # charts are not needed to start a phone

    return RecentTrend


def _course_line(facts: Facts) -> str:
    course = facts.course
    if course is None or course.start_on is None:
        return words("today.not_started")
    week = course_week(course.start_on, facts.shown_on)
    if week == 0:
        return words("today.not_started")
    is_planned = week <= course.planned_weeks
    said = (
        words("today.week_of", week=week, weeks=course.planned_weeks)
        if is_planned
        else words("today.week_after", week=week)
    )
    dose = course.dose_on(facts.shown_on)
    if not dose:
        return said
    return words("today.joined", first=said, second=words("today.dose_daily", mg=f"{dose:g}"))


@part
def Shortcuts() -> ft.Control:
    """One tap for a usual day."""
    journal, space, drawn = use_journal(), use_space(), use_drawn()
    facts = journal.facts
    is_today, is_chosen = facts.shown_on == facts.today, facts.day.is_nothing_new
    return drawn("shortcuts", _shortcuts, journal, is_today, is_chosen, space)


def _shortcuts(journal: Journal, is_today: bool, is_chosen: bool, space: Space) -> ft.Control:
    suffix = "" if is_today else "_past"
    same = buttons.soft(
        words(f"today.same{suffix}"), on_day(journal, write.same_as_yesterday),
        icon=ft.Icons.COPY, expand=not space.is_narrow,
    )  # fmt: skip
    nothing = (buttons.primary if is_chosen else buttons.outline)(
        words(f"today.nothing_new{suffix}"), on_day(journal, write.nothing_new),
        icon=ft.Icons.CHECK_CIRCLE, expand=not space.is_narrow, selected=is_chosen,
    )  # fmt: skip
    if space.is_narrow:
        return ft.Column([same, nothing], spacing=8)
    return ft.Row([same, nothing], spacing=8)


@part
def CheckDue() -> ft.Control:
    """The way into the two-week check, when it is due."""
    page = ft.context.page
    return card(
        [
            text.body(words("today.two_week_check"), bold=True),
            ft.Row([buttons.soft(words("today.two_week_open"), lambda _: page.navigate("/check"))]),
        ],
        key="check-due",
    )


@part
def Dose() -> ft.Control:
    """Whether the capsule of the day was taken."""
    journal, drawn = use_journal(), use_drawn()
    day, course = journal.facts.day, journal.facts.course
    mg = course.dose_on(day.on) if course else None
    return drawn("dose", _dose, journal, day.is_dose_taken, mg)


def _dose(journal: Journal, is_taken: bool | None, mg: float | None) -> ft.Control:
    under = words("today.dose_of", mg=f"{mg:g}") if mg else words("today.dose_unknown")
    return card(
        [
            chips([
                chip(words("today.dose_taken"), selected=is_taken is True,
                     on_click=on_day(journal, write.answer_dose, True)),
                chip(words("today.dose_missed"), selected=is_taken is False,
                     on_click=on_day(journal, write.answer_dose, False)),
            ]),
            text.small(under),
        ],
        title=words("today.dose"),
    )  # fmt: skip


@part
def Note() -> ft.Control:
    """A note; kept while it is typed."""
    journal, parts = use_journal(), use_parts()
    on = journal.facts.shown_on
    present = writing.note_of(journal, on)
    return parts("note", _note, journal, on, present, journal.is_kept and bool(present))


def _note(journal: Journal, on: date, present: str, is_marked: bool) -> ft.Control:
    def typed(text: str) -> None:
        writing.type_note(journal, on, text)

    async def left(_: str) -> None:
        # What was typed is known by now; the field may still show a note that has been deleted.
        writing.leave_note(journal)
        await writing.keep_notes(journal)

    note = field(
        words("today.note_hint"), present, on_type=typed, on_leave=left, lines=2, longest=20_000
    )
    return card([note], title=words("today.note"), trailing=saved_mark(is_shown=is_marked))


@part
def Own() -> ft.Control:
    """The way to effects of one's own and to what Today shows."""
    return use_drawn()("link", _own, ft.context.page)


def _own(page: ft.Page) -> ft.Control:
    return _link(words("today.effects_shown"), lambda _: page.navigate("/settings"), theme.PRIMARY)


@part
def DeleteDay() -> ft.Control:
    """The way to take the day shown away; it asks nothing, as the line at the foot undoes it."""
    journal, drawn = use_journal(), use_drawn()
    return drawn("link", _delete_day, journal, journal.facts.shown_on)


def _delete_day(journal: Journal, on: date) -> ft.Control:
    name = words("data.delete_day_button")
    return _link(name, on_day(journal, write.delete_day, on), theme.TEXT_2)


def _link(name: str, on_click: Callable[..., Any], color: ft.ColorValue) -> ft.Control:
    link = buttons.link(name, on_click, color=color)
    return ft.Row([link], alignment=ft.MainAxisAlignment.CENTER, wrap=True)
