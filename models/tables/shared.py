"""What every table and draft has in common."""

from typing import Any, ClassVar

from sqlmodel import SQLModel

TEXT_LIMIT = 20_000
"""Longest note, in characters."""
NAME_LIMIT = 120
"""Longest name, in characters."""


class Draft(SQLModel):
    """What a user may write. Extra fields are refused: a typo must not lose an entry."""

    model_config: ClassVar[Any] = {"extra": "forbid", "str_strip_whitespace": False}


class Stamped(SQLModel):
    """When a row was written last, and whether it stands for a deletion."""

    updated_at: str = ""  # UTC, fixed width: text order is time order
    is_deleted: bool = False


class Written(Stamped):
    """As Stamped, for what belongs to a day: also when it was first written, by which clock."""

    written_at: str = ""  # UTC, the first time
    utc_offset: int = 0  # minutes east of UTC on the device, the first time


class Parted(SQLModel):
    """For rows of several answers: when each was changed last (models.column_stamps)."""

    column_stamps: str | None = None
