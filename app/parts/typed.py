"""What stands in a field while it is typed.

Nothing is drawn again for a letter: on a slow device the redraw would put back text that the
user has changed since.
"""

from dataclasses import dataclass

import flet as ft


@dataclass
class Typed:
    """The text of one field; `keep` is what the field calls."""

    text: str = ""

    def keep(self, text: str) -> None:
        """Remember what was typed."""
        self.text = text

    @property
    def stripped(self) -> str:
        """The text without the spaces round it."""
        return self.text.strip()


def use_typed(text: str = "") -> Typed:
    """What stands in a field of the component being drawn; `text` at first."""
    typed, _ = ft.use_state(Typed(text))
    return typed
