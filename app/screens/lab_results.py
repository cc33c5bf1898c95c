"""Test results: what was typed, over time, with the dose beside it. It judges nothing."""

from collections.abc import Sequence
from datetime import date

import flet as ft

from app import theme
from app.actions import lab as write
from app.facts import Clinic, Facts
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card, row, rows
from app.parts.form import empty
from app.parts.guard import doing, part
from app.parts.lab_chart import Dose, LabChart, Value, lab_chart
from app.parts.segments import segments
from app.parts.sheet import sheet
from app.parts.space import Space, use_space
from app.parts.switch_row import switch_row
from app.screens.clinic_view import (
    day_short,
    going,
    page_header,
    unit_shown,
    use_clinic,
    with_pregnancy,
)
from app.screens.due_tests import DueTests
from app.screens.visits import call_now
from models import dates, lab
from models.lab import Shown
from models.records import DosePeriod, TestResult
from models.words import words

ENOUGH = 2
"""Results that a chart needs."""
SIDE = 2 * theme.PAD + 2
UNITS = ((lab.MG, lab.MG), (lab.MMOL, lab.MMOL))


@part
def LabResults() -> ft.Control:
    """The page."""
    journal, space, clinic = use_journal(), use_space(), use_clinic()
    top = [page_header(words("visits.results"))]
    if clinic is None:
        return sheet(top, [], space)
    facts = journal.facts
    add = buttons.primary(
        words("visits.add_result"), going("/result/new"), icon=ft.Icons.ADD, expand=True
    )
    return sheet(
        [*top, *call_now(journal, clinic, space)],
        [
            ft.Row([add]),
            *_results(clinic, facts, space),
            text.small(words("lab.no_comment")),
        ],
        space,
        [
            text.section(words("visits.due_title")),
            DueTests(),
            PregnancySwitch(),
        ],
        key="lab-results",
    )


def _results(clinic: Clinic, facts: Facts, space: Space) -> list[ft.Control]:
    shown = [each for each in clinic.results if with_pregnancy(facts) or each.kind != lab.PREGNANCY]
    if not shown:
        return [empty(words("visits.no_results"))]
    found: list[ft.Control] = []
    if any(_can_convert(each) for each in shown):
        found.append(UnitChoice())
    for name, results in grouped(shown).items():
        found.append(Kind.keyed(f"kind-{name}", name, tuple(results)))
    return found


def grouped(results: Sequence[TestResult]) -> dict[str, list[TestResult]]:
    """Results by the name of their test: known tests in the order of content, own ones last."""
    order = [each.key for each in lab.kinds()]
    ranked = sorted(
        results, key=lambda each: order.index(each.kind) if each.kind in order else len(order)
    )
    found: dict[str, list[TestResult]] = {}
    for each in ranked:
        known = lab.kind(each.kind)
        found.setdefault(known.name if known else each.name, []).append(each)
    return found


def _can_convert(result: TestResult) -> bool:
    known = lab.kind(result.kind)
    return known is not None and known.mg_per_mmol is not None


@part
def UnitChoice() -> ft.Control:
    """Results as typed, or in one unit; nothing that was typed is changed."""
    journal, space = use_journal(), use_space()

    async def choose(key: str) -> None:
        await write.show_unit(journal, key)

    options = (("", words("visits.as_typed")), *UNITS)
    return ft.Column(
        [text.label(words("visits.unit_shown")),
         segments(options, unit_shown(journal.facts), choose, space)],
        spacing=6, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip


@part
def Kind(name: str, results: tuple[TestResult, ...]) -> ft.Control:
    """One test: its chart where there is enough for one, then every result, newest first."""
    facts, space = use_journal().facts, use_space()
    unit = unit_shown(facts)
    shown = [(each, lab.shown_in(each, unit)) for each in results]
    inside: list[ft.Control] = []
    values = _values(shown)
    if len(values) >= ENOUGH:
        doses = [Dose(each.start_on, each.mg_per_day) for each in _doses(facts)]
        said = words(
            "visits.chart_said", name=name,
            values=words("visits.comma_join").join(
                words("visits.chart_value", value=each.word, on=dates.with_year(each.on))
                for each in values
            ),
        )  # fmt: skip
        inside.append(lab_chart(LabChart(values, doses, said), chart_width(space), space))
    elif values:
        inside.append(text.small(words("visits.chart_needs")))
    lines = [_result(each, how, facts.today) for each, how in reversed(shown)]
    divided: list[ft.Control] = []
    for line in lines:
        divided += [ft.Divider(height=1, thickness=1, color=theme.LINE), line]
    inside.append(ft.Column(divided, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH))
    return card(inside, title=name)


def _doses(facts: Facts) -> Sequence[DosePeriod]:
    return facts.course.doses if facts.course else ()


def chart_width(space: Space) -> float:
    """How wide a chart in a card of this screen is."""
    if space.is_wide:
        return (min(space.width - 112, 1160.0) - 32 - 16) / 2 - SIDE
    return min(space.width, theme.COLUMN * max(1.0, min(space.scale, 1.6))) - 32 - SIDE


def _values(shown: Sequence[tuple[TestResult, Shown]]) -> list[Value]:
    """What can be drawn: plain numbers in the unit of the newest result."""
    unit = shown[-1][1].unit
    found = []
    for result, how in shown:
        read = lab.number(how.value)
        if read is not None and not read[0] and how.unit == unit:
            found.append(Value(result.on, float(read[1]), how.value))
    return found


def _result(result: TestResult, how: Shown, today: date) -> ft.Control:
    value = f"{lab.value_of(result) if not how.is_converted else how.value} {how.unit}".strip()
    said = [day_short(result.on, today)]
    if how.range_low or how.range_high:
        typed_range = lab.range_words(how.range_low, how.range_high)
        said.append(words("visits.range_typed", range=typed_range))
    if result.is_fasting is not None:
        said.append(words("lab.fasting" if result.is_fasting else "lab.not_fasting"))
    outside = lab.outside_words(result)
    under = [*([outside] if outside else []), words("visits.dot_join").join(said)]
    if how.is_converted:
        typed = f"{result.value} {result.unit}"
        under.append(words("visits.converted", typed=typed))
    if result.note:
        under.append(result.note)
    trailing = ft.Icon(ft.Icons.CHEVRON_RIGHT, color=theme.TEXT_2, size=22)
    return row(value, under="\n".join(under), trailing=trailing, bold=True,
               on_click=going(f"/result/{result.id}"))  # fmt: skip


@part
def PregnancySwitch() -> ft.Control:
    """Pregnancy tests have rows only for those who want them."""
    journal = use_journal()
    is_on = with_pregnancy(journal.facts)
    switch = switch_row(
        words("visits.pregnancy_switch"), is_on=is_on, under=words("visits.pregnancy_under"),
        on_click=doing(write.show_pregnancy_tests, journal, not is_on),
    )  # fmt: skip
    return rows([switch])
