"""Which line about keeping the journal stands on every screen, and what it offers."""

import flet as ft
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.keeping import Kind
from app.parts import lasting
from app.parts.lasting import Trouble, gravest
from app.parts.space import Space
from tests.headless import Screen

KINDS = st.sampled_from(["kept", "kept_less_surely", "not_kept"])
FLAGS = ("is_unsaved", "is_hushed", "is_backup_missing", "is_copy_due")


@pytest.mark.parametrize(
    ("kind", "flags", "told"),
    [
        ("kept", set(), None),
        ("kept", {"is_hushed"}, None),
        ("kept", {"is_copy_due"}, Trouble.COPY_DUE),
        ("kept", {"is_backup_missing", "is_copy_due"}, Trouble.NO_BACKUP),
        ("kept", {"is_unsaved", "is_backup_missing"}, Trouble.UNSAVED),
        ("kept_less_surely", set(), Trouble.LESS_SURELY),
        ("kept_less_surely", {"is_hushed"}, None),
        ("kept_less_surely", {"is_unsaved", "is_hushed"}, Trouble.UNSAVED),
        ("kept_less_surely", {"is_hushed", "is_copy_due"}, Trouble.COPY_DUE),
        ("not_kept", set(), Trouble.NOT_KEPT),
        ("not_kept", {"is_unsaved"}, Trouble.NOT_KEPT),
    ],
)
def test_the_gravest_trouble_is_told(kind: Kind, flags: set[str], told: Trouble | None) -> None:
    assert gravest(kind, **dict.fromkeys(flags, True)) is told


@given(flags=st.sets(st.sampled_from(FLAGS)))
def test_that_nothing_is_kept_is_never_hushed(flags: set[str]) -> None:
    assert gravest("not_kept", **dict.fromkeys(flags, True)) is Trouble.NOT_KEPT


@given(kind=KINDS, flags=st.sets(st.sampled_from(FLAGS)))
def test_a_change_that_is_not_kept_is_never_hushed(kind: Kind, flags: set[str]) -> None:
    told = gravest(kind, **dict.fromkeys(flags | {"is_unsaved"}, True))
    assert told in (Trouble.UNSAVED, Trouble.NOT_KEPT)


def nothing(_: object) -> None:
    pass


SPACES = [Space(390, 1), Space(390, 2), Space(1180, 1)]
LINES = {
    "not_kept": lambda space: lasting.not_kept_line(nothing, space),
    "unsaved": lambda space: lasting.unsaved_line(nothing, nothing, space, said="No room."),
    "less_surely": lambda space: lasting.less_surely_line(nothing, nothing, space),
}


@pytest.mark.anyio
@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("not_kept", ["Save a copy"]),
        ("unsaved", ["Save a copy", "Try again"]),
        ("less_surely", ["Save a copy", "Got it"]),
    ],
)
async def test_every_grave_line_offers_a_copy_and_is_read_out(
    line: str, offered: list[str], space: Space
) -> None:
    async with Screen(lambda page: page.add(LINES[line](space))) as screen:
        assert screen.names() == offered
        (spoken,) = [each for each in screen.all(ft.Semantics) if each.live_region]
        assert spoken.content.value
