"""The small card with the last six weeks, for the wide Today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import flet as ft
import flet_charts as fc
import pytest

from app.journal import Journal, hand_down
from app.parts.space import Space, SpaceContext
from app.screens.recent_trend import RecentTrend
from models import tables
from models.store import Store
from tests.headless import Screen

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 22)


@ft.component
def alone(journal: Journal) -> Any:
    """The card without the rest of the app, on a wide screen."""
    return hand_down(journal, lambda: SpaceContext(Space(1180, 1), lambda: RecentTrend()))


def card_on(journal: Journal) -> Screen:
    return Screen(lambda page: page.render(lambda: alone(journal)), width=1180)


def answers(key: str, days: dict[int, int]) -> Iterator[tables.Draft]:
    yield tables.EffectDraft(key=key, position=len(key))
    for ago, level in days.items():
        on = TODAY - timedelta(days=ago)
        yield tables.AnswerDraft(on_date=on, effect_key=key, level=level)


async def test_the_card_draws_dryness_and_opens_the_day_of_a_point(
    store: Store, journal: Journal
) -> None:
    store.write(
        *answers("dry_lips", dict.fromkeys(range(60), 2)),
        *answers("dry_skin", {0: 1, 1: 1, 41: 3, 42: 4}),
        tables.CourseDraft(id="one", start_on=TODAY - timedelta(days=30)),
        tables.DosePeriodDraft(start_on=TODAY - timedelta(days=30), mg_per_day=20),
    )
    journal.refresh()
    async with card_on(journal) as screen:
        (chart,) = screen.all(fc.LineChart)
        drawn = [line for line in chart.data_series if line.points[0].show_tooltip]
        assert {len(line.points) for line in drawn} == {42, 1, 2}
        assert screen.shows("20 mg")
        number = chart.data_series.index(drawn[0])
        spots = [{"bar_index": number, "spot_index": 0}]
        await screen.fire(chart, "event", {"type": "tapUp", "spots": spots})
        assert journal.facts.shown_on == TODAY - timedelta(days=41)


async def test_an_answer_given_now_is_in_the_card_at_once(store: Store, journal: Journal) -> None:
    store.write(*answers("dry_lips", {3: 1, 1: 1}))
    journal.refresh()
    async with card_on(journal) as screen:
        assert screen.shows("Lips: 2 days logged. A line needs 3.")
        assert screen.all(fc.LineChart) == []
        await journal.change(tables.AnswerDraft(on_date=TODAY, effect_key="dry_lips", level=4))
        await screen.settle()
        assert len(screen.all(fc.LineChart)) == 1


async def test_the_card_leads_to_trends(journal: Journal) -> None:
    async with card_on(journal) as screen:
        await screen.tap("Open Trends")
        assert screen.page.route == "/trends"
