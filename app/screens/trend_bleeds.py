"""Nosebleeds per week as bars with numbers, and the same facts as a table."""

from datetime import date

import flet as ft

from app.journal import use_journal
from app.parts import text
from app.parts.bar_chart import Bar, bar_chart
from app.parts.card import card
from app.parts.chart_frame import frame
from app.parts.compare_card import Difference, Figure, figures
from app.parts.facts_table import FactRow, facts_table, unfolded
from app.parts.guard import part
from app.parts.space import use_space
from app.screens.trend_lines import titled
from app.screens.trend_view import use_open_day
from models import dates
from models.series import Week
from models.summary import LEAST_DAYS, NosebleedFacts, total_change
from models.trends import wording
from models.trends.gather import Trends
from models.trends.steps import bars
from models.words import plural, words

_TITLES = {
    "week": "trends.bleeds_week",
    "month": "trends.bleeds_month",
    "year": "trends.bleeds_year",
}


@part
def BleedTrends(trends: Trends) -> ft.Control:
    """The bars, their figure, and the table."""
    journal, space, open_day = use_journal(), use_space(), use_open_day()
    is_table, set_table = ft.use_state(False)
    now, today = trends.bleeds.now, journal.facts.today
    found = bars(trends.bleeds.points, trends.period)
    title = words(_TITLES[found.unit])
    if now.days_logged < LEAST_DAYS:
        said = words("trends.bleeds_needs", count=now.days_logged, needed=LEAST_DAYS)
        return card([text.small(said)], title=title)
    inside = frame(trends.period, space)
    drawn = [_bar(week, found.unit, today) for week in found.bars]
    shown: list[ft.Control] = [
        bar_chart(drawn, inside.width, inside.scale, open_day),
    ]
    if any(bar.value is None for bar in drawn):
        shown.append(text.small(words("trends.bar_hint")))
    shown.append(unfolded(title, is_open=is_table, on_toggle=lambda _: set_table(not is_table)))
    if is_table:
        shown.append(facts_table(_heads(trends), _fact_rows(trends, today), space))
        shown.append(facts_table(_week_heads(), _week_rows(found.bars, today), space, open_day))
    rests_on = words("trends.bleeds_days", logged=now.days_logged, days=trends.period.days)
    return ft.Column(
        [titled(title, rests_on, shown, space), *figures([_figure(trends)], space)], spacing=10
    )


def _bar(week: Week, unit: str, today: date) -> Bar:
    total = week.total
    first, last = wording.day(week.first, today), wording.day(week.last, today)
    if total is None:
        said = words("trends.bar_said_none", first=first, last=last)
    else:
        said = plural("trends.bar_said", total, first=first, last=last, days=week.days_logged)
    word = words("trends.bar_unknown") if total is None else str(total)
    return Bar(word, total, _label(week.first, unit), said, week.first)


def _label(on: date, unit: str) -> str:
    if unit == "week":
        return dates.short(on)
    return words(f"app.month_short_{on.month}") if unit == "month" else str(on.year)


def _figure(trends: Trends) -> Figure:
    now, before = trends.bleeds.now, trends.bleeds.before
    lines = [words("trends.bled_on", days=now.days_with, logged=now.days_logged)]
    if now.longest is not None:
        lines.append(words("trends.longest", band=_band(now.longest)))
    by, days = total_change(now, before), trends.before.days
    if by is None:
        said = words("trends.too_little", days=days, needed=LEAST_DAYS,
                     logged=min(now.days_logged, before.days_logged))  # fmt: skip
    else:
        said = words("trends.bleeds_before", days=days, count=before.total,
                     logged=before.days_logged)  # fmt: skip
    return Figure(words("trends.bleeds_total"), str(now.total), "", None, tuple(lines),
                  (Difference(said, by),))  # fmt: skip


def _band(key: str) -> str:
    said = words(f"common.band_{key}")
    return said[:1].lower() + said[1:]


def _heads(trends: Trends) -> tuple[str, ...]:
    return (words("trends.head_what"), words("trends.head_now"),
            words("trends.head_before", days=trends.before.days))  # fmt: skip


def _fact_rows(trends: Trends, today: date) -> list[FactRow]:
    parts = (trends.bleeds.now, trends.bleeds.before)
    unknown = words("trends.unknown")

    def most(facts: NosebleedFacts) -> str:
        if facts.most is None or facts.most_on is None:
            return unknown
        return words("trends.worst_on", level=facts.most, on=wording.day(facts.most_on, today))

    return [
        FactRow((words("trends.row_total"), *(str(part.total) for part in parts))),
        FactRow((words("trends.row_with"), *(str(part.days_with) for part in parts))),
        FactRow((words("trends.row_most"), *map(most, parts))),
        FactRow((words("trends.row_longest"),
                 *(_band(part.longest) if part.longest else unknown for part in parts))),
        FactRow((words("trends.row_logged"), *(str(part.days_logged) for part in parts))),
    ]  # fmt: skip


def _week_heads() -> tuple[str, ...]:
    return words("trends.head_from"), words("trends.head_count"), words("trends.head_answered")


def _week_rows(found: tuple[Week, ...], today: date) -> list[FactRow]:
    unknown = words("trends.unknown")
    return [
        FactRow((wording.day(week.first, today),
                 unknown if week.total is None else str(week.total), str(week.days_logged)),
                week.first)
        for week in reversed(found)
    ]  # fmt: skip
