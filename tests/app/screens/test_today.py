"""Today, on the real component tree and a real file."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from app import startup
from app.actions import setup
from app.journal import Journal
from models import content, tables
from models.records import Mood, Nosebleeds
from models.store import Store
from tests.conftest import Clock
from tests.headless import Screen

pytestmark = pytest.mark.anyio
TODAY = date(2026, 11, 22)


def stored(store: Store, on: date = TODAY):
    return store.days(on, on).get(on)


@pytest.mark.parametrize(("width", "is_whole"), [(390, False), (1180, True)])
async def test_a_phone_draws_first_what_fits_on_it(
    folder: Path, clock: Clock, journal: Journal, width: int, is_whole: bool
) -> None:
    class NotDrawn(Screen):
        async def has_drawn(self) -> None:
            """Not yet."""

    await setup.choose(journal, is_welcomed=True)
    async with NotDrawn(partial(startup.main, folder=folder, clock=clock), width=width) as screen:
        assert screen.shows("Any change in mood")
        assert "Dry lips, Mild, 1 of 4" in screen.names()
        assert ("Add one nosebleed" in screen.names()) == is_whole
        assert ("Note" in screen.texts()) == is_whole
        await super(NotDrawn, screen).has_drawn()
        assert "Add one nosebleed" in screen.names()
        assert "Note" in screen.texts()


async def test_a_tap_on_a_level_is_in_the_file_and_selected(screen: Screen, store: Store) -> None:
    await screen.tap("Dry lips, Moderate, 2 of 4")
    assert stored(store).levels == {"dry_lips": 2}
    assert screen.selected().count("Dry lips, Moderate, 2 of 4") == 1
    assert "saved" in screen.texts()


async def test_the_same_level_again_takes_the_answer_back(screen: Screen, store: Store) -> None:
    await screen.tap("Dry lips, Moderate, 2 of 4")
    await screen.tap("Dry lips, Moderate, 2 of 4")
    assert stored(store) is None


async def test_the_tip_of_the_article_stands_under_what_was_logged(screen: Screen) -> None:
    assert not screen.shows("From the web article")
    await screen.tap("Dry lips, Moderate, 2 of 4")
    assert screen.shows("From the web article")


async def test_mood_is_kept_and_a_word_for_what_changed(screen: Screen, store: Store) -> None:
    await screen.tap("Mood, 2 of 5, Low")
    await screen.tap("Worried")
    assert stored(store).mood == Mood(2, frozenset({"worried"}))


async def test_nosebleeds_are_counted_and_described(screen: Screen, store: Store) -> None:
    await screen.tap("Add one nosebleed")
    await screen.tap("Add one nosebleed")
    await screen.tap("20 to 29 minutes")
    await screen.tap("Pouring or with clots")
    assert stored(store).nosebleeds == Nosebleeds(2, "20_to_29", True)
    texts = screen.texts()
    first, second = (flag.action_text for flag in content.nosebleed_flags())
    assert texts.index(first) < texts.index(second)


async def test_a_severe_answer_shows_what_to_do_at_once_under_its_row(
    app: Callable[..., Screen], store: Store
) -> None:
    store.write(
        tables.SettingDraft(key="is_welcomed", value="true"),
        tables.EffectDraft(key="belly_pain", is_shown=True, position=9),
    )
    async with app() as screen:
        await screen.tap("Belly pain, Moderate, 2 of 4")
        assert not screen.shows("Get help fast")
        await screen.tap("Belly pain, Severe, 3 of 4")
        (first, *_) = content.flags_for("belly_pain", 3)
        assert first.action == "emergency"
        assert screen.shows(first.text)
        assert screen.shows(first.action_text)


async def test_no_nosebleed_is_an_answer(screen: Screen, store: Store) -> None:
    await screen.tap("0 nosebleeds")
    assert stored(store).nosebleeds == Nosebleeds(0)


async def test_nothing_new_is_an_answer_of_its_own(screen: Screen, store: Store) -> None:
    await screen.tap("Nothing new today")
    assert stored(store).is_nothing_new
    assert stored(store).is_logged
    assert stored(store).levels == {}


async def test_same_as_yesterday_copies_symptoms_but_never_the_mood(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Dry skin, Mild, 1 of 4")
    await screen.tap("Mood, 4 of 5, Good")
    await screen.tap("0 nosebleeds")
    clock.move(days=1)
    async with app() as next_day:
        await next_day.tap("Same as yesterday")
        monday = stored(store, date(2026, 11, 23))
        assert monday.levels == {"dry_skin": 1}
        assert monday.mood is None
        assert monday.nosebleeds == Nosebleeds(0)
        await next_day.tap("Undo")
        assert stored(store, date(2026, 11, 23)) is None


async def test_same_as_yesterday_leaves_what_is_answered(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    await screen.tap("Dry skin, Mild, 1 of 4")
    clock.move(days=1)
    async with app() as next_day:
        await next_day.tap("Dry skin, Severe, 3 of 4")
        await next_day.tap("Same as yesterday")
        assert stored(store, date(2026, 11, 23)).levels == {"dry_skin": 3}


async def test_a_past_day_can_be_changed_and_says_so(screen: Screen, store: Store) -> None:
    await screen.tap("Thursday 19 November, nothing logged")
    assert screen.shows("You are editing an earlier day.")
    await screen.tap("Dry lips, Mild, 1 of 4")
    assert stored(store, date(2026, 11, 19)).levels == {"dry_lips": 1}
    assert stored(store) is None


async def test_another_week_is_one_tap_away(screen: Screen) -> None:
    await screen.tap("Earlier week")
    assert "Sunday 15 November, nothing logged" in screen.names()
    await screen.tap("Back to today")
    assert "Sunday 22 November, nothing logged" in screen.names()


async def test_yesterday_stands_beside_today_on_every_day_of_the_week(
    app: Callable[..., Screen], screen: Screen, clock: Clock
) -> None:
    clock.move(days=1)
    async with app() as monday:
        assert "Sunday 22 November, nothing logged" in monday.names()


async def test_a_future_day_cannot_be_opened(journal: Journal) -> None:
    journal.show_day(date(2026, 11, 23))
    assert journal.facts.shown_on == TODAY


async def test_a_note_is_kept_when_the_field_is_left(screen: Screen, store: Store) -> None:
    await screen.type("Anything you want to remember or ask", "Sun all day")
    assert stored(store).note == "Sun all day"


async def test_after_midnight_the_evening_still_belongs_to_its_day(
    app: Callable[..., Screen], screen: Screen, store: Store, clock: Clock
) -> None:
    clock.move(hours=5)  # a quarter past one in the morning
    async with app() as night:
        await night.tap("Dry lips, Mild, 1 of 4")
    assert stored(store).levels == {"dry_lips": 1}


async def test_help_stands_first_on_the_screen(screen: Screen) -> None:
    assert screen.names()[0] == "Get help"


async def fill(screen: Screen) -> None:
    """Every kind of thing that one day holds."""
    for name in ("Muscle pain, Severe, 3 of 4", "Knees", "It stopped me doing something",
                 "Add one nosebleed", "5 to 9 minutes", "Pouring or with clots",
                 "Mood, 2 of 5, Low", "Worried", "Nothing new today", "Missed"):  # fmt: skip
        await screen.tap(name)
    await screen.type("Anything you want to remember or ask", "Sun all day")


async def test_a_day_is_deleted_from_itself_without_a_question_and_comes_back_whole(
    screen: Screen, store: Store
) -> None:
    assert "Delete this day" not in screen.names()
    await fill(screen)
    whole = stored(store)
    assert all([whole.levels, whole.places, whole.stopped, whole.nosebleeds.longest])
    assert all([whole.mood.tags, whole.note, whole.is_nothing_new, whole.is_dose_taken is False])
    await screen.tap("Delete this day")
    assert stored(store) is None
    assert screen.shows("The day is deleted.")
    assert "Delete this day" not in screen.names()
    assert not screen.shows("Sun all day")
    await screen.tap("Undo")
    assert stored(store) == whole
    assert screen.shows("Sun all day")


async def test_a_past_day_is_deleted_and_no_other(screen: Screen, store: Store) -> None:
    await screen.tap("Dry lips, Mild, 1 of 4")
    await screen.tap("Thursday 19 November, nothing logged")
    await screen.tap("Taken")
    await screen.tap("Delete this day")
    assert stored(store, date(2026, 11, 19)) is None
    assert stored(store).levels == {"dry_lips": 1}


@pytest.mark.parametrize(
    ("taps", "again"),
    [
        (["Muscle pain, Severe, 3 of 4", "Knees", "It stopped me doing something"], 0),
        (["0 nosebleeds"], 0),
        (["Mood, 4 of 5, Good"], 0),
    ],
)
async def test_an_answer_taken_back_by_the_same_tap_comes_back_with_undo(
    screen: Screen, store: Store, taps: list[str], again: int
) -> None:
    for name in taps:
        await screen.tap(name)
    before = stored(store)
    await screen.tap(taps[again])
    assert stored(store) is None
    await screen.tap("Undo")
    assert stored(store) == before


async def test_a_tap_makes_no_control_that_it_does_not_change(screen: Screen) -> None:
    await screen.tap("Dry eyes, Severe, 3 of 4")  # the worst of the day, for the week, too
    await screen.tap("Dry lips, Mild, 1 of 4")
    before = screen.tappable()
    await screen.tap("Dry lips, Moderate, 2 of 4")
    after = screen.tappable()
    made = {name for name, control in after.items() if control is not before.get(name)}
    changed = {"Dry lips, Mild, 1 of 4", "Dry lips, Moderate, 2 of 4"}
    assert {name for name in made if "lips" in name} == changed
    choices = ("Mood, ", "Dry ", "Joint pain, ", "Muscle pain, ", "Sunday ", "Taken", "Missed")
    assert [n for n in made if n.startswith(choices) and not n.startswith("Dry lips")] == []
    assert sum(name.startswith(choices) for name in after) >= 24
