"""The lower part of the paper: nosebleeds and questions side by side, tests, what was added."""

from models.report import charts, tables, weekly
from models.report.blocks import HEADING_MM, Block, draw_heading, lines_block, table_blocks
from models.report.charts import Frame
from models.report.facts import Report
from models.report.page_effects import draw_weeks
from models.report.page_mood import AXIS_MM, Sign, draw_key, marks
from models.report.sheet import Sheet
from models.report.wording import say

QUESTIONS = 5
"""Questions that have room on the page; the plain text has them all."""
_COLUMN_GAP = 7.0
_COLUMNS = 7  # effects that have room beside each other in the table of days
_LEFT_SHARE = 0.54
_BARS_MM = 10.0
_NUMBER_MM = 3.0


def columns_block(sheet: Sheet, report: Report) -> Block | None:
    """Nosebleeds per week and the questions beside each other; None if there is neither."""
    full = sheet.right - sheet.left - _COLUMN_GAP
    left = full * _LEFT_SHARE
    found = (_bleeds(report, left), _questions(sheet, report, full - left))
    columns = [block for block in found if block is not None]
    if not columns:
        return None

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for place, column in enumerate(columns):
            column.draw(sheet, x + place * (left + _COLUMN_GAP), y)

    return Block(max(column.height for column in columns), draw)


def _bleeds(report: Report, width: float) -> Block | None:
    if not report.has("nosebleeds") or not report.nosebleeds.days_logged:
        return None
    period, bars = report.period, weekly.bleeds(report)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        draw_heading(sheet, x, y, say("nosebleeds"))
        top = y + HEADING_MM + _NUMBER_MM
        frame = Frame(x, top, width, _BARS_MM, period.first, period.last)
        with sheet.tagged("Figure", weekly.spoken_bleeds(report)):
            draw_key(sheet, x + width, y + 4, _key(sheet, y + 4))
            charts.draw_marks(sheet, frame, marks(report), with_words=False)
            charts.draw_counts(sheet, frame, bars)
        draw_weeks(sheet, frame, report)

    return Block(HEADING_MM + _NUMBER_MM + _BARS_MM + AXIS_MM, draw)


def _key(sheet: Sheet, y: float) -> list[Sign]:
    def sign(key: str, duration: int) -> Sign:
        def draw(x: float) -> None:
            charts.draw_duration(sheet, (x, y - 2.4), (2.6, 2.6), duration)

        return Sign(say(key), 2.6, draw)

    return [sign(key, place) for place, key in enumerate(("key_short", "key_medium", "key_long"))]


def _questions(sheet: Sheet, report: Report, width: float) -> Block | None:
    asked = [each.text for each in report.clinic.questions]
    if not asked or not report.has("questions"):
        return None
    lines = [
        say("question", number=place, text=text)
        for place, text in enumerate(asked[:QUESTIONS], start=1)
    ]
    if len(asked) > QUESTIONS:
        lines.append(say("questions_more", count=len(asked) - QUESTIONS))
    return lines_block(sheet, say("questions"), lines, width)


def tests_blocks(sheet: Sheet, report: Report) -> list[Block]:
    """The test results; those between the first and the newest dates only if there is room."""
    table = tables.results(report, tables.TEST_DATES)
    if not table.rows:
        return [lines_block(sheet, say("tests"), [say("tests_none")])]
    is_cut = len(tables.results(report).head) > len(table.head)
    return table_blocks(sheet, say("tests"), table, say("tests_more") if is_cut else "")


def further_blocks(sheet: Sheet, report: Report) -> list[Block]:
    """What was ticked beyond the page itself."""
    found = {
        "treatments": tables.treatments(report),
        "pregnancy": tables.pregnancy(report),
        "safety_answers": tables.safety(report),
        "notes": tables.notes(report),
    }
    blocks = [lines_block(sheet, say(key), lines) for key, lines in found.items() if lines]
    if report.choices.with_days:
        for part in _parts(tables.every_day(report)):
            blocks += table_blocks(sheet, say("days"), part)
    return blocks


def _parts(table: tables.Table) -> list[tables.Table]:
    """The days in several tables, each with the day, mood, nosebleeds and dose."""

    def part(first: int) -> tables.Table:
        rows = [
            (*r[:2], *r[2:-2][first : first + _COLUMNS], *r[-2:]) for r in (table.head, *table.rows)
        ]
        return tables.Table(rows[0], tuple(rows[1:]))

    return [part(first) for first in range(0, max(len(table.head) - 4, 1), _COLUMNS)]
