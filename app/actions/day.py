"""Write down a day: effects, nosebleeds, mood, dose, note. All act on the day shown."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TypeVar

from app.day_on_screen import is_again, is_old, seen_on
from app.gate import action
from app.journal import Journal
from app.outcome import DONE, Outcome, Refused
from models import erase, records, tables
from models.rows import Edit, Erase, Write, edit
from models.scales import NOSEBLEED_BANDS, band_of
from models.words import words

MOST_NOSEBLEEDS = 99
D = TypeVar("D", bound=tables.Draft)


@action
async def choose_level(journal: Journal, effect_key: str, level: int) -> Outcome:
    """Set how strong an effect is, 0 to 4; choosing the same level again takes it back."""
    day = journal.facts.day
    if is_again(journal, day.levels.get(effect_key) == level):
        return await _take_back(journal, erase.answer_erasure(day.on, effect_key))
    return await journal.change(_answer(day, effect_key, level=level))


@action
async def toggle_place(journal: Journal, effect_key: str, place: str) -> Outcome:
    """Add or take away a body place of a pain that has a level."""
    day = journal.facts.day
    places = _turned(journal, day.places.get(effect_key, ()), place)
    return await journal.change(_answer(day, effect_key, places=places))


@action
async def toggle_stopped(journal: Journal, effect_key: str) -> Outcome:
    """Say, or take back, that an effect stopped the user doing something."""
    day = journal.facts.day
    is_stopped = not is_again(journal, effect_key in day.stopped)
    return await journal.change(_answer(day, effect_key, stopped=is_stopped))


def _turned(journal: Journal, chosen: Iterable[str], word: str) -> frozenset[str]:
    """The chosen words with `word` added, or without it if it was tapped again."""
    kept = frozenset(chosen)
    return kept - {word} if is_again(journal, word in kept) else kept | {word}


@action
async def count_nosebleeds(journal: Journal, count: int) -> Outcome:
    """Set how many nosebleeds the day had; none at all is an answer too."""
    day = journal.facts.day
    bleeds = day.nosebleeds or records.Nosebleeds(0)
    count = max(0, min(count, MOST_NOSEBLEEDS))
    kept = bleeds if count else records.Nosebleeds(0)
    return await journal.change(_bleeds(day, count, kept.longest, kept.is_heavy))


@action
async def add_nosebleeds(journal: Journal, number: int) -> Outcome:
    """Count some more nosebleeds on the day, or, with a negative number, fewer."""
    if number < 0 and is_old(journal):
        return DONE
    bleeds = journal.facts.day.nosebleeds or records.Nosebleeds(0)
    return await count_nosebleeds(journal, bleeds.count + number)


@action
async def no_nosebleeds(journal: Journal) -> Outcome:
    """Say that there was none; the same again takes the answer back."""
    bleeds = journal.facts.day.nosebleeds
    if is_again(journal, bleeds is not None and bleeds.count == 0):
        return await forget_nosebleeds(journal)
    return await count_nosebleeds(journal, 0)


@action
async def forget_nosebleeds(journal: Journal) -> Outcome:
    """Take the answer about nosebleeds back."""
    return await _take_back(journal, Erase(tables.Nosebleeds, (journal.facts.day.on,)))


@action
async def choose_longest(journal: Journal, band: str) -> Outcome:
    """Set how long the longest nosebleed lasted; the same again takes it back."""
    day = journal.facts.day
    bleeds = day.nosebleeds or records.Nosebleeds(1)
    longest = None if is_again(journal, bleeds.longest == band) else band
    return await journal.change(_bleeds(day, max(1, bleeds.count), longest, bleeds.is_heavy))


@action
async def toggle_heavy(journal: Journal) -> Outcome:
    """Say, or take back, that a nosebleed was pouring or had clots."""
    day = journal.facts.day
    bleeds = day.nosebleeds or records.Nosebleeds(1)
    is_heavy = not is_again(journal, bleeds.is_heavy)
    return await journal.change(_bleeds(day, max(1, bleeds.count), bleeds.longest, is_heavy))


@action
async def record_nosebleed(journal: Journal, minutes: float) -> Outcome:
    """Add a nosebleed that the pinch timer has just measured, on today's date."""
    day = journal.facts.day_on(journal.facts.today)
    bleeds = day.nosebleeds or records.Nosebleeds(0)
    longest = max((band_of(minutes), bleeds.longest or ""), key=_rank)
    count = min(bleeds.count + 1, MOST_NOSEBLEEDS)
    return await journal.change(
        _bleeds(day, count, longest, bleeds.is_heavy), said=words("today.bleed_recorded")
    )


