"""How much room there is: the window's width, and how large the user's text is."""

from dataclasses import dataclass

import flet as ft

from app import theme

RULER_SIZE = 16
RULER_HEIGHT = 23.0
"""Height of one line of RULER_SIZE text in our font at a text scale of 1, measured."""


@dataclass(frozen=True)
class Space:
    """The room on the screen; `scale` is 2.0 when the user doubled the text size."""

    width: float = 390
    scale: float = 1.0

    @property
    def is_wide(self) -> bool:
        """Whether there is room for a rail and two columns."""
        return self.width >= theme.WIDE and self.width / self.scale >= theme.WIDE / 1.5

    @property
    def is_narrow(self) -> bool:
        """Whether five words no longer fit beside each other, so that choices stand in a list."""
        return self.width / self.scale < 330

    @property
    def column(self) -> float:
        """Width of one column of cards."""
        return min(self.width, theme.COLUMN * max(1.0, self.scale))


SpaceContext = ft.create_context(Space())


def use_space() -> Space:
    """The room that the part being drawn has."""
    return ft.use_context(SpaceContext)
