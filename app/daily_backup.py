"""The backup of the day: made after the first change, tried again while it fails."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

from models.database import JournalProblem

log = logging.getLogger(__name__)

TRY_AGAIN_AFTER = timedelta(minutes=10)
"""A full disk must not make every tap slow."""


class DailyBackup:
    """`back_up(today)` makes the backup if one is due and gives where it is, or None.

    It raises JournalProblem if it cannot.
    """

    def __init__(self, back_up: Callable[[date], object]) -> None:
        self._back_up = back_up
        self._well_on: date | None = None
        self._failed_at: datetime | None = None

    def keep(
        self, today: date, at: datetime, *, now: bool = False, is_changed: bool = True
    ) -> bool:
        """See to the backup of `today`; give whether the journal has the backup it should have.

        `now`: also shortly after a failure. After a change there is one of today from then on.
        """
        if self._well_on == today:
            return True
        since = at - self._failed_at if self._failed_at is not None else TRY_AGAIN_AFTER
        if not now and timedelta(0) <= since < TRY_AGAIN_AFTER:
            return False
        try:
            made = self._back_up(today)
        except JournalProblem as problem:
            log.warning("no backup was made: %s", type(problem).__name__)
            self._failed_at = at
            return False
        self._failed_at = None
        if made is not None or is_changed:
            self._well_on = today
        return True
