"""Another app's file, before anything is written: what it says, what it would change here."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import flet as ft

from app.actions import bring_in
from app.actions.bring_in import Foreign, Looked
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.guard import part
from app.screens.import_meanings import Meanings
from models import dates
from models.exchange.column_wizard import ORDERS, Columns, dated_by
from models.words import words

SHOWN = 20
Looking = Callable[[Looked | None], None]


@part
def ImportReview(foreign: Foreign, on_look: Looking) -> ft.Control:
    """The dry run; `on_look` takes the next one, or None to leave."""
    journal = use_journal()

    async def take(_: object) -> None:
        if await bring_in.take_over(journal, foreign) is DONE:
            on_look(None)

    def cancel(_: object) -> None:
        bring_in.leave(journal, foreign)
        on_look(None)

    go = ft.Row([buttons.primary(words("data.import.apply"), take, expand=True)])
    return ft.Column(
        [
            _summary(foreign),
            *([TableReading(foreign, on_look)] if foreign.columns else []),
            Meanings(foreign, on_look),
            *([Skips(foreign)] if foreign.plan.skips else []),
            *([go] if foreign.plan.new else []),
            ft.Row([buttons.outline(words("common.cancel"), cancel,
                                    expand=True)]),
        ],
        spacing=14, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _summary(foreign: Foreign) -> ft.Control:
    plan = foreign.plan
    app = words(f"exchange.app.{plan.source.app}")
    lines = [words("data.import.read", app=app, rows=plan.source.rows, mapped=plan.mapped)]
    if plan.first is not None and plan.last is not None:
        first, last = dates.with_year(plan.first), dates.with_year(plan.last)
        lines.append(words("data.import.span", first=first, last=last))
    lines += [
        words("data.import.new", count=plan.new),
        words("data.import.same", count=plan.same),
        words("data.import.kept", count=plan.kept),
        words("data.import.skipped", count=len(plan.skips)),
    ]
    lines += [_remark(name, value) for name, value in plan.source.remarks]
    if not plan.new:
        lines.append(words("data.import.nothing"))
    return card(
        [text.small(words("data.file", name=foreign.name)), *(text.body(line) for line in lines)],
        title=words("data.import.title"), key="dry-run",
    )  # fmt: skip


def _remark(name: str, value: str) -> str:
    return words(f"exchange.remark.{name}", value=value)


@part
def TableReading(foreign: Foreign, on_look: Looking) -> ft.Control:
    """How a plain table is read: which column holds the date, and how dates are written."""
    journal = use_journal()
    columns = foreign.columns
    assert columns is not None

    def read(chosen: Columns) -> None:
        looked = bring_in.with_columns(journal, foreign, chosen)
        if isinstance(looked, Foreign):
            on_look(looked)
        else:
            journal.say(looked.sentence)

    def dated(place: int) -> Callable[..., None]:
        return lambda _: read(dated_by(columns, place))

    def ordered(order: str) -> Callable[..., None]:
        return lambda _: read(replace(columns, order=order, is_order_sure=True))

    return card(
        [
            text.label(words("data.import.date_column")), _places(columns, dated),
            text.label(words("data.import.date_order")), _orders(columns, ordered),
        ],
        title=words("data.import.columns"), key="columns",
    )  # fmt: skip


def _places(columns: Columns, choosing: Callable[[int], Callable[..., None]]) -> ft.Control:
    return chips(
        [
            chip(name or words("data.import.column", number=place + 1),
                 selected=place == columns.date_column, on_click=choosing(place))
            for place, name in enumerate(columns.heads[:SHOWN])
        ]
    )  # fmt: skip


def _orders(columns: Columns, choosing: Callable[[str], Callable[..., None]]) -> ft.Control:
    return chips(
        [
            chip(words(f"exchange.remark.order_{order}"), selected=order == columns.order,
                 on_click=choosing(order))
            for order in ORDERS
        ]
    )  # fmt: skip


@part
def Skips(foreign: Foreign) -> ft.Control:
    """What is left out, and why: counted, then row by row."""
    is_open, set_open = ft.use_state(False)
    skips = foreign.plan.skips
    counted = Counter(skip.why for skip in skips)
    lines = [
        words("data.import.skip_count", why=words(f"exchange.skip.{why}"), count=count)
        for why, count in counted.most_common()
    ]
    if is_open:
        lines += [
            words("data.import.skip_line", line=skip.line, why=words(f"exchange.skip.{skip.why}"),
                  what=skip.what)
            for skip in skips[:SHOWN]
        ]  # fmt: skip
        if len(skips) > SHOWN:
            lines.append(words("data.more_conflicts", count=len(skips) - SHOWN))
    fold = words("data.import.hide_skips" if is_open else "data.import.show_skips")
    return card(
        [
            *(text.small(line) for line in lines),
            buttons.link(fold, lambda _: set_open(not is_open)),
        ],
        title=words("data.import.skipped", count=len(skips)), key="skips",
    )  # fmt: skip
