"""The page for a visit: what stands on it, a look at it, and the ways to give it away."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import date

import flet as ft

from app import device, share
from app.facts import Clinic, Facts
from app.journal import use_journal
from app.outcome import DONE, Cancelled, Done
from app.parts import buttons, text
from app.parts.card import card
from app.parts.date_field import DateField
from app.parts.form import beside
from app.parts.guard import part
from app.parts.paper import paper
from app.parts.segments import segments
from app.parts.sheet import sheet
from app.parts.space import Space, use_space
from app.screens.clinic_view import page_header, use_clinic
from app.screens.report_choices import ReportChoices, first_choices
from models.periods import Period
from models.report import Choices, Report, read_report
from models.report.text import text_of
from models.trends.ranges import Span, period_of
from models.words import words

PDF = "application/pdf"
RANGES = {
    "since_visit": "visits.range_since_visit", "course": "visits.range_course",
    "six_weeks": "visits.range_six_weeks", "dates": "visits.range_dates",
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What the user wants on the page: which days, and what was ticked. Private fields are off."""

    span: Span
    choices: Choices = field(default_factory=Choices)


@part
def ReportPreview() -> ft.Control:
    """The page."""
    journal, space, clinic = use_journal(), use_space(), use_clinic()
    top = [page_header(words("visits.report"))]
    if clinic is None:
        return sheet(top, [], space)
    return Page(first_span(journal.facts, clinic))


def first_span(facts: Facts, clinic: Clinic) -> Span:
    """Since the last visit; before the first one the whole course, or the last six weeks."""
    for name in ("since_visit", "course"):
        if _period(Span(name), facts, clinic) is not None:
            return Span(name)
    return Span("six_weeks")


def _period(span: Span, facts: Facts, clinic: Clinic) -> Period | None:
    courses = (facts.course,) if facts.course else ()
    return period_of(span, facts.today, courses, clinic.visits)


@part
def Page(first: Span) -> ft.Control:
    """The choices beside the preview, or above and below it."""
    journal, space = use_journal(), use_space()
    facts = journal.facts
    clinic = facts.clinic or Clinic()
    wish, set_wish = ft.use_state(Wish(first, first_choices(journal)))
    period = _period(wish.span, facts, clinic) or _period(Span("six_weeks"), facts, clinic)
    assert period is not None, "six weeks are always there"

    def read() -> Report:
        return read_report(journal.store, period, wish.choices, today=facts.today)

    report = ft.use_memo(read, [period, wish.choices, facts])

    def choose(choices: Choices) -> None:
        set_wish(replace(wish, choices=choices))

    def look(span: Span) -> None:
        set_wish(replace(wish, span=span))

    ways = [Give(report), _ranges(wish.span, facts, clinic, look, space)]
    options = ReportChoices(wish.choices, choose)
    shown = [text.section(words("visits.preview")), paper(report, space)]
    top = [page_header(words("visits.report"))]
    if space.is_wide:
        return sheet(top, [*ways, options], space, shown, key="report")
    return sheet(top, [*ways, *shown, options], space, key="report")


def _ranges(
    span: Span, facts: Facts, clinic: Clinic, look: Callable[[Span], None], space: Space
) -> ft.Control:
    """Which days the page is about."""

    async def choose(name: str) -> None:
        known = _period(span, facts, clinic)
        ends = (known.first, known.last) if known else (None, None)
        look(Span(name, *ends) if name == "dates" else Span(name))

    def put(**ends: date | None) -> None:
        look(replace(span, **ends))  # type: ignore[arg-type]  # only dates go in

    known = [name for name in RANGES if _period(Span(name), facts, clinic) and name != "six_weeks"]
    shown = known if len(known) > 1 else ["six_weeks", *known]
    options = [(name, words(RANGES[name])) for name in shown]
    lines: list[ft.Control] = [segments(options, span.name, choose, space)]
    if span.name == "dates":
        lines.append(
            beside(
                [DateField(words("visits.range_first"), span.one_on, lambda on: put(one_on=on),
                           last=facts.today),
                 DateField(words("visits.range_last"), span.other_on, lambda on: put(other_on=on),
                           last=facts.today)],
                space,
            )
        )  # fmt: skip
    return card(lines, title=words("visits.range"))


@part
def Give(report: Report) -> ft.Control:
    """Save as PDF, share where the device has a sheet for it, copy as text."""
    journal, space, page = use_journal(), use_space(), ft.context.page
    making, set_making = ft.use_state(False)
    name = f"visit-report-{report.prepared_on.isoformat()}.pdf"

    async def give(how: Callable[[bytes], Awaitable[Done | Cancelled]]) -> None:
        set_making(True)
        await asyncio.sleep(0)  # the button says so before the page is drawn
        with journal.gate("failure.not_written"):
            if await how(pdf(report)) is DONE:
                journal.say(words("visits.report_given"))
        set_making(False)

    async def save(_: object) -> None:
        await give(lambda data: device.hand_over(page, name, data))

    async def share_it(_: object) -> None:
        await give(lambda data: share.share(page, name, data, PDF))

    def copied(_: object) -> None:
        journal.say(words("visits.copied"))

    said = words("visits.making" if making else "visits.save_pdf")
    save_button = buttons.primary(said, save, icon=ft.Icons.PICTURE_AS_PDF, expand=True,
                                  disabled=making)  # fmt: skip
    copy = buttons.outline(
        words("visits.copy_text"), copied, icon=ft.Icons.CONTENT_COPY,
        action=ft.CopyToClipboard(text_of(report)), expand=True,
    )  # fmt: skip
    more: list[ft.Control] = [copy]
    if share.has_sheet(page):
        more.insert(0, buttons.soft(words("visits.share"), share_it, icon=ft.Icons.SHARE,
                                    expand=True))  # fmt: skip
    rows: list[ft.Control] = [ft.Row([save_button])]
    rows += [ft.Row([each]) for each in more] if space.is_narrow else [ft.Row(more, spacing=8)]
    rows.append(text.small(words("visits.nothing_sent")))
    return ft.Column(rows, spacing=10)


def pdf(report: Report) -> bytes:
    """The page as PDF. The library that draws it is loaded here, on the first call."""
    from models.report.page import pdf_of

    return pdf_of(report)
