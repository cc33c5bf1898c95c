import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.csv_file import FORMULA_STARTS, LONG_HEAD, harmless, long_csv, wide_csv
from models.records import Day, ShownEffect
from tests.models.exchange.journals import store_at, write_small_diary

ON = date(2026, 11, 20)
LIPS = ShownEffect("dry_lips", None, True, False, 0)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.fixture
def diary(tmp_path: Path) -> tuple[dict[date, Day], tuple[ShownEffect, ...]]:
    store = store_at(tmp_path)
    write_small_diary(store)
    found = store.days(ON, ON), store.effects()
    store.close()
    return found


def test_the_long_form_has_one_row_for_each_answer(
    diary: tuple[dict[date, Day], tuple[ShownEffect, ...]],
) -> None:
    rows = table(long_csv(*diary))
    assert tuple(rows[0]) == LONG_HEAD
    assert [(row["what"], row["value"], row["word"]) for row in rows] == [
        ("mood", "2", "Low"),
        ("mood_tag", "tearful", ""),
        ("dry_lips", "3", "Severe"),
        ("own-1", "0", "None"),
        ("nosebleeds", "2", ""),
        ("nosebleed_longest", "10_to_19", ""),
        ("nosebleed_heavy", "yes", ""),
        ("dose_taken", "yes", ""),
        ("dose_mg", "40.0", ""),
        ("note", "'=1+1, “ü”\r\n🙂 שלום", ""),
    ]


def test_the_wide_form_has_one_row_for_each_day(
    diary: tuple[dict[date, Day], tuple[ShownEffect, ...]],
) -> None:
    (row,) = table(wide_csv(*diary))
    assert (row["date"], row["mood"], row["dry_lips"], row["nosebleeds"]) == (
        "2026-11-20",
        "2",
        "3",
        "2",
    )
    assert row['own: Ears; "ringing"\nat night'] == "0"
    assert row["nothing_new"] == ""


def test_what_was_not_answered_is_empty_and_never_zero() -> None:
    days = {ON: Day(ON, note="quiet", written_on=ON)}
    (row,) = table(wide_csv(days, [LIPS]))
    assert {name for name, value in row.items() if value} == {"date", "note", "written_on"}
    assert [row["what"] for row in table(long_csv(days, [LIPS]))] == ["note"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_no_cell_starts_a_formula_and_any_text_comes_back(text: str) -> None:
    (row,) = table(wide_csv({ON: Day(ON, note=text)}, []))
    assert not row["note"].startswith(FORMULA_STARTS)
    assert row["note"] in (text, f"'{text}")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_a_formula_is_made_harmless(text: str) -> None:
    assert harmless(text) == f"'{text}"
