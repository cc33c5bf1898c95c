import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import lock, tables
from models.days import utc_stamp
from models.exchange import json_file, json_schema
from models.exchange.limits import Refused
from models.merge import news
from models.rows import Erase, table_of
from models.shapes import ADDED, SHAPES
from models.store import Store
from models.whole import Rows, put, read_whole
from tests.models.exchange.journals import NOW, sound_rows, store_at, write_small_diary


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


def dump(rows: Rows) -> bytes:
    return json_file.dump(rows, at=NOW, with_safety_answers=True)


def schema() -> dict[str, object]:
    return dict(json.loads(json_schema.PATH.read_text("utf-8")))


def test_every_column_of_every_table_is_in_the_file_and_comes_back(
    store: Store, tmp_path: Path
) -> None:
    data = dump(read_whole(store.engine))
    content = json.loads(data)["tables"]
    for model in tables.TABLES:
        table = table_of(model)
        stored = [row._mapping for row in store.read(table.select())]
        assert stored, f"the diary of this test has no {table.name}"
        for row, written in zip(stored, content[table.name], strict=True):
            assert set(written) == {column.name for column in table.columns}
            for column in table.columns:
                value = row[column.name]
                plain = value.isoformat() if hasattr(value, "isoformat") else value
                assert written[column.name] == plain, f"{table.name}.{column.name}"
    (tmp_path / "other").mkdir()
    other = store_at(tmp_path / "other")
    put(other.engine, lambda mine: news(mine, json_file.load(data).rows))
    for model in tables.TABLES:
        select = table_of(model).select()
        assert other.read(select) == store.read(select)
    assert dump(read_whole(other.engine)) == data
    other.close()


def test_a_file_of_the_first_version_is_read_whole(store: Store) -> None:
    rows = read_whole(store.engine)
    content = json.loads(dump(rows)) | {"version": 1}
    for name, table in content["tables"].items():
        for row in table:
            for column in ADDED.get(name, ()):
                del row[column]
    assert json_file.load(json.dumps(content).encode()).rows == rows


@pytest.mark.parametrize(
    "said",
    ["x", "[]", '{"note": 1}', '{"note": "soon"}', '{"last": 1}', '{"last": {"level": 9}}',
     '{"last": {"other": 1}}'],
)  # fmt: skip
def test_stamps_that_nobody_could_read_are_refused(store: Store, said: str) -> None:
    content = json.loads(dump(read_whole(store.engine)))
    for row in content["tables"]["answer"]:
        row["column_stamps"] = said
    with pytest.raises(Refused):
        json_file.load(json.dumps(content).encode())


def test_the_published_schema_is_that_of_the_tables() -> None:
    assert json_schema.PATH.read_text("utf-8") == json_schema.text()


def test_the_published_schema_names_every_column_and_nothing_else() -> None:
    published = schema()["properties"]["tables"]  # type: ignore[index]  # a file of ours
    assert list(published["properties"]) == list(SHAPES) == published["required"]
    for name, shape in SHAPES.items():
        row = published["properties"][name]["items"]
        columns = [column.name for column in shape.columns]
        assert list(row["properties"]) == columns
        added = ADDED.get(name, {})
        assert row["required"] == [column for column in columns if column not in added]
        assert row["additionalProperties"] is False


@settings(max_examples=25, deadline=None)
@given(sound_rows())
def test_any_journal_fits_the_schema_and_comes_back_byte_for_byte(rows: Rows) -> None:
    data = dump(rows)
    jsonschema.Draft202012Validator(schema()).validate(json.loads(data))
    assert dump(json_file.load(data).rows) == data


@pytest.mark.parametrize("text", ["\0", "\u2028", "‮rtl", "🙂", "x" * 20_000, "\r\n\t\"'\\"])
def test_any_note_comes_back(store: Store, text: str) -> None:
    store.write(tables.DayDraft(on_date=date(2026, 11, 1), note=text))
    rows = json_file.load(dump(read_whole(store.engine))).rows
    assert rows["day"][("2026-11-01",)]["note"] == text


def test_safety_answers_leave_only_when_asked_for(store: Store) -> None:
    rows = read_whole(store.engine)
    usual = json_file.load(json_file.dump(rows, at=NOW))
    assert not usual.holds_safety_answers
    assert usual.rows["safety_answer"] == {}
    assert set(usual.rows["notice"]) == {("n1",)}
    asked = json_file.load(dump(rows))
    assert len(asked.rows["safety_answer"]) == 1
    assert set(asked.rows["notice"]) == {("n1",), ("n7",)}


def test_the_lock_of_a_device_neither_leaves_nor_comes(store: Store) -> None:
    store.write(tables.SettingDraft(key=lock.KEY, value='{"kind": "scrypt"}'))
    rows = read_whole(store.engine)
    data = dump(rows)
    assert b"scrypt" not in data
    foreign = data.replace(b'"lab_unit"', b'"lock"')
    assert foreign != data
    assert json_file.load(foreign).rows["setting"] == {}


