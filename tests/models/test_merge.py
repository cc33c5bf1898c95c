from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from models import tables
from models.database import open_journal
from models.merge import aged, clamped, conflicts, joined, news
from models.rows import _TABLE_OF, Erase, edit, table_of
from models.shapes import SHAPES
from models.store import Store
from models.whole import Rows, put, read_whole
from tests.conftest import Clock
from tests.models.exchange.journals import NOW, sound_rows

FEW = settings(max_examples=40, deadline=None)
DIARIES = sound_rows(("effect", "day", "mood_check"))
ON = date(2026, 11, 22)


@FEW
@given(DIARIES, DIARIES)
def test_it_does_not_matter_which_phone_is_joined_to_which(mine: Rows, theirs: Rows) -> None:
    assert joined(mine, theirs) == joined(theirs, mine)


@FEW
@given(DIARIES, DIARIES, DIARIES)
def test_it_does_not_matter_in_which_order_three_phones_are_joined(
    a: Rows, b: Rows, c: Rows
) -> None:
    assert joined(joined(a, b), c) == joined(a, joined(b, c))


@FEW
@given(DIARIES, DIARIES)
def test_joining_twice_changes_nothing(mine: Rows, theirs: Rows) -> None:
    once = joined(mine, theirs)
    assert joined(once, theirs) == once
    assert joined(once, once) == once
    assert news(once, theirs) == {}


@FEW
@given(DIARIES, DIARIES)
def test_no_row_is_lost_and_none_gets_older(mine: Rows, theirs: Rows) -> None:
    both = joined(mine, theirs)
    for copy in (mine, theirs):
        for name, table in copy.items():
            for key, row in table.items():
                assert both[name][key]["updated_at"] >= row["updated_at"]


@FEW
@given(DIARIES, DIARIES)
def test_each_conflict_says_which_of_the_two_is_kept(mine: Rows, theirs: Rows) -> None:
    both = joined(mine, theirs)
    for conflict in conflicts(mine, theirs):
        kept = conflict.mine if conflict.is_mine_kept else conflict.theirs
        row = both[conflict.table][conflict.key]
        assert conflict.mine != conflict.theirs
        for column in conflict.columns:
            assert row["is_deleted"] or row[column] == kept[column]
        if not conflict.columns:
            assert row["is_deleted"] == kept["is_deleted"]


# Two phones, written to as their users write


class Phone:
    """A journal of its own in memory, with a clock that only it has."""

    def __init__(self, clock: Clock) -> None:
        self.store = Store(open_journal(Path(":memory:")), clock)

    def rows(self) -> Rows:
        return read_whole(self.store.engine)

    def take(self, theirs: Rows) -> None:
        put(self.store.engine, lambda mine: news(mine, theirs))

    def day(self) -> Any:
        return self.store.days(ON, ON).get(ON)


@pytest.fixture
def phones(clock: Clock) -> Iterator[tuple[Phone, Phone]]:
    a, b = Phone(clock), Phone(clock)
    yield a, b
    a.store.close()
    b.store.close()


def write(phone: Phone, draft: tables.Draft, seen: tables.Draft | None = None) -> None:
    phone.store.write(edit(draft, seen))


def meet(a: Phone, b: Phone) -> None:
    """Each takes the other's copy; both must then hold the same."""
    mine, theirs = a.rows(), b.rows()
    a.take(theirs)
    b.take(mine)
    assert a.rows() == b.rows() == joined(mine, theirs)


def test_a_note_on_one_phone_and_a_dose_on_the_other_are_both_kept(
    phones: tuple[Phone, Phone], clock: Clock
) -> None:
    a, b = phones
    write(a, tables.DayDraft(on_date=ON, is_dose_taken=True, dose_mg=40))
    clock.move(hours=1)
    write(b, tables.DayDraft(on_date=ON, note="dry"))
    assert conflicts(a.rows(), b.rows()) == ()
    meet(a, b)
    assert (a.day().note, a.day().is_dose_taken, a.day().dose_mg) == ("dry", True, 40)


@pytest.mark.parametrize("is_first_a", [True, False])
def test_answers_changed_on_two_phones_after_they_met_are_all_kept(
    phones: tuple[Phone, Phone], clock: Clock, is_first_a: bool
) -> None:
    a, b = phones
    seen: list[tables.Draft] = [
        tables.EffectDraft(key="own_knees", name="Knee"),
        tables.AnswerDraft(on_date=ON, effect_key="own_knees", level=1),
        tables.MoodDraft(on_date=ON, level=3, tags="calm"),
        tables.NosebleedsDraft(on_date=ON, count=1),
        tables.VisitDraft(id="v", on_date=ON, said="Go on."),
        tables.ContactDraft(role="provider", name="Dr. Ó", phone="1"),
    ]
    for draft in seen:
        write(a, draft)
    meet(a, b)
    on_a: list[dict[str, Any]] = [
        {"name": "Knees"}, {"level": 3}, {"level": 1}, {"count": 4}, {"said": "Stop."},
        {"phone": "2"},
    ]  # fmt: skip
    on_b: list[dict[str, Any]] = [
        {"is_private": True}, {"places": "knees"}, {"tags": "tearful"}, {"is_heavy": True},
        {"place": "Lakeside"}, {"email": "o@example.org"},
    ]  # fmt: skip
    for phone, changes in ((a, on_a), (b, on_b)) if is_first_a else ((b, on_b), (a, on_a)):
        clock.move(hours=1)
        for draft, change in zip(seen, changes, strict=True):
            write(phone, draft.model_copy(update=change), draft)
    meet(a, b)
    for draft, one, two in zip(seen, on_a, on_b, strict=True):
        table = table_of(_TABLE_OF[type(draft)])
        row = next(iter(a.store.read(table.select())))._mapping
        assert {name: row[name] for name in one | two} == one | two


