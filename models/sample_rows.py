"""Which rows are the sample's: they carry a stamp that nothing else carries. Pure.

A row that a user has changed has a stamp of its own and is theirs; so the sample can be told
apart in any copy of the journal, and is removed or left out of a merge without a user's word.
"""

from models.days import SAMPLE_MARK
from models.whole import Rows

IS_SAMPLE = "is_sample"
"""The setting that says: the sample was loaded into this journal."""
_MARK_BEFORE = ":00.000000Z"  # samples of version 0.1.0 have whole minutes


def is_sample(rows: Rows) -> bool:
    """Whether the sample was loaded into the journal of these rows."""
    row = rows.get("setting", {}).get((IS_SAMPLE,))
    return row is not None and not row["is_deleted"] and row["value"] == "true"


def sample_rows(rows: Rows) -> Rows:
    """The rows that are the sample's."""
    found = _ending(rows, SAMPLE_MARK)
    if is_sample(rows) and not any(found.values()):
        return _ending(rows, _MARK_BEFORE)
    return found


def without_sample(rows: Rows) -> Rows:
    """The rows that are the user's, and the effects that they answer."""
    gone = sample_rows(rows)
    if not any(gone.values()):
        return rows
    left = {
        name: {key: row for key, row in table.items() if key not in gone[name]}
        for name, table in rows.items()
    }
    answered = {key[1:] for key in left.get("answer", {})}
    kept = {key: row for key, row in gone.get("effect", {}).items() if key in answered}
    return {**left, "effect": {**left.get("effect", {}), **kept}}


def _ending(rows: Rows, mark: str) -> Rows:
    return {
        name: {key: row for key, row in table.items() if row["updated_at"].endswith(mark)}
        for name, table in rows.items()
    }
