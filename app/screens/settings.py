"""Settings: effects, people, country, the day, the look, what is kept, about."""

from collections.abc import Callable

import flet as ft

from app import theme, way_back
from app.actions import mood, setup
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card, row, rows
from app.parts.choice import chip, chips
from app.parts.country_list import country_list
from app.parts.guard import doing, part
from app.parts.safety_question import do_not_keep
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.screens.people import Provider, Trusted
from app.screens.settings_effects import ShownEffects
from app.screens.settings_storage import Storage
from app.screens.whereabouts import places
from models import content
from models.words import words

LATEST_HOUR = 6
"""A day may end at any full hour from midnight to this one."""
ABOUT = ("about", "sources")


@part
def Settings() -> ft.Control:
    """The screen."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    top = header(
        words("app.settings"),
        lambda _: page.navigate("/help"),
        on_back=lambda _: way_back.leave(journal, page, journal.trail.tab),
        space=space,
    )
    return sheet(
        [top],
        [ShownEffects(), EndOfDay(), Look()],
        space,
        [
            text.section(words("settings.people")),
            Provider(),
            Trusted(),
            CountryChoice(),
            MoodChoices(),
            *_sample(journal),
            *data_sections(),
            Storage(),
            _about(),
        ],
        key="settings",
    )  # fmt: skip


def data_sections() -> list[ft.Control]:
    """The ways to the user's own files and to the lock, each a page of its own."""
    page = ft.context.page
    return [
        rows([
            row(words("data.title"), icon=ft.Icons.FOLDER_OPEN, under=words("data.row_more"),
                on_click=lambda _: page.navigate("/data")),
            row(words("lock.page"), icon=ft.Icons.LOCK_OUTLINE, under=words("lock.row_more"),
                on_click=lambda _: page.navigate("/lock")),
        ])
    ]  # fmt: skip


@part
def EndOfDay() -> ft.Control:
    """The hour at which a day ends."""
    journal = use_journal()
    now = journal.facts.setup.cutoff.hour
    hours = [
        chip(words("settings.hour", hour=hour), selected=hour == now,
             on_click=doing(setup.choose_cutoff, journal, hour))
        for hour in range(LATEST_HOUR + 1)
    ]  # fmt: skip
    return card(
        [text.small(words("settings.day_more")), chips(hours)], title=words("settings.day"),
        key="end-of-day",
    )  # fmt: skip


@part
def Look() -> ft.Control:
    """Light, dark, or as the device is set."""
    journal, page = use_journal(), ft.context.page
    now = journal.facts.setup.settings.get("theme", "system")

    async def choose(mode: str) -> None:
        await setup.choose(journal, theme=mode)
        theme.dress(page, mode)

    modes = [
        chip(words(f"settings.theme_{mode}"), selected=mode == now, on_click=doing(choose, mode))
        for mode in theme.MODES
    ]
    return card([chips(modes)], title=words("settings.look"), key="look")


@part
def CountryChoice() -> ft.Control:
    """Whose helplines are shown at home."""
    journal = use_journal()
    is_open, set_open = ft.use_state(False)
    home = places()[-1]

    async def choose(code: str) -> None:
        set_open(False)
        await setup.choose(journal, country=code)

    if is_open:
        return country_list(home.code, choose, title=words("settings.country"))
    change = buttons.link(words("help.change_country"), lambda _: set_open(True))
    place = ft.Container(text.body(home.name), expand=True)
    return card([ft.Row([place, change])], title=words("settings.country"), key="country")


@part
def MoodChoices() -> ft.Control:
    """What can be chosen about mood: not whether notices come, but what is kept."""
    journal = use_journal()

    async def keep(keeps: bool) -> None:
        await mood.choose_to_keep_safety_answers(journal, keeps)

    is_usual_known = journal.facts.mood_path.record.baseline is not None
    return card(
        [
            text.small(words("settings.mood_always")),
            *([] if is_usual_known else [text.small(words("notice.no_usual_yet"))]),
            text.body(words("settings.mood_question")),
            *do_not_keep(mood.keeps_safety_answers(journal), keep),
        ],
        title=words("settings.mood"),
        key="mood-choices",
    )


def _sample(journal: Journal) -> list[ft.Control]:
    """The way out of the sample, while it is shown."""
    if not journal.facts.setup.is_sample:
        return []
    remove = doing(setup.remove_sample, journal)
    return [
        card(
            [text.body(words("app.sample")),
             ft.Row([buttons.outline(words("app.sample_remove"), remove, expand=True)])],
            title=words("settings.sample"), key="sample",
        )
    ]  # fmt: skip


def _about() -> ft.Control:
    """The pages of Care that say what this is and where everything comes from."""
    page = ft.context.page

    def opening(key: str) -> Callable[..., None]:
        return lambda _: page.navigate(f"/care/{key}")

    about = [each for each in content.cards() if each.key in ABOUT]
    return ft.Column(
        [
            text.section(words("settings.about")),
            rows([row(each.title, icon=ft.Icons.INFO, on_click=opening(each.key))
                  for each in about]),
        ],
        spacing=10, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
