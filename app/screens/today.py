"""Today: write down a day in a few taps; every tap is kept at once."""

from datetime import date, timedelta

import flet as ft

from app import theme
from app.actions import day as write
from app.actions import mood as mood_path
from app.facts import Facts
from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips, level_row, mood_row
from app.parts.counter import counter
from app.parts.field import field
from app.parts.guard import doing, part
from app.parts.notice import lowest_card
from app.parts.saved import saved_mark
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.parts.tip import tip_line
from app.parts.week_strip import week_strip
from app.screens.urgent import SafetyQuestion
from models import content, dates
from models.days import course_week, week_of
from models.reasons import reason
from models.records import ShownEffect
from models.scales import JOINT_PLACES, MOOD_TAGS, NOSEBLEED_BANDS
from models.words import words


@part
def Today() -> ft.Control:
    """The screen: week, shortcuts, mood first, then what the body did."""
    journal, space = use_journal(), use_space()
    page = ft.context.page
    facts = journal.facts
    key = facts.shown_on.isoformat()
    return sheet(
        [
            header(
                dates.relative(facts.shown_on, facts.today),
                lambda _: page.navigate("/help"),
                above=_course_line(facts),
            ),
            Week(),
            Shortcuts(),
            *([SafetyQuestion()] if facts.mood_path.standing.ask_safety_question else []),
            *([CheckDue()] if facts.mood_path.is_check_due else []),
        ],
        [Mood(key=f"mood-{key}"), Effects("dryness", key=f"dry-{key}"), Nosebleeds(key=f"nose-{key}")],
        space,
        [Effects("pain", key=f"pain-{key}"), Effects("other", key=f"other-{key}"),
         Dose(key=f"dose-{key}"), Note(key=f"note-{key}"), Own()],
        key="today",
    )  # fmt: skip


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
def Week() -> ft.Control:
    """The week of the day shown, and the way to other weeks."""
    journal, space = use_journal(), use_space()
    facts = journal.facts
    week = week_of(facts.shown_on)

    async def show(on: date) -> None:
        journal.show_day(on)

    def move(weeks: int) -> None:
        journal.show_day(facts.shown_on + timedelta(weeks=weeks))

    strip = week_strip(
        week, facts.days, shown_on=facts.shown_on, today=facts.today, on_choose=show, space=space
    )
    is_now = week[-1] >= facts.today
    swipe = ft.GestureDetector(
        strip,
        on_horizontal_drag_end=lambda event: move(-1 if (event.primary_velocity or 0) > 0 else 1),
        expand=True,
    )
    line = ft.Row(
        [
            buttons.edge(ft.Icons.CHEVRON_LEFT, words("today.earlier_week"), lambda _: move(-1)),
            swipe,
            buttons.edge(
                ft.Icons.CHEVRON_RIGHT,
                words("today.later_week"),
                lambda _: move(1),
                disabled=is_now,
            ),
        ],
        spacing=0,
    )
    if facts.shown_on == facts.today:
        return line
    back = [
        ft.Container(text.small(words("today.past_day")), expand=True),
        buttons.link(words("today.back_to_today"), doing(show, facts.today)),
    ]
    return ft.Column([line, ft.Row(back)], spacing=0)


