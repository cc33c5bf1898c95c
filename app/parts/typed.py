"""What stands in a field while it is typed.

Nothing is drawn again for a letter: on a slow device the redraw would put back text that the
user has changed since.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import flet as ft


@dataclass
class Typed:
    """The text of one field; `keep` is what the field calls, and `told` hears of it."""

    text: str = ""
    told: Callable[[str], None] | None = field(default=None, compare=False)

    def keep(self, text: str) -> None:
        """Remember what was typed."""
        self.text = text
        if self.told is not None:
            self.told(text)

    @property
    def stripped(self) -> str:
        """The text without the spaces round it."""
        return self.text.strip()


def use_typed(text: str = "") -> Typed:
    """What stands in a field of the component being drawn; `text` at first."""
    typed, _ = ft.use_state(Typed(text))
    return typed


@dataclass
class Shown:
    """A field as it was drawn last, and the text that its owner knows of.

    The control itself has every letter as soon as it arrives, before anybody is told of it.
    """

    control: ft.TextField | None = None
    label: str = ""
    known: str = ""
    is_own: bool = False  # the field draws itself anew, whatever its owner gave it last

    def text(self, label: str, value: str) -> str:
        """What to draw for an owner who gives `value`."""
        is_same = self.is_own or (label == self.label and value == self.known)
        if self.is_own:
            value = self.known
        self.is_own = False
        self.label, self.known = label, value
        return (self.control.value or "") if self.control is not None and is_same else value

    def told(self, text: str | None) -> str:
        """The text that the owner is about to be told."""
        self.known = text or ""
        return self.known