def test_a_deleted_note_does_not_leave_with_the_file(store: Store) -> None:
    store.write(Erase(tables.Day, (date(2026, 11, 20),)))
    data = dump(read_whole(store.engine))
    assert "שלום".encode() not in data
    assert json_file.load(data).rows["day"][("2026-11-20",)]["is_deleted"]


def test_importing_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    data = dump(read_whole(store.engine))
    (tmp_path / "other").mkdir()
    other = store_at(tmp_path / "other")
    rows = json_file.load(data).rows
    assert len(put(other.engine, lambda mine: news(mine, rows))) == len(json_file.load(data))
    assert len(put(other.engine, lambda mine: news(mine, rows))) == 0
    other.close()


def _file(head: dict[str, object], tables: dict[str, object]) -> bytes:
    whole = {name: [] for name in SHAPES} | tables
    content = {"format": "sidenote-journal", "version": 1, "exported_at": utc_stamp(NOW),
               "holds_safety_answers": False, "tables": whole}  # fmt: skip
    return json.dumps(content | head).encode()


def _weight(**changes: object) -> dict[str, object]:
    row = {"on_date": "2026-11-20", "kg": 60.0, "updated_at": utc_stamp(NOW), "is_deleted": False}
    return row | changes


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ({"format": "other"}, "not_ours"),
        ({"version": True}, "not_ours"),
        ({"version": 3}, "newer"),
        ({"more": 1}, "unsound"),
        ({"exported_at": "today"}, "unsound"),
        ({"holds_safety_answers": 1}, "unsound"),
        ({"tables": {"mood": []}}, "unsound"),
        ({"tables": {name: {} for name in SHAPES}}, "unsound"),
    ],
)
def test_a_file_with_another_head_is_refused(head: dict[str, object], why: str) -> None:
    with pytest.raises(Refused) as refusal:
        json_file.load(_file(head, {}))
    assert refusal.value.why == why


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (1, "weight 1"),
        (_weight(more=1), "weight 1"),
        (_weight(kg=True), "weight.kg 1"),
        (_weight(kg=-1), "weight.kg 1"),
        (_weight(kg=None), "weight.kg 1"),
        (_weight(kg=float("nan")), "value"),
        (_weight(on_date="20261120"), "weight.on_date 1"),
        (_weight(on_date="9999-12-31"), "weight.on_date 1"),
        (_weight(updated_at="2026"), "weight.updated_at 1"),
        (_weight(is_deleted=0), "weight.is_deleted 1"),
    ],
)
def test_one_wrong_value_refuses_the_file_and_its_place_is_named(row: object, where: str) -> None:
    with pytest.raises(Refused) as refusal:
        json_file.load(_file({}, {"weight": [row]}))
    assert (refusal.value.why, refusal.value.where) == ("unsound", where)


def test_the_same_row_twice_refuses_the_file() -> None:
    with pytest.raises(Refused) as refusal:
        json_file.load(_file({}, {"weight": [_weight(), _weight(kg=61)]}))
    assert (refusal.value.why, refusal.value.where) == ("twice", "weight 2")


def test_an_answer_to_an_effect_that_is_not_there_is_refused(store: Store) -> None:
    content = json.loads(dump(read_whole(store.engine)))
    content["tables"]["effect"] = []
    with pytest.raises(Refused) as refusal:
        json_file.load(json.dumps(content).encode())
    assert refusal.value.where == "answer"


@pytest.mark.parametrize(
    ("table", "changes", "where"),
    [
        ("notice", {"evidence": '{"entries": 1}'}, "notice 1"),
        ("setting", {"key": "baseline", "value": "[1]"}, "setting.value 1"),
        ("setting", {"value": "x"}, "setting 1"),
        ("effect", {"key": "own-2", "name": None}, "effect.name 3"),
        ("contact", {"role": "friend"}, "contact"),
    ],
)
def test_what_the_app_could_not_read_later_is_refused(
    store: Store, table: str, changes: dict[str, object], where: str
) -> None:
    rows = read_whole(store.engine)
    spoilt = list(rows[table].values())[0] | changes
    rows[table][("a new key",)] = spoilt
    rows[table] = {SHAPES[table].key(row): row for row in rows[table].values()}
    with pytest.raises(Refused) as refusal:
        json_file.load(dump(rows))
    assert refusal.value.where == where


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not_json"),
        (b"\xff\xfe\x00", "encoding"),
        (b"[" * 100_000, "too_deep"),
        (b'{"a": 1, "a": 2}', "unsound"),
        (b"1" * 10_000, "unsound"),
        (b'{"a": "\\ud800"}', "not_ours"),
        (b"null", "not_ours"),
    ],
)
def test_a_file_that_is_no_journal_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        json_file.load(data)
    assert refusal.value.why == why


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_flipped_bytes_is_read_or_refused_and_never_crashes(
    data: st.DataObject,
) -> None:
    whole = bytearray(dump(data.draw(sound_rows(("effect", "answer", "visit", "setting")))))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        assert dump(json_file.load(bytes(whole)).rows)