def test_the_newer_of_two_notes_is_kept_and_the_other_is_listed(
    phones: tuple[Phone, Phone], clock: Clock
) -> None:
    a, b = phones
    write(a, tables.DayDraft(on_date=ON, note="first", is_dose_taken=True))
    clock.move(hours=1)
    write(b, tables.DayDraft(on_date=ON, note="second", is_dose_taken=True))
    (found,) = conflicts(a.rows(), b.rows())
    assert (found.table, found.columns, found.is_mine_kept) == ("day", ("note",), False)
    meet(a, b)
    assert a.day().note == "second"


def test_an_answer_taken_back_stays_taken_back(phones: tuple[Phone, Phone], clock: Clock) -> None:
    a, b = phones
    taken = tables.DayDraft(on_date=ON, is_dose_taken=True, dose_mg=40)
    write(a, taken)
    meet(a, b)
    clock.move(hours=1)
    write(b, tables.DayDraft(on_date=ON), taken)
    clock.move(hours=1)
    write(a, tables.DayDraft(on_date=ON, is_dose_taken=True, dose_mg=40, note="x"), taken)
    meet(a, b)
    assert (a.day().is_dose_taken, a.day().note) == (None, "x")


def test_what_was_written_before_a_deletion_goes_and_what_came_after_stays(
    phones: tuple[Phone, Phone], clock: Clock
) -> None:
    a, b = phones
    first = tables.DayDraft(on_date=ON, note="old", is_dose_taken=True)
    write(a, first)
    meet(a, b)
    clock.move(hours=1)
    b.store.write(Erase(tables.Day, (ON,)))
    clock.move(hours=1)
    write(a, tables.DayDraft(on_date=ON, note="new", is_dose_taken=True), first)
    meet(a, b)
    assert (a.day().note, a.day().is_dose_taken) == ("new", None)


def test_a_phone_whose_clock_was_a_year_ahead_does_not_win_for_ever(
    phones: tuple[Phone, Phone], clock: Clock
) -> None:
    a, b = phones
    clock.move(days=365)
    write(a, tables.DayDraft(on_date=ON, note="from a wrong clock"))
    write(a, tables.MoodDraft(on_date=ON, level=2))
    clock.move(days=-365)
    write(b, tables.DayDraft(on_date=ON, note="right"))
    now = clock()
    theirs = clamped(a.rows(), now)
    assert aged(theirs) == 2
    (found,) = conflicts(b.rows(), theirs)
    assert (found.is_mine_kept, found.is_ahead) == (True, True)
    b.take(theirs)
    assert (b.day().note, b.day().mood.level) == ("right", 2)  # nothing of it is lost either
    clock.move(hours=1)
    write(b, tables.MoodDraft(on_date=ON, level=4), tables.MoodDraft(on_date=ON, level=2))
    b.take(clamped(a.rows(), clock()))
    assert b.day().mood.level == 4
    b.take(clamped(a.rows(), clock() + timedelta(days=30)))
    assert b.day().mood.level == 4


@FEW
@given(DIARIES)
def test_what_is_clamped_is_sound_and_is_not_clamped_again(rows: Rows) -> None:
    now = NOW - timedelta(days=1, hours=2)
    once = clamped(rows, now)
    assert clamped(once, now) == once
    for name, table in once.items():
        for row in table.values():
            SHAPES[name].check(dict(row))


def _tick(updated_at: str, *, is_deleted: bool) -> Rows:
    row = {"on_date": "2026-11-20", "tip_key": "a", "written_at": "", "utc_offset": 0,
           "updated_at": updated_at, "is_deleted": is_deleted}  # fmt: skip
    return {"routine_tick": {("2026-11-20", "a"): row}}


def test_a_deletion_wins_over_what_was_written_before_it_and_loses_to_what_came_after() -> None:
    early, late = "2026-11-20T10:00:00.000000Z", "2026-11-20T11:00:00.000000Z"
    assert news(_tick(early, is_deleted=False), _tick(late, is_deleted=True))
    assert not news(_tick(late, is_deleted=False), _tick(early, is_deleted=True))
    assert news(_tick(early, is_deleted=True), _tick(late, is_deleted=False))