@part
def Shortcuts() -> ft.Control:
    """One tap for a usual day."""
    journal, space = use_journal(), use_space()
    is_today = journal.facts.shown_on == journal.facts.today
    suffix = "" if is_today else "_past"
    same = buttons.soft(
        words(f"today.same{suffix}"), doing(write.same_as_yesterday, journal),
        icon=ft.Icons.COPY, expand=not space.is_narrow,
    )  # fmt: skip
    is_chosen = journal.facts.day.is_nothing_new
    nothing = (buttons.primary if is_chosen else buttons.outline)(
        words(f"today.nothing_new{suffix}"), doing(write.nothing_new, journal),
        icon=ft.Icons.CHECK_CIRCLE, expand=not space.is_narrow,
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
def Mood() -> ft.Control:
    """The mood, asked each day, with the article's sentence under it."""
    journal, space = use_journal(), use_space()
    facts = journal.facts
    mood = facts.day.mood

    async def choose(level: int) -> None:
        await write.choose_mood(journal, level)

    inside: list[ft.Control] = [
        mood_row(mood.level if mood else None, choose, space),
        text.lead(words("today.mood_lead"), words("today.mood_rest")),
    ]
    if mood is not None:
        inside += _what_changed(journal)
    shown = [card(inside, title=words("common.mood"), trailing=_mark(journal))]
    return ft.Column([*shown, *_lowest(journal)], spacing=14)


def _what_changed(journal: Journal) -> list[ft.Control]:
    mood = journal.facts.day.mood
    tags = mood.tags if mood else frozenset()
    stopped = mood.stopped_me if mood else False
    return [
        text.label(words("today.what_changed") + " " + words("common.optional")),
        chips(
            [
                chip(words(f"common.tag_{tag}"), selected=tag in tags,
                     on_click=doing(write.toggle_tag, journal, tag))
                for tag in MOOD_TAGS
            ]
            + [chip(words("today.mood_stopped"), selected=stopped,
                    on_click=doing(write.toggle_mood_stopped, journal))]
        ),
    ]  # fmt: skip


def _lowest(journal: Journal) -> list[ft.Control]:
    """The L1 card under the entry."""
    standing = journal.facts.mood_path.standing
    cards = [notice for notice in standing.notices if notice.level == 1]
    if not cards or standing.level != 1:
        return []
    page = ft.context.page

    async def answered(code: str) -> None:
        await mood_path.answer(journal, cards, code)

    def get_help(_: object) -> None:
        page.navigate("/help")

    return [
        lowest_card(
            journal.facts.setup.provider, reason(cards[0]),
            on_help=get_help, on_add=get_help, on_answer=answered,
        )
    ]  # fmt: skip


def _mark(journal: Journal) -> ft.Control:
    return saved_mark(is_kept=not journal.is_saving and not journal.is_unsaved,
                      is_shown=journal.facts.day.written_on is not None)  # fmt: skip


@part
def Effects(group: str) -> ft.Control:
    """The effects of a group: a row of levels each, places for pain, and a tip for the strongest."""
    journal = use_journal()
    shown = [effect for effect in journal.facts.shown_effects if _group(effect) == group]
    if not shown:
        return ft.Container()
    rows: list[ft.Control] = []
    for effect in shown:
        rows += _effect_rows(journal, effect, group)
    return card([*rows, *_tip(journal, shown)], title=words(f"today.{group}"))


def _group(effect: ShownEffect) -> str:
    return "other" if effect.name is not None else content.effect(effect.key).group


def _effect_rows(journal: Journal, effect: ShownEffect, group: str) -> list[ft.Control]:
    space = use_space()
    facts = journal.facts
    name = facts.name_of(effect.key)
    level = facts.day.levels.get(effect.key)

    async def choose(chosen: int) -> None:
        await write.choose_level(journal, effect.key, chosen)

    label = words(f"today.short_{effect.key}") if group == "dryness" else name
    rows: list[ft.Control] = [
        ft.Column([text.label(label), level_row(name, level, choose, space)], spacing=5)
    ]
    if level is not None and effect.name is None:
        rows.append(text.small(content.effect(effect.key).help[level]))
    if level:
        rows += _pain_details(journal, effect.key) if group == "pain" else []
        rows.append(
            chips([chip(words("today.stopped"), selected=effect.key in facts.day.stopped,
                        on_click=doing(write.toggle_stopped, journal, effect.key))])
        )  # fmt: skip
    return rows


def _pain_details(journal: Journal, key: str) -> list[ft.Control]:
    chosen = journal.facts.day.places.get(key, ())
    return [
        text.label(words("today.where")),
        chips([
            chip(words(f"common.place_{place}"), selected=place in chosen,
                 on_click=doing(write.toggle_place, journal, key, place))
            for place in JOINT_PLACES
        ]),
    ]  # fmt: skip


def _tip(journal: Journal, shown: list[ShownEffect]) -> list[ft.Control]:
    """The tip for the strongest effect that was logged, article tips first."""
    levels = journal.facts.day.levels
    logged = sorted(
        (effect for effect in shown if levels.get(effect.key) and effect.name is None),
        key=lambda effect: -levels[effect.key],
    )
    page = ft.context.page
    for effect in logged:
        tips = content.tips_for(effect.key, levels[effect.key])
        if tips:
            return [tip_line(tips[0], lambda _: page.navigate("/care"))]
    return []


@part
def Nosebleeds() -> ft.Control:
    """How many, how long, how heavy; and the pinch timer."""
    journal = use_journal()
    page = ft.context.page
    bleeds = journal.facts.day.nosebleeds

    async def count(number: int) -> None:
        await write.count_nosebleeds(journal, number)

    async def none() -> None:
        if bleeds is not None and bleeds.count == 0:
            await write.forget_nosebleeds(journal)
        else:
            await write.count_nosebleeds(journal, 0)

    inside: list[ft.Control] = [
        counter(bleeds.count if bleeds else None, on_count=count, on_none=none)
    ]
    if bleeds is not None and bleeds.count:
        inside += [
            text.label(words("today.longest")),
            chips([
                chip(words(f"common.band_{band}"), selected=bleeds.longest == band,
                     on_click=doing(write.choose_longest, journal, band))
                for band in NOSEBLEED_BANDS
            ]),
            chips([chip(words("today.heavy"), selected=bleeds.is_heavy,
                        on_click=doing(write.toggle_heavy, journal))]),
        ]  # fmt: skip
        if bleeds.is_heavy or bleeds.longest in NOSEBLEED_BANDS[3:]:
            inside.append(text.body(words("today.heavy_help"), theme.ALERT, bold=True))
    inside.append(
        ft.Row([buttons.outline(words("timer.open"), lambda _: page.navigate("/timer"),
                                icon=ft.Icons.TIMER_OUTLINED)])
    )  # fmt: skip
    tips = content.tips_about("nosebleed") if bleeds and bleeds.count else ()
    inside += [tip_line(tips[0], lambda _: page.navigate("/care"))] if tips else []
    return card(inside, title=words("today.nosebleeds"))


@part
def Dose() -> ft.Control:
    """Whether the capsule of the day was taken."""
    journal = use_journal()
    day, course = journal.facts.day, journal.facts.course
    mg = course.dose_on(day.on) if course else None
    under = words("today.dose_of", mg=f"{mg:g}") if mg else words("today.dose_unknown")
    return card(
        [
            chips([
                chip(words("today.dose_taken"), selected=day.is_dose_taken is True,
                     on_click=doing(write.answer_dose, journal, True)),
                chip(words("today.dose_missed"), selected=day.is_dose_taken is False,
                     on_click=doing(write.answer_dose, journal, False)),
            ]),
            text.small(under),
        ],
        title=words("today.dose"),
    )  # fmt: skip


@part
def Note() -> ft.Control:
    """A note; kept as soon as the field is left."""
    journal = use_journal()

    async def keep(text: str) -> None:
        await write.write_note(journal, text)

    note = field(
        words("today.note_hint"), journal.facts.day.note, on_leave=keep, lines=2, longest=20_000
    )
    return card([note], title=words("today.note"))


@part
def Own() -> ft.Control:
    """The way to effects of one's own and to what Today shows."""
    page = ft.context.page
    return ft.Row(
        [buttons.link(words("today.effects_shown"), lambda _: page.navigate("/settings"))],
        alignment=ft.MainAxisAlignment.CENTER,
    )
