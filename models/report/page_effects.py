"""The table of side effects, each row with its own small chart week by week."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from models.report import charts, tables, weekly
from models.report.blocks import CELL_GAP, HEAD, HEADING_MM, LINE_MM, ROW_MM, Block, draw_heading
from models.report.charts import Frame
from models.report.facts import Report
from models.report.looks import BODY, INK, LINE, PRIMARY, QUIET, WHITE, Edge, Face
from models.report.page_mood import AXIS_MM, Sign, draw_key, marks
from models.report.sheet import Sheet
from models.report.wording import say

ROW_LEAST_MM, ROW_MOST_MM = 4.2, 8.5
_STRIP_AIR = 1.1
_NAME_MOST_MM = 40.0
_WEEK_LABEL_MM = 10.5


def effects_block(sheet: Sheet, report: Report, row_height: float) -> Block:
    """Heading, one row of `row_height` for each effect, the weeks under the small charts."""
    table = tables.effects(report)
    widths = _widths(sheet, table)
    starts = list(accumulate(widths, initial=sheet.left))
    places = weekly.places(report)
    tall, height = row_height * len(table.rows), row_height * len(report.effects)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        draw_heading(sheet, x, y, say("effects"))
        draw_key(sheet, sheet.right, y + 4, _key(sheet, y + 4))
        y += HEADING_MM - 0.6
        _draw_cells(sheet, Row(starts, y, ROW_MM, HEAD), table.head)
        y += ROW_MM
        for place, cells in enumerate(table.rows):
            _draw_cells(sheet, Row(starts, y + place * row_height, row_height, BODY), cells)
        period = report.period
        inner = Frame(starts[-1], y, sheet.right - starts[-1], height, period.first, period.last)
        _draw_strips(sheet, inner, report, row_height)
        if places:
            with sheet.tagged("P"):
                line = sheet.shortened(places, sheet.right - x, QUIET)
                sheet.write((x, y + tall + LINE_MM - 0.4), line, QUIET)

    under = max(AXIS_MM - (tall - height), 0)
    return Block(HEADING_MM - 0.6 + ROW_MM + tall + max(under, LINE_MM if places else 0), draw)


def _draw_strips(sheet: Sheet, inner: Frame, report: Report, row_height: float) -> None:
    charts.draw_marks(sheet, inner, marks(report), with_words=not report.has("mood"))
    for place, strip in enumerate(weekly.strips(report)):
        if strip is not None:
            with sheet.tagged("Figure", weekly.spoken_strip(report, strip)):
                frame = _row_frame(inner, inner.y + place * row_height, row_height)
                charts.draw_strip(sheet, frame, strip.weeks)
    draw_weeks(sheet, inner, report)


def _row_frame(inner: Frame, top: float, row_height: float) -> Frame:
    height = row_height - _STRIP_AIR
    return Frame(inner.x, top + _STRIP_AIR - 0.1, inner.width, height, inner.first, inner.last)


class Row(NamedTuple):
    """A row of the table: where its columns and the charts begin, its top, height and face."""

    starts: Sequence[float]
    y: float
    height: float
    face: Face


def _draw_cells(sheet: Sheet, row: Row, cells: Sequence[str]) -> None:
    baseline, line = row.y + row.height / 2 + 1.1, row.y + row.height
    with sheet.tagged("TR"):
        for place, cell in enumerate(cells):
            room = row.starts[place + 1] - row.starts[place] - CELL_GAP
            text = sheet.shortened(cell, room, row.face)
            sheet.write((row.starts[place], baseline), text, row.face)
    end = sheet.right if row.face == HEAD else row.starts[-1] - CELL_GAP
    sheet.line([(row.starts[0], line), (end, line)], 0.2, LINE)


def _widths(sheet: Sheet, table: tables.Table) -> list[float]:
    """Each column as wide as its longest cell; what is left over is for the charts."""
    columns = zip(table.head, *table.rows, strict=True)
    needs = [
        max(sheet.wide(cell, HEAD if place == 0 else BODY) for place, cell in enumerate(column))
        + CELL_GAP
        for column in columns
    ]
    return [min(needs[0], _NAME_MOST_MM), *needs[1:]]


def _key(sheet: Sheet, y: float) -> list[Sign]:
    def sign(key: str, *, dark: bool) -> Sign:
        def draw(x: float) -> None:
            sheet.box((x, y - 2.4), (2.6, 2.6), PRIMARY if dark else WHITE, Edge(INK))

        return Sign(say(key), 2.6, draw)

    heading = Sign(say("key_weeks"), 0, lambda _: None)
    return [heading, sign("key_worst", dark=False), sign("key_median", dark=True)]


def draw_weeks(sheet: Sheet, frame: Frame, report: Report) -> None:
    """The names of the weeks under a frame, as many as have room."""
    found = [each.week for each in weekly.bleeds(report)]
    room = max(int(frame.width / _WEEK_LABEL_MM), 1)
    step = -(-len(found) // room)
    labels = [(week.first, weekly.week_name(report, week)) for week in found[::step]]
    with sheet.tagged("P"):
        charts.draw_weeks(sheet, frame, labels)
