"""What stands on the page for a visit: sections, private fields, name, paper."""

from collections.abc import Callable
from dataclasses import replace

import flet as ft

from app.actions import drafts
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.field import field
from app.parts.form import one_of
from app.parts.guard import part
from app.parts.switch_row import switch_row
from app.screens.clinic_view import with_pregnancy
from models.report import PRIVATE, SECTIONS, Choices
from models.report.wording import private_name, say, section_name
from models.words import words

PAPERS = ("A4", "Letter")
NAME_LIMIT = 60
TREATMENTS_LIMIT = 200
NAME, TREATMENTS = "report name", "report treatments"
"""The drafts of what is typed."""


@part
def ReportChoices(choices: Choices, on_choose: Callable[[Choices], None]) -> ft.Control:
    """The ticks; `on_choose(choices)` is called with the new ones."""
    journal = use_journal()
    return ft.Column(
        [
            _sections(choices, on_choose), Private(choices, on_choose),
            _more(journal, choices, on_choose),
        ],
        spacing=14, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _sections(choices: Choices, on_choose: Callable[[Choices], None]) -> ft.Control:
    def turned(key: str) -> Callable[..., None]:
        sections = choices.sections ^ {key}
        return lambda _: on_choose(replace(choices, sections=sections))

    found = [
        chip(section_name(key), selected=key in choices.sections, on_click=turned(key))
        for key in SECTIONS
    ]
    return card([chips(found)], title=words("visits.sections"))


@part
def Private(choices: Choices, on_choose: Callable[[Choices], None]) -> ft.Control:
    """What stays off the page until its own switch is on."""
    facts = use_journal().facts

    def turned(key: str) -> Callable[..., None]:
        private = choices.private ^ {key}
        return lambda _: on_choose(replace(choices, private=private))

    shown = [key for key in PRIVATE if key != "pregnancy" or with_pregnancy(facts)]
    switches: list[ft.Control] = [
        switch_row(private_name(key), is_on=key in choices.private, on_click=turned(key))
        for key in shown
    ]
    if "pregnancy" in choices.private:
        switches.append(
            one_of(
                words("visits.programme"),
                [("yes", words("common.yes")), ("no", words("common.no"))],
                {True: "yes", False: "no", None: ""}[choices.programme],
                lambda key: on_choose(replace(choices, programme=key == "yes")),
            )
        )
    if choices.private:
        without = buttons.outline(
            words("visits.private_off"), lambda _: on_choose(choices.without_private()), expand=True
        )
        switches.append(ft.Row([without]))
    column = ft.Column(switches, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    lead = text.small(words("visits.private_lead"))
    return card([lead, column], title=words("visits.private"))


def first_choices(journal: Journal) -> Choices:
    """The choices at first: what was typed before stays until it is cleared, private is off."""
    typed = journal.half_written.drafts
    name, treatments = str(typed.get(NAME, "")), str(typed.get(TREATMENTS, ""))
    return Choices(
        name=name if len(name) <= NAME_LIMIT else "",
        treatments=treatments if len(treatments) <= TREATMENTS_LIMIT else "",
    )


def _more(journal: Journal, choices: Choices, on_choose: Callable[[Choices], None]) -> ft.Control:
    async def named(name: str) -> None:
        if len(name.strip()) <= NAME_LIMIT:
            on_choose(replace(choices, name=name.strip()))

    async def tried(treatments: str) -> None:
        if len(treatments.strip()) <= TREATMENTS_LIMIT:
            on_choose(replace(choices, treatments=treatments.strip()))

    def typing(key: str) -> Callable[[str], None]:
        return lambda said: drafts.put(journal, key, said, "")

    typed = journal.half_written.drafts
    return card(
        [
            field(words("visits.name_on_page"), typed.get(NAME, choices.name), on_leave=named,
                  on_type=typing(NAME), longest=NAME_LIMIT),
            field(words("visits.treatments"), typed.get(TREATMENTS, choices.treatments),
                  on_leave=tried, on_type=typing(TREATMENTS), longest=TREATMENTS_LIMIT),
            switch_row(
                say("with_days"), is_on=choices.with_days,
                on_click=lambda _: on_choose(replace(choices, with_days=not choices.with_days)),
            ),
            one_of(words("visits.paper"), [(each, each) for each in PAPERS], choices.paper,
                   lambda paper: on_choose(replace(choices, paper=paper))),
        ],
        title=words("visits.more_choices"),
    )  # fmt: skip
