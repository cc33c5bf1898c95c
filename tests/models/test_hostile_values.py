# ruff: noqa: E501  one value a line reads better than its pieces
"""Files with a sound schema and wrong values: none is taken, by any door, and nothing changes."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models import tables
from models.database import FILE_NAME, JournalProblem
from models.exchange import json_file
from models.exchange.limits import Refused
from models.restore import open_aside
from models.store import Store
from models.whole import read_whole
from models.words import words
from tests.models.exchange.journals import NOW, store_at, write_small_diary

BIG = 2**63 - 1
DEEP = "[" * 5_000 + "]" * 5_000
DATABASES = {
    "a cutoff after midnight's end": "UPDATE setting SET key='cutoff', value='\"25:99\"'",
    "a cutoff with a zone": "UPDATE setting SET key='cutoff', value='\"03:00+05:00\"'",
    "a cutoff that is a number": "UPDATE setting SET key='cutoff', value='3'",
    "a cutoff in the evening": "UPDATE setting SET key='cutoff', value='\"23:00:00\"'",
    "a cutoff that is a list": "UPDATE setting SET key='cutoff', value='[3, 0]'",
    "a setting that is no JSON": "UPDATE setting SET value='{x}'",
    "a setting that is cut": "UPDATE setting SET value='{\"a\": '",
    "a setting with NaN": "UPDATE setting SET key='x', value='NaN'",
    "a setting with Infinity": "UPDATE setting SET key='x', value='[Infinity]'",
    "a setting beyond all numbers": "UPDATE setting SET key='x', value='1e999'",
    "a setting with half a letter": "UPDATE setting SET key='x', value='\"\\ud800\"'",
    "a setting without end": f"UPDATE setting SET key='x', value='{DEEP}'",
    "a setting of 5000 digits": f"UPDATE setting SET key='x', value='{'9' * 5_000}'",
    "a setting of two megabytes": "UPDATE setting SET key='x', value='\"' || hex(zeroblob(1000000)) || '\"'",
    "a setting with a long key": "UPDATE setting SET key=hex(zeroblob(30))",
    "a setting's key with a NUL": "UPDATE setting SET key='the' || char(0) || 'me'",
    "a theme of no such name": "UPDATE setting SET key='theme', value='\"neon\"'",
    "a country that is a list": "UPDATE setting SET key='country', value='[\"DE\"]'",
    "a country that is none": "UPDATE setting SET key='country', value='\"Germany\"'",
    "welcomed by a word": "UPDATE setting SET key='is_welcomed', value='\"yes\"'",
    "a usual mood that is a list": "UPDATE setting SET key='baseline', value='[1]'",
    "a usual mood without a date": "UPDATE setting SET key='baseline', value='{\"value\": 3}'",
    "a usual mood of 900": "UPDATE setting SET key='baseline', value='{\"value\": 900, \"first_on\": \"2026-01-01\", \"last_on\": \"2026-01-09\", \"count\": 5}'",
    "a reminder at a number": "UPDATE setting SET key='reminder_at', value='20'",
    "a day of the last copy that is none": "UPDATE setting SET key='copied_on', value='\"soon\"'",
    "evidence that is no JSON": "UPDATE notice SET evidence='{x}'",
    "evidence of another form": "UPDATE notice SET evidence='{\"entries\": 1}'",
    "evidence of a mood of 9": "UPDATE notice SET evidence='{\"entries\": [[\"2026-11-18\", 9]]}'",
    "evidence of a mood beyond numbers": f"UPDATE notice SET evidence='{{\"entries\": [[\"2026-11-18\", {BIG}]]}}'",
    "evidence with a day that is none": "UPDATE notice SET evidence='{\"entries\": [[\"2026-02-30\", 2]]}'",
    "evidence with a tag of no such name": "UPDATE notice SET evidence='{\"tags\": [[\"2026-11-18\", \"zzz\"]]}'",
    "evidence with a mean of a thousand": "UPDATE notice SET evidence='{\"entries\": [[\"2026-11-18\", 2]], \"mean\": 1000}'",
    "evidence with a field too many": "UPDATE notice SET evidence='{\"entries\": [], \"more\": 1, \"entries\": 4}'",
    "a deleted notice with evidence that is no JSON": "UPDATE notice SET is_deleted=1, evidence='{x}'",
    "a notice by no rule": "UPDATE notice SET rule='Z9'",
    "a notice answered with no such word": "UPDATE notice SET answer='maybe'",
    "a notice at no moment": "UPDATE notice SET fired_at='yesterday'",
    "a notice at a moment without a zone": "UPDATE notice SET fired_at='2026-11-20T08:00:00'",
    "a notice in the year 9999": "UPDATE notice SET fired_at='9999-12-31T23:59:59.000000Z'",
    "a notice answered at no moment": "UPDATE notice SET answered_at='later'",
    "an offset beyond all numbers": f"UPDATE mood SET utc_offset={BIG}",
    "an offset below all numbers": f"UPDATE answer SET utc_offset={-BIG}",
    "an offset of two days": "UPDATE day SET utc_offset=2881",
    "a stamp in the year 9999": "UPDATE mood SET updated_at='9999-12-31T23:59:59.999999Z'",
    "a stamp in the year 0": "UPDATE answer SET updated_at='0000-01-01T00:00:00.000000Z'",
    "a stamp that is a word": "UPDATE setting SET updated_at='now'",
    "an empty stamp": "UPDATE mood SET written_at=''",
    "a stamp with a NUL": "UPDATE day SET updated_at='2026-11-20T08:00:00.000000Z' || char(0)",
    "a stamp in the thirteenth month": "UPDATE day SET written_at='2026-13-01T00:00:00.000000Z'",
    "a deletion with a stamp that is none": "UPDATE mood SET is_deleted=1, updated_at='x'",
    "a day in the year 9999": "UPDATE mood SET on_date='9999-12-31'",
    "a day in the year 1": "UPDATE day SET on_date='0001-01-01'",
    "a dose in the year 9998": "UPDATE dose_period SET start_on='9998-01-01'",
    "a mood tag of no such name": "UPDATE mood SET tags='tearful zzz'",
    "an earlier mood with a wrong tag": "UPDATE mood_before SET tags='zzz'",
    "an earlier mood at no moment": "UPDATE mood_before SET replaced_at='x'",
    "a pain in no such place": "UPDATE answer SET places='moon'",
    "an effect without a name": "UPDATE effect SET name=NULL",
    "an effect's key with a NUL": "UPDATE effect SET key='dry' || char(0), name='x' WHERE key='dry_lips'",
    "a course of a long id": "UPDATE course SET id=hex(zeroblob(50))",
    "a dose changed by nobody": "UPDATE dose_period SET changed_by='cat'",
    "a talk by pigeon": "UPDATE provider_contact SET how='pigeon'",
    "a talk about nothing": "UPDATE provider_contact SET about=''",
    "a test with no such outcome": "UPDATE test_plan SET outcome='great'",
    "a visit at no time": "UPDATE visit SET at_time='25:61'",
    "a visit at noon": "UPDATE visit SET at_time='noon'",
    "a phone number of a thousand letters": "UPDATE contact SET phone=hex(zeroblob(500))",
    "a name with a NUL": "UPDATE contact SET name='Dr' || char(0) || 'x'",
    "a question without words": "UPDATE question SET text=''",
    "a question beyond numbers": f"UPDATE question SET position={BIG}",
    "an effect beyond numbers": f"UPDATE effect SET position={BIG}",
    "a safety answer at no moment": "UPDATE safety_answer SET given_at='x'",
    "a note that is no UTF-8": "UPDATE day SET note=CAST(x'ff41' AS TEXT)",
    "an answer to nothing": "PRAGMA foreign_keys=OFF; UPDATE answer SET effect_key='gone' WHERE effect_key='dry_lips'",
    "a level of 9": "PRAGMA ignore_check_constraints=ON; UPDATE answer SET level=9",
    "a flag of 7": "PRAGMA ignore_check_constraints=ON; UPDATE mood SET stopped_me=7",
    "a mood of 0": "PRAGMA ignore_check_constraints=ON; UPDATE mood SET level=0",
    "a weight of a ton": "PRAGMA ignore_check_constraints=ON; UPDATE weight SET kg=1e9",
    "a dose beyond all numbers": "PRAGMA ignore_check_constraints=ON; UPDATE dose_period SET mg_per_day=9e999",
    "a band of no such name": "PRAGMA ignore_check_constraints=ON; UPDATE nosebleeds SET longest='hours'",
    "a role of no such name": "PRAGMA ignore_check_constraints=ON; UPDATE contact SET role='boss'",
    "a check of no such word": "PRAGMA ignore_check_constraints=ON; UPDATE mood_check SET changed='maybe'",
    "a count below nothing": "PRAGMA ignore_check_constraints=ON; UPDATE nosebleeds SET count=-1",
    "weeks without end": "PRAGMA ignore_check_constraints=ON; UPDATE course SET planned_weeks=100000",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


def spoilt(tmp_path: Path, store: Store, script: str) -> Path:
    path = tmp_path / "spoilt.db"
    with closing(store.engine.raw_connection()) as proxy:
        raw: Any = proxy.driver_connection
        path.write_bytes(raw.serialize())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.executescript(script)
    assert path.read_bytes() != (tmp_path / FILE_NAME).read_bytes()
    return path


@pytest.mark.parametrize("script", DATABASES.values(), ids=DATABASES)
def test_a_database_with_a_wrong_value_is_refused(
    store: Store, tmp_path: Path, script: str
) -> None:
    data = spoilt(tmp_path, store, script).read_bytes()
    with pytest.raises((JournalProblem, Refused)) as refusal:
        open_aside(data, tmp_path / "aside")
    if isinstance(refusal.value, Refused):
        assert refusal.value.sentence.endswith(".")
    else:
        assert words(f"data.refused.{type(refusal.value).__name__}")


def test_there_are_enough_of_them() -> None:
    assert len(DATABASES) >= 60


VALUES: dict[str, tuple[str, str, Any]] = {
    "a huge whole number": ("answer", "level", 10**400),
    "a huge number": ("weight", "kg", 10**400),
    "a number beyond doubles": ("question", "position", 2**63),
    "a flag that is a number": ("mood", "stopped_me", 1),
    "a number that is a flag": ("answer", "level", True),
    "a number that is a text": ("answer", "level", "3"),
    "a whole number with a point": ("nosebleeds", "count", 2.5),
    "half a letter": ("day", "note", "\ud800"),
    "an offset beyond numbers": ("mood", "utc_offset", BIG),
    "a day that is none": ("mood", "on_date", "2026-02-30"),
    "a day written otherwise": ("mood", "on_date", "20261120"),
    "a stamp without its letters": ("mood", "updated_at", "2026-11-20 08:00:00"),
    "nothing where something must be": ("answer", "level", None),
    "a list": ("contact", "name", ["x"]),
    "an object": ("day", "note", {}),
    "a name with a NUL": ("contact", "name", "a\0b"),
    "a mood tag of no such name": ("mood", "tags", "zzz"),
    "a long note": ("day", "note", "x" * 20_001),
    "a cutoff": ("setting", "value", '"25:99"'),
}


@pytest.mark.parametrize(("table", "column", "value"), VALUES.values(), ids=VALUES)
def test_an_export_with_a_wrong_value_is_refused(
    store: Store, table: str, column: str, value: Any
) -> None:
    content = json.loads(json_file.dump(read_whole(store.engine), at=NOW, with_safety_answers=True))
    if table == "setting":
        content["tables"]["setting"][0]["key"] = "cutoff"
    content["tables"][table][0][column] = value
    with pytest.raises(Refused) as refusal:
        json_file.load(json.dumps(content).encode())
    assert refusal.value.sentence.endswith(".")


def test_what_is_harmless_is_taken(store: Store, tmp_path: Path) -> None:
    script = """
        INSERT INTO setting VALUES ('from_tomorrow', '{"a": [1, 2]}', '2026-11-20T08:00:00.000000Z', 0);
        UPDATE day SET note = 'a' || char(0) || 'b';
        UPDATE test_result SET kind = 'of_a_newer_version';
        INSERT INTO routine_tick VALUES ('2026-11-20', 'a tip that is gone',
            '2026-11-20T08:00:00.000000Z', 0, '2026-11-20T08:00:00.000000Z', 0);
    """  # noqa: E501
    assert open_aside(spoilt(tmp_path, store, script), tmp_path / "aside").is_file()


def test_a_garbled_choice_of_ones_own_does_not_keep_the_journal_shut(store: Store) -> None:
    store.write(
        tables.SettingDraft(key="cutoff", value='"25:99"'),
        tables.SettingDraft(key="theme", value='"dark"'),
    )
    assert "cutoff" not in store.settings()
    assert store.settings()["theme"] == "dark"
