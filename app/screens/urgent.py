"""What an urgent mood notice puts on the screen: the banner everywhere, and the full screen."""

import flet as ft

from app import device, theme
from app.actions import mood
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.guard import doing, part
from app.parts.helplines import crisis_lines
from app.parts.notice import INK, alert_box, banner, bar, provider_name
from app.parts.safety_question import safety_question
from app.parts.sheet import sheet
from app.parts.space import use_space
from models.helplines import Country, country
from models.notices import NEED_HELP, NOT_NOW, SAFE_OPTIONS
from models.reasons import reason
from models.words import words


def here() -> Country:
    """The country whose numbers are shown: the user's choice, else the device's region."""
    journal = use_journal()
    return country(journal.facts.setup.country or device.region(ft.context.page))


@part
def StandingNotice() -> ft.Control:
    """The L2 banner or its bar; nothing while no notice of level 2 stands."""
    journal, space = use_journal(), use_space()
    standing = journal.facts.mood_path.standing
    is_open, set_open = ft.use_state(True)
    with_lines, set_with_lines = ft.use_state(False)
    if standing.level < 2:
        return ft.Container()
    page, place = ft.context.page, here()
    if not is_open:
        said = words("notice.level3_bar" if standing.not_now_bar else "notice.level2_bar")
        shown = bar(said, lambda _: set_open(True))
    else:

        async def answered(code: str) -> None:
            await mood.answer(journal, standing.notices, code)

        shown = banner(
            [reason(notice) for notice in standing.notices if notice.level >= 2],
            journal.facts.setup.provider,
            crisis=crisis_lines(place, space) if with_lines or standing.crisis_open else [],
            on_collapse=lambda _: set_open(False),
            on_answer=answered,
            on_crisis=lambda _: set_with_lines(True),
            on_add=lambda _: page.navigate("/help"),
        )
    # At most half of the window, scrolling inside, so that the screen below stays in reach.
    limit = (page.height or 844) * 0.6
    return ft.Container(
        ft.Column([shown], scroll=ft.ScrollMode.AUTO, tight=True),
        padding=ft.Padding(left=12, right=12, top=10, bottom=2),
        height=limit if is_open else None,
    )


@part
def Urgent() -> ft.Control:
    """Level 3: emergency number first, then the crisis line, someone trusted, the provider.

    It is no trap: "Not now" and Back leave a bar on every screen.
    """
    journal, space = use_journal(), use_space()
    with_options, set_with_options = ft.use_state(False)
    setup, place = journal.facts.setup, here()
    number = place.emergency[0].display
    people: list[ft.Control] = []
    if setup.trusted.phone:
        name = words("notice.level3_call_trusted", name=setup.trusted.name)
        people.append(
            ft.Row([buttons.outline(name, icon=ft.Icons.CALL,
                                    action=buttons.dial(setup.trusted.phone), expand=True)])
        )  # fmt: skip
    if setup.provider.phone:
        name = words("notice.call_provider", provider=provider_name(setup.provider))
        people.append(
            ft.Row([buttons.outline(name, icon=ft.Icons.CALL,
                                    action=buttons.dial(setup.provider.phone), expand=True)])
        )  # fmt: skip
    page = ft.context.page

    async def leave(code: str) -> None:
        await mood.leave_full_screen(journal, code)
        if code != NOT_NOW:
            page.navigate("/help")

    cards: list[ft.Control] = [
        alert_box(
            [
                ft.Semantics(
                    heading_level=1,
                    content=ft.Text(
                        words("notice.level3_title"), size=24, weight=ft.FontWeight.W_700, color=INK
                    ),
                ),
                ft.Text(
                    words("notice.level3_danger", number=number),
                    size=theme.Size.HEADING, weight=ft.FontWeight.W_600, color=INK,
                ),
                *crisis_lines(place, space),
            ],
            key="level-3",
        ),
        *people,
        text.body(words("notice.level3_body")),
        ft.Row([buttons.primary(words("notice.level3_need_help"),
                                doing(leave, NEED_HELP), expand=True)]),
        ft.Row([buttons.soft(words("notice.level3_safe_options"),
                             doing(leave, SAFE_OPTIONS), expand=True)]),
        ft.Row([buttons.outline(words("notice.level3_not_now"), doing(leave, NOT_NOW), expand=True)]),
    ]  # fmt: skip
    return sheet([], cards, space, key="urgent")


@part
def SafetyQuestion() -> ft.Control:
    """The safety question; shown only while the rules ask it."""
    journal = use_journal()

    async def answered(code: str) -> None:
        await mood.answer_safety_question(journal, code)

    return safety_question(answered)
