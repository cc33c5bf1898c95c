"""The tree of screens, the navigation bar or rail, and what stands on every screen."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import Any, cast

import flet as ft

from app import theme
from app.actions import lock as door
from app.journal import Journal, hand_down, use_journal
from app.message import Message
from app.parts.drawn import use_drawn, use_parts
from app.parts.guard import doing
from app.parts.lasting import cover, foot_line
from app.parts.space import RULER_HEIGHT, RULER_SIZE, Space, SpaceContext, use_space
from app.screens.get_help import GetHelp
from app.screens.lasting import Lasting
from app.screens.lock import LockScreen
from app.screens.pinch_timer import PinchTimer
from app.screens.today import Today
from app.screens.trouble import cannot_show
from app.screens.urgent import StandingNotice, Urgent, leave_urgent
from models.notices import NOT_NOW
from models.words import words


@dataclass(frozen=True)
class Tab:
    """A destination of the bottom bar."""

    path: str
    name: str
    icon: ft.IconData
    screen: Callable[[], ft.Control]


def later(place: str) -> Callable[[], ft.Control]:
    """The screen at `place`, loaded when it is first opened: the start does not wait for it."""
    module, name = place.split(".")

    def screen() -> ft.Control:
        shown: ft.Control = getattr(import_module(f"app.screens.{module}"), name)()
        return shown

    return screen


TABS = (
    Tab("/", "today", ft.Icons.EDIT_NOTE, Today),
    Tab("/trends", "trends", ft.Icons.SHOW_CHART, later("trends.Trends")),
    Tab("/care", "care", ft.Icons.SPA, later("care.Care")),
    Tab("/visits", "visits", ft.Icons.EVENT_NOTE, later("visits.Visits")),
)
PAGES: dict[str, Callable[[], ft.Control]] = {
    "help": GetHelp,
    "urgent": GetHelp,  # level 3 stands before it, and may be left
    "timer": PinchTimer,
    "check": later("check.Check"),
    "settings": later("settings.Settings"),
    "data": later("data.Data"),
    "lock": later("lock_page.LockPage"),
    "care/:card": later("care.CarePage"),
    "visit/:id": later("visit_edit.VisitPage"),
    "past": later("past_visits.PastVisits"),
    "talks": later("talks.Talks"),
    "course": later("course.CoursePage"),
    "tests": later("lab_results.LabResults"),
    "result/:id": later("result_edit.ResultPage"),
    "reminders": later("reminders.ReminderPage"),
    "report": later("report_preview.ReportPreview"),
}
"""Screens that open above a tab, each with a way back."""
PATHS = (*(tab.path for tab in TABS), *PAGES)
"""Every address that has a screen."""
WELCOME = later("welcome.Welcome")


@ft.component
def App(give_journal: Callable[[], Journal]) -> Any:
    """The whole app on one journal, to which each part of it listens for itself.

    The journal is asked for: handed over as a value, it would be listened to from here.
    """
    page, journal = ft.context.page, give_journal()
    space, set_space = ft.use_state(Space(page.width or 390))

    def listen() -> None:
        page.on_resize = lambda event: set_space(lambda old: replace(old, width=event.width))

    ft.use_effect(listen, [])

    def measured(event: ft.LayoutSizeChangeEvent[Any]) -> None:
        journal.is_opening = False  # the first screen stands
        scale = round(event.height / RULER_HEIGHT, 2)
        set_space(lambda old: replace(old, scale=scale))

    tabs = [
        ft.Route(
            path=tab.path.strip("/") or None,
            index=tab.path == "/",
            component=partial(Frame, tab.screen, tab.path, measured),
        )
        for tab in TABS
    ]
    pages = [
        ft.Route(path=path, component=partial(Frame, screen, None, measured))
        for path, screen in PAGES.items()
    ]
    return hand_down(
        journal, lambda: SpaceContext(space, lambda: ft.Router([*tabs, *pages], manage_views=True))
    )


@ft.component
def Frame(
    screen: Callable[[], ft.Control], tab: str | None, measured: Callable[..., None]
) -> ft.View:
    """What surrounds every screen; where it cannot be drawn, a page with helplines."""
    try:
        return _frame(screen, tab, measured)
    except Exception as error:  # noqa: BLE001 Flet would stop drawing, without a word
        return cannot_show(error)


def _frame(
    screen: Callable[[], ft.Control], tab: str | None, measured: Callable[..., None]
) -> ft.View:
    """The standing notice, the saved banner, the navigation."""
    journal, space, parts, page = use_journal(), use_space(), use_parts(), ft.context.page
    path = ft.use_view_path()
    route = "/" if tab is not None else path
    journal.trail.stand_on(path if tab is None else tab, is_tab=tab is not None)
    ft.use_effect(journal.look_at_clock, [path])

    def view(front: Callable[[], ft.Control] | None, is_wide: bool) -> ft.View:
        has_bar = tab is not None and front is None
        body = ft.SafeArea(front() if front else _page(screen), expand=True)
        has_rail = has_bar and is_wide
        rail = [_rail(tab), ft.VerticalDivider(width=1, color=theme.LINE)] if has_rail else []
        return ft.View(
            route=route,
            can_pop=tab is None and front is not Urgent,
            on_confirm_pop=doing(leave_urgent, journal, page, NOT_NOW) if front is Urgent else None,
            padding=0,
            spacing=0,
            bgcolor=theme.BACKGROUND,
            controls=[
                ft.Stack(
                    [ft.Row([*rail, body], expand=True, spacing=0), _ruler(measured), Foot(),
                     Cover()],
                    expand=True,
                )
            ],
            navigation_bar=_bar(tab) if has_bar and not is_wide else None,
        )  # fmt: skip

    front = _front(journal, screen, tab)
    return cast(ft.View, parts(route, view, front, space.is_wide))


def _front(
    journal: Journal, screen: Callable[[], ft.Control], tab: str | None
) -> Callable[[], ft.Control] | None:
    """What stands alone before the screen: the gravest notice, or else the lock, or Welcome."""
    if journal.facts.mood_path.standing.full_screen:
        return Urgent
    journal.stand_before(None)
    if journal.is_locked:
        return GetHelp if screen is GetHelp else LockScreen
    if not journal.facts.setup.is_welcomed and tab is not None:
        return _welcome
    return None


def _welcome() -> ft.Control:
    return _page(WELCOME)


def _page(screen: Callable[[], ft.Control]) -> ft.Control:
    shown = ft.Container(screen(), expand=True)
    return ft.Column([StandingNotice(), Lasting(), shown], spacing=0, expand=True)


def _ruler(measured: Callable[..., None]) -> ft.Control:
    """One unseen line of text, whose height tells how large the user's text is."""
    line = ft.Container(
        ft.Text("Mg", size=RULER_SIZE, opacity=0, no_wrap=True), on_size_change=measured
    )
    return ft.Container(
        ft.Semantics(exclude_semantics=True, content=line), left=0, top=0, ignore_interactions=True
    )


