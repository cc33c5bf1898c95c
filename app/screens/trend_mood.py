"""The moods: each day, the 7-day average, and the user's own usual mood."""

from datetime import date

import flet as ft

from app import theme
from app.facts import Facts
from app.journal import use_journal
from app.parts import text
from app.parts.card import card
from app.parts.chart_frame import (
    NO_MARKS,
    Frame,
    Group,
    Style,
    frame,
    groups,
    key_dot,
    key_of,
    key_row,
    key_text,
)
from app.parts.compare_card import Difference, Figure, figures
from app.parts.facts_table import FactRow, facts_table, unfolded
from app.parts.guard import part
from app.parts.line_chart import Chart, Line, line_chart
from app.parts.mark_list import mark_list
from app.parts.space import use_space
from app.screens.trend_lines import day_rows, heads_of, logged, titled, way
from app.screens.trend_view import use_open_day
from models import dates
from models.scales import MOODS
from models.series import MEAN_ENTRIES, moving_mean
from models.summary import LEAST_DAYS, MoodFacts, mood_change
from models.trends import wording
from models.trends.gather import LEAD, Trends
from models.trends.steps import WEEK, Point, days_a_mood, mean_line, mood_points
from models.words import words

DOTS = Style(theme.PRIMARY, None, 2)
MEAN = Style(theme.SECOND_LINE, None, 3)
USUAL = Style(theme.TEXT_2, (6, 5), 1.5)


@part
def MoodTrends(trends: Trends) -> ft.Control:
    """The mood chart, its figure, and the same facts as a table."""
    journal, space, open_day = use_journal(), use_space(), use_open_day()
    marks, set_marks = ft.use_state(NO_MARKS)
    is_table, set_table = ft.use_state(False)
    facts, now = journal.facts, trends.mood.now
    title = words("trends.mood_title")

    async def open_marks(group: Group) -> None:
        set_marks(NO_MARKS if group == marks else group)

    if now.days_logged < LEAST_DAYS:
        said = words("trends.mood_needs", needed=LEAST_DAYS, count=now.days_logged)
        return card([text.small(said)], title=title)
    chart = _chart(trends, facts, frame(trends.period, space))
    inside = [
        line_chart(chart, open_day, open_marks),
        *mark_list(marks, open_day, lambda _: set_marks(NO_MARKS)),
        *_key(trends),
        unfolded(title, is_open=is_table, on_toggle=lambda _: set_table(not is_table)),
    ]
    if is_table:
        inside.append(facts_table(heads_of(trends), _fact_rows(trends, facts.today), space))
        inside += day_rows(*_day_rows(trends, facts.today), space, open_day)
    return ft.Column(
        [titled(title, logged(trends), inside, space), *figures([_figure(trends)], space)],
        spacing=10,
    )


def _means(trends: Trends) -> tuple[float | None, ...]:
    return moving_mean(trends.mood.with_lead)[LEAD.days :]


def _chart(trends: Trends, facts: Facts, inside: Frame) -> Chart:
    mood, period = trends.mood, trends.period
    weekly = days_a_mood(period) > 1
    points = mood_points(mood.points, period)
    made = []
    if mood.baseline is not None:
        ends = [Point(place, mood.baseline.value, period.first, period.last)
                for place in (0, inside.length)]  # fmt: skip
        made.append(Line([ends], USUAL))
    if not weekly:
        made.append(Line(mean_line(_means(trends), period.first), MEAN))
    made.append(Line(points, MEAN if weekly else DOTS, wording.mood_point, has_dots=True,
                     is_joined=weekly))  # fmt: skip
    return Chart(
        inside, made, {mood: words(f"common.mood_{mood}") for mood in MOODS}, _summary(trends),
        groups(trends.marks, inside),
    )  # fmt: skip


