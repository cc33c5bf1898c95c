"""What each app's file says, read by meaning."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange import incoming
from models.exchange.json_file import JournalFile
from models.exchange.limits import Refused
from models.exchange.source import Options, Source
from models.exchange.written_dates import read_date
from tests.models.exchange import foreign

ON = date(2026, 11, 20)
DAY_BEFORE = date(2026, 11, 19)


def read(data: bytes) -> Source:
    source = incoming.read("file", data)
    assert not isinstance(source, JournalFile)
    return source


def said(source: Source) -> list[tuple[date, str, str]]:
    return [(reading.on, reading.name, reading.word) for reading in source.readings]


@pytest.mark.parametrize(
    ("data", "app"),
    [
        (foreign.DAYLIO_OLD, "daylio"),
        (foreign.DAYLIO_NEW, "daylio"),
        (foreign.daylio_backup(), "daylio"),
        (foreign.BEARABLE, "bearable"),
        (foreign.BEARABLE_OLD, "bearable"),
        (foreign.loop_zip(), "loop"),
        (foreign.loop_database(), "loop"),
        (foreign.TRACK, "track_and_graph"),
        (foreign.TRACK_OLD, "track_and_graph"),
        (foreign.TABLE, "table"),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, app: str) -> None:
    assert read(data).app == app


def test_a_table_of_daylio_is_read_whatever_its_times_look_like() -> None:
    source = read(foreign.DAYLIO_OLD)
    assert source.rows == 4
    assert said(source) == [
        (ON, "mood", "rad"),
        (ON, "work", "yes"),
        (ON, "Headache", "yes"),
        (ON, "mood", "bad"),
        (ON, "note", "Long day\nfirst\nsecond & third"),
        (DAY_BEFORE, "mood", "so tired"),
    ]
    assert [(skip.line, skip.why) for skip in source.skips] == [(5, "date")]
    assert source.meanings["mood"].values == {"rad": 5, "bad": 2, "so tired": None}


def test_the_newer_table_of_daylio_has_scales() -> None:
    source = read(foreign.DAYLIO_NEW)
    assert (ON, "Dry lips", "3") in said(source)
    assert (ON, "Sleep Quality", "8/10 points") in said(source)
    assert source.meanings["Dry lips"].target == "effect:dry_lips"


def test_a_mood_of_daylio_is_its_group_and_never_its_place_in_the_list() -> None:
    source = read(foreign.daylio_backup())
    moods = source.meanings["mood"].values
    assert moods == {"love it (rad)": 5, "drained (bad)": 2}
    assert said(source) == [
        (ON, "mood", "love it (rad)"),
        (ON, "headache", "yes"),
        (DAY_BEFORE, "mood", "drained (bad)"),
        (DAY_BEFORE, "note", "t\na\nb"),
    ]
    assert [(skip.line, skip.why) for skip in source.skips] == [(3, "date")]  # there is no month 12


@pytest.mark.parametrize(
    "changes",
    [
        {"dayEntries": None},
        {"dayEntries": [1]},
        {"customMoods": {"a": 1}},
        {"tags": [{"id": [[]], "name": "x"}], "dayEntries": [{"tags": [{}]}]},
        {"dayEntries": [{"year": 10**400, "month": "x", "day": None, "mood": [1]}]},
    ],
)
def test_a_strange_backup_of_daylio_is_read_or_refused(changes: dict[str, object]) -> None:
    try:
        assert not read(foreign.daylio_backup(**changes)).readings
    except Refused as refusal:
        assert refusal.why == "unsound"  # noqa: PT017  one of the two is right for each case


def test_bearable_gives_symptoms_with_their_strength_and_says_how_moods_were_scaled() -> None:
    source = read(foreign.BEARABLE)
    assert said(source) == [
        (ON, "mood", "8"),
        (ON, "note", "slept badly"),
        (ON, "mood", "3"),
        (ON, "Neck pain", "Moderate"),
        (ON, "Neck pain", "Severe"),
        (ON, "Dry eyes", "Mild"),
        (ON, "Energy", "4"),
    ]
    assert source.meanings["mood"].values == {"8": 4, "3": 2}
    assert (source.meanings["mood"].scale, source.meanings["mood"].proof) == ((1, 10), "only")
    assert source.meanings["Neck pain"].target == "own:Neck pain"
    assert source.meanings["Neck pain"].values == {"Moderate": 2, "Severe": 3}
    assert source.meanings["Dry eyes"].target == "effect:dry_eyes"
    assert source.meanings["Energy"].target == ""
    assert [skip.line for skip in source.skips] == [7]


def test_the_older_table_of_bearable_writes_dates_in_words() -> None:
    source = read(foreign.BEARABLE_OLD)
    on = date(2022, 1, 5)
    assert said(source) == [(on, "mood", "4"), (on, "Headache", "Unbearable")]
    assert source.meanings["Headache"].values == {"Unbearable": 4}
    assert source.meanings["mood"].scale == (1, 5)


def test_loop_counts_in_thousandths_and_its_silence_is_no_answer() -> None:
    source = read(foreign.loop_zip())
    assert said(source) == [
        (ON, "Nosebleeds", "2"),
        (ON, "note", "Nosebleeds: both sides"),
        (DAY_BEFORE, "Nosebleeds", "0"),
        (ON, "Lip balm, thick", "yes"),
        (date(2026, 11, 18), "Lip balm, thick", "no"),
    ]
    assert [(skip.line, skip.why) for skip in source.skips] == [(5, "skipped"), (3, "not_written")]
    assert source.meanings["Nosebleeds"].target == "nosebleeds"


@pytest.mark.parametrize("number", ["9" * 400, "9" * 5_000, "nan", "1e999", "-1"])
def test_a_count_without_end_is_left_out(number: str) -> None:
    data = foreign.zipped(
        {
            "Habits.csv": b"Position,Name,Type\n001,Nosebleeds,NUMERICAL\n",
            "001 Nosebleeds/Checkmarks.csv": f"Date,Value\n2026-11-20,{number}\n".encode(),
        }
    )
    source = read(data)
    assert set(source.meanings["Nosebleeds"].values.values()) == {None}


def test_the_database_of_loop_says_the_same() -> None:
    source = read(foreign.loop_database())
    assert set(said(source)) == {
        (ON, "Nosebleeds", "2"),
        (ON, "note", "Nosebleeds: both sides"),
        (DAY_BEFORE, "Nosebleeds", "0"),
        (ON, "Lip balm", "yes"),
    }
    assert sorted(skip.why for skip in source.skips) == ["date", "not_written", "value"]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE Habits; CREATE VIEW Habits AS SELECT 1 id, 'x' name, 0 type;",
        "DROP TABLE Repetitions; CREATE TABLE other (Repetitions)",
        "ALTER TABLE Repetitions DROP COLUMN timestamp",
    ],
)
def test_a_database_with_other_tables_is_refused(statement: str) -> None:
    with pytest.raises(Refused):
        read(foreign.loop_database(statement))


def test_a_moment_of_track_and_graph_belongs_to_the_day_of_its_own_clock() -> None:
    source = read(foreign.TRACK)
    assert said(source) == [
        (ON, "Nosebleeds", "1"),
        (ON, "Nosebleeds", "1"),  # half past one at night still belongs to the evening
        (ON, "note", "Nosebleeds: left side"),
        (ON, "Dry lips", "2 (Severe)"),
        (ON, "Running", "1:10:00"),
    ]
    assert [(skip.line, skip.why) for skip in source.skips] == [(6, "date"), (7, "value")]


def test_the_older_table_of_track_and_graph_puts_the_label_behind_the_value() -> None:
    assert said(read(foreign.TRACK_OLD)) == [
        (ON, "Dry lips", "3 (Severe)"),
        (DAY_BEFORE, "Dry lips", "1"),
    ]


def test_any_table_with_dates_is_read_and_can_be_read_another_way() -> None:
    table = b"when,from,Dry lips\n2026-11-22,2026-01-22,3\n"
    source = read(table)
    assert source.columns is not None
    assert source.columns.date_column == 0
    other = incoming.read("file", table, options=Options(date_column=1))
    assert isinstance(other, Source)
    assert {reading.on for reading in other.readings} == {date(2026, 1, 22)}
    assert [reading.name for reading in other.readings] == ["when", "Dry lips"]


@pytest.mark.parametrize(
    ("dates", "order", "is_sure"),
    [
        (["2026-11-22"], "ymd", True),
        (["22.11.2026", "01.02.2026"], "dmy", True),
        (["11/22/2026", "1/2/2026"], "mdy", True),
        (["3/4/2026", "5/6/2026"], "dmy", False),
        (["5/5/2026"], "ymd", True),
        (["22 Nov 2026", "1st January 2026"], "ymd", True),
    ],
)
def test_the_order_of_a_date_is_told_from_all_rows(
    dates: list[str], order: str, is_sure: bool
) -> None:
    source = read(("date,Dry lips\n" + "".join(f"{on},1\n" for on in dates)).encode())
    assert source.columns is not None
    assert source.columns.order == order
    assert (not source.questions) is is_sure


@pytest.mark.parametrize(
    "on", ["2026-11-22", "22. November 2026", "22 nov. 2026", "22 de novembro de 2026",
           "November 22nd, 2026 9:00 PM", "2026/11/22 9:00:00 AM GMT+1", "20261122T090000",
           "Sonntag, 22.11.2026", "Sun Nov 22 2026 10:00:00 GMT+0100 (CET)", "22-Nov-26"],
)  # fmt: skip
def test_a_date_is_read_as_it_is_written(on: str) -> None:
    assert read_date(on) == date(2026, 11, 22)


@pytest.mark.parametrize("on", ["", "x", "31.02.2026", "2026-13-01", "I may have 2 cats and 3 dogs",
                                "1:10:00", "12345", "2026", "٢٢/١١/٢٠٢٦x"])  # fmt: skip
def test_what_is_no_date_is_none(on: str) -> None:
    assert read_date(on) is None


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert read_date(text) is None or read_date(text) is not None


def test_a_cell_that_our_table_made_harmless_is_read_as_it_was() -> None:
    assert (date(2026, 11, 22), "Comments", "=1+1") in said(read(foreign.TABLE))


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0", b"hello", b"a,b\n1,2\n", b"PK\3\4broken", b"date\n2026-11-22\n",
     b"%PDF-1.7 x", b"\xff\xfe\xd8"],
)  # fmt: skip
def test_a_file_of_no_known_kind_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read(data)
    assert refusal.value.sentence.endswith("Nothing was changed.")


def test_text_in_other_encodings_is_read() -> None:
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        table = "date,Dry lips,note\n2026-11-22,1,Müde\n".encode(encoding)
        assert (date(2026, 11, 22), "note", "Müde") in said(read(table))