def _go(event: ft.Event[Any]) -> None:
    ft.context.page.navigate(TABS[int(event.control.selected_index)].path)


def _bar(tab: str | None) -> ft.NavigationBar:
    return ft.NavigationBar(
        selected_index=_index(tab),
        on_change=_go,
        bgcolor=theme.CARD,
        indicator_color=theme.PRIMARY_SOFT,
        destinations=[
            ft.NavigationBarDestination(icon=each.icon, label=words(f"app.{each.name}"))
            for each in TABS
        ],
    )


def _rail(tab: str | None) -> ft.Control:
    return ft.NavigationRail(
        selected_index=_index(tab),
        on_change=_go,
        bgcolor=theme.CARD,
        indicator_color=theme.PRIMARY_SOFT,
        label_type=ft.NavigationRailLabelType.ALL,
        destinations=[
            ft.NavigationRailDestination(icon=each.icon, label=words(f"app.{each.name}"))
            for each in TABS
        ],
    )


def _index(tab: str | None) -> int:
    return next((number for number, each in enumerate(TABS) if each.path == tab), 0)


@ft.component
def Foot() -> ft.Control:
    """The short line at the foot of the screen, with its undo."""
    journal, drawn = use_journal(), use_drawn()
    if journal.message is None:
        return drawn("nothing", _nothing)
    return drawn("foot", _foot, journal, journal.message)


def _foot(journal: Journal, message: Message) -> ft.Control:
    return foot_line(
        message.text,
        on_undo=doing(journal.undo) if message.can_undo else None,
        on_close=lambda _: journal.dismiss(),
    )


@ft.component
def Cover() -> ft.Control:
    """What hides the screen while the app is out of sight."""
    journal, drawn = use_journal(), use_drawn()
    if journal.left_at is None:
        return drawn("nothing", _nothing)
    return drawn("cover", _cover, journal)


def _cover(journal: Journal) -> ft.Control:
    return cover(lambda _: door.come_back(journal))


def _nothing() -> ft.Control:
    """Without a size an empty container fills the stack and swallows every touch below it."""
    return ft.Container(width=0, height=0)