def _summary(trends: Trends) -> str:
    now, period = trends.mood.now, trends.period
    title = words("trends.said_chart", title=words("trends.mood_title"),
                  first=dates.short(period.first), last=dates.short(period.last))  # fmt: skip
    if now.average is None or now.lowest is None:
        return title
    said = words("trends.said_mood", average=wording.tenth(now.average), logged=now.days_logged,
                 lowest=wording.mood(now.lowest))  # fmt: skip
    return f"{title} {said}"


def _key(trends: Trends) -> list[ft.Control]:
    days, usual = days_a_mood(trends.period), trends.mood.baseline
    if days > 1:
        key = "trends.key_week" if days == WEEK else "trends.key_four_weeks"
        items = [key_of(words(key), MEAN)]
    else:
        items = [key_dot(words("trends.key_day"), DOTS.color)]
        items.append(key_of(words("trends.key_mean"), MEAN))
    if usual is not None:
        items.append(key_of(words("trends.key_usual", value=wording.tenth(usual.value)), USUAL))
    items.append(key_text(words("trends.gap")))
    below: list[ft.Control] = [key_row(items)]
    if days > 1:
        below.append(text.small(words("trends.weekly_mood", needed=MEAN_ENTRIES)))
    elif all(mean is None for mean in _means(trends)):
        below.append(text.small(words("trends.mean_needs", needed=MEAN_ENTRIES)))
    if usual is None:
        below.append(text.small(words("trends.usual_needs")))
    return below


def _figure(trends: Trends) -> Figure:
    now = trends.mood.now
    average = now.average or 0
    lines = []
    if now.lowest is not None and now.lowest_on is not None:
        lines.append(words("trends.lowest", lowest=wording.mood(now.lowest).lower(),
                           on=dates.short(now.lowest_on)))  # fmt: skip
    return Figure(
        words("trends.average_mood"), wording.tenth(average),
        wording.mood(wording.nearest(average)), None, tuple(lines), _differences(trends),
    )  # fmt: skip


def _differences(trends: Trends) -> tuple[Difference, ...]:
    mood = trends.mood
    pairs: list[tuple[MoodFacts, int, bool]] = [(mood.before, trends.before.days, False)]
    pairs += [(mood.first, 0, True)] if mood.first else []
    found = []
    for then, days, is_first in pairs:
        by = mood_change(mood.now, then)
        logged = mood.now.days_logged, then.days_logged
        found.append(Difference(wording.change(by, days, *logged, is_first=is_first), way(by)))
    return tuple(found)


def _fact_rows(trends: Trends, today: date) -> list[FactRow]:
    mood = trends.mood
    parts = [mood.now, mood.before, *([mood.first] if mood.first else [])]
    unknown = words("trends.unknown")
    lowest = [
        words("trends.worst_on", level=wording.mood(part.lowest),
              on=wording.day(part.lowest_on, today))
        if part.lowest is not None and part.lowest_on is not None else unknown
        for part in parts
    ]  # fmt: skip
    averages = [unknown if p.average is None else wording.tenth(p.average) for p in parts]
    return [
        FactRow((words("trends.row_average"), *averages)),
        FactRow((words("trends.row_lowest"), *lowest)),
        FactRow((words("trends.row_logged"), *(str(part.days_logged) for part in parts))),
    ]


def _day_rows(trends: Trends, today: date) -> tuple[tuple[str, ...], list[FactRow]]:
    points = [at for stretch in mood_points(trends.mood.points, trends.period) for at in stretch]
    if days_a_mood(trends.period) > 1:
        rows = [FactRow((wording.day(at.on, today), wording.tenth(at.value)), at.on)
                for at in reversed(points)]  # fmt: skip
        return (words("trends.head_from"), words("trends.row_average")), rows
    means, unknown = _means(trends), words("trends.unknown")
    rows = []
    for at in reversed(points):
        mean = means[int(at.place)]
        cells = (wording.day(at.on, today), wording.mood(int(at.value)),
                 unknown if mean is None else wording.tenth(mean))  # fmt: skip
        rows.append(FactRow(cells, at.on))
    heads = words("trends.head_day"), words("trends.head_mood"), words("trends.head_mean")
    return heads, rows
