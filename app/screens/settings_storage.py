"""Settings: where the journal is kept, how surely, how much room it takes, what would help."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import flet as ft

from app import copies, device, theme
from app.journal import Journal, use_journal
from app.keeping import Place, exposure
from app.parts import buttons, text
from app.parts.card import card, row
from app.parts.guard import part
from models.words import words

UNITS = (("gb", 1_000_000_000), ("mb", 1_000_000), ("kb", 1_000))
"""As phones and browsers count: a thousand bytes are a kilobyte."""


class Fact(NamedTuple):
    """One thing that is known about the place. `is_good`: nothing has to be done about it."""

    icon: ft.IconData
    name: str
    more: str
    is_good: bool = True


@part
def Storage() -> ft.Control:
    """The card; in a browser it asks the browser anew each time it is opened."""
    journal, page = use_journal(), ft.context.page
    nothing: Place | None = None
    place, set_place = ft.use_state(nothing)
    said, set_said = ft.use_state("")

    async def look() -> None:
        try:
            set_place(await device.place())
        except OSError:
            set_place(None)  # it does not say: only what is known without it is shown

    async def ask(_: object) -> None:
        try:
            is_promised = await device.ask_to_stay()
        except OSError:
            is_promised = False
        await look()
        set_said(words("settings.asked_yes" if is_promised else "settings.asked_no"))

    ft.use_effect(look, [])
    facts = facts_here(journal, page) if place is None else facts_of(place, page.platform)
    lines = [*facts, room(copies.sizes(journal.file), place)]
    can_ask = place is not None and place.kind != "not_kept" and not place.is_persisted
    return storage_card(lines, lambda _: page.navigate("/data"), ask if can_ask else None, said)


def storage_card(
    facts: list[Fact],
    on_copy: Callable[..., Any],
    on_ask: Callable[..., Any] | None = None,
    said: str = "",
) -> ft.Control:
    """The facts below each other. `on_ask` adds the button that asks the browser once more."""
    answer = ft.Semantics(live_region=True, content=text.body(said, bold=True))
    ask = ft.Row([buttons.soft(words("settings.ask_to_keep"), on_ask, expand=True)])
    return card(
        [
            *(_line(fact) for fact in facts),
            *([ask] if on_ask else []),
            *([answer] if said else []),
            row(words("data.copy"), icon=ft.Icons.SAVE_ALT, on_click=on_copy),
        ],
        title=words("settings.storage"), key="storage",
    )  # fmt: skip


def _line(fact: Fact) -> ft.Control:
    lines: list[ft.Control] = [text.body(fact.name, bold=True), text.small(fact.more)]
    icon = ft.Icon(fact.icon, color=theme.PRIMARY if fact.is_good else theme.ALERT, size=22)
    return ft.Row(
        [icon, ft.Column(lines, spacing=2, expand=True)],
        spacing=12, vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def facts_of(place: Place, platform: ft.PagePlatform | None = None) -> list[Fact]:
    """What a browser's answers mean. `platform`: of the device it runs on."""
    if place.kind == "not_kept":
        return [_fact("nowhere", ft.Icons.WARNING_AMBER, is_good=False), _offline(place)]
    is_sure = place.kind == "kept"
    where = _fact("in_browser" if is_sure else "less_surely", ft.Icons.PUBLIC, is_good=is_sure)
    shared = [_fact("shared", ft.Icons.INFO_OUTLINE, is_good=False)] if place.is_shared else []
    return [where, *shared, _promise(place, platform), _offline(place)]


def _promise(place: Place, platform: ft.PagePlatform | None) -> Fact:
    if place.is_persisted:
        return _fact("promised", ft.Icons.VERIFIED_USER_OUTLINED)
    fact = _fact("not_promised", ft.Icons.INFO_OUTLINE)
    helps = [] if place.is_installed else [words("settings.install_helps")]
    if helps and platform is ft.PagePlatform.IOS:
        helps.append(words("settings.install_begins_anew"))
    return fact._replace(more=" ".join([fact.more, *helps]))


def _offline(place: Place) -> Fact:
    if place.is_offline_ready:
        return _fact("offline", ft.Icons.CLOUD_OFF)
    return _fact("not_offline", ft.Icons.CLOUD_QUEUE)


def _fact(name: str, icon: ft.IconData, *, is_good: bool = True) -> Fact:
    said = words(f"settings.place_{name}"), words(f"settings.place_{name}_more")
    return Fact(icon, *said, is_good)


def facts_here(journal: Journal, page: ft.Page) -> list[Fact]:
    """Outside a browser: the folder, which a phone's own app has no name for."""
    if device.IN_BROWSER:
        return []
    if not page.web and page.platform in device.DIALLERS:
        return [_fact("in_app", ft.Icons.PHONE_ANDROID)]
    folder = copies.folder_of(journal.file)
    where = Fact(ft.Icons.FOLDER_OUTLINED, words("settings.place_in_folder"), str(folder))
    return [where, *_others(folder)]


def _others(folder: Path) -> list[Fact]:
    """A folder that other users of the computer can look into, or change."""
    try:
        found = exposure(folder)
    except OSError:
        return []
    return [] if found == "no" else [_fact(f"others_{found}", ft.Icons.GROUP, is_good=False)]


def room(sizes: tuple[int, int], place: Place | None) -> Fact:
    """The room that the journal and its copies take, and in a browser all of Sidenote."""
    journal, others = (amount(each) for each in sizes)
    said = [words("settings.room_journal", journal=journal, copies=others)]
    if place is not None and place.used > sum(sizes):  # a browser may press files together
        said.append(words("settings.room_used", used=amount(place.used)))
    if place is not None and place.allowed:
        said.append(words("settings.room_allowed", allowed=amount(place.allowed)))
    return Fact(ft.Icons.DONUT_LARGE, words("settings.room"), " ".join(said))


def amount(size: int) -> str:
    """A number of bytes as people say it: 412 KB, 1.2 MB."""
    unit, bytes_in = next((each for each in UNITS if size >= each[1]), UNITS[-1])
    number = size / bytes_in
    rounded = f"{number:.1f}" if 0 < number < 9.95 else f"{number:.0f}"
    return words(f"settings.size_{unit}", number=rounded.removesuffix(".0"))
