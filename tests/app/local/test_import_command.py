"""`sidenote import`: its options, what it says, and how each import is taken back."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.local import command_line
from models import tables
from models.whole import read_whole
from tests.app.local.running import ROOT
from tests.models.exchange.journals import store_at

MOODS = b"date,mood\n2026-11-20,2\n2026-11-21,-2\n2026-11-22,0\n"
ORDER = b"Date,Mood\n11/01/2026,4\n11/02/2026,5\n"
QUOTE = b'date,mood,note\n2026-11-01,4,"felt ok\n2026-11-02,2,bad day\n'
DAYLIO = b"""full_date,date,weekday,time,mood,activities,note_title,note
2026-11-01,x,x,9:00,bad,headache,,long day
2026-11-02,x,x,9:00,good,,,
"""

Answer = dict[str, object]
Bring = Callable[..., tuple[int, Answer]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal folder"


@pytest.fixture
def bring(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    def bring(data: bytes | None, *arguments: str) -> tuple[int, Answer]:
        files = []
        if data is not None:
            (tmp_path / "file").write_bytes(data)
            files = [str(tmp_path / "file")]
        status = command_line.main(
            ["import", "--journal", str(folder), "--json", *files, *arguments]
        )
        (line,) = capsys.readouterr().out.splitlines()
        return status, json.loads(line)

    return bring


def moods(folder: Path) -> dict[str, int | None]:
    store = store_at(folder)
    found = {row.on_date.isoformat(): row.level for row in store.moods(date.min, date.max)}
    store.close()
    return found


def test_a_scale_without_proof_is_asked_and_can_be_said(bring: Bring, folder: Path) -> None:
    status, answer = bring(MOODS)
    assert (status, answer["new"]) == (0, 0)
    assert moods(folder) == {}
    status, answer = bring(MOODS, "--scale", "mood=-2..2")
    assert (status, answer["new"]) == (0, 3)
    assert moods(folder) == {"2026-11-20": 5, "2026-11-21": 1, "2026-11-22": 3}


@pytest.mark.parametrize("text", ["mood=1", "mood=3..3", "x=0..4", "mood", "mood=a..b"])
def test_a_scale_that_is_none_is_refused(bring: Bring, text: str) -> None:
    status, answer = bring(MOODS, "--scale", text)
    assert (status, answer["why"]) == (1, "scale")


def test_the_order_of_dates_is_asked_and_can_be_said(bring: Bring, folder: Path) -> None:
    status, answer = bring(ORDER)
    assert (status, answer["why"]) == (1, "asks")
    assert "--dates" in str(answer["sentence"])
    assert answer["questions"]
    assert moods(folder) == {}
    assert bring(ORDER, "--dates", "mdy")[0] == 0
    assert moods(folder) == {"2026-11-01": 4, "2026-11-02": 5}


def test_a_quote_that_swallows_rows_is_asked_and_can_be_said(bring: Bring, folder: Path) -> None:
    status, answer = bring(QUOTE)
    assert (status, answer["why"]) == (1, "asks")
    assert "--quotes" in str(answer["sentence"])
    assert bring(QUOTE, "--dry-run")[1]["questions"]
    assert bring(QUOTE, "--quotes", "rows")[0] == 0
    assert moods(folder) == {"2026-11-01": 4, "2026-11-02": 2}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("headache=effect:nonsense", "effect:headache"),
        ("headache=own:", "effect:headache"),
        ("headache=Mood", "effect:headache"),
        ("nothing", "headache"),
        ("tooth=mood", "headache"),
        ("mood:fine=3", "bad, good"),
        ("mood:bad=9", "from 1 to 5"),
        ("mood:bad=-1", "from 1 to 5"),
        ("mood:bad=two", "from 1 to 5"),
    ],
)
def test_what_a_name_cannot_mean_is_refused_with_what_it_can(
    bring: Bring, folder: Path, text: str, says: str
) -> None:
    status, answer = bring(DAYLIO, "--map", text)
    assert (status, answer["why"]) == (1, "map")
    assert says in str(answer["sentence"])
    assert moods(folder) == {}


def test_names_and_words_are_led_where_the_user_says(bring: Bring, folder: Path) -> None:
    status, _ = bring(DAYLIO, "--map", "headache=own:Head", "--map", "headache:yes=2",
                      "--map", "mood:bad=")  # fmt: skip
    assert status == 0
    store = store_at(folder)
    names = {effect.key: effect.name for effect in store.effects()}
    first = store.days(date(2026, 11, 1), date(2026, 11, 1))[date(2026, 11, 1)]
    store.close()
    assert {names[key]: level for key, level in first.levels.items()} == {"Head": 2}
    assert moods(folder) == {"2026-11-02": 4}


def test_the_column_of_dates_can_be_named(bring: Bring, folder: Path) -> None:
    table = b"date,slept,mood\n2026-11-02,2026-11-01,4\n"
    assert bring(table, "--date-column", "nothing")[1]["why"] == "date_column"
    assert bring(table, "--date-column", "Slept")[0] == 0
    assert moods(folder) == {"2026-11-01": 4}


def test_imports_are_listed_and_taken_back_in_any_order(bring: Bring, folder: Path) -> None:
    _, first = bring(DAYLIO)
    _, second = bring(MOODS, "--scale", "mood=-2..2")
    store = store_at(folder)
    before = read_whole(store.engine)
    store.write(tables.MoodDraft(on_date=date(2026, 11, 2), level=1))
    store.close()
    _, listed = bring(None, "--list")
    assert [each["import"] for each in _list(listed)] == [second["import"], first["import"]]
    status, answer = bring(None, "--undo", str(first["import"]))
    assert (status, answer["stayed"]) == (0, 1)
    assert moods(folder) == {"2026-11-02": 1, "2026-11-20": 5, "2026-11-21": 1, "2026-11-22": 3}
    assert bring(None, "--undo", str(second["import"]))[1]["stayed"] == 0
    assert moods(folder) == {"2026-11-02": 1}
    assert bring(None, "--undo", str(second["import"]))[1]["why"] == "import"
    assert before != {}


def _list(answer: Answer) -> list[dict[str, object]]:
    found = answer["imports"]
    assert isinstance(found, list)
    return found


def test_the_line_that_takes_an_import_back_is_complete_and_does_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a file.csv").write_bytes(DAYLIO)
    assert (
        command_line.main(["import", "--journal", str(folder), str(tmp_path / "a file.csv")]) == 0
    )
    line = capsys.readouterr().out.splitlines()[-1]
    command = shlex.split(line[line.index("sidenote ") :])
    assert command_line.main(command[1:]) == 0
    assert moods(folder) == {}


def test_no_letter_of_a_file_steers_the_terminal(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b]0;title\x07\x1b[31m\x9b31m\u202e"
    table = f"date,mood,{evil}\n2026-11-01,{evil},{evil}\n{evil},4,{evil}\n2026-11-02,4\n"
    (tmp_path / "a.csv").write_bytes(table.encode())
    for more in ([], ["--json"], ["--dry-run"], ["--map", f"x{evil}=mood"],
                 ["--map", f"mood:{evil}=7"], ["--scale", f"{evil}=1..2"]):  # fmt: skip
        command_line.main(["import", "--journal", str(folder), str(tmp_path / "a.csv"), *more])
        said = "".join(capsys.readouterr())
        assert not {letter for letter in said if letter in "\x1b\x07\x9b\u202e"}


def test_without_a_file_it_says_what_is_missing(bring: Bring) -> None:
    status, answer = bring(None)
    assert (status, answer["why"]) == (1, "no_file")
    assert bring(None, "--list")[1]["imports"] == []


# What a file can ask of the memory

MOST_KB = 400 * 1024
_BOMBS = {
    "a table of 64 MB of commas": lambda: b"date,mood\n" + b"," * (64 * 1024 * 1024 - 10),
    "short cells without end": lambda: (
        b"date,mood\n" + b"2026-11-01,4,\xf0\x9f\x98\x80\n" * 3_000_000
    ),
    "many activities": lambda: (
        b"full_date,date,mood,activities\n" + (b"2026-11-01,x,good," + b"a|" * 45_000 + b"\n") * 700
    ),
    "lists in lists": lambda: b'{"items": [' + b"[],{}," * 10_000_000 + b"1]}",
    "small objects": lambda: b'{"items": [' + b'{"a":1},' * 1_000_000 + b"1]}",
    "many objects": lambda: b"[" + b'{"a":1},' * 7_000_000 + b"1]",
    "one long text": lambda: b'["' + "😀".encode() * 15_000_000 + b'"]',
    "numbers": lambda: b"[" + b"1," * 30_000_000 + b"1]",
    "XML": lambda: b"<x>" + b'<Record type="a" b="c"/>' * 2_600_000,
}


_RUN = """
import pathlib, re, sys
from app.local.command_line import main
peak = pathlib.Path(sys.argv.pop(1))
try:
    status = main()
