"""What came of an action. Ask with `is DONE` or `match`: none of these is true or false."""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias


class Neither:
    """Neither true nor false: mypy refuses `if result`, and so does Python."""

    if not TYPE_CHECKING:  # mypy would allow it to what has this method

        def __bool__(self) -> bool:
            raise TypeError(f"ask what {self} is")


class Done(Neither, Enum):
    """The change is in the journal: written, or held until the file takes it."""

    DONE = "done"


class Cancelled(Neither, Enum):
    """The user thought better of it; nothing was changed."""

    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Refused(Neither):
    """It failed, and nothing was changed; `sentence` tells the user why."""

    sentence: str


DONE: Final = Done.DONE
CANCELLED: Final = Cancelled.CANCELLED
Outcome: TypeAlias = Done | Refused