def _rank(band: str) -> int:
    return NOSEBLEED_BANDS.index(band) if band else -1


@action
async def choose_mood(journal: Journal, level: int) -> Outcome:
    """Set the mood, 1 to 5; choosing the same again takes it back."""
    mood = journal.facts.day.mood or records.Mood(None)
    is_gone = is_again(journal, mood.level == level)
    return await _keep_mood(journal, mood._replace(level=None if is_gone else level))


@action
async def toggle_tag(journal: Journal, tag: str) -> Outcome:
    """Add or take away a word for what changed."""
    mood = journal.facts.day.mood or records.Mood(None)
    return await _keep_mood(journal, mood._replace(tags=_turned(journal, mood.tags, tag)))


@action
async def toggle_mood_stopped(journal: Journal) -> Outcome:
    """Say, or take back, that the mood stopped the user doing something."""
    mood = journal.facts.day.mood or records.Mood(None)
    is_stopped = not is_again(journal, mood.stopped_me)
    return await _keep_mood(journal, mood._replace(stopped_me=is_stopped))


async def _keep_mood(journal: Journal, mood: records.Mood) -> Outcome:
    day = journal.facts.day
    if mood == records.Mood(None):
        before = _earlier_mood(journal, day)
        return await _take_back(journal, Erase(tables.Mood, (day.on,)), *before)
    seen = _mood(day.on, day.mood or records.Mood(None))
    # What was imported is the user's own once they have changed it.
    change = edit(_mood(day.on, mood), seen.model_copy(update={"is_imported": True}))
    is_other_level = day.mood is not None and day.mood.level not in (None, mood.level)
    return await journal.change(change, *(_earlier_mood(journal, day) if is_other_level else ()))


def _mood(on: date, mood: records.Mood) -> tables.MoodDraft:
    tags = " ".join(sorted(mood.tags))
    return tables.MoodDraft(on_date=on, level=mood.level, tags=tags, stopped_me=mood.stopped_me)


def _earlier_mood(journal: Journal, day: records.Day) -> tuple[tables.Draft, ...]:
    """What the mood had been, if it was written on an earlier day: the report says "edited".

    A slip of the finger on the same day is no edit worth telling.
    """
    if day.mood is None or day.written_on is None or day.written_on >= journal.facts.today:
        return ()
    replaced_at = journal.now().isoformat()
    tags = " ".join(sorted(day.mood.tags))
    return (
        tables.MoodBeforeDraft(
            on_date=day.on, replaced_at=replaced_at, level=day.mood.level, tags=tags
        ),
    )


@action
async def same_as_yesterday(journal: Journal) -> Outcome:
    """Copy the day before: effects not answered yet, and that there was no nosebleed.

    Never the mood, which is asked each day, nor an event such as a nosebleed.
    """
    day = journal.facts.day
    before = journal.facts.day_on(day.on - timedelta(days=1))
    shown = {effect.key for effect in journal.facts.shown_effects}
    drafts: list[Write] = [
        tables.AnswerDraft(
            on_date=day.on, effect_key=key, level=level, places=" ".join(before.places.get(key, ()))
        )
        for key, level in before.levels.items()
        if key in shown and key not in day.levels
    ]
    if before.nosebleeds is not None and before.nosebleeds.count == 0 and day.nosebleeds is None:
        drafts.append(_bleeds(day, 0, None, False))
    if drafts:
        return await journal.change(*drafts, said=words("today.copied"), can_undo=True)
    journal.say(words("today.nothing_to_copy"))
    return DONE


@action
async def nothing_new(journal: Journal) -> Outcome:
    """Say, or take back, that the day brought nothing new: an answer in itself."""
    day = journal.facts.day
    is_gone = is_again(journal, day.is_nothing_new)
    said = "" if is_gone else words("today.nothing_new_kept")
    return await journal.change(_whole(day, is_nothing_new=not is_gone), said=said)


