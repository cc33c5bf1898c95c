"""Trends on the real component tree: what is drawn, what is not, and where a tap leads."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import flet as ft
import flet_charts as fc
import pytest

from app import theme
from app.journal import Journal
from app.parts.chart_frame import frame, group_word, groups
from app.parts.date_field import local_day
from app.parts.space import Space
from models import demo, tables
from models.periods import Period
from models.store import Store
from models.trends.marks import Mark
from tests.headless import Screen

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 22)


@pytest.fixture
async def sample(store: Store, app: Callable[..., Screen]) -> Any:
    """The app on the sample journal, at Trends."""
    demo.fill_demo(store, today=TODAY)
    async with app(route="/trends") as shown:
        yield shown


async def trends(
    app: Callable[..., Screen], store: Store, *drafts: tables.Draft, **page: Any
) -> Any:
    """The app on a journal with `drafts`, at Trends."""
    store.write(tables.SettingDraft(key="is_welcomed", value="true"), *drafts)
    return app(route="/trends", **page)


def lips(days: dict[int, int]) -> Iterator[tables.Draft]:
    """Dry lips by days ago."""
    yield tables.EffectDraft(key="dry_lips")
    for ago, level in days.items():
        on = TODAY - timedelta(days=ago)
        yield tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=level)


def lines(screen: Screen, number: int = 0) -> list[Any]:
    """The lines of a chart that can be touched, each a stretch without a gap."""
    series = screen.all(fc.LineChart)[number].data_series
    return [each for each in series if each.points[0].show_tooltip]


def places(line: Any) -> list[tuple[float, float]]:
    return [(point.x, round(point.y)) for point in line.points]


# A new journal


async def test_a_new_journal_tells_what_will_stand_here_and_leads_to_today(screen: Screen) -> None:
    await screen.choose_tab(1)
    assert screen.shows("Your trends will show here")
    assert screen.shows("from 3 days on")
    assert screen.all(fc.LineChart) == []
    await screen.tap("Write down today")
    assert screen.shows("Today, 22 Nov")


# Lines


async def test_a_silent_day_is_a_gap_and_never_none(app: Any, store: Store) -> None:
    async with await trends(app, store, *lips({6: 2, 5: 0, 3: 1, 0: 3})) as screen:
        assert [places(line) for line in lines(screen)] == [
            [(35, 2), (36, 0)], [(38, 1)], [(41, 3)],
        ]  # fmt: skip
        assert screen.shows("4 of 42 days logged")


async def test_with_too_few_days_no_line_is_drawn_and_the_number_needed_is_said(
    app: Any, store: Store
) -> None:
    async with await trends(app, store, *lips({5: 2, 3: 1})) as screen:
        assert screen.all(fc.LineChart) == []
        assert screen.shows("Lips: 2 days logged. A line needs 3.")
        assert screen.shows("3 days needed, 2 logged")
        assert screen.shows("Moods logged: 0. A picture of them needs 3.")
        assert screen.shows("Answered on 0 of these days. The bars need 3.")


async def test_colour_never_speaks_alone(sample: Screen) -> None:
    first, second = {}, {}
    for line in lines(sample):
        name = line.points[0].tooltip.text.split()[2]
        (first if name == "Skin" else second)[line.color] = line.dash_pattern
    assert first == {theme.PRIMARY: None}
    assert list(second) == [theme.SECOND_LINE]
    assert None not in second.values()
    assert sample.shows("gap = not logged")


async def test_a_tooltip_is_readable_and_says_the_day(sample: Screen) -> None:
    chart = sample.all(fc.LineChart)[0]
    tip = lines(sample)[0].points[0].tooltip
    assert re.fullmatch(r"\d+ \w+: Skin (None|Mild|Moderate|Severe|Very severe)", tip.text)
    assert chart.tooltip.bgcolor == ft.Colors.INVERSE_SURFACE
    assert tip.text_style.color == ft.Colors.ON_INVERSE_SURFACE


async def test_a_screen_reader_hears_the_chart_in_one_sentence(sample: Screen) -> None:
    pictures = [each.label for each in sample.all(ft.Semantics) if each.image]
    assert pictures[0].startswith("Dryness, 12 Oct to 22 Nov. Skin: usual ")
    assert pictures[-1].startswith("Mood, 12 Oct to 22 Nov. Average ")


async def test_a_tap_on_a_point_opens_its_day(sample: Screen, clock: object) -> None:
    chart = sample.all(fc.LineChart)[0]
    number, line = next((n, s) for n, s in enumerate(chart.data_series) if s.points[0].show_tooltip)
    on = date(2026, 10, 12) + timedelta(days=line.points[0].x)
    spots = [{"bar_index": number, "spot_index": 0}]
    await sample.fire(chart, "event", {"type": "pointerHover", "spots": spots})
    assert sample.shows("Tap a point to open its day.")
    await sample.fire(chart, "event", {"type": "tapUp", "spots": spots})
    assert sample.shows(f"{on:%a} {on.day} {on:%b}")
    assert sample.shows("You are editing an earlier day.")


async def test_a_tap_beside_the_lines_or_on_a_mark_opens_nothing(sample: Screen) -> None:
    chart = sample.all(fc.LineChart)[0]
    mark = [{"bar_index": 0, "spot_index": 0}]
    for spots in ([], [{"bar_index": -1, "spot_index": -1}], mark):
        await sample.fire(chart, "event", {"type": "tapUp", "spots": spots})
    assert sample.shows("Tap a point to open its day.")


# Marks


async def test_marks_are_dashed_lines_with_a_word_that_can_be_tapped(sample: Screen) -> None:
    chart = sample.all(fc.LineChart)[0]
    marked = [each for each in chart.data_series if not each.points[0].show_tooltip]
    assert marked
    assert all(each.dash_pattern and each.points[0].x == each.points[1].x for each in marked)
    name = next(name for name in sample.names() if name.startswith("Marks: 23 Oct test"))
    await sample.tap(name)
    assert sample.shows("Test: AST, Triglycerides, Cholesterol, ALT")
    await sample.tap("26 Oct\nVisit")
    assert sample.shows("Mon 26 Oct")


async def test_the_marks_can_be_closed_again(sample: Screen) -> None:
    name = next(name for name in sample.names() if name.startswith("Marks: "))
    await sample.tap(name)
    await sample.tap("Close the marks")
    assert not sample.shows("You told your provider")


def test_words_at_marks_never_run_into_each_other_and_the_dose_comes_first() -> None:
    period = Period(TODAY - timedelta(days=41), TODAY)
    days = [Mark(period.first + timedelta(days=day), "test") for day in (5, 6, 20, 40)]
    days.insert(2, Mark(period.first + timedelta(days=7), "dose", 40.0, 20.0))
    found = groups(days, frame(period, Space(390, 1)))
    assert [group_word(group) for group in found] == ["40 mg +2", "test", "test"]
    assert [mark for group in found for mark in group] == days


# Ranges and what is shown


async def test_the_view_is_kept_while_the_app_is_open(sample: Screen) -> None:
    await sample.tap("2 weeks")
    await sample.tap("Eyes")
    await sample.tap("Skin")
    await sample.choose_tab(0)
    await sample.choose_tab(1)
    chosen = sample.selected()
    assert "2 weeks" in chosen
    assert "Eyes" in chosen
    assert "Skin" not in chosen
    assert sample.shows("9 Nov to 22 Nov. Tap a point to open its day.")


async def test_nothing_chosen_shows_nothing_and_says_so(app: Any, store: Store) -> None:
    async with await trends(app, store, *lips({3: 1, 2: 1, 1: 1})) as screen:
        for name in ("Lips", "Skin", "Joints", "Muscles", "Nosebleeds", "Mood"):
            if name in screen.selected():
                await screen.tap(name)
        assert screen.shows("Choose above what you want to see.")


async def test_a_range_that_cannot_be_counted_yet_says_what_it_needs(
    app: Any, store: Store
) -> None:
    async with await trends(app, store, *lips({3: 1})) as screen:
        await screen.tap("Course")
        assert screen.shows("Your course has no start date yet.")
        await screen.tap("Since visit")
        assert screen.shows("There is no past visit yet.")


async def test_a_long_range_has_a_point_for_each_week_and_says_so(sample: Screen) -> None:
    await sample.tap("Course")
    assert all(len(line.points) <= 20 for line in lines(sample))
    assert sample.shows("A week with fewer than 3 logged days stays empty.")
    assert "Skin usual" not in sample.texts()


async def pick(screen: Screen, first: date) -> None:
    """Choose two dates, the first of them with the picker as the client does."""
    await screen.tap("Two dates")
    await screen.tap("From 12 Oct 2026")
    picker = screen.all(ft.DatePicker)[0]
    midnight = datetime(first.year, first.month, first.day).astimezone().astimezone(UTC)
    screen.session.apply_patch(picker._i, {"value": midnight})
    await screen.fire(picker, "change", midnight)


async def test_any_two_dates_can_be_looked_at(sample: Screen) -> None:
    await pick(sample, date(2026, 11, 1))
    assert sample.shows("From 1 Nov 2026")
    assert sample.shows("1 Nov to 22 Nov. Tap a point to open its day.")


def test_the_day_picked_is_the_day_meant_wherever_midnight_is() -> None:
    here = datetime(2026, 7, 1).astimezone()
    assert local_day(here.astimezone(UTC)) == date(2026, 7, 1)
    assert local_day(here.astimezone(timezone(timedelta(hours=-9)))) == date(2026, 7, 1)
    assert local_day(datetime(2026, 7, 1, 12)) == date(2026, 7, 1)
    assert local_day(None) is None


# Figures, bars, calendar, tables


async def test_figures_stand_beside_the_days_before_in_words(app: Any, store: Store) -> None:
    levels = dict.fromkeys(range(14), 3) | dict.fromkeys(range(14, 28), 1)
    async with await trends(app, store, *lips(levels)) as screen:
        await screen.tap("2 weeks")
        assert screen.shows("Lips, average")
        assert screen.shows("3.0")
        assert screen.shows("2.0 higher than in the 14 days before (14 logged)")
        assert screen.shows("Usual: severe. Worst: severe.")


async def test_too_little_to_compare_says_how_many_days_are_needed(app: Any, store: Store) -> None:
    async with await trends(app, store, *lips({0: 1, 1: 2, 2: 1, 50: 3})) as screen:
        assert screen.shows(
            "Too little to compare with the 42 days before: 3 days needed, 1 logged"
        )


async def test_bars_carry_their_numbers_and_an_unanswered_week_is_no_zero(
    app: Any, store: Store
) -> None:
    days = {0: 2, 7: 0, 8: 1, 21: 0}
    bled = [tables.NosebleedsDraft(on_date=TODAY - timedelta(days=ago), count=count)
            for ago, count in days.items()]  # fmt: skip
    async with await trends(app, store, *bled) as screen:
        said = [name for name in screen.names() if re.match(r"\d+ \w+ to \d+ \w+: ", name)]
        assert said[-2:] == [
            "9 Nov to 15 Nov: 1 nosebleed. Days answered: 2",
            "16 Nov to 22 Nov: 2 nosebleeds. Days answered: 1",
        ]
        assert "2 Nov to 8 Nov: not answered" in said
        assert "26 Oct to 1 Nov: 0 nosebleeds. Days answered: 1" in said
        await screen.tap("9 Nov to 15 Nov: 1 nosebleed. Days answered: 2")
        assert screen.shows("Mon 9 Nov")


async def test_each_day_of_the_calendar_has_a_name_and_a_number_and_opens(
    app: Any, store: Store
) -> None:
    async with await trends(app, store, *lips({2: 3, 1: 0})) as screen:
        assert "Saturday 21 November: Lips None" in screen.names()
        assert "Sunday 22 November: Lips not logged" in screen.names()
        assert screen.shows("3 Severe")
        await screen.tap("Friday 20 November: Lips Severe")
        assert screen.shows("Fri 20 Nov")


async def test_the_calendar_turns_to_earlier_weeks_and_to_another_effect(sample: Screen) -> None:
    await sample.tap("3 months")
    assert not any(name.startswith("Monday 24 August") for name in sample.names())
    await sample.tap("Earlier weeks")
    await sample.tap("Earlier weeks")
    assert any(name.startswith("Monday 24 August: Skin") for name in sample.names())
    await sample.tap("Later weeks")
    assert sample.shows("Skin, day by day")


async def test_the_facts_of_a_chart_are_a_table_too(sample: Screen) -> None:
    before = len(sample.names())
    await sample.tap("Show as a table")
    rows = [each.label for each in sample.all(ft.Semantics) if each.label]
    assert any(re.fullmatch(r"Average, These days: [\d.]+, The 42 days before: [\d.]+, "
                            r"First two weeks: [\d.]+", row) for row in rows)  # fmt: skip
    opened = [name for name in sample.names() if re.match(r"\d+ \w+, Skin: ", name)]
    assert opened
    await sample.tap("Hide the table")
    assert len(sample.names()) == before


async def test_a_change_of_dose_is_a_plain_table_with_the_days_behind_it(sample: Screen) -> None:
    await sample.tap("Course")
    assert sample.shows("14 days before and after 40 mg")
    assert sample.shows("This table does not say why something changed.")
    rows = [each.label for each in sample.all(ft.Semantics) if each.label]
    fact = r"[\w ]+, [\d.]+ \(\d+\)"
    assert any(
        re.fullmatch(f"Skin, 14 days before: {fact}, 14 days after: {fact}", r) for r in rows
    )


async def test_the_mood_stands_beside_its_mean_and_the_usual(sample: Screen) -> None:
    assert sample.shows("7-day average")
    assert sample.shows("your usual: 4.0")
    chart = sample.all(fc.LineChart)[-1]
    usual, dots = chart.data_series[-1], chart.data_series
    assert any(each.dash_pattern and len(each.points) == 2 and each.points[0].y == each.points[1].y
               for each in dots)  # fmt: skip
    assert usual.color == ft.Colors.TRANSPARENT
    assert usual.point


async def test_everything_has_a_name_and_can_be_tapped(sample: Screen) -> None:
    assert "" not in sample.names()


# Reading


async def test_a_draw_reads_the_store_only_when_the_days_change(
    sample: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[object] = []
    plain = Store.read
    monkeypatch.setattr(Store, "read", lambda self, what: reads.append(what) or plain(self, what))
    await sample.tap("Eyes")
    await sample.tap("Show as a table")
    assert reads == []
    await sample.tap("2 weeks")
    assert 0 < len(reads) <= 12


async def test_the_chart_library_is_not_imported_before_the_first_chart(journal: Journal) -> None:
    code = "import app.routes, app.screens.recent_trend, sys; print('flet_charts' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("width", [390, 1180])
async def test_ten_years_are_drawn_with_few_points(app: Any, folder: Any, width: int) -> None:
    folder.mkdir(parents=True)
    demo.write_demo(folder, today=TODAY, years=10)
    async with app(route="/trends", width=width) as screen:
        await pick(screen, date(2016, 11, 23))
        drawn = [line for chart in screen.all(fc.LineChart) for line in chart.data_series]
        assert 500 < sum(len(line.points) for line in drawn) < 900
        assert screen.shows("One point for 4 weeks")
        assert screen.shows("Nosebleeds per year")
        assert not screen.shows("could not be drawn")
