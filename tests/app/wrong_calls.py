"""Calls that must not pass the type check, each with the kind of error; nothing here is run."""

from datetime import date

import flet as ft

from app.actions import bring_in, clinic, data, day, mood, setup
from app.actions import lock as door
from app.journal import Journal
from app.outcome import DONE, Outcome
from app.parts.drawn import use_drawn
from app.parts.guard import doing, part
from models.records import Visit


@part
def line(said: str, *, is_grave: bool = False) -> ft.Control:
    return ft.Text(said, weight=ft.FontWeight.BOLD if is_grave else None)


def parts() -> list[ft.Control]:
    drawn = use_drawn()
    return [
        line(),  # wrong: call-arg
        line(7),  # wrong: arg-type
        line("a", is_bold=True),  # wrong: call-arg
        line("a", key="b"),  # wrong: call-arg
        line.keyed("key"),  # wrong: call-arg
        line.keyed("key", None),  # wrong: arg-type
        line.keyed(7, "said"),  # wrong: arg-type
        drawn("name", line),  # wrong: call-arg
        drawn("name", line, 7),  # wrong: arg-type
        line("a", is_grave=True),
        line.keyed("key", "a"),
        drawn("name", line, "a"),
    ]


async def calls(journal: Journal, visit: Visit, on: date) -> None:
    await day.choose_level(journal, "dry_lips")  # wrong: call-arg
    await day.choose_level(journal, "dry_lips", "mild")  # wrong: arg-type
    await day.choose_level("dry_lips", 2)  # wrong: arg-type, call-arg
    await day.delete_day(journal, "2026-11-22")  # wrong: arg-type
    await clinic.keep_visit(journal, on)  # wrong: arg-type
    await setup.keep_contact(journal, "provider", name="Dr Reyes")  # wrong: call-arg
    await data.export(journal, None, "json", with_safety_answers=False)  # wrong: arg-type
    doing(day.choose_level, journal, "dry_lips")  # wrong: call-arg
    doing(day.delete_day, journal, None)  # wrong: arg-type
    await day.choose_level(journal, "dry_lips", 2)
    doing(day.choose_level, journal, "dry_lips", 2)


async def results(journal: Journal, found: bring_in.Found) -> str:
    if await door.open_with(journal, "2468"):  # wrong: truthy-bool
        pass
    if not await door.turn_off(journal, "2468"):  # wrong: truthy-bool
        pass
    said: str = await door.try_pin(journal, "2468")  # wrong: assignment
    said = await door.set_pin(journal, "2468") and said  # wrong: assignment, truthy-bool
    if await bring_in.merge_with(journal, found):  # wrong: truthy-bool
        pass
    if await mood.finish_check(journal, {}) == "":  # wrong: comparison-overlap
        pass
    if await data.save_copy(journal, ft.context.page):  # wrong: truthy-bool
        pass
    if await journal.change():  # wrong: truthy-bool
        pass
    if await door.try_pin(journal, "2468") is DONE:  # wrong: comparison-overlap
        pass
    result: Outcome = await door.try_pin(journal, "2468")  # wrong: assignment
    return result.sentence  # wrong: union-attr