finally:
    used = re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())
    peak.write_text(used[1])
sys.exit(status)
"""


def _measured(folder: Path, file: Path) -> tuple[int, str, int]:
    """Status, answer and peak memory in kB of an import in a process of its own.

    The peak is the program's own: what wait4 tells begins at that of the process which forked.
    """
    peak = folder.parent / "peak"
    command = [sys.executable, "-c", _RUN, str(peak), "import", "--json",
               "--journal", str(folder), str(file)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (folder.parent / "said").open("w+") as said:
        done = subprocess.run(command, cwd=ROOT, stdout=said, env=environment, check=False)
        said.seek(0)
        return done.returncode, said.read(), int(peak.read_text())


@pytest.mark.programs
@pytest.mark.parametrize("name", _BOMBS)
def test_a_refused_file_takes_no_more_than_400_mb(name: str, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(_BOMBS[name]())
    status, said, peak = _measured(tmp_path / "journal", file)
    assert status == 1, said
    assert json.loads(said)["sentence"].endswith("Nothing was changed.")
    assert peak < MOST_KB


@pytest.mark.programs
def test_a_file_of_2_gb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    with file.open("wb") as sparse:
        sparse.truncate(2 * 1024**3)
    status, said, peak = _measured(tmp_path / "journal", file)
    assert (status, json.loads(said)["why"]) == (1, "too_big")
    assert peak < MOST_KB
