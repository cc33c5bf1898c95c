"""The lines of a group of effects, their figures, and the same facts as a table."""

from collections.abc import Sequence
from datetime import date

import flet as ft

from app import theme
from app.facts import Facts
from app.journal import use_journal
from app.parts import text
from app.parts.card import card
from app.parts.chart_frame import (
    NO_MARKS,
    STYLES,
    Frame,
    Group,
    frame,
    groups,
    key_of,
    key_row,
    key_text,
)
from app.parts.compare_card import Difference, Figure, figures
from app.parts.facts_table import FactRow, facts_table, unfolded
from app.parts.guard import part
from app.parts.line_chart import Chart, Line, line_chart
from app.parts.mark_list import mark_list
from app.parts.space import Space, use_space
from app.screens.trend_view import OpenDay, is_yes_no, short_name, use_open_day
from models import dates
from models.scales import LEVELS
from models.summary import LEAST_DAYS, EffectFacts
from models.summary import change as change_of
from models.trends import wording
from models.trends.gather import EffectTrend, Trends
from models.trends.marks import Mark
from models.trends.steps import WEEK, days_a_point, lines
from models.words import plural, words

MOST_LINES = 3
"""Lines that can be told apart in one chart."""
MOST_ROWS = 100


@part
def Lines(title: str, keys: tuple[str, ...], trends: Trends) -> ft.Control:
    """One chart of at most MOST_LINES effects, with its figures below it."""
    journal, space, open_day = use_journal(), use_space(), use_open_day()
    marks, set_marks = ft.use_state(NO_MARKS)
    is_table, set_table = ft.use_state(False)
    facts = journal.facts
    found = [trends.effects.get(key) or EffectTrend(key, (), None, None, None) for key in keys]
    drawn = [each for each in found if is_drawable(each)]

    async def open_marks(group: Group) -> None:
        set_marks(NO_MARKS if group == marks else group)

    inside: list[ft.Control] = []
    if drawn:
        chart = chart_of(drawn, trends.marks, facts, frame(trends.period, space), title)
        inside.append(line_chart(chart, open_day, open_marks))
        inside += mark_list(marks, open_day, lambda _: set_marks(NO_MARKS))
        inside += _key(drawn, trends, facts)
    inside += [text.small(few_days(short_name(facts, each.key), each.now))
               for each in found if each not in drawn and not is_yes_no(each.key)]  # fmt: skip
    if drawn:
        inside.append(
            unfolded(title, is_open=is_table, on_toggle=lambda _: set_table(not is_table))
        )
    if drawn and is_table:
        inside += tables(drawn, trends, facts, space, open_day)
    shown = [figure(each, trends, facts) for each in found if each.now is not None]
    return ft.Column(
        [titled(title, logged(trends), inside, space), *figures(shown, space)], spacing=10
    )


def is_drawable(effect: EffectTrend) -> bool:
    """Whether there are days enough for a line."""
    is_enough = effect.now is not None and effect.now.days_logged >= LEAST_DAYS
    return is_enough and not is_yes_no(effect.key)


def titled(title: str, said: str, inside: list[ft.Control], space: Space) -> ft.Control:
    """A card with what it rests on beside its title, or below it where there is little room."""
    if space.scale > 1.3:
        return card([text.small(said), *inside], title=title)
    return card(inside, title=title, trailing=text.small(said))


def logged(trends: Trends) -> str:
    """How many days the picture rests on."""
    return words("trends.days_logged", logged=trends.days_logged, days=trends.period.days)


def few_days(name: str, now: EffectFacts | None) -> str:
    """How many days are there and how many a line needs."""
    count = now.days_logged if now else 0
    if count == 0:
        return words("trends.needs_days_zero", name=name, needed=LEAST_DAYS)
    return plural("trends.needs_days", count, name=name, needed=LEAST_DAYS)


def chart_of(
    drawn: list[EffectTrend],
    marks: Sequence[Mark],
    facts: Facts,
    inside: Frame,
    title: str,
) -> Chart:
    """The lines of some effects with the marks of their days."""
    made = []
    for effect, style in zip(drawn, STYLES, strict=False):
        name = short_name(facts, effect.key)
        stretches = lines(effect.points, inside.period)
        made.append(Line(stretches, style, lambda at, name=name: wording.point(name, at)))  # type: ignore[misc]  # mypy cannot infer a default
    said = [words("trends.said_chart", title=title, first=dates.short(inside.period.first),
                  last=dates.short(inside.period.last))]  # fmt: skip
    said += [wording.said_effect(short_name(facts, each.key), each.now) for each in drawn]
    levels = {level: words(f"common.level_{level}") for level in LEVELS}
    return Chart(inside, made, levels, " ".join(said), groups(marks, inside))


def _key(drawn: list[EffectTrend], trends: Trends, facts: Facts) -> list[ft.Control]:
    names = [key_of(short_name(facts, each.key), style)
             for each, style in zip(drawn, STYLES, strict=False)]  # fmt: skip
    below: list[ft.Control] = [key_row([*names, key_text(words("trends.gap"))])]
    days = days_a_point(trends.period)
    if days > 1:
        key = "trends.weekly" if days == WEEK else "trends.four_weekly"
        below.append(text.small(words(key, needed=LEAST_DAYS)))
    return below


