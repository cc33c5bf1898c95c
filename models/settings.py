"""Whose a setting is: shared by copies of a journal, this journal's own, or this device's own.

The one place that says so. What belongs to a device stays on it; what describes a journal goes
with the whole of it; only what is shared is joined when two journals are merged.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from models import tables
from models.rows import Erase
from models.sample_rows import is_sample, without_sample
from models.whole import Rows

SHARED = frozenset({
    "baseline", "cutoff", "keeps_safety_answers", "lab_unit", "shows_pregnancy",
})  # fmt: skip
"""Merged like entries: the newest wins, but of two usual moods (baseline) the higher one."""
OF_JOURNAL = frozenset({"is_sample", "is_welcomed", "journal_id"})
"""What describes one journal: exported and restored with the whole of it, never merged."""
OF_DEVICE = frozenset({
    "copied_on", "copy_put_off_on", "country", "drafts", "lock", "reminder_at",
    "reminder_is_long", "theme", "travelling_in",
})  # fmt: skip
"""What is true of one device: it leaves in no file, and no file brings it."""

Changes = list[tables.Draft | Erase]


def travelling(rows: Rows) -> Rows:
    """The rows of a journal as they may leave this device, or come to it."""
    return _only(rows, lambda key: key not in OF_DEVICE)


def mergeable(rows: Rows) -> Rows:
    """The rows that may be joined with another journal's: the user's, and shared choices."""
    shared = SHARED - {"baseline"} if is_sample(rows) else SHARED  # worked out from made-up moods
    return without_sample(_only(rows, lambda key: key in shared))


def _only(rows: Rows, may_stay: Any) -> Rows:
    settings = {key: row for key, row in rows.get("setting", {}).items() if may_stay(key[0])}
    return {**rows, "setting": settings}


def removal(keys: Iterable[str]) -> Changes:
    """Take settings away. What a deleted row said stays in the file: it is written over first."""
    return [
        change
        for key in keys
        for change in (tables.SettingDraft(key=key, value="null"), Erase(tables.Setting, (key,)))
    ]


def staying(present: Mapping[str, Any], coming: Mapping[str, Any]) -> Changes:
    """What keeps a device as it is, with settings `present`, in the journal that comes to it."""
    kept: Changes = [
        tables.SettingDraft(key=key, value=json.dumps(present[key]))
        for key in sorted(OF_DEVICE & present.keys())
    ]
    return kept + removal(sorted(OF_DEVICE & coming.keys() - present.keys()))
