"""The facts of the page for a visit, on the screen: what is here is what will be printed."""

from collections.abc import Sequence

import flet as ft

from app import theme
from app.parts import text
from app.parts.space import Space
from models import dates
from models.report.attention import attention, is_urgent
from models.report.facts import Report
from models.report.header import author_line, boxes, period_line, rests_on
from models.report.tables import TEST_DATES, Table, effects, notes, pregnancy, results, safety
from models.report.weekly import places, spoken_bleeds, spoken_moods
from models.report.wording import say

MOST_COLUMNS = 6
"""A table with more columns than this is told in lines."""


def paper(report: Report, space: Space) -> ft.Control:
    """The page in the order of the paper."""
    parts = [
        _top(report),
        _boxes(report, space),
        *([_attention(report)] if report.has("attention") else []),
        *_effects(report, space),
        *_lines(report, "mood", [spoken_moods(report)] if report.mood.days_logged else []),
        *_lines(
            report, "nosebleeds", [spoken_bleeds(report)] if report.nosebleeds.days_logged else []
        ),
        *_tests(report, space),
        *_lines(report, "pregnancy", pregnancy(report)),
        *_lines(report, "safety_answers", safety(report)),
        *_lines(report, "questions", _questions(report)),
        *_lines(report, "notes", notes(report)),
        *([text.small(say("with_days"))] if report.choices.with_days else []),
        ft.Divider(height=1, thickness=1, color=theme.LINE),
        text.source(f"{say('legend')} {say('legend_missing')}"),
    ]
    return ft.Container(
        ft.Column(parts, spacing=16, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=theme.CARD,
        border=ft.Border.all(1, theme.LINE),
        border_radius=6,
        padding=20,
        shadow=ft.BoxShadow(
            blur_radius=14, color=ft.Colors.with_opacity(0.10, "#000000"), offset=ft.Offset(0, 3)
        ),
        key="paper",
    )


def _top(report: Report) -> ft.Control:
    prepared = say("prepared", on=dates.with_year(report.prepared_on))
    name = ft.Text(say("title"), size=19, weight=ft.FontWeight.W_700, color=theme.TEXT)
    lines: list[ft.Control] = [
        ft.Semantics(heading_level=2, content=name),
        text.small(period_line(report)),
        text.small(f"{author_line(report)}. {prepared}."),
    ]
    return ft.Column(lines, spacing=3)


def _boxes(report: Report, space: Space) -> ft.Control:
    """The four facts of the top, two by two where there is room."""
    found = [_box(*each) for each in boxes(report)]
    if space.scale > 1.3:
        rows: list[ft.Control] = list(found)
    else:
        rows = [
            ft.Row(found[place : place + 2], spacing=8, intrinsic_height=True,
                   vertical_alignment=ft.CrossAxisAlignment.STRETCH)
            for place in (0, 2)
        ]  # fmt: skip
    if rests_on(report):
        rows.append(text.source(rests_on(report)))
    return ft.Column(rows, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _box(label: str, fact: str, detail: str) -> ft.Control:
    lines: list[ft.Control] = [text.source(label), text.body(fact, bold=True)]
    if detail:
        lines.append(text.source(detail))
    return ft.Container(
        ft.Column(lines, spacing=2),
        border=ft.Border.all(1, theme.LINE), border_radius=10, padding=10, expand=True,
    )  # fmt: skip


def _attention(report: Report) -> ft.Control:
    """What a clinician should see first; on the alert surface if something urgent is in it."""
    urgent = is_urgent(report)
    ink = theme.ON_ALERT_SOFT if urgent else theme.TEXT
    lines: list[ft.Control] = [text.heading(say("attention"), ink)]
    for head, fact in attention(report):
        lines.append(_fact(head, fact, ink))
    return ft.Container(
        ft.Column(lines, spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        bgcolor=theme.ALERT_SOFT if urgent else None,
        border=ft.Border.all(1.5, theme.ALERT if urgent else theme.LINE),
        border_radius=12, padding=14,
    )  # fmt: skip


def _fact(head: str, fact: str, ink: ft.ColorValue) -> ft.Control:
    if not head:
        return ft.Text(fact, size=theme.Size.SMALL + 1, color=ink)
    bold = ft.TextStyle(weight=ft.FontWeight.W_700, color=ink)
    spans = [ft.TextSpan(f"{head}. ", bold), ft.TextSpan(fact, ft.TextStyle(color=ink))]
    return ft.Text(size=theme.Size.SMALL + 1, spans=spans)


def _effects(report: Report, space: Space) -> list[ft.Control]:
    if not report.has("effects"):
        return []
    table = effects(report)
    if not table.rows:
        return [_headed(say("effects"), [text.small(say("nothing_logged"))])]
    lines = _rows(table, space)
    if places(report):
        lines.append(text.small(places(report)))
    return [_headed(say("effects"), lines)]


def _tests(report: Report, space: Space) -> list[ft.Control]:
    if not report.has("tests"):
        return []
    lines = _rows(results(report, TEST_DATES), space) or [text.small(say("tests_none"))]
    return [_headed(say("tests"), lines)]


def _rows(table: Table, space: Space) -> list[ft.Control]:
    """A table: each row its name, below it its cells under their headings."""
    if not table.rows:
        return []
    is_stacked = space.scale > 1.3 or len(table.head) > MOST_COLUMNS
    heads = list(table.head[1:])
    found: list[ft.Control] = [] if is_stacked else [_cells(heads, theme.TEXT_2)]
    for name, *cells in table.rows:
        inside = _told(heads, cells) if is_stacked else _cells(cells, theme.TEXT)
        found += [
            ft.Divider(height=1, thickness=1, color=theme.LINE),
            ft.Column([text.body(name, bold=True), inside], spacing=2),
        ]
    return found


def _cells(cells: Sequence[str], color: ft.ColorValue) -> ft.Control:
    size = theme.Size.CHOICE
    line: list[ft.Control] = [ft.Text(cell, size=size, color=color, expand=True) for cell in cells]
    return ft.Row(line, spacing=8, vertical_alignment=ft.CrossAxisAlignment.START)


def _told(heads: Sequence[str], cells: Sequence[str]) -> ft.Control:
    """Every cell that says something, with its heading, as running text."""
    named = zip(heads, cells, strict=True)
    return text.small(" · ".join(f"{head}: {cell}" for head, cell in named if cell != say("none")))


def _questions(report: Report) -> list[str]:
    asked = enumerate(report.clinic.questions, start=1)
    return [say("question", number=number, text=question.text) for number, question in asked]


def _lines(report: Report, section: str, said: Sequence[str]) -> list[ft.Control]:
    if not report.has(section) or not said:
        return []
    return [_headed(say(section), [text.small(line, theme.TEXT) for line in said])]


def _headed(name: str, lines: Sequence[ft.Control]) -> ft.Control:
    return ft.Column(
        [text.heading(name), *lines], spacing=8,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
