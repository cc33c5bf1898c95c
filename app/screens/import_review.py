"""Another app's file, before anything is written: what it says, what it would change here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import flet as ft

from app.actions import bring_in
from app.actions.bring_in import Foreign, Looked
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card, row
from app.parts.choice import chip, chips
from app.parts.guard import doing, part
from app.screens.import_meanings import Meanings, OpenWords
from models import dates
from models.exchange import review
from models.exchange.imports import Import
from models.exchange.limits import shown
from models.exchange.reading import ENCODINGS
from models.exchange.source import Options
from models.exchange.written_dates import ORDERS
from models.words import plural, words

STEP = 50
"""How many lines of a list come with one tap."""
Looking = Callable[[Looked | None], None]
Reading = Callable[[Options], Callable[..., None]]


@part
def ImportReview(foreign: Foreign, on_look: Looking) -> ft.Control:
    """The dry run; `on_look` takes the next one, or None to leave."""
    journal = use_journal()
    plan = foreign.plan

    async def take(_: object) -> None:
        if await bring_in.take_over(journal, foreign) is DONE:
            on_look(None)

    def leave(_: object) -> None:
        bring_in.leave(journal, foreign)
        on_look(None)

    def reading(options: Options) -> Callable[..., None]:
        def read(_: object) -> None:
            looked = bring_in.with_options(journal, foreign, options)
            if isinstance(looked, Foreign):
                on_look(looked)
            else:
                journal.say(looked.sentence)

        return read

    go = ft.Row([buttons.primary(words("data.import.apply"), take, expand=True)])
    cancel = buttons.outline(words("common.cancel"), leave, expand=True)
    kept = [review.kept_line(each) for each in plan.kept_values]
    return ft.Column(
        [
            _summary(foreign),
            *([_questions(foreign, reading)] if not plan.is_ready else []),
            *([OpenWords(foreign, on_look)] if review.opens(plan) else []),
            Meanings(foreign, on_look),
            *([_table(foreign, reading)] if plan.source.columns else []),
            *([Skips(foreign)] if plan.skips else []),
            *([Lines(words("data.import.told", count=len(plan.source.told)),
                     [review.skip_line(each) for each in plan.source.told], "told")]
              if plan.source.told else []),
            *([Lines(words("data.import.kept_title", count=len(kept)), kept, "kept")]
              if kept else []),
            *([go] if plan.new and plan.is_ready else []),
            *([text.body(words("data.import.waits"))] if not plan.is_ready else []),
            ft.Row([cancel]),
        ],
        spacing=14, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


def _summary(foreign: Foreign) -> ft.Control:
    lines = review.summary(foreign.plan)
    if not foreign.plan.new:
        lines.append(words("data.import.nothing"))
    name = shown(foreign.name)
    return card(
        [text.small(words("data.file", name=name)), *(text.body(line) for line in lines)],
        title=words("data.import.title"), key="dry-run",
    )  # fmt: skip


def _questions(foreign: Foreign, reading: Reading) -> ft.Control:
    """What only the user can decide, with the answers to tap."""
    blocks: list[ft.Control] = []
    for asked in foreign.plan.source.questions:
        blocks.append(text.body(review.question(asked)))
        if asked.why == "quotes":
            answers = {
                f"quotes_{each}": replace(foreign.options, quotes=each) for each in ("text", "rows")
            }
        else:
            answers = {f"order_{each}": replace(foreign.options, dates=each) for each in ORDERS}
        blocks.append(
            chips(
                [
                    chip(words(f"exchange.remark.{name}"), selected=False, on_click=reading(each))
                    for name, each in answers.items()
                ]
            )  # fmt: skip
        )
    return card(blocks, title=words("data.import.asked_title"), key="questions")


def _table(foreign: Foreign, reading: Reading) -> ft.Control:
    """How a plain table is read: its column and order of dates, and its letters."""
    columns, options = foreign.plan.source.columns, foreign.options
    assert columns is not None
    places = [
        chip(shown(name.strip(), 40) or words("data.import.column", number=place + 1),
             selected=place == columns.date_column,
             on_click=reading(replace(options, date_column=place, dates="")))
        for place, name in enumerate(columns.heads)
    ]  # fmt: skip
    orders = [
        chip(words(f"exchange.remark.order_{order}"), selected=order == columns.order,
             on_click=reading(replace(options, dates=order)))
        for order in ORDERS
    ]  # fmt: skip
    letters = [
        chip(name, selected=columns.encoding.startswith(name),
             on_click=reading(replace(options, encoding=name)))
        for name in ENCODINGS
    ]  # fmt: skip
    return card(
        [
            text.label(words("data.import.date_column")), chips(places),
            text.label(words("data.import.date_order")), chips(orders),
            text.label(words("data.import.letters")), chips(letters),
        ],
        title=words("data.import.columns"), key="columns",
    )  # fmt: skip


@part
def Skips(foreign: Foreign) -> ft.Control:
    """What is left out, and why: counted, then line by line."""
    skips = foreign.plan.skips
    counts = Counter(skip.why for skip in skips)
    above = [
        words("data.import.skip_count", why=words(f"exchange.skip.{why}"), count=count)
        for why, count in counts.most_common()
    ]
    title = plural("data.import.skipped", len(skips))
    return Lines(title, [review.skip_line(skip) for skip in skips], "skips", above)


@part
def Lines(title: str, lines: Sequence[str], key: str, above: Sequence[str] = ()) -> ft.Control:
    """A list that a tap unfolds, a part at a time; all of it can be reached."""
    many, set_many = ft.use_state(0)
    fold = words("data.import.hide_skips" if many else "data.import.show_skips")
    links = [buttons.link(fold, lambda _: set_many(0 if many else STEP))]
    if 0 < many < len(lines):
        more = words("data.import.more_lines", count=len(lines) - many)
        links.insert(0, buttons.link(more, lambda _: set_many(many + STEP)))
    return card(
        [*(text.small(line) for line in (*above, *lines[:many])), *links], title=title, key=key
    )


@part
def Imports() -> ft.Control:
    """The imports that can be taken back, each on its own."""
    journal = use_journal()
    opened, set_opened = ft.use_state("")

    def toggling(made: Import) -> Callable[..., None]:
        return lambda _: set_opened("" if opened == made.key else made.key)

    lines: list[ft.Control] = []
    for made in bring_in.imports(journal):
        app = words(f"exchange.app.{made.app}")
        on = dates.with_year(made.at.astimezone(journal.now().tzinfo).date())
        under = plural("data.import.done_under", made.answers, days=made.days)
        line = words("data.import.done_line", app=app, on=on)
        lines.append(row(line, under=under, on_click=toggling(made)))
        if made.key == opened:
            undo = doing(bring_in.take_import_back, journal, made)
            lines.append(ft.Row([buttons.soft(words("data.import.take_back"), undo)]))
    return card(
        [text.small(words("data.import.done_more")), *lines],
        title=words("data.import.done_title"), key="imports",
    )  # fmt: skip
