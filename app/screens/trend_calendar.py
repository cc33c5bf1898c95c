"""One effect, day by day, on a calendar of six weeks at a time."""

from datetime import date

import flet as ft

from app.facts import Facts
from app.journal import use_journal
from app.parts import buttons, text
from app.parts.card import card
from app.parts.choice import chip, chips
from app.parts.day_calendar import DayCell, day_calendar, legend
from app.parts.guard import doing, part
from app.parts.space import use_space
from app.screens.trend_view import BLEEDS, is_yes_no, short_name, use_open_day
from models import dates
from models.scales import LEVELS
from models.series import Cell, Points, calendar
from models.trends.gather import Trends
from models.words import plural, words

WEEKS = 6


@part
def Calendar(keys: tuple[str, ...], trends: Trends) -> ft.Control:
    """The calendar of one of `keys`, effects or nosebleeds; the newest weeks first."""
    journal, space, open_day = use_journal(), use_space(), use_open_day()
    chosen, set_chosen = ft.use_state("")
    page_back, set_back = ft.use_state(0)
    facts = journal.facts
    key = chosen if chosen in keys else keys[0]
    weeks = calendar(_points(trends, key), trends.period.first)
    last = len(weeks) - WEEKS * page_back
    name = _name(facts, key)

    async def choose(other: str) -> None:
        set_chosen(other)

    found = [[_cell(cell, key, name, facts.today) for cell in week]
             for week in weeks[max(0, last - WEEKS) : last]]  # fmt: skip
    inside: list[ft.Control] = []
    if len(keys) > 1:
        inside.append(chips([chip(_name(facts, each), selected=each == key,
                                  on_click=doing(choose, each)) for each in keys]))  # fmt: skip
    inside.append(day_calendar(found, facts.today, open_day, space))
    if len(weeks) > WEEKS:
        inside.append(
            ft.Row(
                [
                    buttons.icon(ft.Icons.CHEVRON_LEFT, words("trends.earlier"),
                                 lambda _: set_back(page_back + 1), disabled=last <= WEEKS),
                    ft.Container(_span(found), expand=True, alignment=ft.Alignment.CENTER),
                    buttons.icon(ft.Icons.CHEVRON_RIGHT, words("trends.later"),
                                 lambda _: set_back(page_back - 1), disabled=page_back == 0),
                ]
            )
        )  # fmt: skip
    inside.append(_legend(key))
    return card(inside, title=words("trends.calendar_of", name=name))


def _name(facts: Facts, key: str) -> str:
    return words("common.nosebleeds") if key == BLEEDS else short_name(facts, key)


def _points(trends: Trends, key: str) -> Points:
    if key == BLEEDS:
        return trends.bleeds.points
    effect = trends.effects.get(key)
    return effect.points if effect else (None,) * trends.period.days


def _span(found: list[list[DayCell]]) -> ft.Control:
    days = [cell.on for week in found for cell in week if cell.on]
    return text.small(
        words("trends.period", first=dates.short(days[0]), last=dates.with_year(days[-1]))
    )


def _cell(cell: Cell, key: str, name: str, today: date) -> DayCell:
    if not cell.is_inside or cell.on > today:
        return DayCell(None)
    on = dates.long(cell.on)
    if cell.value is None:
        return DayCell(cell.on, said=words("trends.cell_silent", on=on, name=name))
    if key == BLEEDS:
        said = plural("trends.cell_bleeds", cell.value, on=on)
        return DayCell(cell.on, str(cell.value), min(cell.value, LEVELS[-2]), said)
    if is_yes_no(key):
        word = words("trends.yes" if cell.value else "trends.no")
        said = words("trends.cell", on=on, name=name, level=word)
        return DayCell(cell.on, word, 2 if cell.value else 0, said)
    said = words("trends.cell", on=on, name=name, level=words(f"common.level_{cell.value}"))
    return DayCell(cell.on, str(cell.value), cell.value, said)


def _legend(key: str) -> ft.Control:
    silent = (words("trends.legend_silent"), None)
    if key == BLEEDS:
        return ft.Column([text.small(words("trends.legend_bleeds")), legend([silent])], spacing=6)
    if is_yes_no(key):
        return legend([(words("trends.no"), 0), (words("trends.yes"), 2), silent])
    return legend([
        *((words("trends.legend", value=level, level=words(f"common.level_{level}")), level)
          for level in LEVELS),
        silent,
    ])  # fmt: skip


def at_least_one(trends: Trends, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `keys` that have something to show on a calendar."""
    return tuple(key for key in keys if any(v is not None for v in _points(trends, key)))
