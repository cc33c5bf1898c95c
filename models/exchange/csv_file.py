"""The diary as tables for a spreadsheet: long (one row for each answer) and wide (one per day).

What was not answered is an empty cell, never a 0. Text that a spreadsheet would run as a
formula is made harmless with a leading apostrophe. Pure: days in, bytes out.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from models.progress import Told, counted, untold
from models.records import Day, Mood, Nosebleeds, ShownEffect
from models.words import words

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a cell a formula; the last four are their full-width forms."""
LONG_HEAD = ("date", "what", "name", "value", "word", "places", "stopped_me", "written_on")
WIDE_FIRST = ("date", "mood", "mood_tags", "mood_stopped_me")
WIDE_LAST = ("nosebleeds", "nosebleed_longest", "nosebleed_heavy", "nothing_new", "dose_taken",
              "dose_mg", "note", "written_on")  # fmt: skip


def harmless(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def long_csv(
    days: Mapping[date, Day], effects: Iterable[ShownEffect], told: Told = untold
) -> bytes:
    """One row for each answer of each day, oldest first, UTF-8 with the mark that Excel wants.

    `told` counts days.
    """
    names = {effect.key: effect.name or effect.key for effect in effects}
    rows = (row for day in _in_order(days, told) for row in _long_rows(day, names))
    return _written(LONG_HEAD, rows)


def wide_csv(
    days: Mapping[date, Day], effects: Iterable[ShownEffect], told: Told = untold
) -> bytes:
    """One row for each day with entries, one column for each effect, as in `long_csv`."""
    shown = tuple(effects)
    heads = [f"own: {effect.name}" if effect.name else effect.key for effect in shown]
    head = (*WIDE_FIRST, *heads, *WIDE_LAST)
    return _written(head, (_wide_row(day, shown) for day in _in_order(days, told)))


def _in_order(days: Mapping[date, Day], told: Told) -> Iterator[Day]:
    return counted((days[on] for on in sorted(days)), len(days), told)


def _long_rows(day: Day, names: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    def row(
        what: str, value: str, word: str = "", places: str = "", stopped: str = ""
    ) -> tuple[str, ...]:
        name = names.get(what, what)
        return (day.on.isoformat(), what, name, value, word, places, stopped, written)

    written = _text(day.written_on)
    if day.mood is not None:
        yield row(
            "mood", _text(day.mood.level), _mood_word(day.mood), "", _yes(day.mood.stopped_me)
        )
        for tag in sorted(day.mood.tags):
            yield row("mood_tag", tag)
    for key, level in day.levels.items():
        places = " ".join(day.places.get(key, ()))
        word = words(f"common.level_{level}")
        yield row(key, str(level), word, places, _yes(key in day.stopped))
    if day.nosebleeds is not None:
        for what, value in zip(WIDE_LAST[:3], _bleeds(day.nosebleeds), strict=True):
            if value:
                yield row(what, value)
    for what, value in zip(WIDE_LAST[3:7], _whole_day(day), strict=True):
        if value:
            yield row(what, value)


def _wide_row(day: Day, effects: Sequence[ShownEffect]) -> tuple[str, ...]:
    mood = day.mood
    return (
        day.on.isoformat(),
        *(
            (_text(mood.level), " ".join(sorted(mood.tags)), _yes(mood.stopped_me))
            if mood
            else [""] * 3
        ),
        *(_text(day.levels.get(effect.key)) for effect in effects),
        *(_bleeds(day.nosebleeds) if day.nosebleeds else [""] * 3),
        *_whole_day(day),
        _text(day.written_on),
    )


def _mood_word(mood: Mood) -> str:
    return words(f"common.mood_{mood.level}") if mood.level is not None else ""


def _bleeds(bleeds: Nosebleeds) -> tuple[str, str, str]:
    return str(bleeds.count), bleeds.longest or "", _yes(bleeds.is_heavy)


def _whole_day(day: Day) -> tuple[str, str, str, str]:
    taken = "" if day.is_dose_taken is None else _yes(day.is_dose_taken)
    return "yes" if day.is_nothing_new else "", taken, _text(day.dose_mg), day.note


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
