"""What an urgent mood notice puts on the screen: the banner everywhere, and the full screen."""

from collections.abc import Callable
from typing import Any

import flet as ft

from app import theme
from app.actions import mood
from app.journal import Journal, use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.guard import doing, part
from app.parts.helplines import crisis_lines, under_18
from app.parts.notice import INK, alert_box, banner, bar, provider_name
from app.parts.number import beside, by_hand
from app.parts.quiet_card import quiet_card
from app.parts.safety_question import safety_question
from app.parts.sheet import sheet
from app.parts.space import Space, use_space
from app.screens.dialling import on_copied
from app.screens.follow_up import FOLLOWED_UP, FollowUp, begun
from app.screens.whereabouts import places
from app.way_back import leave_for
from models.helplines import Country
from models.notices import NEED_HELP, NOT_NOW, SAFE_OPTIONS, SEEN, Notice, offered
from models.reasons import reasons
from models.words import words


def numbers(journal: Journal, countries: tuple[Country, ...], space: Space) -> list[ft.Control]:
    """The numbers of where the user is, then of home while they travel."""
    copied = on_copied(journal)
    found: list[ft.Control] = []
    for each in countries:
        found += [text.heading(each.name, INK)] if len(countries) > 1 else []
        found += crisis_lines(each, space, on_copied=copied)
    return found


def _use_forgetting(journal: Journal) -> None:
    """Answers that the user does not want kept go when a new day begins."""
    ft.use_effect(doing(mood.forget_safety_answers, journal), [journal.facts.today])


@part
def StandingNotice() -> ft.Control:
    """The L2 banner or its bar, what may be added to its answer, or the one reminder."""
    journal = use_journal()
    standing = journal.facts.mood_path.standing
    nothing: tuple[str, tuple[Notice, ...]] = ("", ())
    (said, about), set_said = ft.use_state(begun(journal))
    _use_forgetting(journal)

    async def answered(code: str) -> None:
        notices = standing.notices
        if await mood.answer(journal, notices, code) is DONE:
            set_said((code, notices))

    if standing.level >= 2:
        return Banner(answered)
    if said in FOLLOWED_UP:
        return _above(FollowUp(said, about, lambda: set_said(nothing)))
    return _above(Reminder()) if standing.reminder else ft.Container()


def _above(shown: ft.Control) -> ft.Control:
    return ft.Container(shown, padding=ft.Padding(left=12, right=12, top=10, bottom=2))


@part
def Banner(on_answer: Callable[..., Any]) -> ft.Control:
    """Level 2 on every screen: open, or a bar after "Not now", on Get help and when collapsed."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    standing = journal.facts.mood_path.standing
    nothing: bool | None = None
    chosen, set_open = ft.use_state(nothing)
    with_lines, set_with_lines = ft.use_state(False)
    here = places()
    is_open = chosen if chosen is not None else not (standing.not_now_bar or page.route == "/help")
    if not is_open:
        said = words("notice.level3_bar" if standing.not_now_bar else "notice.level2_bar")
        return _above(bar(said, lambda _: set_open(True)))

    async def answer(code: str) -> None:
        await on_answer(code)
        set_open(None)  # what was put off is a bar again

    shown = banner(
        reasons(journal.facts.mood_path, journal.facts.today),
        journal.facts.setup.provider,
        crisis=numbers(journal, here, space) if with_lines or standing.crisis_open else [],
        on_collapse=lambda _: set_open(False),
        on_answer=answer,
        on_crisis=lambda _: set_with_lines(True),
        on_add=lambda _: page.navigate("/help"),
        on_copied=on_copied(journal),
        codes=offered(standing.notices),
        space=space,
        is_gravest=standing.level == 3,
    )
    # At most so much of the window, scrolling inside: the screen below stays in reach. In a large
    # window the banner is lower than that, and takes what it needs.
    tall = page.height or 844
    scrolled = _above(ft.Column([shown], scroll=ft.ScrollMode.AUTO, tight=True))
    is_roomy = space.is_wide and tall >= 700 and not with_lines and not standing.crisis_open
    return ft.Container(scrolled, height=None if is_roomy else tall * 0.6)


@part
def Reminder() -> ft.Control:
    """One neutral question after three quiet days; any answer to it is the last."""
    journal, page = use_journal(), ft.context.page
    reminder = journal.facts.mood_path.standing.reminder
    if reminder is None:
        return ft.Container()

    async def seen(route: str) -> None:
        await mood.answer(journal, [reminder], SEEN)
        if route:
            page.navigate(route)

    return quiet_card(reminder.evidence.days[-1], seen)


@part
def Urgent() -> ft.Control:
    """Level 3: emergency number first, then the crisis line, someone trusted, the provider.

    It is no trap: its three ways out are always in sight, and Back is "Not now".
    """
    journal, space, page = use_journal(), use_space(), ft.context.page
    _use_forgetting(journal)
    here = places()

    async def come() -> None:
        """Stand at an address of its own, so that the browser's Back leads away from it."""
        if page.route == PLACE:
            journal.stand_before(
                journal.before_urgent or journal.trail.before() or journal.trail.tab
            )
        elif journal.before_urgent is None:
            journal.stand_before(page.route)
            page.navigate(PLACE)
        else:
            await leave_urgent(journal, page, NOT_NOW)

    ft.use_effect(come, [])
    inside = sheet(
        [],
        [
            alert_box([*_danger(here[0]), *numbers(journal, here, space)], key="level-3"),
            *_people(journal, space),
            text.body(words("notice.level3_dose"), bold=True),
            text.body(words("notice.level3_body")),
            under_18(),
        ],
        space,
        key="urgent",
    )
    ways = _ways_out(lambda code: doing(leave_urgent, journal, page, code))
    return ft.Column([ft.Container(inside, expand=True), ways], spacing=0, expand=True)


