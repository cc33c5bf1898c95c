import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import tables
from models.demo import write_demo
from models.exchange import incoming, plan, review
from models.exchange.csv_file import FORMULA_STARTS, LONG_HEAD, harmless, long_csv, wide_csv
from models.exchange.source import Source
from models.records import Day, ShownEffect
from models.store import Store
from models.whole import read_whole
from tests.models.exchange.journals import store_at, write_small_diary

ON = date(2026, 11, 20)
Form = Callable[..., bytes]
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


# And back in again


def brought_in(data: bytes, folder: Path) -> Store:
    source = incoming.read("mine.csv", data)
    assert isinstance(source, Source)
    assert source.app == "sidenote"
    store = store_at(folder)
    found = plan.dry_run(source, store, date(2026, 11, 29))
    assert (found.skips, review.opens(found), found.is_ready) == ((), [], True)
    plan.apply(found, store)
    return store


@pytest.mark.parametrize("form", [long_csv, wide_csv])
@pytest.mark.parametrize("is_demo", [False, True])
def test_our_own_table_comes_back_without_a_loss(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, form: Form, is_demo: bool
) -> None:
    folder = tmp_path_factory.mktemp("demo")
    if is_demo:
        write_demo(folder, today=ON, years=1)
    store = store_at(folder)
    if not is_demo:
        write_small_diary(store)
        second = ON + timedelta(days=1)
        store.write(
            tables.MoodDraft(on_date=second, level=None, tags="tearful worried", stopped_me=True),
            tables.NosebleedsDraft(on_date=second, count=0),
            tables.DayDraft(on_date=second, is_nothing_new=True, is_dose_taken=False),
        )
    days, effects = store.days(date.min, date.max), store.effects()
    data = form(days, effects)
    back = brought_in(data, tmp_path)
    again = form(back.days(date.min, date.max), back.effects())
    assert without_keys(data) == without_keys(again)
    store.close()
    back.close()


def without_keys(data: bytes) -> list[list[tuple[str, str]]]:
    """The rows of a table as far as they go: an own effect is told by its name, not its key."""
    return sorted(
        sorted((head, cell) for head, cell in row.items() if cell and (head != "what" or not
               cell.startswith("own"))) for row in table(data)
    )  # fmt: skip


def test_our_own_table_twice_changes_nothing(
    tmp_path: Path, diary: tuple[dict[date, Day], tuple[ShownEffect, ...]]
) -> None:
    data = wide_csv(*diary)
    folder = tmp_path / "other"
    folder.mkdir()
    store = brought_in(data, folder)
    before = read_whole(store.engine)
    source = incoming.read("mine.csv", data)
    assert isinstance(source, Source)
    found = plan.dry_run(source, store, date(2026, 11, 29))
    assert (found.new, found.kept) == (0, 0)
    plan.apply(found, store)
    assert read_whole(store.engine) == before
    store.close()