@action
async def answer_dose(journal: Journal, is_taken: bool) -> Outcome:
    """Say whether today's dose was taken; the same answer again takes it back.

    The milligrams prescribed for the day are kept with the answer, so that a later change
    of dose does not change the past.
    """
    day, course = journal.facts.day, journal.facts.course
    answer = None if is_again(journal, day.is_dose_taken is is_taken) else is_taken
    prescribed = course.dose_on(day.on) if course else None
    taken = {None: None, True: prescribed, False: 0.0}[answer]
    return await journal.change(_whole(day, is_dose_taken=answer, dose_mg=taken))


@action
async def write_note(
    journal: Journal, text: str, on: date | None = None, seen: str | None = None
) -> Outcome:
    """Keep the note of a day, of the one shown if `on` is left out.

    `seen` is the note that the user had before them; None: the one that is there.
    """
    on = on or journal.facts.shown_on
    # From the file: by now the screen may show other weeks.
    day = journal.store.days(on, on).get(on) or records.Day(on)
    if text == day.note:
        return DONE
    shown = day if seen is None else replace(day, note=seen)
    return await journal.change(_whole(shown, note=text))


@action
async def delete_day(journal: Journal, on: date) -> Outcome:
    """Delete everything written for one day, without a question; it can be put back.

    A screen that showed `on` as today, but is of another day by now, was not meant for either.
    """
    if is_old(journal) and on == seen_on(journal).shown_on:
        journal.say(words("data.day_turned"))
        return Refused(words("data.day_turned"))
    journal.half_written.notes.pop(on, None)
    journal.half_written.seen_notes.pop(on, None)
    erasures = erase.day_erasure(journal.store, on)
    if not erasures:
        journal.say(words("data.day_empty"))
        return Refused(words("data.day_empty"))
    return await journal.change(*erasures, said=words("data.day_deleted"), can_undo=True)


async def _take_back(journal: Journal, *changes: Write) -> Outcome:
    """Take one answer away; all that hung on it comes back with Undo."""
    return await journal.change(*changes, said=words("today.taken_back"), can_undo=True)


@action
async def tick(journal: Journal, tip_key: str) -> Outcome:
    """Mark a step of the care routine as done today, or take the mark away."""
    today = journal.facts.today
    is_done = tip_key in journal.facts.day_on(today).ticks
    if is_done and seen_on(journal).today == today:
        return await journal.change(Erase(tables.RoutineTick, (today, tip_key)))
    return await journal.change(tables.RoutineTickDraft(on_date=today, tip_key=tip_key))


def _answer(
    day: records.Day,
    key: str,
    *,
    level: int | None = None,
    places: Iterable[str] | None = None,
    stopped: bool | None = None,
) -> Edit:
    seen = tables.AnswerDraft(
        on_date=day.on,
        effect_key=key,
        level=day.levels.get(key, 1),
        places=" ".join(sorted(day.places.get(key, ()))),
        stopped_me=key in day.stopped,
    )
    changes = {
        "level": level,
        "places": None if places is None else " ".join(sorted(places)),
        "stopped_me": stopped,
    }
    given = {name: value for name, value in changes.items() if value is not None}
    return edit(_changed(seen, given), seen if key in day.levels else None)


def _bleeds(day: records.Day, count: int, longest: str | None, is_heavy: bool) -> Edit:
    wanted = tables.NosebleedsDraft(on_date=day.on, count=count, longest=longest, is_heavy=is_heavy)
    kept = day.nosebleeds
    seen = tables.NosebleedsDraft(on_date=day.on, **asdict(kept)) if kept else None
    return edit(wanted, seen)


def _whole(day: records.Day, **changes: object) -> Edit:
    """What `changes` alone asks for: the rest of the day stays as it is by now."""
    seen = tables.DayDraft(
        on_date=day.on, is_nothing_new=day.is_nothing_new, is_dose_taken=day.is_dose_taken,
        dose_mg=day.dose_mg, note=day.note,
    )  # fmt: skip
    return edit(_changed(seen, changes), seen)


def _changed(seen: D, changes: Mapping[str, object]) -> D:
    return type(seen).model_validate({**seen.model_dump(), **changes})