PLACE = "/urgent"
"""Where level 3 stands. Whoever comes back there later finds Get help."""
_WAYS_OUT = (
    (NEED_HELP, buttons.alert),
    (SAFE_OPTIONS, buttons.soft),
    (NOT_NOW, buttons.outline),
)


def _ways_out(leaving: Callable[[str], Callable[..., Any]]) -> ft.Control:
    ways: list[ft.Control] = [
        ft.Row([kind(words(f"notice.level3_{code}"), leaving(code), expand=True)])
        for code, kind in _WAYS_OUT
    ]
    return ft.Container(
        ft.Container(ft.Column(ways, spacing=8, tight=True), width=theme.COLUMN),
        bgcolor=theme.CARD, alignment=ft.Alignment.TOP_CENTER, key="ways-out",
        padding=ft.Padding(left=16, right=16, top=10, bottom=12),
        border=ft.Border(top=ft.BorderSide(1, theme.LINE)),
    )  # fmt: skip


async def leave_urgent(journal: Journal, page: ft.Page, code: str) -> None:
    """Leave level 3 in one of its three ways, for Get help or for where it came up."""
    before = journal.before_urgent or journal.trail.before() or journal.trail.tab
    if code != NOT_NOW:
        page.navigate("/help")
    elif page.route == PLACE:
        leave_for(page, before)
    await mood.leave_full_screen(journal, code)


def _danger(here: Country) -> list[ft.Control]:
    title = ft.Text(words("notice.level3_title"), size=24, weight=ft.FontWeight.W_700, color=INK)
    danger = words("notice.level3_danger", number=here.emergency[0].display)
    return [
        ft.Semantics(heading_level=1, content=title),
        ft.Text(danger, size=theme.Size.HEADING, weight=ft.FontWeight.W_600, color=INK),
    ]


def _people(journal: Journal, space: Space) -> list[ft.Control]:
    """Someone the user trusts, then the provider: to call, or to write to."""
    setup = journal.facts.setup
    people = (
        (setup.trusted, words("notice.level3_call_trusted", name=setup.trusted.name),
         words("notice.draft.trusted_now")),
        (setup.provider, words("notice.call_provider", provider=provider_name(setup.provider)),
         words("notice.draft.provider_bare")),
    )  # fmt: skip
    found: list[ft.Control] = []
    for contact, name, draft in people:
        if contact.phone:
            dial, message = buttons.dial(contact.phone), buttons.text_message(contact.phone, draft)
            found += beside(
                [buttons.outline(name, icon=ft.Icons.CALL, action=dial, expand=True),
                 buttons.outline(words("notice.message_provider"), icon=ft.Icons.SMS,
                                 action=message, expand=True)],
                space,
            )  # fmt: skip
            found += by_hand(contact.phone, space, on_copied(journal), ink=theme.TEXT)
    return found


def _is_full_screen(journal: Journal) -> bool:
    return journal.facts.mood_path.standing.full_screen


@part
def SafetyQuestion(on_done: Callable[[], None] | None = None) -> ft.Control:
    """The safety question: shown while the rules ask it, and where the user opens it."""
    journal = use_journal()

    async def answered(code: str) -> None:
        kept = await mood.answer_safety_question(journal, code)
        if kept is DONE and on_done is not None and not _is_full_screen(journal):
            on_done()

    async def keep(keeps: bool) -> None:
        await mood.choose_to_keep_safety_answers(journal, keeps)

    number = places()[0].emergency[0].display
    return safety_question(number, answered, keeps=mood.keeps_safety_answers(journal), on_keep=keep)
