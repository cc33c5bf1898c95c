"""The charts of the page: vector drawings that say the same in black and white.

A day or week without an entry is left blank. Dose changes are vertical dashed marks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.report.facts import Report
from models.report.looks import (
    ALERT,
    BODY,
    GREY,
    INK,
    MM_A_POINT,
    PRIMARY,
    QUIET,
    SMALL,
    STRONG,
    WHITE,
    Edge,
)
from models.report.sheet import Point, Sheet
from models.report.weekly import BleedWeek, MoodPoint, mood_means, mood_points
from models.report.wording import mood
from models.scales import LEVELS, MOODS
from models.series import Week, runs

DASH = (2.2, 1.2)
"""Ink and gap of the line of the usual mood."""
LEAST_TOP = 3
"""Counts are drawn against 3 at least, so that a single one does not look like many."""
_TYPE_MM = SMALL * MM_A_POINT
_DATE_LABEL_MM = 24.0


@dataclass(frozen=True)
class Mark:
    """A day marked on the charts, with a short word: a dose change."""

    on: date
    word: str


@dataclass(frozen=True)
class Frame:
    """The rectangle a chart fills, in millimetres, and the days it spans."""

    x: float
    y: float
    width: float
    height: float
    first: date
    last: date

    def across(self, on: date) -> float:
        """Where the middle of a day lies."""
        days = (self.last - self.first).days + 1
        return self.x + self.width * ((on - self.first).days + 0.5) / days

    def start_of(self, on: date) -> float:
        """Where a day begins."""
        days = (self.last - self.first).days + 1
        return self.x + self.width * (on - self.first).days / days


def draw_mood(sheet: Sheet, frame: Frame, report: Report) -> None:
    """Moods as points on named lines, lowest at the foot; their 7-day mean; the usual mood."""
    step = frame.height / (len(MOODS) - 1)
    usual = report.usual_mood

    def up(level: float) -> float:
        return frame.y + frame.height - (level - 1) * step

    for number in MOODS:
        sheet.line([(frame.x, up(number)), (frame.x + frame.width, up(number))])
        sheet.write((frame.x - 2, up(number) + _TYPE_MM / 3), mood(number), QUIET, "right")
    if usual is not None:
        ends = [(frame.x, up(usual)), (frame.x + frame.width, up(usual))]
        sheet.line(ends, 0.35, PRIMARY, dash=DASH)
    for run in runs(mood_means(report)):
        line = [(frame.across(frame.first + timedelta(days=day)), up(mean)) for day, mean in run]
        sheet.line(line, 0.55, PRIMARY)
    for point in mood_points(report):
        draw_point(sheet, (frame.across(point.on), up(point.level)), point)


def draw_point(sheet: Sheet, at: Point, point: MoodPoint) -> None:
    """A dot; hollow if written late; a diamond if changed later."""
    if point.is_changed:
        sheet.diamond(at)
    else:
        sheet.dot(at, hollow=point.is_late)


def draw_marks(sheet: Sheet, frame: Frame, marks: Sequence[Mark], *, with_words: bool) -> None:
    """A dashed vertical line where each marked day begins, its word beside the top."""
    for mark in marks:
        x = frame.start_of(mark.on)
        top = frame.y - (4.0 if with_words else 1)
        sheet.line([(x, top), (x, frame.y + frame.height)], 0.35, INK, dash=(0.8, 0.8))
        if not with_words:
            continue
        is_near_end = x + sheet.wide(mark.word, STRONG) + 1 > frame.x + frame.width
        at = (x - 1 if is_near_end else x + 1, frame.y - 1.6)
        sheet.write(at, mark.word, STRONG, "right" if is_near_end else "left")


def draw_dates(sheet: Sheet, frame: Frame, labels: Sequence[tuple[date, str]]) -> None:
    """Dates under a frame, each under its day."""
    foot = frame.y + frame.height
    for on, word in labels:
        x = frame.across(on)
        sheet.line([(x, foot), (x, foot + 1)], 0.2, GREY)
        half = sheet.wide(word) / 2
        centre = min(max(x, frame.x + half - 4), frame.x + frame.width - half)
        sheet.write((centre, foot + 4.2), word, QUIET, "centre")


def draw_weeks(sheet: Sheet, frame: Frame, labels: Sequence[tuple[date, str]]) -> None:
    """The names of weeks under a frame, each under the start of its week."""
    for first, word in labels:
        x = frame.start_of(first)
        if x + sheet.wide(word) <= frame.x + frame.width + 1:
            sheet.write((x, frame.y + frame.height + 4.2), word, QUIET)


def date_ticks(frame: Frame) -> list[date]:
    """Days to label: every so many weeks from the first day, as many as have room."""
    days = (frame.last - frame.first).days
    room = max(int(frame.width / _DATE_LABEL_MM), 1)
    step = 7 * max(-(-days // (7 * room)), 1)
    return [frame.first + timedelta(days=number) for number in range(0, days + 1, step)]


def draw_strip(sheet: Sheet, frame: Frame, weeks: Sequence[Week]) -> None:
    """One small chart of an effect: a bar for each week's worst, dark up to its median."""
    foot = frame.y + frame.height
    sheet.line([(frame.x, frame.y), (frame.x + frame.width, frame.y)], 0.15)
    sheet.line([(frame.x, foot), (frame.x + frame.width, foot)])
    for week in weeks:
        if week.worst is None:
            continue
        x, width = _bar(frame, week)
        tall, dark = (frame.height * (part or 0) / LEVELS[-1] for part in (week.worst, week.usual))
        if tall:
            sheet.box((x, foot - tall), (width, tall), WHITE, Edge(INK))
        if dark:
            sheet.box((x, foot - dark), (width, dark), PRIMARY, Edge(INK))
        sheet.line([(x, foot), (x + width, foot)], 0.7, INK)


def draw_counts(sheet: Sheet, frame: Frame, bars: Sequence[BleedWeek]) -> None:
    """Weekly counts; how long the longest was as white 0, hatched 1 or solid 2."""
    foot = frame.y + frame.height
    most = max((bar.week.total or 0 for bar in bars), default=0)
    sheet.line([(frame.x, foot), (frame.x + frame.width, foot)])
    for bar in bars:
        if (count := bar.week.total) is None:
            continue
        x, width = _bar(frame, bar.week)
        tall = frame.height * count / max(most, LEAST_TOP)
        if count:
            draw_duration(sheet, (x, foot - tall), (width, tall), bar.duration)
        if sheet.wide(str(count)) < width + 1.4:
            sheet.write((x + width / 2, foot - tall - 0.9), str(count), BODY, "centre")
        sheet.line([(x, foot), (x + width, foot)], 0.7, INK)


def draw_duration(sheet: Sheet, at: Point, size: tuple[float, float], duration: int) -> None:
    """A bar whose filling tells how long: white 0, hatched 1, solid 2."""
    if duration == 1:
        sheet.hatched(at, size)
    else:
        sheet.box(at, size, ALERT if duration else WHITE, Edge(INK))


def _bar(frame: Frame, week: Week) -> tuple[float, float]:
    start, end = frame.start_of(week.first), frame.start_of(week.last + timedelta(days=1))
    inset = min((end - start) * 0.14, 0.8)
    return start + inset, end - start - 2 * inset
