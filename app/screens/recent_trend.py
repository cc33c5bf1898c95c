"""The last six weeks of the first effects, small, for the wide Today."""

import flet as ft

from app.journal import Journal, use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.chart_frame import STYLES, Group, frame, key_of, key_row, key_text
from app.parts.guard import part
from app.parts.line_chart import line_chart
from app.parts.space import use_space
from app.screens.trend_lines import chart_of, few_days, is_drawable
from app.screens.trend_view import AT_FIRST, group_of, short_name, use_open_day
from models.periods import Period, six_weeks
from models.series import daily_by_effect
from models.summary import effect_facts
from models.trends.gather import EffectTrend
from models.trends.marks import dose_changes
from models.trends.rows import Rows
from models.words import words


@part
def RecentTrend() -> ft.Control:
    """A card with one chart of dryness and the way to Trends; a tap on a point opens its day."""
    journal, space, open_day = use_journal(), use_space(), use_open_day()
    page = ft.context.page
    facts = journal.facts
    period = six_weeks(facts.today)
    effects = ft.use_memo(
        lambda: _recent(journal, period),
        [facts.today, facts.days, facts.setup.effects],
    )
    drawn = [effect for effect in effects if is_drawable(effect)]
    inside: list[ft.Control] = []
    if drawn:
        course = (facts.course,) if facts.course else ()
        marks = dose_changes(Rows(courses=course), period)
        chart = chart_of(drawn, marks, facts, frame(period, space), words("trends.recent"))

        async def open_mark(group: Group) -> None:
            await open_day(group[0].on)

        inside.append(line_chart(chart, open_day, open_mark))
        names = [key_of(short_name(facts, each.key), style)
                 for each, style in zip(drawn, STYLES, strict=False)]  # fmt: skip
        inside.append(key_row([*names, key_text(words("trends.gap"))]))
    else:
        inside += [text.small(few_days(short_name(facts, each.key), each.now)) for each in effects]
    inside.append(ft.Row([buttons.link(words("trends.recent_open"),
                                       lambda _: page.navigate("/trends"))]))  # fmt: skip
    return card(inside, title=words("trends.recent"), key="recent-trend")


def _recent(journal: Journal, period: Period) -> list[EffectTrend]:
    """The first two effects of dryness that Today shows, with their points."""
    shown = [
        effect.key for effect in journal.facts.shown_effects if group_of(effect.key) == "dryness"
    ]
    keys = ([key for key in shown if key in AT_FIRST] or shown)[:2]
    rows = journal.store.levels(period.first, period.last)
    points = daily_by_effect(rows, period.first, period.last)
    silent = (None,) * period.days
    return [
        EffectTrend(key, points.get(key, silent),
                    effect_facts(key, points.get(key, silent), period.first), None, None)
        for key in keys
    ]  # fmt: skip
