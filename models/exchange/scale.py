"""Which scale the numbers of a column are on, and what proves it. Pure.

A scale is (the number for our lowest word, the number for our highest): a headache of 0 to 10 is
(0, 10); a mood on which 1 is the best of 5 is (5, 1). Nothing is clamped: a number outside its
scale has no meaning until the user gives it one.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from models.exchange.source import MOOD, Scale

LEVELS, MOODS = (0, 4), (1, 5)
"""Our own scales of an effect and of a mood."""
_PART = re.compile(
    r"([+-]?\d{1,4}(?:[.,]\d{1,6})?)\s*(?:/\s*(\d{1,4})|(%))?(?: points?)?"
    r"(?:\s*\([^()]*\))?"  # a label beside the value
)
_RANGE = re.compile(
    r"(?<![\w.])([+\-\u2212]?\d{1,3})\s*(?:-|\u2013|\u2014|\.\.\.?|to|bis|à|a|until)\s*([+\-]?\d{1,3})(?![\w.])"
)
_OUT_OF = re.compile(r"(?:/|out of|von|sur|de)\s*(\d{1,3})(?![\w.])")
_LABEL = re.compile(r"([+-]?\d{1,3})\s*[=:\-\u2013.)]?\s*([^\W\d_][^\d;,|/()\[\]]{0,30})")
_LEAST_MOOD = 4
"""Numbers up to here and no higher may be of three steps as well as of five."""
_TOPS = (10, 100)
CHOICES: tuple[Scale, ...] = (
    (0, 3), (0, 4), (1, 4), (0, 5), (1, 5), (1, 6), (1, 7), (0, 10), (1, 10), (0, 100), (1, 100),
    (-1, 1), (-2, 2), (-3, 3), (-5, 5), (-10, 10), (-100, 100),
)  # fmt: skip
"""The scales that are offered where they hold every number of the column."""


def number_in(word: str) -> float | None:
    """The number in a cell ("7", "3,5", "8/10 points", "80 %"); None if it is none."""
    match = _PART.fullmatch(word.strip())
    return float(match[1].replace(",", ".")) if match else None


def _top_in(word: str) -> int | None:
    match = _PART.fullmatch(word.strip())
    if not match or not (match[2] or match[3]):
        return None
    return int(match[2]) if match[2] else 100


def scale_of(
    target: str, name: str, words: Iterable[str], known: Mapping[str, int]
) -> tuple[Scale | None, str, str]:
    """The scale of a whole column, a name in words "exchange.proof", and what it rests on.

    `known` are words with a meaning for `target`, for a heading such as "1 awful, 5 great".
    """
    said = tuple(words)
    numbers = [number for word in said if (number := number_in(word)) is not None]
    if not numbers:
        return None, "", ""
    low, high, ours = min(numbers), max(numbers), MOODS if target == MOOD else LEVELS
    headed = _in_heading(name, known, ours)
    if headed:
        lowest, highest = min(headed), max(headed)
        return (headed, "heading", "") if lowest <= low and high <= highest else (None, "asked", "")
    tops = {top for word in said if number_in(word) is not None for top in [_top_in(word)]}
    if tops != {None}:
        top = next(iter(tops))
        if len(tops) > 1 or top is None or high > top or low < 0:
            return None, "asked", ""
        return (0 if target != MOOD or low == 0 else 1, top), "written", f"/{top}"
    if all(number == int(number) for number in numbers) and ours[0] <= low and high <= ours[1]:
        if target == MOOD and high < _LEAST_MOOD:
            return None, "asked", ""
        return ours, "fits", f"{high:g}"
    if high in _TOPS and low >= 0:
        return (1 if target == MOOD and low > 0 else 0, high), "occurs", f"{high:g}"
    return None, "asked", ""


def _in_heading(name: str, known: Mapping[str, int], ours: Scale) -> Scale | None:
    """The scale that a heading names, turned round if its words say that the first is best."""
    plain = name.casefold()
    labels = {
        int(number): known[word]
        for number, label in _LABEL.findall(plain)
        if (word := " ".join(label.split()).strip(" .")) in known
    }
    if len(labels) > 1:
        first, last = min(labels), max(labels)
        if labels[first] == labels[last]:
            return None
        ends = (first, last) if labels[first] < labels[last] else (last, first)
        span = sorted((labels[first], labels[last]))
        return ends if tuple(span) == ours else _stretched(labels, ours)
    if match := _RANGE.search(plain):
        ends = (int(match[1].replace("\u2212", "-")), int(match[2]))
        return ends if ends[0] < ends[1] else None
    if match := _OUT_OF.search(plain):
        return (0 if ours == LEVELS else 1, int(match[1]))
    return None


def _stretched(labels: Mapping[int, int], ours: Scale) -> Scale | None:
    """The ends of a scale of which the heading names only some steps, where they fit one line."""
    (x1, y1), (x2, y2) = sorted(labels.items())[0], sorted(labels.items())[-1]
    step = (x2 - x1) / (y2 - y1)
    ends = (x1 + (ours[0] - y1) * step, x1 + (ours[1] - y1) * step)
    fits = all(abs(x1 + (value - y1) * step - number) < 0.01 for number, value in labels.items())
    return ends if fits and all(end == int(end) for end in ends) else None


def on_ours(number: float, scale: Scale, target: str) -> int | None:
    """A number of `scale` as our mood or level; half way it counts as the worse. None: outside."""
    low, high = scale
    if low == high or not min(low, high) <= number <= max(low, high):
        return None
    ours = MOODS if target == MOOD else LEVELS
    place = ours[0] + (number - low) * (ours[1] - ours[0]) / (high - low)
    place = round(place, 9)
    return math.ceil(place - 0.5) if target == MOOD else math.floor(place + 0.5)


def choices_for(numbers: Sequence[float]) -> list[Scale]:
    """The usual scales that hold all of these numbers, the nearest first."""
    low, high = min(numbers), max(numbers)
    fitting = [each for each in CHOICES if each[0] <= low and high <= each[1]]
    return sorted(fitting, key=lambda each: each[1] - each[0]) or [(low, high)]


def read_scale(text: str) -> Scale | None:
    """A scale as it is typed: "0..10", "5..1", "-2..2"; None if it is none."""
    match = re.fullmatch(r"\s*([+-]?\d{1,4})\s*\.\.\s*([+-]?\d{1,4})\s*", text)
    if not match or int(match[1]) == int(match[2]):
        return None
    return int(match[1]), int(match[2])
