"""A clock that was ahead and is put right: what it left behind counts from now on. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from models.moods import FLIGHT_DAYS, SafetyAnswer

if TYPE_CHECKING:  # notices are rebased before they are judged
    from models.notices import Notice

_JUST_BEFORE = timedelta(seconds=10)  # longer than a tap takes from its moment to here
_APART = timedelta(microseconds=1)


def rebased(
    notices: "Sequence[Notice]", safety_answers: Sequence[SafetyAnswer], today: date, now: datetime
) -> "tuple[tuple[Notice, ...], tuple[SafetyAnswer, ...]]":
    """Both as they are, but for what lies ahead of now: a clock was ahead, and is put right.

    Moments ahead are moved to just before now, in their order, so that spans run from now on
    and what comes next is newer; days ahead by more than a flight explains become today. The
    caller keeps the result, or it would slide on with the clock.
    """
    known = {a.at for a in safety_answers}
    known |= {at for n in notices for at in (n.fired_at, n.answered_at, n.asked_at) if at}
    ahead = sorted(at for at in known if at > now)
    last = now - _JUST_BEFORE
    moved = {at: last - (len(ahead) - i) * _APART for i, at in enumerate(ahead)}

    def moment(at: datetime | None) -> datetime | None:
        return moved.get(at, at) if at else None

    def day(on: date, at: datetime | None) -> date:
        is_ahead = on > today + timedelta(days=FLIGHT_DAYS) or (on > today and at in moved)
        return today if is_ahead else on

    return tuple(
        replace(
            n,
            fired_on=day(n.fired_on, n.fired_at),
            fired_at=moved.get(n.fired_at, n.fired_at),
            answered_on=day(n.answered_on, n.answered_at) if n.answered_on else None,
            answered_at=moment(n.answered_at),
            asked_at=moment(n.asked_at),
        )
        for n in notices
    ), tuple(replace(a, on=day(a.on, a.at), at=moved.get(a.at, a.at)) for a in safety_answers)
