"""Dose arithmetic, plain and shown as such. Pure: no clock, no database, no Flet.

No target, no percentage, no advice: milligrams are added up, and it is said on which days the
sum rests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.days import span
from models.periods import Period
from models.records import Course, Day, Weight


@dataclass(frozen=True)
class DoseFacts:
    """What was taken in one course, in milligrams, and the days that this rests on.

    `days_recorded`: the user said taken, missed, or how much. `days_assumed`: nothing was
    said, the prescribed dose is counted. `days_unknown`: no dose was entered that could be
    counted. `missed_on`: days recorded as missed, counted as 0. `breaks`: days with a
    prescribed dose of 0. `mg_per_kg`: `total_mg` divided by the newest weight, None without one.
    """

    total_mg: float = 0.0
    days_recorded: int = 0
    days_assumed: int = 0
    days_unknown: int = 0
    missed_on: tuple[date, ...] = ()
    breaks: tuple[Period, ...] = ()
    weight: Weight | None = None

    @property
    def mg_per_kg(self) -> float | None:
        """All milligrams divided by the newest weight, however the weight changed meanwhile.

        The usual arithmetic of the clinic (total by weight entered); past doses stay as they
        were when a newer weight is entered, only this quotient moves.
        """
        return self.total_mg / self.weight.kg if self.weight else None


def dose_facts(course: Course, days: Mapping[date, Day], last: date, *, today: date) -> DoseFacts:
    """Add up the doses of `course` to `last`, and no further than today or the last dose.

    A day recorded as missed counts 0; recorded milligrams win; otherwise the dose prescribed
    on that day counts. Today counts once it is recorded: the capsule may still be ahead.
    """
    if course.start_on is None:
        return DoseFacts()
    end = min(last, today, course.last_dose_on or last)
    counts = {"recorded": 0, "assumed": 0, "unknown": 0}
    total = 0.0
    missed = []
    for on in span(course.start_on, end):
        taken, basis = _taken(days.get(on), course.dose_on(on))
        if on == today and basis != "recorded":
            continue
        total += taken
        counts[basis] = counts.get(basis, 0) + 1
        if _is_missed(days.get(on)):
            missed.append(on)
    weights = [weight for weight in course.weights if weight.on <= end]
    return DoseFacts(
        total,
        counts["recorded"],
        counts["assumed"],
        counts["unknown"],
        tuple(missed),
        breaks(course, end),
        weights[-1] if weights else None,
    )


def _taken(day: Day | None, prescribed: float | None) -> tuple[float, str]:
    """Milligrams of one day, and what this rests on."""
    if _is_missed(day):
        return 0.0, "recorded"
    if day is not None and day.dose_mg is not None:
        return day.dose_mg, "recorded"
    if prescribed is None:
        return 0.0, "unknown"
    if day is not None and day.is_dose_taken:
        return prescribed, "recorded"
    return (prescribed, "assumed") if prescribed else (0.0, "break")


def _is_missed(day: Day | None) -> bool:
    return day is not None and day.is_dose_taken is False


def breaks(course: Course, last: date) -> tuple[Period, ...]:
    """The stretches up to `last` with a prescribed dose of 0, oldest first."""
    found: list[Period] = []
    ends = [period.start_on for period in course.doses[1:]]
    for place, period in enumerate(course.doses):
        end = min(ends[place] - (date.resolution) if place < len(ends) else last, last)
        if course.last_dose_on is not None:
            end = min(end, course.last_dose_on)
        if period.mg_per_day == 0 and period.start_on <= end:
            is_next = bool(found) and found[-1].last + date.resolution == period.start_on
            first = found.pop().first if is_next else period.start_on
            found.append(Period(first, end))
    return tuple(found)
