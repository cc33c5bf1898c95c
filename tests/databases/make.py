"""Makes the journal file of one schema version, with rows in every table.

    python -m tests.databases.make 3

makes version_3.db of the first three steps. A file is made once, when its version is
released, and never again: it stands for the journals that people have. So the rows are plain
SQL here, and a new version adds its own.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from models.migrations import NAMES, migrate

FOLDER = Path(__file__).parent
AT = "2026-09-01T19:40:00.000000Z"
LATER = "2026-09-02T06:05:00.000000Z"
KEPT = f"'{AT}', 0"
WRITTEN = f"'{AT}', 60, '{AT}', 0"

ROWS = {
    1: (
        f"INSERT INTO effect VALUES ('dry_lips', NULL, 1, 0, 0, {KEPT})",
        f"INSERT INTO effect VALUES ('own_1', 'Peeling fingertips', 1, 0, 1, {KEPT})",
        f"INSERT INTO answer VALUES ('2026-09-01', 'dry_lips', 3, '', 0, {WRITTEN})",
        f"INSERT INTO answer VALUES ('2026-09-01', 'own_1', 1, '', 1, '{AT}', 60, '{LATER}', 1)",
        f"INSERT INTO nosebleeds VALUES ('2026-09-01', 2, '20_to_29', 1, {WRITTEN})",
        f"INSERT INTO mood VALUES ('2026-09-01', 2, 'tearful', 1, {WRITTEN})",
        f"INSERT INTO mood_before VALUES ('2026-09-01', '{AT}', 4, 'calm', {KEPT})",
        f"INSERT INTO day VALUES ('2026-09-01', 0, 1, 40.0, 'Café, 10 km — ok', {WRITTEN})",
        f"INSERT INTO routine_tick VALUES ('2026-09-01', 'lip_balm', {WRITTEN})",
        f"INSERT INTO course VALUES ('course-1', '2026-08-01', 20, NULL, {KEPT})",
        f"INSERT INTO dose_period VALUES ('2026-08-01', 20.0, 'provider', {KEPT})",
        f"INSERT INTO weight VALUES ('2026-08-01', 60.5, {KEPT})",
        f"INSERT INTO contact VALUES ('provider', 'Dr Reyes', '555-0142', '', {KEPT})",
        "INSERT INTO notice (id, rule, level, fired_on, fired_at, evidence, answer, answered_at,"
        " answered_on, answer_on, reason, updated_at, is_deleted) VALUES ('M1-1-2026-09-01-1',"
        " 'M1', 1, '2026-09-01', '2026-09-01T20:40:00+01:00', '{\"entries\":[[\"2026-09-01\",1]]}',"
        " 'contacted', '2026-09-02T07:05:00+01:00', '2026-09-02', '2026-09-02', '',"
        f" '{LATER}', 0)",
        f"INSERT INTO mood_check VALUES ('2026-09-01', 'no', 'no', 'no', 0, 1, {WRITTEN})",
        f"INSERT INTO safety_answer VALUES ('{AT}', '2026-09-01', 'no', {KEPT})",
        f"INSERT INTO setting VALUES ('theme', '\"dark\"', {KEPT})",
    ),
    2: (
        f"INSERT INTO visit VALUES ('visit-1', '2026-09-05', '09:30:00.000000', 'Lakeside',"
        f" 'Dr Reyes', 'Go on.', '', {KEPT})",
        f"INSERT INTO question VALUES ('question-1', 'How long?', NULL, 1, {KEPT})",
        f"INSERT INTO test_result VALUES ('result-1', '2026-09-03', 'alt', '', '31', 'U/L', '',"
        f" '40', 1, '', {KEPT})",
        f"INSERT INTO test_plan VALUES ('plan-1', 'liver_lipids', '2026-10-01', 7, NULL, {KEPT})",
        f"INSERT INTO provider_contact VALUES ('contact-1', '2026-09-02', 'phone', 'mood', '',"
        f" '{LATER}', 0)",
    ),
    3: (
        f"INSERT INTO mood VALUES ('2026-08-30', 5, '', 0, {WRITTEN}, 1)",
        f"INSERT INTO safety_answer VALUES ('{LATER}', '2026-09-02', 'no', '{LATER}', 0,"
        f" '2026-09-01T19:39:00+00:00')",
        f"INSERT INTO provider_contact VALUES ('contact-2', '2026-09-02', 'phone', 'mood', '',"
        f" '{LATER}', 0, '09:30:00.000000')",
        f"UPDATE notice SET asked_at = '{AT}'",
    ),
    4: (
        "INSERT INTO day VALUES ('2026-09-02', 0, 1, 40.0, 'Later', "
        f"'{AT}', 60, '{LATER}', 0, '{{\"is_dose_taken\": \"{AT}\"}}')",
    ),
}
"""The rows that each step's own tables are given."""


def make(path: Path, version: int) -> None:
    """Make the file of schema `version`. Raises FileExistsError rather than replace one."""
    if path.exists():
        raise FileExistsError(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for step in range(1, version + 1):
            migrate(raw, NAMES[:step])
            for statement in ROWS.get(step, ()):
                raw.execute(statement)


if __name__ == "__main__":
    make(FOLDER / f"version_{sys.argv[1]}.db", int(sys.argv[1]))
