"""What is read again after a change: the same facts as if everything had been read anew."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.facts import RECENT_DAYS, read_again, read_facts, show_day
from models import tables
from models.rows import Erase
from models.store import Store

TODAY = date(2026, 11, 22)
DAYS = st.integers(-1, RECENT_DAYS * 3).map(lambda ago: TODAY - timedelta(days=ago))
CHANGES = st.one_of(
    st.builds(tables.AnswerDraft, on_date=DAYS, effect_key=st.just("dry_lips"),
              level=st.integers(0, 4)),
    st.builds(tables.DayDraft, on_date=DAYS, note=st.sampled_from(("", "a note"))),
    st.builds(tables.NosebleedsDraft, on_date=DAYS, count=st.integers(0, 3)),
    DAYS.map(lambda on: Erase(tables.Answer, (on, "dry_lips"))),
    DAYS.map(lambda on: Erase(tables.Day, (on,))),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shown_on=DAYS, writes=st.lists(st.lists(CHANGES, min_size=1, max_size=3), max_size=4))
def test_reading_the_changed_days_again_gives_what_reading_all_gives(
    store: Store, shown_on: date, writes: list[list[tables.Draft | Erase]]
) -> None:
    # The journal goes on from one example to the next.
    facts = read_facts(store, TODAY, min(shown_on, TODAY))
    for changes in writes:
        done = store.write(*changes)
        facts = read_again(store, facts, done)
        assert facts == read_facts(store, TODAY, facts.shown_on)
        store.undo(done)
        facts = read_again(store, facts, done)
        assert facts == read_facts(store, TODAY, facts.shown_on)
        facts = read_again(store, facts, store.write(*changes))


def test_a_change_of_a_day_that_is_not_at_hand_brings_no_day_in(store: Store) -> None:
    facts = read_facts(store, TODAY, TODAY)
    long_ago = TODAY - timedelta(days=300)
    change = store.write(tables.AnswerDraft(on_date=long_ago, effect_key="acne", level=2))
    again = read_again(store, facts, change)
    assert long_ago not in again.days
    turned = show_day(store, again, long_ago)
    assert turned.day.levels == {"acne": 2}
    assert replace(turned, shown_on=TODAY, days=facts.days) == facts