def figure(effect: EffectTrend, trends: Trends, facts: Facts) -> Figure:
    """The card of an effect that was logged."""
    name, now = short_name(facts, effect.key), effect.now
    if now is None or is_yes_no(effect.key):
        count = now.days_with if now else 0
        logged = now.days_logged if now else 0
        line = words("trends.with_it", with_it=count, logged=logged)
        return Figure(words("trends.flag", name=name), str(count), "", None, (line,), ())
    title = words("trends.average", name=name)
    if now.days_logged < LEAST_DAYS:
        line = words("trends.too_few_now", needed=LEAST_DAYS, logged=now.days_logged)
        return Figure(title, words("trends.unknown"), "", None, (line,), ())
    level = wording.nearest(now.average)
    return Figure(
        title, wording.tenth(now.average), words(f"common.level_{level}"), level,
        (
            words("trends.usual_worst", usual=wording.level(now.usual).lower(),
                  worst=wording.level(now.worst).lower()),
            words("trends.with_it", with_it=now.days_with, logged=now.days_logged),
        ),
        differences(effect, trends),
    )  # fmt: skip


def differences(effect: EffectTrend, trends: Trends) -> tuple[Difference, ...]:
    """How an effect compares with the days before, and with the first two weeks."""
    pairs = [(effect.before, trends.before.days, False)]
    pairs += [(effect.first, 0, True)] if trends.first else []
    found = []
    for then, days, is_first in pairs:
        by = wording.average_of(change_of(effect.now, then))
        said = wording.change(
            by, days, *map(wording.days_logged, (effect.now, then)), is_first=is_first
        )
        found.append(Difference(said, way(by)))
    return tuple(found)


def way(by: float | None) -> float | None:
    """The direction of a change as it is written: 0 if it would be written as 0.0."""
    return by if by is None or abs(by) >= wording.SAME_BELOW else 0


def tables(
    drawn: list[EffectTrend], trends: Trends, facts: Facts, space: Space, open_day: OpenDay
) -> list[ft.Control]:
    """The facts of each effect beside other days, then day by day or week by week."""
    found: list[ft.Control] = []
    for effect in drawn:
        found.append(text.body(short_name(facts, effect.key), bold=True))
        found.append(facts_table(heads_of(trends), _fact_rows(effect, trends, facts.today), space))
    return [*found, *_days(drawn, trends, facts, space, open_day)]


def heads_of(trends: Trends) -> tuple[str, ...]:
    """The columns of a table of facts."""
    heads = (words("trends.head_what"), words("trends.head_now"),
             words("trends.head_before", days=trends.before.days))  # fmt: skip
    return (*heads, words("trends.head_first")) if trends.first else heads


def _fact_rows(effect: EffectTrend, trends: Trends, today: date) -> list[FactRow]:
    parts = [effect.now, effect.before, *([effect.first] if trends.first else [])]
    unknown = words("trends.unknown")

    def row(head: str, cells: list[str]) -> FactRow:
        return FactRow((words(head), *cells))

    return [
        row("trends.row_average", [wording.tenth(p.average) if p else unknown for p in parts]),
        row("trends.row_usual", [wording.level(p.usual) if p else unknown for p in parts]),
        row("trends.row_worst", [
            words("trends.worst_on", level=wording.level(p.worst),
                  on=wording.day(p.worst_on, today)) if p else unknown for p in parts
        ]),
        row("trends.row_with", [str(p.days_with) if p else unknown for p in parts]),
        row("trends.row_logged", [str(p.days_logged) if p else "0" for p in parts]),
    ]  # fmt: skip


def _days(
    drawn: list[EffectTrend], trends: Trends, facts: Facts, space: Space, open_day: OpenDay
) -> list[ft.Control]:
    by_place: dict[date, dict[str, str]] = {}
    for effect in drawn:
        for stretch in lines(effect.points, trends.period):
            for at in stretch:
                by_place.setdefault(at.on, {})[effect.key] = wording.level(at.value)
    unknown = words("trends.unknown")
    rows = [
        FactRow((wording.day(on, facts.today),
                 *(cells.get(each.key, unknown) for each in drawn)), on)
        for on, cells in sorted(by_place.items(), reverse=True)
    ]  # fmt: skip
    heads = (words("trends.head_day" if days_a_point(trends.period) == 1 else "trends.head_from"),
             *(short_name(facts, each.key) for each in drawn))  # fmt: skip
    return day_rows(heads, rows, space, open_day)


def day_rows(
    heads: tuple[str, ...], rows: list[FactRow], space: Space, open_day: OpenDay
) -> list[ft.Control]:
    """A table of days, each of which can be opened, and what it leaves out."""
    below = [text.small(words("trends.days_left_out"), theme.TEXT_2)]
    if len(rows) > MOST_ROWS:
        below.append(text.small(words("trends.rows_more", count=MOST_ROWS)))
    return [facts_table(heads, rows[:MOST_ROWS], space, open_day), *below]
