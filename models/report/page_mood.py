"""The mood chart on the paper, across its whole width, with a key."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from models import dates
from models.report import charts, weekly
from models.report.blocks import HEADING_MM, Block, draw_heading
from models.report.charts import Frame, Mark
from models.report.facts import Report
from models.report.looks import PRIMARY, QUIET
from models.report.sheet import Sheet
from models.report.wording import milligrams, number, say

MOOD_MM, MOOD_MOST_MM = 16.0, 38.0
AXIS_MM = 5.0
_LABEL_MM = 20.0
_MARK_MM = 3.4
_DOT_UP = 1.1  # from the baseline of the key's words to the middle of their letters


class Sign(NamedTuple):
    """An entry of a key: its word, how wide its sign is, and how to draw that from x on."""

    word: str
    width: float
    draw: Callable[[float], None]


def marks(report: Report) -> list[Mark]:
    """The dose changes of the period; the first day needs no mark."""
    return [
        Mark(each.start_on, say("dose_mark", mg=milligrams(each.mg_per_day)))
        for each in report.dose_changes
        if each.start_on > report.period.first
    ]


def mood_block(report: Report, height: float) -> Block:
    """The mood chart, `height` from Very low to Very good."""
    period = report.period

    def draw(sheet: Sheet, _: float, y: float) -> None:
        draw_heading(sheet, sheet.left, y, say("mood_title"))
        left, top = sheet.left + _LABEL_MM, y + HEADING_MM + _MARK_MM
        frame = Frame(left, top, sheet.right - left, height, period.first, period.last)
        with sheet.tagged("Figure", weekly.spoken_moods(report)):
            draw_key(sheet, sheet.right, y + 4, _key(sheet, y + 4 - _DOT_UP, report))
            charts.draw_marks(sheet, frame, marks(report), with_words=True)
            charts.draw_mood(sheet, frame, report)
            days = charts.date_ticks(frame)
            charts.draw_dates(sheet, frame, [(on, dates.short(on)) for on in days])

    return Block(HEADING_MM + _MARK_MM + height + AXIS_MM, draw)


def _key(sheet: Sheet, y: float, report: Report) -> list[Sign]:
    def line(x: float) -> None:
        sheet.line([(x, y), (x + 5, y)], 0.55, PRIMARY)

    def dashes(x: float) -> None:
        sheet.line([(x, y), (x + 7, y)], 0.35, PRIMARY, dash=charts.DASH)

    points = weekly.mood_points(report)
    signs = [
        Sign(say("key_day"), 1.4, lambda x: sheet.dot((x + 0.7, y))),
        Sign(say("key_mean"), 5, line),
    ]
    if report.usual_mood is not None:
        value = number(report.usual_mood, 1)
        signs.append(Sign(say("key_usual", value=value), 7, dashes))
    if any(point.is_late for point in points):
        late = Sign(say("key_late"), 1.4, lambda x: sheet.dot((x + 0.7, y), hollow=True))
        signs.append(late)
    if any(point.is_changed for point in points):
        signs.append(Sign(say("key_changed"), 2, lambda x: sheet.diamond((x + 1, y))))
    return signs


def draw_key(sheet: Sheet, right: float, y: float, signs: Sequence[Sign]) -> None:
    """Signs with their words on one line that ends at `right`."""
    x = right
    for sign in reversed(signs):
        sheet.write((x, y), sign.word, QUIET, "right")
        x -= sheet.wide(sign.word, QUIET) + 1.4 + sign.width
        sign.draw(x)
        x -= 4.5
