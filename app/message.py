"""The line at the foot of the screen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """A short line at the foot of the screen; `can_undo` adds the button."""

    text: str
    can_undo: bool = False
