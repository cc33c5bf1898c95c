from hypothesis import given, settings

from models.merge import conflicts, joined, news, rank
from models.whole import Rows
from tests.models.exchange.journals import sound_rows

FEW = settings(max_examples=80, deadline=None)
DIARIES = sound_rows(("effect", "answer", "mood", "question"))


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
                assert rank(both[name][key]) >= rank(row)


@FEW
@given(DIARIES, DIARIES)
def test_each_conflict_says_which_row_is_kept(mine: Rows, theirs: Rows) -> None:
    both = joined(mine, theirs)
    for conflict in conflicts(mine, theirs):
        kept = conflict.mine if conflict.is_mine_kept else conflict.theirs
        assert both[conflict.table][conflict.key] == kept
        assert conflict.mine != conflict.theirs


def _tick(updated_at: str, *, is_deleted: bool) -> Rows:
    row = {"on_date": "2026-11-20", "tip_key": "a", "written_at": "", "utc_offset": 0,
           "updated_at": updated_at, "is_deleted": is_deleted}  # fmt: skip
    return {"routine_tick": {("2026-11-20", "a"): row}}


def test_a_deletion_wins_over_what_was_written_before_it_and_loses_to_what_came_after() -> None:
    early, late = "2026-11-20T10:00:00.000000Z", "2026-11-20T11:00:00.000000Z"
    assert news(_tick(early, is_deleted=False), _tick(late, is_deleted=True))
    assert not news(_tick(late, is_deleted=False), _tick(early, is_deleted=True))
    assert news(_tick(early, is_deleted=True), _tick(late, is_deleted=False))
