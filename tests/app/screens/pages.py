"""Walking through the pages around visits."""

from datetime import date, datetime, time

import flet as ft

from tests.headless import Screen


async def visit_page(screen: Screen, route: str) -> None:
    """Open a page by its address."""
    await screen.go(route)
    await screen.settle()


async def choose_day(screen: Screen, name: str, on: date) -> None:
    """Open the date field whose spoken name begins with `name`, and choose a day."""
    found = next(each for each in screen.names() if each.startswith(name + "\n"))
    await screen.tap(found)
    picker = next(each for each in screen.all(ft.DatePicker) if each.open)
    local = datetime.combine(on, time()).astimezone()
    screen.session.apply_patch(picker._i, {"value": local})
    await screen.fire(picker, "change", local)


def fields(screen: Screen) -> dict[str, str]:
    """The text fields on the screen, by their labels."""
    return {str(each.label): each.value or "" for each in screen.all(ft.TextField)}


def errors(screen: Screen) -> list[str]:
    """The sentences beside fields."""
    return [str(each.error) for each in screen.all(ft.TextField) if each.error]
