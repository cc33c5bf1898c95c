"""The page as PDF: one sheet of A4 or Letter for a course of up to six months.

Text can be selected, charts are vectors, nothing depends on colour, and the same report gives
the same bytes. Further sheets follow only for what the user added: notes, every day.
"""

from models.report import page_effects, page_foot, page_mood, page_top
from models.report.blocks import Block, draw_footer, flow, lines_block, room
from models.report.facts import Report
from models.report.header import period_line
from models.report.sheet import Sheet
from models.report.wording import say


def pdf_of(report: Report) -> bytes:
    """Draw the page. fpdf2 is loaded here, on the first call."""
    title = f"{say('title')}, {period_line(report)}"
    sheet = Sheet(report.choices.paper, title, say("language"), report.prepared_on)
    foot = draw_footer(sheet)
    least = _blocks(sheet, report, page_mood.MOOD_MM, page_effects.ROW_LEAST_MM)
    blocks = _blocks(sheet, report, *_heights(report, room(least, foot)))
    flow(sheet, [*blocks, *page_foot.further_blocks(sheet, report)], title, foot)
    sheet.finish()
    return sheet.bytes()


def _heights(report: Report, spare: float) -> tuple[float, float]:
    """The mood chart's and the effect rows' heights: they share what room the rest leaves."""
    rows = max(len(report.effects) + bool(report.nosebleeds.days_logged), 1)
    row = page_effects.ROW_LEAST_MM + max(spare, 0) * 0.55 / rows
    row = min(row, page_effects.ROW_MOST_MM)
    left = spare - (row - page_effects.ROW_LEAST_MM) * rows
    return min(page_mood.MOOD_MM + max(left, 0), page_mood.MOOD_MOST_MM), row


def _blocks(sheet: Sheet, report: Report, mood_height: float, row_height: float) -> list[Block]:
    blocks: list[Block | None] = [page_top.title_block(report), page_top.boxes_block(sheet, report)]
    if report.has("attention"):
        blocks.append(page_top.attention_block(sheet, report))
    if report.has("mood") and report.mood.days_logged:
        blocks.append(page_mood.mood_block(report, mood_height))
    if report.has("effects"):
        blocks.append(_effects(sheet, report, row_height))
    blocks.append(page_foot.columns_block(sheet, report))
    if report.has("tests"):
        blocks += page_foot.tests_blocks(sheet, report)
    return [block for block in blocks if block is not None]


def _effects(sheet: Sheet, report: Report, row_height: float) -> Block:
    if not report.effects and not report.nosebleeds.days_logged:
        return lines_block(sheet, say("effects"), [say("nothing_logged")])
    return page_effects.effects_block(sheet, report, row_height)
