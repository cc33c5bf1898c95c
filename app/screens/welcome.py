"""Welcome: what this is and is not, and the little that is worth asking first. Two taps."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import flet as ft

from app import theme
from app.actions import setup
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card, row, rows
from app.parts.choice import chip, chips
from app.parts.date_field import local_day
from app.parts.field import field
from app.parts.guard import doing, part
from app.parts.sheet import header, help_button, sheet
from app.parts.space import Space, use_space
from app.parts.typed import Typed
from app.screens.drafts import use_draft, use_forget, use_typed_draft
from app.screens.whereabouts import guess, places
from models import dates
from models.helplines import Country
from models.words import words

EARLIEST = timedelta(days=5 * 365)
LATEST = timedelta(days=365)


@dataclass(frozen=True)
class Start:
    """When the course starts; `start_on` None is "not yet", if `has_course`, else no answer."""

    start_on: date | None = None
    has_course: bool = False


@part
def Welcome() -> ft.Control:
    """First what it is and whom to call, then what it is not; the second tap begins."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    name, phone = use_typed_draft("welcome name"), use_typed_draft("welcome phone")
    begun, set_begun = use_draft("welcome start", asdict(Start()))
    forget, forget_goal = use_forget("welcome "), use_forget("welcome goal")
    here = places()[0]
    goal, set_goal = use_draft("welcome goal", "")  # "own" or "sample", once the first tap was made

    def get_help(_: object) -> None:
        page.navigate("/help")

    async def begin() -> None:
        if goal == "sample":
            if await setup.load_sample(journal) is DONE:
                forget_goal()
            return
        start = Start(**begun)
        finished = await setup.finish_welcome(
            journal, provider=name.stripped, phone=phone.stripped,
            start_on=start.start_on, has_course=start.has_course,
        )  # fmt: skip
        if finished is DONE:
            forget()

    if goal:
        top = header(words("welcome.before"), get_help, on_back=lambda _: set_goal(""), space=space)
        return sheet(
            [top], _what_it_is_not(here, get_help, doing(begin)), space, key="welcome-before"
        )
    ends = [
        ft.Row([buttons.primary(words("welcome.start"), lambda _: set_goal("own"), expand=True,
                                large=True)]),
        ft.Row([buttons.link(words("welcome.sample"), lambda _: set_goal("sample"))],
               alignment=ft.MainAxisAlignment.CENTER),
    ]  # fmt: skip
    return sheet(
        [_top(get_help)],
        [
            *_what_it_is(space),
            _who(name, phone),
            Started(Start(**begun), lambda start: set_begun(asdict(start))),
            *ends,
        ],
        space,
        key="welcome",
    )


def _top(on_help: Callable[..., Any]) -> ft.Control:
    mark = ft.Container(
        ft.Icon(ft.Icons.EDIT_NOTE, color=theme.ON_PRIMARY, size=36),
        width=64, height=64, border_radius=16, bgcolor=theme.PRIMARY,
        alignment=ft.Alignment.CENTER,
    )  # fmt: skip
    return ft.Row(
        [mark, help_button(on_help)],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _what_it_is(space: Space) -> list[ft.Control]:
    name = ft.Text(
        words("welcome.title"), size=28 if space.scale < 1.5 else 20, color=theme.TEXT,
        weight=ft.FontWeight.W_700, style=ft.TextStyle(height=1.15),
    )  # fmt: skip
    lead = ft.Text(words("welcome.lead"), size=theme.Size.HEADING, color=theme.TEXT_2)
    return [
        ft.Column([ft.Semantics(heading_level=1, content=name), lead], spacing=6),
        rows([
            row(words("welcome.private"), icon=ft.Icons.LOCK),
            row(words("welcome.one_page"), icon=ft.Icons.EVENT_NOTE),
            row(words("welcome.not_advice"), icon=ft.Icons.WARNING_AMBER_ROUNDED,
                icon_color=theme.ALERT),
        ]),
    ]  # fmt: skip


def _who(name: Typed, phone: Typed) -> ft.Control:
    return ft.Column(
        [
            text.lead(words("welcome.provider"), words("welcome.later")),
            field(words("welcome.name"), name.text, on_type=name.keep, longest=120),
            field(words("welcome.phone"), phone.text, on_type=phone.keep, longest=40,
                  keyboard=ft.KeyboardType.PHONE),
        ],
        spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@part
def Started(start: Start, set_start: Callable[..., None]) -> ft.Control:
    """The first day of the course, past or to come, or not yet."""
    today = use_journal().facts.today
    is_open, set_open = ft.use_state(False)

    def picked(event: ft.Event[ft.DatePicker]) -> None:
        set_open(False)
        on = local_day(event.control.value)
        if on is not None:
            set_start(Start(on, has_course=True))

    def not_yet(_: object) -> None:
        set_start(Start(None, has_course=True))

    ft.use_dialog(
        ft.DatePicker(
            value=_midnight(start.start_on or today), first_date=_midnight(today - EARLIEST),
            last_date=_midnight(today + LATEST), current_date=_midnight(today),
            help_text=words("welcome.first_day"), on_change=picked,
            on_dismiss=lambda _: set_open(False),
        )
        if is_open else None
    )  # fmt: skip
    day = dates.with_year(start.start_on) if start.start_on else words("welcome.choose_day")
    return ft.Column(
        [
            text.label(words("welcome.started")),
            chips([
                chip(day, selected=start.start_on is not None, on_click=lambda _: set_open(True)),
                chip(words("welcome.not_yet"), on_click=not_yet,
                     selected=start.has_course and start.start_on is None),
            ]),
        ],
        spacing=8,
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _what_it_is_not(
    here: Country, on_country: Callable[..., Any], on_begin: Callable[..., Any]
) -> list[ft.Control]:
    """The statement of what this is, with the emergency number of the country shown."""
    said = words("help.disclaimer", number=here.emergency[0].display)
    why = guess()
    place = ft.Container(text.small(here.name), expand=True)
    change = buttons.link(words("help.change_country"), on_country)
    return [
        card([text.body(said), ft.Row([place, change]), *([text.small(why)] if why else [])]),
        ft.Row([buttons.primary(words("help.disclaimer_accept"), on_begin, expand=True,
                                large=True)]),
    ]  # fmt: skip
