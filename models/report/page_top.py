"""The top of the paper: title, four boxes, and what needs attention."""

from models import dates
from models.report import header
from models.report.attention import attention, is_urgent
from models.report.blocks import LINE_MM, Block
from models.report.facts import Report
from models.report.looks import (
    ALERT,
    ALERT_INK,
    ALERT_PALE,
    GREY,
    INK,
    LINE,
    PALE,
    QUIET,
    SMALL,
    Edge,
    Face,
)
from models.report.sheet import Sheet
from models.report.wording import say

_TITLE = Face(20, is_bold=True)
_SUBTITLE = Face(10, colour=GREY)
_FACTS = tuple(Face(size, is_bold=True) for size in (13, 12, 11, 10, 9))
_BOX_MM, _BOX_GAP, _PAD = 16.2, 3.0, 3.2
_TITLE_MM = 12.7
_RADIUS = 2.4
_NOTICES = 5  # as many as have room


def title_block(report: Report) -> Block:
    """What this is, about when, for which visit, and who entered it."""

    def draw(sheet: Sheet, _: float, y: float) -> None:
        with sheet.tagged("H1"):
            sheet.write((sheet.left, y + 6.4), say("title"), _TITLE)
        with sheet.tagged("P"):
            sheet.write((sheet.right, y + 6.4), header.author_line(report), QUIET, "right")
            prepared = say("prepared", on=dates.with_year(report.prepared_on))
            room = sheet.right - sheet.left - sheet.wide(prepared, QUIET) - 4
            line = sheet.shortened(header.period_line(report), room, _SUBTITLE)
            sheet.write((sheet.left, y + 12.2), line, _SUBTITLE)
            sheet.write((sheet.right, y + 12.2), prepared, QUIET, "right")

    return Block(_TITLE_MM, draw)


def boxes_block(sheet: Sheet, report: Report) -> Block:
    """Course, dose, amount taken and days logged, and what the amount rests on."""
    boxes = header.boxes(report)
    full = sheet.right - sheet.left - _BOX_GAP * (len(boxes) - 1)
    for face in _FACTS:  # a fact is set smaller rather than cut
        needs = [_box_need(sheet, box, face) for box in boxes]
        if sum(needs) <= full:
            break
    spare = (full - sum(needs)) / len(boxes)
    notes = sheet.wrapped(header.rests_on(report), sheet.right - sheet.left, QUIET)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        left = x
        for need, box in zip(needs, boxes, strict=True):
            _draw_box(sheet, (x, y), need + spare, box, face)
            x += need + spare + _BOX_GAP
        with sheet.tagged("P"):
            for number, line in enumerate(notes, start=1):
                sheet.write((left, y + _BOX_MM + number * LINE_MM), line, QUIET)

    return Block(_BOX_MM + LINE_MM * len(notes), draw)


def _box_need(sheet: Sheet, box: tuple[str, str, str], face: Face) -> float:
    """The width in which nothing of a box is cut."""
    widths = zip(box, (QUIET, face, QUIET), strict=True)
    return max(sheet.wide(text, each) for text, each in widths) + 2 * _PAD


def _draw_box(
    sheet: Sheet, at: tuple[float, float], width: float, box: tuple[str, str, str], fact: Face
) -> None:
    x, y = at
    room = width - 2 * _PAD
    sheet.box(at, (width, _BOX_MM), None, Edge(LINE, 0.3, _RADIUS))
    faces = ((4.6, QUIET), (9.8, fact), (14.1, QUIET))
    with sheet.tagged("P"):
        for text, (down, face) in zip(box, faces, strict=True):
            sheet.write((x + _PAD, y + down), sheet.shortened(text, room, face), face)


def attention_block(sheet: Sheet, report: Report) -> Block:
    """A box, thickly edged if something in it is urgent, with one paragraph for each fact."""
    urgent = is_urgent(report)
    ink = ALERT_INK if urgent else INK
    body, strong = Face(SMALL, colour=ink), Face(SMALL, is_bold=True, colour=ink)
    width = sheet.right - sheet.left - 2 * _PAD
    paragraphs = []
    for head, fact in attention(report, _NOTICES):
        lead = f"{head}: " if head else ""
        indent = sheet.wide(lead, strong) if lead else 0.0
        paragraphs.append((lead, indent, sheet.wrapped(fact, width, body, indent)))
    height = _PAD + 5 + LINE_MM * sum(len(lines) for _, _, lines in paragraphs) + 1.2

    def draw(sheet: Sheet, x: float, y: float) -> None:
        edge = Edge(ALERT, 0.6, _RADIUS) if urgent else Edge(LINE, 0.3, _RADIUS)
        sheet.box((x, y), (width + 2 * _PAD, height), ALERT_PALE if urgent else PALE, edge)
        x, y = x + _PAD, y + _PAD + 2.6
        with sheet.tagged("H2"):
            sheet.write((x, y), say("attention"), Face(11, is_bold=True, colour=ink))
        y += 0.8
        for lead, indent, lines in paragraphs:
            with sheet.tagged("P"):
                sheet.write((x, y + LINE_MM), lead, strong)
                for number, line in enumerate(lines):
                    y += LINE_MM
                    sheet.write((x + (0 if number else indent), y), line, body)

    return Block(height, draw)
