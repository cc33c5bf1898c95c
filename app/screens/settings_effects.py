"""Settings, the effects: which stand on Today, and those of the user's own."""

import flet as ft

from app.actions import setup
from app.facts import Facts
from app.journal import use_journal
from app.outcome import DONE
from app.parts import buttons, text
from app.parts.card import card
from app.parts.field import field
from app.parts.guard import doing, part
from app.parts.switch_row import switch_row
from app.screens.drafts import use_leaving, use_open, use_typed_draft
from models.records import ShownEffect
from models.words import words


@part
def ShownEffects() -> ft.Control:
    """A switch for every effect, then a place for one more."""
    facts = use_journal().facts
    return card(
        [
            text.small(words("settings.effects_more")),
            ft.Column([*(_line(facts, effect) for effect in facts.setup.effects)], spacing=0),
            NewEffect(),
        ],
        title=words("settings.effects"),
        key="effects",
    )


def _line(facts: Facts, effect: ShownEffect) -> ft.Control:
    if effect.name is not None:
        return OwnEffect.keyed(effect.key, effect)
    return BuiltIn.keyed(effect.key, facts.name_of(effect.key), effect)


@part
def BuiltIn(name: str, effect: ShownEffect) -> ft.Control:
    """An effect that the app knows."""
    journal = use_journal()
    turn = doing(setup.show_effect, journal, effect.key, not effect.is_shown)
    return switch_row(name, is_on=effect.is_shown, on_click=turn)


@part
def OwnEffect(effect: ShownEffect) -> ft.Control:
    """An effect of the user's own: shown or hidden, and its name."""
    journal = use_journal()
    form = f"effect {effect.key} "
    is_open, set_open = use_open(form)
    name = effect.name or ""
    typed = use_typed_draft(f"{form}name", name)
    close = use_leaving(form, lambda: set_open(False))

    def toggle(_: object) -> None:
        if is_open:
            typed.keep(name)
            close()
        else:
            set_open(True)

    async def rename() -> None:
        if await setup.rename_effect(journal, effect.key, typed.text) is DONE:
            close()

    turn = doing(setup.show_effect, journal, effect.key, not effect.is_shown)
    line = ft.Row(
        [
            ft.Container(switch_row(name, is_on=effect.is_shown, on_click=turn), expand=True),
            buttons.icon(ft.Icons.EDIT, words("settings.own_rename", name=name),
                         toggle),
        ],
        spacing=10,
    )  # fmt: skip
    if not is_open:
        return line
    new_name = field(words("settings.own_new_name"), typed.text, on_type=typed.keep, longest=120)
    keep = ft.Row([buttons.primary(words("common.save"), doing(rename), expand=True)])
    return ft.Column([line, new_name, keep], spacing=8)


@part
def NewEffect() -> ft.Control:
    """Add one of the user's own."""
    journal = use_journal()
    typed = use_typed_draft("effect new name")

    async def add() -> None:
        name = typed.text
        typed.keep("")  # before the list is drawn again, so that the field is empty then
        if await setup.add_effect(journal, name) is not DONE:
            typed.keep(name)

    return ft.Column(
        [
            field(words("settings.own_name"), typed.text, on_type=typed.keep, longest=120),
            ft.Row([buttons.soft(words("settings.own_add"), doing(add), icon=ft.Icons.ADD,
                                 expand=True)]),
        ],
        spacing=8, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
