"""What surrounds a chart: how wide it is, its dates, the words at its marks, its key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple, TypeAlias

import flet as ft

from app import theme
from app.parts.guard import doing
from app.parts.space import Space
from app.parts.tappable import tappable
from models import dates
from models.periods import Period
from models.trends.marks import Mark
from models.trends.wording import mark_word
from models.words import words

RIGHT = 16
"""Room to the right of the last point, for half of its date."""
SIDE = 2 * theme.PAD + 2
"""What a card takes from the width of its column."""
YEARLY = 300
"""From this many days on a date below a chart is a month with its year."""


class Style(NamedTuple):
    """How one line is told from another: by colour and by its dashes."""

    color: ft.ColorValue
    dashes: tuple[int, ...] | None
    width: float


STYLES = (
    Style(theme.PRIMARY, None, 3),
    Style(theme.SECOND_LINE, (7, 5), 2.5),
    Style(theme.TEXT_2, (2, 4), 2.5),
)


@dataclass(frozen=True)
class Frame:
    """The measures of a chart in logical pixels. `left`: room for the words of its levels.

    `scale`: how much larger the drawing is; `text`: how much larger the user's text is.
    """

    period: Period
    width: float
    left: float
    scale: float
    text: float

    @property
    def plot(self) -> float:
        """Width of the part that lines are drawn in."""
        return max(60.0, self.width - self.left - RIGHT)

    @property
    def length(self) -> int:
        """Days from the first to the last; 1 at least, so that there is a width."""
        return max(1, self.period.days - 1)

    def x(self, place: float) -> float:
        """Where the day `place` days after the first stands, from the left of the chart."""
        return self.left + self.plot * place / self.length

    @property
    def dated(self) -> list[int]:
        """The places whose dates stand below the chart: both ends, and some between."""
        fitting = max(1, min(self.length, int(self.plot / (76 * self.text))))
        return [round(self.length * number / fitting) for number in range(fitting + 1)]

    def date_at(self, place: int) -> str:
        """The date below the chart at `place`."""
        on = self.period.first + timedelta(days=place)
        if self.period.days >= YEARLY:
            return words("trends.month_year", month=words(f"app.month_short_{on.month}"),
                         year=on.year)  # fmt: skip
        return dates.short(on)


def frame(period: Period, space: Space, left: float = 62) -> Frame:
    """The measures of a chart in a card of a screen that is laid out by `sheet`."""
    scale = min(space.scale, 1.5)
    if space.is_wide:
        column = (min(space.width - 112, 1160.0) - 32 - 16) / 2
    else:
        column = min(space.width, theme.COLUMN * max(1.0, min(space.scale, 1.6))) - 32
    return Frame(period, column - SIDE, left * max(1.0, min(space.scale, 1.8)), scale, space.scale)


LANE = 22
"""Height of the row of words at the marks; what can be tapped reaches down into the chart."""
Group: TypeAlias = tuple[Mark, ...]
NO_MARKS: Group = ()


def groups(marks: Sequence[Mark], inside: Frame) -> list[Group]:
    """Marks put together where their words would run into each other."""
    found: list[list[Mark]] = []
    end = float("-inf")
    for mark in marks:
        middle = inside.x((mark.on - inside.period.first).days)
        half = max(theme.TAP, _word_width(mark_word(mark), inside.text)) / 2
        if found and middle - half < end:
            found[-1].append(mark)
        else:
            found.append([mark])
            end = middle + half
        if len(found[-1]) == 2:
            end += 18 * inside.text  # the word becomes longer by "+1"
    return [tuple(each) for each in found]


def _word_width(word: str, scale: float) -> float:
    return 8 + 6.6 * len(word) * scale


def group_word(group: Group) -> str:
    """The word at some marks that stand together: the dose's, if it is among them."""
    first = mark_word(min(group, key=lambda mark: mark.kind != "dose"))
    if len(group) == 1:
        return first
    return words("trends.mark_more", first=first, count=len(group) - 1)


def framed(
    drawing: ft.Control, found: Sequence[Group], inside: Frame, on_open: Callable[[Group], Any]
) -> ft.Control:
    """A drawing between the words at its marks and its dates; `on_open(group)` is awaited."""
    top = LANE * inside.text if found else 0
    above: list[ft.Control] = [_mark_label(group, inside, on_open) for group in found]
    inner = ft.Stack([ft.Container(drawing, padding=ft.Padding(top=top)), *above])
    return ft.Column([inner, _dates(inside)], spacing=0)


def _dates(inside: Frame) -> ft.Control:
    """The dates below a chart; silent, for its summary says them."""
    half = 34 * inside.text
    return ft.Stack(
        [
            ft.Container(
                ft.Text(inside.date_at(place), semantics_label="", size=theme.Size.CHOICE - 1,
                        color=theme.TEXT_2, no_wrap=True, text_align=ft.TextAlign.CENTER),
                width=2 * half, top=2, alignment=ft.Alignment.CENTER,
                left=min(inside.x(place) - half, inside.width - 2 * half + 10),
            )
            for place in inside.dated
        ],
        width=inside.width, height=20 * inside.text, clip_behavior=ft.ClipBehavior.NONE,
    )  # fmt: skip


def _mark_label(group: Group, inside: Frame, on_open: Callable[[Group], Any]) -> ft.Control:
    word = group_word(group)
    width = max(theme.TAP, _word_width(word, inside.text))
    middle = inside.x((group[0].on - inside.period.first).days)
    left = min(max(0.0, middle - width / 2), inside.width - width)
    said = words("trends.marks_said", what=", ".join(
        f"{dates.short(mark.on)} {mark_word(mark)}" for mark in group
    ))  # fmt: skip
    label = ft.Text(
        word, semantics_label=said, size=theme.Size.CHOICE, color=theme.PRIMARY,
        weight=ft.FontWeight.W_600, no_wrap=True,
    )  # fmt: skip
    touch = tappable(
        label, doing(on_open, group), width=width, height=theme.TAP * inside.scale,
        border_radius=10, alignment=ft.Alignment.TOP_CENTER,
    )  # fmt: skip
    return ft.Container(touch, left=left, top=0)


def key_row(items: Sequence[ft.Control]) -> ft.Control:
    """What the lines mean, below a chart."""
    return ft.Row(list(items), wrap=True, spacing=16, run_spacing=6)


def key_of(name: str, style: Style) -> ft.Control:
    """A piece of a line and its name."""
    return ft.Row(
        [_sample(style), ft.Text(name, size=theme.Size.SMALL, color=theme.TEXT,
                                 weight=ft.FontWeight.W_600)],
        spacing=7, tight=True,
    )  # fmt: skip


def key_dot(name: str, color: ft.ColorValue) -> ft.Control:
    """A dot and what it means."""
    dot = ft.Container(width=9, height=9, border_radius=5, bgcolor=color)
    return ft.Row([dot, ft.Text(name, size=theme.Size.SMALL, color=theme.TEXT)], spacing=7,
                  tight=True)  # fmt: skip


def key_text(said: str) -> ft.Control:
    """A few words of the key."""
    return ft.Text(said, size=theme.Size.SMALL, color=theme.TEXT_2)


def _sample(style: Style) -> ft.Control:
    dash, gap = style.dashes or (20, 0)
    pieces = 1 if style.dashes is None else max(2, 22 // (dash + gap))
    return ft.Row(
        [ft.Container(width=dash, height=style.width, bgcolor=style.color, border_radius=1)
         for _ in range(pieces)],
        spacing=gap, tight=True,
    )  # fmt: skip
