"""Files made to do harm, or broken by accident: refused or read, and never half taken."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.exchange import incoming, json_file, plan
from models.exchange.csv_table import read_table
from models.exchange.limits import FILE_BYTES, FOREIGN_ROWS, READINGS, Refused
from models.exchange.reading import unzipped
from models.merge import news
from models.store import Store
from models.whole import Rows, Undo, put, read_whole, take_back
from tests.models.exchange import foreign, fuzz
from tests.models.exchange.journals import NOW, store_at, write_small_diary

TODAY = date(2026, 11, 22)


def why(data: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        incoming.read("file", data)
    return refusal.value.why


def test_a_zip_that_unpacks_to_too_much_is_refused_whatever_it_says_about_itself() -> None:
    bomb = bytearray(foreign.zipped({"backup.daylio": bytes(FILE_BYTES + 1)}))
    assert len(bomb) < 200_000
    with pytest.raises(Refused) as refusal:
        unzipped(bytes(bomb))
    assert refusal.value.why == "zip_big"
    with zipfile.ZipFile(io.BytesIO(bomb)) as archive:
        size = archive.getinfo("backup.daylio").file_size
    lying = bytes(bomb).replace(size.to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert why(lying) in ("zip", "zip_big", "unsound")


def test_many_small_bombs_are_one_big_one() -> None:
    member = bytes(FILE_BYTES // 4)
    data = foreign.zipped({str(number): member for number in range(5)} | {"backup.daylio": b""})
    assert why(data) == "zip_big"


def test_a_zip_with_very_many_files_is_refused() -> None:
    members = {f"{number:03} x/Checkmarks.csv": b"" for number in range(5_001)}
    assert why(foreign.zipped({"Habits.csv": b"", "backup.daylio": b"", **members})) == "many_files"


@pytest.mark.parametrize("name", ["../up", "a/../../up", "/etc/x", "C:/x", "..\\up"])
def test_a_zip_with_paths_that_lead_out_of_it_is_refused(name: str) -> None:
    assert why(foreign.zipped({"backup.daylio": b"e30=", name: b""})) == "zip_path"


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(foreign.daylio_backup())
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(mark) + place
        data[at] |= 1
    assert why(bytes(data)) == "zip_locked"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"a,b\n" + b"1,2\n" * (FOREIGN_ROWS + 1), "many_rows"),
        (b"a,b\n" + b"1," * 1_500_000, "many_cells"),
        (b"a,b\n" + b"a" * 120_000, "long_cell"),
        (b"a,b\n" + b"a" * 150_000, "long_cell"),
        (b"a,b\n" + b"a," * 2_500_000, "long_line"),
        (b"a," * 1_001, "many_columns"),
        (b"a" * (FILE_BYTES + 1), "too_big"),
        (b"a,b\n1\0,2\n", "zero_byte"),
    ],
)
def test_a_table_that_is_too_much_says_what_is_too_much(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(data)
    assert refusal.value.why == reason


def test_too_many_values_in_few_cells_are_refused() -> None:
    head = b"full_date,date,weekday,time,mood,activities,note_title,note\n"
    cell = b"a|" * 40_000
    assert why(
        head + (b"2026-11-20,x,x,9:00,good," + cell + b",,\n") * (READINGS // 40_000 + 1)
    ) == ("many_cells")


def test_a_file_under_a_passphrase_says_so() -> None:
    assert why(b"age-encryption.org/v1\n-> scrypt x 1\n") == "sealed"


# Mutated files


class Desk(NamedTuple):
    store: Store
    files: list[bytes]
    before: Rows

    def __repr__(self) -> str:  # a failing example should be readable
        return "desk"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    other = store_at(tmp_path_factory.mktemp("other"))
    write_small_diary(other)
    export = json_file.dump(read_whole(other.engine), at=NOW, with_safety_answers=True)
    other.close()
    store = store_at(tmp_path_factory.mktemp("journal"))
    files = [
        foreign.DAYLIO_OLD, foreign.DAYLIO_NEW, foreign.daylio_backup(), foreign.BEARABLE,
        foreign.BEARABLE_OLD, foreign.loop_zip(), foreign.loop_database(), foreign.TRACK,
        foreign.TRACK_OLD, foreign.TABLE, export,
    ]  # fmt: skip
    yield Desk(store, files, read_whole(store.engine))
    store.close()


BITS = st.sampled_from(
    [b"", b'"', b",", b"\n", b"\0", b"9" * 400, b"[" * 5_000, b"{", b"-1", b"\xff", b"2026-02-30",
     b"1e999", b"\\ud800", b"=1+1", b"null", b"true"]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),  # where
        st.integers(0, 40),  # how many bytes go
        BITS | st.binary(max_size=8),  # what comes in their place
    ),
    min_size=1,
    max_size=4,
)


def _mutated(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for where, gone, fresh in changes:
        at = int(where * (len(data) + 1))
        data = data[:at] + fresh + data[at + gone :]
    return data


def _inside(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """A zip whose members are mutated, so that the changes get past its checksums."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return foreign.zipped({name: _mutated(held, changes) for name, held in members.items()})


def _bring_in(store: Store, data: bytes) -> tuple[int, Undo] | None:
    """Import a file; how many answers or rows were promised. None: it was refused."""
    with suppress(Refused):
        found = incoming.read("file", data)
        if isinstance(found, json_file.JournalFile):
            wanted = news(read_whole(store.engine), found.rows)
            return sum(map(len, wanted.values())), put(
                store.engine, lambda mine: news(mine, found.rows)
            )
        planned = plan.dry_run(found, store, TODAY)
        return planned.new, plan.apply(planned, store)
    return None


def _check(desk: Desk, number: int, changes: list[tuple[float, int, bytes]], is_deep: bool) -> None:
    data = desk.files[number]
    deep = is_deep and data.startswith(b"PK")
    done = _bring_in(desk.store, _inside(data, changes) if deep else _mutated(data, changes))
    if done is None:
        assert read_whole(desk.store.engine) == desk.before
        return
    promised, undo = done
    beside = sum(step[0] in ("effect", "setting") for step in undo.steps)
    assert len(undo) in (promised, promised + beside)
    assert take_back(desk.store.engine, undo) == 0
    assert read_whole(desk.store.engine) == desk.before


FEW = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=10_000)


@FEW
@given(number=st.integers(0, 10), changes=CHANGES, is_deep=st.booleans())
def test_a_mutated_file_is_refused_or_taken_whole(
    desk: Desk, number: int, changes: list[tuple[float, int, bytes]], is_deep: bool
) -> None:
    _check(desk, number, changes, is_deep)


@pytest.mark.long
@MANY
@given(number=st.integers(0, 10), changes=CHANGES, is_deep=st.booleans())
def test_10000_mutated_files_are_refused_or_taken_whole(
    desk: Desk, number: int, changes: list[tuple[float, int, bytes]], is_deep: bool
) -> None:
    _check(desk, number, changes, is_deep)


def test_a_few_hundred_mutated_files_lose_no_value_without_a_line() -> None:
    assert sum(fuzz.run(300).values()) == 300
