"""Weights by date: a list that is added to in place."""

from collections.abc import Callable

import flet as ft

from app.actions import course as write
from app.journal import use_journal
from app.outcome import DONE
from app.parts import text
from app.parts.card import row, rows
from app.parts.date_field import DateField
from app.parts.field import field
from app.parts.form import add_row, beside, form_ends, nothing_row, opening, written
from app.parts.guard import part
from app.parts.space import use_space
from app.screens.drafts import use_draft, use_leaving, use_opened
from app.screens.form_date import use_date
from models import dates, typed
from models.records import Weight
from models.report.wording import milligrams
from models.words import words

NEW = "new"
LEAST_KG, MOST_KG = 1, 500


@part
def Weights() -> ft.Control:
    """Weights by date, the newest first; a tap corrects one."""
    facts = use_journal().facts
    editing, set_editing = use_opened("weight")
    weights = facts.course.weights if facts.course else ()

    def close() -> None:
        set_editing("")

    items: list[ft.Control] = []
    for weight in reversed(weights):
        key = weight.on.isoformat()
        if editing == key:
            items.append(WeightForm.keyed(key, weight, close))
        else:
            kg = words("visits.kg", kg=milligrams(weight.kg))
            on = text.small(dates.with_year(weight.on))
            items.append(row(kg, trailing=on, on_click=opening(set_editing, key), bold=True))
    if not weights:
        items.append(nothing_row(words("visits.no_weights")))
    if editing == NEW:
        items.append(WeightForm.keyed(f"new-{len(weights)}", None, close))
    else:
        items.append(add_row(words("visits.add_weight"), opening(set_editing, NEW)))
    return rows(items)


@part
def WeightForm(weight: Weight | None, on_done: Callable[[], None]) -> ft.Control:
    """One weight; `weight` None: a new one, of today unless changed."""
    journal, space = use_journal(), use_space()
    form = f"weight {weight.on.isoformat() if weight else NEW} "
    leave = use_leaving(form, on_done)
    on, choose, wanted = use_date(weight.on if weight else None, f"{form}on")
    kg, set_kg = use_draft(f"{form}kg", typed.plain(weight.kg) if weight else "")
    error, set_error = ft.use_state("")

    async def keep(_: object) -> None:
        number = typed.amount(kg, LEAST_KG, MOST_KG)
        set_error(words("invalid.kg") if number is None else "")
        if number is None:
            return
        if await write.record_weight(journal, wanted(), number, was=weight) is DONE:
            leave()

    async def remove(_: object) -> None:
        if weight is not None and await write.remove_weight(journal, weight) is DONE:
            leave()

    fields = beside(
        [
            field(words("visits.weight_kg"), kg, on_type=set_kg, error=error,
                  keyboard=ft.KeyboardType.NUMBER),
            DateField(words("visits.date"), on, choose, last=journal.facts.today),
        ],
        space,
    )  # fmt: skip
    ends = form_ends(keep, leave, remove if weight else None)
    return written([fields, ends])
