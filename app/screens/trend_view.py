"""What the parts of Trends share: the user's view, the names of effects, the way to a day."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import flet as ft

from app.facts import Facts
from app.journal import Journal, use_journal
from models import content
from models.trends.gather import Trends, read_trends
from models.trends.ranges import Span, period_of

MOOD, BLEEDS = "mood", "nosebleeds"
GROUPS = ("dryness", "pain", "other")
AT_FIRST = ("dry_lips", "dry_skin", "joint_pain", "muscle_pain", MOOD, BLEEDS)
"""What is drawn until the user chooses."""
OpenDay = Callable[[date], Awaitable[None]]
_PLACE = "trends"


@dataclass(frozen=True)
class View:
    """What the user chose to see; kept while the app is open. `shown` None: not chosen yet."""

    span: Span = field(default_factory=Span)
    shown: frozenset[str] | None = None

    def drawn(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `keys` that are drawn, in their order; the first ones if none is usual."""
        if self.shown is not None:
            return tuple(key for key in keys if key in self.shown)
        usual = tuple(key for key in keys if key in AT_FIRST)
        return usual if any(key not in (MOOD, BLEEDS) for key in usual) else keys[:4]


def use_view() -> tuple[View, Callable[[View], None]]:
    """The view, and how to change it. It is still there after a look at another screen."""
    store: Any = ft.context.page.session.store
    view, set_view = ft.use_state(store.get(_PLACE) or View())

    def choose(chosen: View) -> None:
        store.set(_PLACE, chosen)
        set_view(chosen)

    return view, choose


def use_trends(span: Span) -> Trends | None:
    """The facts of a choice of days; None if there is no course or visit to count from.

    Read in one step, and again only when the days or the journal change.
    """
    journal = use_journal()
    facts = journal.facts

    def read() -> Trends | None:
        return read_span(journal, span)

    return ft.use_memo(
        read, [span, facts.today, facts.days, facts.course, facts.mood_path.notices, facts.clinic]
    )


def read_span(journal: Journal, span: Span) -> Trends | None:
    """Read the days that `span` means today. Raises JournalProblem when they cannot be read."""
    store, facts = journal.store, journal.facts
    courses, visits = store.courses(), store.visits()
    period = period_of(span, facts.today, courses, visits)
    if period is None:
        return None
    return read_trends(store, period, facts.setup.settings, courses, visits)


def use_open_day() -> OpenDay:
    """Open a day on Today."""
    journal, page = use_journal(), ft.context.page

    async def open_day(on: date) -> None:
        journal.show_day(on)
        page.navigate("/")

    return open_day


def with_key(view: View, keys: tuple[str, ...], key: str) -> View:
    """The view with `key` drawn, or no longer drawn."""
    return replace(view, shown=frozenset(view.drawn(keys)) ^ {key})


def choosable(journal: Journal, logged: Mapping[str, Any]) -> tuple[str, ...]:
    """What can be drawn: effects that are shown on Today or logged, nosebleeds, mood."""
    effects = tuple(
        effect.key for effect in journal.facts.setup.effects
        if effect.is_shown or effect.key in logged
    )  # fmt: skip
    return (*sorted(effects, key=lambda key: GROUPS.index(group_of(key))), BLEEDS, MOOD)


def group_of(key: str) -> str:
    """The group of an effect; the user's own ones are with the others."""
    return content.effect(key).group if is_known(key) else "other"


def is_known(key: str) -> bool:
    """Whether an effect is built in."""
    return any(effect.key == key for effect in content.effects())


def is_yes_no(key: str) -> bool:
    """Whether an effect is answered with yes or no instead of a level."""
    return is_known(key) and content.effect(key).kind == "yes_no"


def short_name(facts: Facts, key: str) -> str:
    """The name of an effect for a line of a chart."""
    own = {effect.key: effect.name for effect in facts.setup.effects}.get(key)
    if own:
        return own
    return content.effect(key).short if is_known(key) else key
