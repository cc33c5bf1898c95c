"""How Trends says numbers, levels and changes, all from the content files. Pure."""

from datetime import date
from math import ceil, floor

from models import dates
from models.summary import LEAST_DAYS, Change, EffectFacts
from models.trends.marks import Mark
from models.trends.steps import Point
from models.words import words

SAME_BELOW = 0.05
"""A change that would be written as 0.0 is no change."""
_MARKS = {
    "visit": ("trends.mark_visit", "trends.detail_visit"),
    "test": ("trends.mark_test", "trends.detail_test_plain"),
    "notice": ("trends.mark_notice", "trends.detail_notice"),
    "contact": ("trends.mark_contact", "trends.detail_contact"),
}
_CHANGE = {
    False: ("trends.higher", "trends.lower", "trends.same", "trends.too_little"),
    True: ("trends.first_higher", "trends.first_lower", "trends.first_same",
           "trends.first_too_little"),
}  # fmt: skip


def tenth(value: float) -> str:
    """A number with one decimal: 2.2."""
    return f"{value:.1f}".replace(".", words("trends.decimal"))


def milligrams(value: float | None) -> str:
    """Milligrams without needless decimals."""
    return f"{value or 0:g}".replace(".", words("trends.decimal"))


def nearest(average: float) -> int:
    """The level or mood that an average is nearest to; the higher one from the middle on."""
    return floor(average + 0.5)


def level(value: float) -> str:
    """A level in words; a middle between two is both of them: "Mild to Moderate"."""
    low, high = floor(value), ceil(value)
    if low == high:
        return words(f"common.level_{low}")
    return words("trends.between", low=words(f"common.level_{low}"),
                 high=words(f"common.level_{high}"))  # fmt: skip


def mood(value: int) -> str:
    """A mood in words."""
    return words(f"common.mood_{value}")


def day(on: date, today: date) -> str:
    """A day, with its year where that is not this one."""
    return dates.short(on) if on.year == today.year else dates.with_year(on)


def change(by: float | None, days: int, now: int, then: int, *, is_first: bool = False) -> str:
    """How an average differs from the `days` days before, or from the first two weeks.

    `now` and `then` are the days logged in both; `by` None: one of them has too few.
    """
    higher, lower, same, too_little = _CHANGE[is_first]
    if by is None:
        return words(too_little, days=days, needed=LEAST_DAYS, logged=min(now, then))
    if abs(by) < SAME_BELOW:
        return words(same, days=days, logged=then)
    return words(higher if by > 0 else lower, by=tenth(abs(by)), days=days, logged=then)


def days_logged(facts: EffectFacts | None) -> int:
    """The days behind some facts."""
    return facts.days_logged if facts else 0


def average_of(change_: Change | None) -> float | None:
    """The change of the average, where there is one."""
    return change_.average if change_ else None


def mark_word(mark: Mark) -> str:
    """The word at a mark: "40 mg", "visit"."""
    if mark.kind != "dose":
        return words(_MARKS[mark.kind][0])
    if not mark.mg:
        return words("trends.mark_break")
    return words("trends.mark_dose", mg=milligrams(mark.mg))


def mark_detail(mark: Mark) -> str:
    """What a mark stands for, in full."""
    if mark.kind == "dose":
        if not mark.mg:
            return words("trends.detail_break", was=milligrams(mark.was_mg))
        if mark.was_mg is None:
            return words("trends.detail_start", mg=milligrams(mark.mg))
        return words("trends.detail_dose", mg=milligrams(mark.mg), was=milligrams(mark.was_mg))
    if mark.names:
        return words("trends.detail_test", names=", ".join(mark.names))
    return words(_MARKS[mark.kind][1])


def point(name: str, at: Point) -> str:
    """What stands at a point of an effect: its day and level, or its week, usual and worst."""
    if at.on == at.last:
        return words("trends.point", on=dates.short(at.on), name=name, level=level(at.value))
    return words("trends.point_week", first=dates.short(at.on), last=dates.short(at.last),
                 name=name, level=level(at.value), worst=level(at.worst))  # fmt: skip


def mood_point(at: Point) -> str:
    """What stands at a point of the mood."""
    if at.on == at.last:
        return words("trends.point_mood", on=dates.short(at.on), level=mood(nearest(at.value)))
    return words("trends.point_mood_week", first=dates.short(at.on), last=dates.short(at.last),
                 average=tenth(at.value))  # fmt: skip


def said_effect(name: str, now: EffectFacts | None) -> str:
    """An effect of a period in one sentence, for a screen reader."""
    if now is None or now.days_logged < LEAST_DAYS:
        return words("trends.said_unlogged", name=name)
    return words("trends.said_effect", name=name, usual=level(now.usual), worst=level(now.worst),
                 with_it=now.days_with, logged=now.days_logged)  # fmt: skip
