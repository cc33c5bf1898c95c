"""What is to be done before a visit, from plans and results. Pure: no clock, no database."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from models import lab
from models.records import ProviderContact, TestPlan, TestResult, Visit

BLOOD = "liver_lipids"
BLOOD_GROUPS = ("liver", "lipids")
MET_BEFORE = timedelta(days=14)
"""A result from up to this long before a due date is the test that was due."""
LOOK_BACK = timedelta(days=60)
"""How far back results count as done while there was no visit yet."""
LOOK_AHEAD = timedelta(days=14)
"""How far ahead a test is to be done while no visit is planned."""
ID_LIMIT = 40
"""Letters that the id of a talk can have."""


class ToDo(NamedTuple):
    """A test of some kind: due on a day, or done on a day with values outside the typed range."""

    kind: str
    due: TestPlan | None
    done_on: date | None = None
    outside: int = 0


def coming(visits: Sequence[Visit], today: date) -> tuple[Visit, ...]:
    """Visits from `today` on, soonest first."""
    return tuple(each for each in visits if each.on >= today)


def past(visits: Sequence[Visit], today: date) -> tuple[Visit, ...]:
    """Visits before `today`, newest first."""
    return tuple(each for each in reversed(visits) if each.on < today)


def to_do(
    visits: Sequence[Visit], results: Sequence[TestResult], plans: Sequence[TestPlan],
    today: date, *, with_pregnancy: bool,
) -> tuple[ToDo, ...]:  # fmt: skip
    """Tests due up to the next visit, and blood tests done since the last one.

    Pregnancy tests only `with_pregnancy`. What is due stands first within its kind.
    """
    ahead = coming(visits, today)
    until = ahead[0].on if ahead else today + LOOK_AHEAD
    found = []
    for kind in dict.fromkeys(each.kind for each in open_plans(plans, with_pregnancy)):
        due = next(each for each in open_plans(plans, with_pregnancy) if each.kind == kind)
        if due.due_on <= until:
            found.append(ToDo(kind, due))
    done = (
        None if any(each.kind == BLOOD for each in found) else _blood_done(visits, results, today)
    )
    return (done, *found) if done else tuple(found)


def open_plans(plans: Sequence[TestPlan], with_pregnancy: bool) -> tuple[TestPlan, ...]:
    """Planned tests without an outcome, soonest first."""
    return tuple(
        each for each in plans
        if each.outcome is None and (with_pregnancy or each.kind != lab.PREGNANCY)
    )  # fmt: skip


def _blood_done(visits: Sequence[Visit], results: Sequence[TestResult], today: date) -> ToDo | None:
    gone = past(visits, today)
    since = gone[0].on if gone else today - LOOK_BACK
    blood = [each for each in results if is_blood(each) and since <= each.on <= today]
    if not blood:
        return None
    newest = max(each.on for each in blood)
    outside = sum(bool(lab.outside_typed_range(each)) for each in blood if each.on == newest)
    return ToDo(BLOOD, None, newest, outside)


def is_blood(result: TestResult) -> bool:
    """Whether a result belongs to the blood test of liver and lipids."""
    known = lab.kind(result.kind)
    return known is not None and known.group in BLOOD_GROUPS


def met_by(kind: str, on: date, plans: Sequence[TestPlan]) -> TestPlan | None:
    """The open plan that a result of `kind` on `on` fulfils; None if there is none."""
    known = lab.kind(kind)
    is_part = known is not None and known.group in BLOOD_GROUPS
    wanted = {kind, BLOOD} if is_part else {kind}
    return next(
        (
            each for each in open_plans(plans, with_pregnancy=True)
            if each.kind in wanted and each.due_on - MET_BEFORE <= on
        ),
        None,
    )  # fmt: skip


def calls(
    plans: Sequence[TestPlan], results: Sequence[TestResult], talks: Sequence[ProviderContact]
) -> tuple[str, ...]:
    """What asks for a call that the user has not made yet, one key for each.

    A call about a missed test does not answer for the same test when it turns out positive.
    """
    called = {talk.id for talk in talks}
    needed = [f"{(each.outcome or '')[0]}-{each.id}" for each in plans if lab.needs_call(each)]
    needed += [f"r-{each.id}" for each in results if lab.is_positive(each)]
    return tuple(each for each in needed if call_id(each) not in called)


def call_id(key: str) -> str:
    """The id of the talk that answers one key of `calls`."""
    return f"call-{key}"[:ID_LIMIT]
