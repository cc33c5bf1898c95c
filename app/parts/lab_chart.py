"""The values of one test over time, with the dose below them. Drawn without a chart library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import flet as ft
import flet.canvas as cv

from app import theme
from app.parts.space import Space
from models import dates
from models.words import words

LEFT, RIGHT, TOP = 44.0, 14.0, 22.0
PLOT = 104.0
LANE = 22.0
DATES = 20.0
DOT = 4.5


class Value(NamedTuple):
    """One result: its day, its number, and how it is written."""

    on: date
    number: float
    word: str


class Dose(NamedTuple):
    """Milligrams a day from a day on; 0 is a break."""

    start_on: date
    mg: float


@dataclass(frozen=True)
class LabChart:
    """What the chart shows; `said` tells it in words."""

    values: Sequence[Value]
    doses: Sequence[Dose]
    said: str


@dataclass(frozen=True)
class _Area:
    width: float
    scale: float
    first: date
    last: date
    low: float
    high: float

    @property
    def left(self) -> float:
        return LEFT * self.scale

    def x(self, on: date) -> float:
        share = (on - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.width - self.left - RIGHT) * min(1.0, max(0.0, share))

    def y(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low)
        return (TOP + PLOT * (1 - share)) * self.scale


def lab_chart(chart: LabChart, width: float, space: Space) -> ft.Control:
    """Dots joined by a line, each with its value; the lane below says which dose was taken."""
    area = _area(chart, width, min(space.scale, 1.6))
    height = (TOP + PLOT + 12 + LANE + DATES) * area.scale
    shapes = [*_grid(area), *_line(chart.values, area), *_lane(chart.doses, area), *_dates(area)]
    return ft.Semantics(
        container=True,
        image=True,
        label=chart.said,
        content=cv.Canvas(shapes, width=width, height=height),
    )


def _area(chart: LabChart, width: float, scale: float) -> _Area:
    numbers = [value.number for value in chart.values]
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.15 or abs(high) * 0.2 or 1.0
    days = [value.on for value in chart.values]
    return _Area(width, scale, min(days), max(days), low - room, high + room)


def _grid(area: _Area) -> list[cv.Shape]:
    paint = ft.Paint(color=theme.LINE, stroke_width=1)
    lines = [(TOP + PLOT * part) * area.scale for part in (0.0, 0.5, 1.0)]
    return [cv.Line(area.left, y, area.width - RIGHT, y, paint) for y in lines]


def _line(values: Sequence[Value], area: _Area) -> list[cv.Shape]:
    ink = ft.Paint(color=theme.PRIMARY, stroke_width=2.5)
    points = [(area.x(value.on), area.y(value.number)) for value in values]
    shapes: list[cv.Shape] = [
        cv.Line(*start, *end, ink) for start, end in zip(points, points[1:], strict=False)
    ]
    fill = ft.Paint(color=theme.PRIMARY, style=ft.PaintingStyle.FILL)
    for (x, y), value in zip(points, values, strict=True):
        shapes.append(cv.Circle(x, y, DOT, fill))
        shapes.append(_word(value.word, x, y - 19 * area.scale, area, bold=True))
    return shapes


def _lane(doses: Sequence[Dose], area: _Area) -> list[cv.Shape]:
    """One piece for each dose inside the days shown; its milligrams where they fit."""
    top = (TOP + PLOT + 10) * area.scale
    height = LANE * area.scale
    label = _word(words("visits.chart_dose"), 0, top + 4 * area.scale, area, align="left")
    shapes: list[cv.Shape] = [label]
    ends = [dose.start_on for dose in doses[1:]]
    for place, dose in enumerate(doses):
        start, end = dose.start_on, ends[place] if place < len(ends) else area.last
        if end <= area.first or start > area.last:
            continue
        left, right = area.x(start), area.x(end)
        fill = theme.PRIMARY_SOFT if dose.mg else theme.SOFT
        shapes.append(
            cv.Rect(left, top, max(2.0, right - left - 2), height, border_radius=6,
                    paint=ft.Paint(color=fill))
        )  # fmt: skip
        word = words("visits.mg", mg=f"{dose.mg:g}")
        if right - left > 8 + 7 * len(word) * area.scale:
            middle = (left + right) / 2
            shapes.append(_word(word, middle, top + 4 * area.scale, area, bold=True))
    return shapes


def _dates(area: _Area) -> list[cv.Shape]:
    top = (TOP + PLOT + 14 + LANE) * area.scale
    ends: list[cv.Shape] = [_word(dates.short(area.first), area.left, top, area, align="left")]
    if area.last != area.first:
        ends.append(_word(dates.short(area.last), area.width - RIGHT, top, area, align="right"))
    return ends


def _word(
    said: str, x: float, y: float, area: _Area, *, bold: bool = False, align: str = "middle"
) -> cv.Text:
    anchors = {"left": ft.Alignment(-1, -1), "middle": ft.Alignment(0, -1),
               "right": ft.Alignment(1, -1)}  # fmt: skip
    half = 3.6 * len(said) * area.scale
    if align == "middle":  # a word at the edge stays inside
        x = min(max(x, half), area.width - half)
    return cv.Text(
        x, y, said, alignment=anchors[align],
        style=ft.TextStyle(
            size=theme.Size.CHOICE * area.scale, font_family=theme.FONT,
            color=theme.TEXT if bold else theme.TEXT_2,
            weight=ft.FontWeight.W_600 if bold else ft.FontWeight.W_400,
        ),
    )  # fmt: skip
