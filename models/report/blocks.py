"""Pieces of the page, each with its height, and how they follow each other down the paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from models.report.looks import BODY, GREY, LINE, QUIET, SMALL, Face
from models.report.sheet import HAIR_MM, MARGIN, Sheet
from models.report.tables import Table
from models.report.wording import say

GAP = 3.2
"""Between two pieces, in millimetres."""
HEADING = Face(11, is_bold=True)
HEADING_MM = 6.2
ROW_MM = 4.9
LINE_MM = 4.4
CELL_GAP = 3.0
ROUNDING = 0.01
"""Heights that fill a page exactly must not break it."""


@dataclass(frozen=True)
class Block:
    """A piece of the page: how tall it is, and how to draw it with its top left corner at x, y."""

    height: float
    draw: Callable[[Sheet, float, float], None]
    again: "Block | None" = None  # what is repeated above it at the top of a further page


def flow(sheet: Sheet, blocks: Sequence[Block], running_title: str, foot: float) -> None:
    """Draw blocks from top to bottom, the first page down to `foot`, then on further pages."""
    y = MARGIN
    for block in blocks:
        if y > MARGIN and y + block.height > foot + ROUNDING:
            sheet.add_page()
            with sheet.tagged("P"):
                line = sheet.shortened(running_title, sheet.right - sheet.left, QUIET)
                sheet.write((sheet.left, MARGIN + 3), line, QUIET)
            y, foot = MARGIN + HEADING_MM, sheet.height - MARGIN
            if block.again:
                block.again.draw(sheet, sheet.left, y)
                y += block.again.height + GAP
        block.draw(sheet, sheet.left, y)
        y += block.height + GAP


def room(blocks: Sequence[Block], foot: float) -> float:
    """Millimetres left above `foot` when all blocks are drawn; below 0 if they do not fit."""
    return foot - MARGIN - sum(block.height + GAP for block in blocks) + GAP


def draw_heading(sheet: Sheet, x: float, y: float, text: str) -> None:
    """A heading whose block of HEADING_MM begins at y."""
    with sheet.tagged("H2"):
        sheet.write((x, y + 4), text, HEADING)


def lines_block(
    sheet: Sheet, title: str, lines: Sequence[str], width: float | None = None
) -> Block:
    """A heading over paragraphs of plain text, as wide as the paper unless `width` is given."""
    wrapped = [sheet.wrapped(line, width or sheet.right - sheet.left) for line in lines]

    def draw(sheet: Sheet, x: float, y: float) -> None:
        draw_heading(sheet, x, y, title)
        y += HEADING_MM
        for paragraph in wrapped:
            with sheet.tagged("P"):
                for line in paragraph:
                    y += LINE_MM
                    sheet.write((x, y - 1), line)

    return Block(HEADING_MM + LINE_MM * sum(map(len, wrapped)), draw)


def table_blocks(sheet: Sheet, title: str, table: Table, note: str = "") -> list[Block]:
    """A heading over a table that may break between rows onto the next page."""
    widths = _widths(sheet, table)
    starts = list(accumulate(widths[:-1], initial=sheet.left))
    room_for = [width - CELL_GAP for width in widths]

    def tall(cells: Sequence[str], face: Face) -> float:
        """How tall a row is in which no cell is cut."""
        pairs = zip(cells, room_for, strict=True)
        lines = max(len(sheet.wrapped(cell, width + HAIR_MM, face)) for cell, width in pairs)
        return ROW_MM + LINE_MM * max(lines - 1, 0)

    def draw_row(sheet: Sheet, y: float, cells: Sequence[str], face: Face) -> None:
        with sheet.tagged("TR"):
            for x, width, cell in zip(starts, room_for, cells, strict=True):
                for number, line in enumerate(sheet.wrapped(cell, width + HAIR_MM, face)):
                    sheet.write((x, y + ROW_MM - 1.6 + number * LINE_MM), line, face)
        foot = y + tall(cells, face)
        sheet.line([(sheet.left, foot), (sheet.right, foot)], 0.2, LINE)

    def draw_top(sheet: Sheet, x: float, y: float) -> None:
        draw_heading(sheet, x, y, title)
        draw_row(sheet, y + HEADING_MM - 0.6, table.head, HEAD)

    def row_block(cells: Sequence[str], gap: float) -> Block:
        height = tall(cells, BODY) - gap
        return Block(height, lambda sheet, _, y: draw_row(sheet, y, cells, BODY), head)

    head = Block(
        tall(table.head, HEAD) - GAP, lambda sheet, _, y: draw_row(sheet, y, table.head, HEAD)
    )
    top = Block(HEADING_MM + tall(table.head, HEAD) - 0.6 - GAP, draw_top)
    rows = [row_block(cells, GAP) for cells in table.rows]
    if note:
        rows.append(Block(LINE_MM, lambda sheet, _, y: _draw_note(sheet, y, note)))
    else:
        rows[-1:] = [row_block(cells, 0) for cells in table.rows[-1:]]
    return [top, *rows]


HEAD = Face(SMALL, is_bold=True, colour=GREY)


def _draw_note(sheet: Sheet, y: float, note: str) -> None:
    with sheet.tagged("P"):
        sheet.write((sheet.left, y + LINE_MM - 0.9), note, QUIET)


def _widths(sheet: Sheet, table: Table) -> list[float]:
    """Columns as wide as their longest cell, the spare room shared; shrunk if too wide."""
    columns = zip(table.head, *table.rows, strict=True)
    needs = [
        max(sheet.wide(cell, HEAD if place == 0 else BODY) for place, cell in enumerate(column))
        + CELL_GAP
        for column in columns
    ]
    full = sheet.right - sheet.left
    spare = full - sum(needs)
    if spare >= 0:
        return [need + spare / len(needs) for need in needs]
    most, left, count = full / len(needs), full, len(needs)
    for need in sorted(needs):  # narrow columns keep their width, the wide ones share the rest
        most = left / count
        if need > most:
            break
        left, count = left - need, count - 1
    return [min(need, most) for need in needs]


def draw_footer(sheet: Sheet) -> float:
    """Draw the legend at the foot of the first page and give where the page ends above it."""
    width = sheet.right - sheet.left
    lines = sheet.wrapped(f"{say('legend')} {say('legend_missing')}", width, QUIET)
    top = sheet.height - MARGIN - LINE_MM * len(lines)
    sheet.line([(sheet.left, top - 0.6), (sheet.right, top - 0.6)], 0.2, LINE)
    with sheet.tagged("P"):
        for number, line in enumerate(lines, start=1):
            sheet.write((sheet.left, top + number * LINE_MM - 0.6), line, QUIET)
    return top - 0.6 - GAP
