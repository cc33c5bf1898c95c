"""The pinch timer for a nosebleed: first aid, ten minutes at a time, the emergency button."""

import asyncio
from dataclasses import asdict

import flet as ft

from app import theme, way_back
from app.actions import day, drafts
from app.journal import Journal, use_journal
from app.outcome import DONE, Outcome
from app.parts import buttons, text
from app.parts.card import card
from app.parts.clock_face import progress, time_left
from app.parts.guard import doing, part
from app.parts.helplines import line_button
from app.parts.notice import INK, alert_box
from app.parts.number import by_hand
from app.parts.sheet import header, sheet
from app.parts.space import use_space
from app.pinch import DRAFT, HOLD, Pinch
from app.screens.dialling import on_copied
from app.screens.whereabouts import places
from models.scales import band_of
from models.words import plural, words

TICK = 1.0
STEPS = ("sit", "pinch", "mouth", "hold", "not_back")


@part
def PinchTimer() -> ft.Control:
    """First aid and the countdown; the emergency number below them, always in sight."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    number = places()[0].emergency[0]
    top = header(
        words("timer.title"),
        lambda _: page.navigate("/help"),
        on_back=lambda _: way_back.leave(journal, page, "/"),
        space=space,
    )
    inside = sheet([top], [Countdown(), _first_aid()], space, [_when_to_call()], key="timer")
    call = ft.Container(
        ft.Column(
            [
                ft.Row([line_button(number, emergency=0)]),
                *by_hand(number.display, space, on_copied(use_journal()), ink=theme.TEXT),
            ],
            tight=True,
        ),
        padding=ft.Padding(left=16, right=16, top=10, bottom=12),
        bgcolor=theme.CARD,
        border=ft.Border(top=ft.BorderSide(1, theme.LINE)),
    )
    return ft.Column([ft.Container(inside, expand=True), call], spacing=0, expand=True)


def _use_seconds(journal: Journal) -> None:
    """Draw the component again each second while a nosebleed is timed, until it is left."""
    _, redraw = ft.use_state(0)
    nothing: list[asyncio.Task[None]] = []
    ticking, _ = ft.use_state(nothing)

    async def tick() -> None:
        while journal.pinch is not None:
            await asyncio.sleep(TICK)
            redraw(lambda drawn: drawn + 1)

    def start() -> None:
        ticking.append(asyncio.create_task(tick()))

    def stop() -> None:  # Flet lets an effect's own task run on when its component is gone
        while ticking:
            ticking.pop().cancel()

    ft.use_effect(start, [journal.pinch], stop)


@part
def Countdown() -> ft.Control:
    """The time left, worked out from the journal's `pinch` and drawn again each second."""
    journal, page = use_journal(), ft.context.page
    _use_seconds(journal)
    pinch = journal.pinch

    async def start() -> None:
        await _time(journal, Pinch(journal.now(), journal.now()))

    if pinch is None:
        return card([ft.Row([buttons.primary(words("timer.start"), doing(start), expand=True)])],
                    key="countdown")  # fmt: skip

    async def again() -> None:
        await _time(journal, pinch.again(journal.now()))

    async def stop() -> None:
        if await _record(journal, pinch.minutes(journal.now())) is DONE:
            await _time(journal, None)
            way_back.leave(journal, page, "/")

    async def discard() -> None:
        await _time(journal, None)
        way_back.leave(journal, page, "/")

    left, minutes = pinch.left(journal.now()), pinch.minutes(journal.now())
    still = [
        text.label(words("timer.still_bleeding")),
        ft.Row([buttons.soft(words("timer.again"), doing(again), expand=True)]),
    ]
    return card(
        [
            *(_holding(left) if left else _time_is_up(minutes)),
            ft.Row([buttons.primary(words("timer.stopped_bleeding"), doing(stop), expand=True)]),
            *([] if left else still),
            ft.Row([buttons.outline(words("timer.discard"), doing(discard), expand=True)]),
        ],
        key="countdown",
    )


async def _time(journal: Journal, pinch: Pinch | None) -> None:
    """Begin to time a nosebleed, or end; a timer that runs outlives the end of the app."""
    journal.pinch = pinch
    if pinch is None:
        drafts.forget(journal, DRAFT)
    else:
        drafts.put(journal, DRAFT, asdict(pinch))
    await drafts.keep(journal)


def _holding(left: int) -> list[ft.Control]:
    return [time_left(left), progress(1 - left / HOLD)]


def _time_is_up(minutes: float) -> list[ft.Control]:
    """What to do after ten minutes: when to get help comes first."""
    total = text.small(plural("timer.total", int(minutes)))
    ended = ft.Semantics(live_region=True, content=text.body(words("timer.ended"), bold=True))
    return [_call_list(alert=True), ended, total]


async def _record(journal: Journal, minutes: float) -> Outcome:
    """Keep the nosebleed, and say how long it was."""
    kept = await day.record_nosebleed(journal, minutes)
    if kept is DONE:
        band = words(f"common.band_{band_of(minutes)}")
        journal.say(words("timer.recorded", band=band))
    return kept


def _first_aid() -> ft.Control:
    return card(
        [
            ft.Row(
                [
                    ft.Text(str(number), size=theme.Size.HEADING, weight=ft.FontWeight.W_700,
                            color=theme.PRIMARY),
                    ft.Container(text.body(words(f"timer.step_{step}")), expand=True),
                ],
                spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
            )
            for number, step in enumerate(STEPS, 1)
        ],
        key="first-aid",
    )  # fmt: skip


def _when_to_call() -> ft.Control:
    return ft.Column([_call_list(alert=False), card([text.body(words("timer.many"))])], spacing=14)


def _call_list(*, alert: bool) -> ft.Control:
    """When to go to hospital, and when to call the emergency number."""
    ink = INK if alert else theme.TEXT
    reasons = (words("timer.call_long"), words("timer.call_heavy"), words("timer.call_thinners"))
    lines: list[ft.Control] = [text.heading(words("timer.call_title"), ink)]
    for said in reasons:
        mark = ft.Icon(ft.Icons.CALL, color=theme.ALERT, size=20)
        lines.append(ft.Row([mark, ft.Container(text.body(said, ink), expand=True)], spacing=12))
    return alert_box(lines) if alert else card(lines)
