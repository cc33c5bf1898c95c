"""A line chart: a gap where nothing was said, marks as dashed lines, a tap opens a day.

The chart library is imported when the first chart is drawn: it costs start-up time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import flet as ft

from app import theme
from app.parts.chart_frame import RIGHT, Frame, Group, Style, framed
from models.trends.steps import Point

EDGE = 0.3
"""Room above the highest and below the lowest level, in levels."""
BESIDE = 0.05
"""Lines at the same level are drawn this far beside each other, in levels: none hides another."""
HEIGHT = 190


@dataclass(frozen=True)
class Line:
    """One line: stretches of points without a gap, and what each point says.

    `has_dots`: a dot for each point; `is_joined` False: only the dots. `said` None: the line
    has no words of its own and cannot be tapped.
    """

    stretches: Sequence[Sequence[Point]]
    style: Style
    said: Callable[[Point], str] | None = None
    has_dots: bool = False
    is_joined: bool = True


@dataclass(frozen=True)
class Chart:
    """What a chart shows. `levels`: its words by value, from the lowest; `summary`: in words."""

    frame: Frame
    lines: Sequence[Line]
    levels: Mapping[int, str]
    summary: str
    marks: Sequence[Group] = field(default=())


def _library() -> Any:
    import flet_charts  # type: ignore[import-untyped]  # the package ships no types

    return flet_charts


def line_chart(
    chart: Chart, on_open: Callable[[date], Any], on_marks: Callable[[Group], Any]
) -> ft.Control:
    """The chart; `on_open(day)` and `on_marks(group)` are awaited on a tap."""
    drawing = ft.Semantics(
        container=True, image=True, label=chart.summary, content=_drawing(chart, on_open)
    )
    return framed(drawing, chart.marks, chart.frame, on_marks)


def _drawing(chart: Chart, on_open: Callable[[date], Any]) -> ft.Control:
    fc = _library()

    inside = chart.frame
    series, opens = _series(chart)

    async def touched(event: Any) -> None:
        if event.type == fc.ChartEventType.TAP_UP:
            days = [opens[spot.bar_index][spot.spot_index] for spot in event.spots
                    if opens.get(spot.bar_index)]  # fmt: skip
            if days:
                await on_open(days[0])

    values = sorted(chart.levels)
    edge = inside.length * 0.012
    drawn: ft.Control = fc.LineChart(
        data_series=series,
        min_x=-edge, max_x=inside.length + inside.length * RIGHT / inside.plot,
        min_y=values[0] - EDGE, max_y=values[-1] + EDGE,
        left_axis=fc.ChartAxis(
            label_size=inside.left, label_spacing=1, show_min=False, show_max=False,
            labels=[fc.ChartAxisLabel(value=value, label=_level(word, inside))
                    for value, word in chart.levels.items()],
        ),
        horizontal_grid_lines=fc.ChartGridLines(interval=1, color=theme.LINE, width=1),
        border=ft.Border.all(0, ft.Colors.TRANSPARENT),
        tooltip=fc.LineChartTooltip(
            bgcolor=ft.Colors.INVERSE_SURFACE, border_radius=10, max_width=240,
            fit_inside_horizontally=True, fit_inside_vertically=True,
            padding=ft.Padding(left=10, right=10, top=6, bottom=6),
        ),
        animation=ft.Animation(duration=0),
        on_event=touched,
        height=HEIGHT * inside.scale, width=inside.width,
    )  # fmt: skip
    return drawn


def _level(word: str, inside: Frame) -> ft.Control:
    """A level at the left; silent, for the summary says it."""
    return ft.Container(
        ft.Text(word, semantics_label="", size=theme.Size.CHOICE - 1, color=theme.TEXT_2),
        alignment=ft.Alignment.CENTER_LEFT,
        width=inside.left,
    )


def _series(chart: Chart) -> tuple[list[Any], dict[int, list[date]]]:
    """The library's series, and for each that can be tapped the days its points open."""
    marked_on = {mark.on for group in chart.marks for mark in group}
    series = [_mark(chart, on) for on in sorted(marked_on)]
    opens: dict[int, list[date]] = {}
    spoken = [line for line in chart.lines if line.said is not None]
    for line in chart.lines:
        beside = 0.0
        if line in spoken:
            beside = BESIDE * ((len(spoken) - 1) / 2 - spoken.index(line))
        for stretch in line.stretches:
            if line.said is not None:
                opens[len(series)] = [point.on for point in stretch]
            series.append(_stretch(line, stretch, beside))
    return series, opens


def _stretch(line: Line, stretch: Sequence[Point], beside: float) -> Any:
    fc = _library()

    is_dot = line.has_dots or len(stretch) == 1
    dot = fc.ChartCirclePoint(color=line.style.color, radius=3.2 if line.has_dots else 2.5)
    touched = fc.ChartCirclePoint(color=line.style.color, radius=5)
    below = fc.ChartPointLine(color=theme.LINE, width=1)
    ink = ft.TextStyle(color=ft.Colors.ON_INVERSE_SURFACE, size=theme.Size.SMALL)
    return fc.LineChartData(
        points=[
            fc.LineChartDataPoint(
                point.place, point.value + beside, show_tooltip=line.said is not None,
                tooltip=fc.LineChartDataPointTooltip(
                    text=line.said(point) if line.said else "", text_style=ink
                ),
            )
            for point in stretch
        ],
        color=line.style.color if line.is_joined else ft.Colors.TRANSPARENT,
        stroke_width=line.style.width,
        dash_pattern=list(line.style.dashes) if line.style.dashes else None,
        rounded_stroke_cap=line.style.dashes is None,
        rounded_stroke_join=True,
        point=dot if is_dot else False,
        selected_point=touched if line.said else False,
        selected_below_line=below if line.said else False,
    )  # fmt: skip


def _mark(chart: Chart, on: date) -> Any:
    """A dashed line from top to bottom."""
    fc = _library()

    place = (on - chart.frame.period.first).days
    ends = min(chart.levels) - EDGE, max(chart.levels) + EDGE
    return fc.LineChartData(
        points=[fc.LineChartDataPoint(place, end, show_tooltip=False) for end in ends],
        color=theme.PRIMARY, stroke_width=1, dash_pattern=[4, 4], point=False,
        selected_point=False,
    )  # fmt: skip
