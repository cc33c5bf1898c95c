"""The bar in a terminal: a real pseudo terminal, the real program."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.local.progress import Bar
from models.database import FILE_NAME
from models.demo import write_demo
from models.whole import put, read_whole
from tests.app.local.running import ROOT
from tests.conftest import make_own
from tests.models.exchange.journals import NOW, store_at

pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")

COLUMNS = 60
TODAY = NOW.date()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal with enough in it for every step to be told of."""
    made = tmp_path_factory.mktemp("journal")
    write_demo(made, today=TODAY, years=2)
    make_own(made / FILE_NAME)
    return made


def run(folder: Path, *arguments: object, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "app.local.command_line", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    return subprocess.run(
        [*command, "--journal", str(folder)], cwd=ROOT, env=environment, check=False, **streams
    )


def at_terminal(folder: Path, *arguments: object) -> tuple[str, str]:
    """What the program wrote to its terminal (the errors), and what it answered (a pipe)."""
    ours, theirs = pty.openpty()
    import fcntl
    import struct
    import termios

    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, COLUMNS, 0, 0))
    done = run(folder, *arguments, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    seen = b""
    try:
        while block := os.read(ours, 65536):
            seen += block
    except OSError:  # the terminal has nothing more to say
        pass
    os.close(ours)
    assert done.returncode == 0, seen
    return seen.decode(), done.stdout.decode()


def screen(written: str) -> str:
    """What stands in the terminal's last line in the end."""
    cells: list[str] = []
    place = 0
    for letter in written:
        if letter == "\r":
            place = 0
        else:
            cells[place : place + 1] = [letter]
            place += 1
    return "".join(cells).rstrip()


@pytest.mark.parametrize(
    ("arguments", "steps"),
    [
        (("export", "--to", "{to}/a.json"), ["Reading", "Writing"]),
        (("export", "--to", "{to}/a.csv"), ["Writing"]),
        (("export", "--to", "{to}/a.fhir.json"), ["Reading", "Writing"]),
        (("backup",), ["Copying"]),
        (("check",), ["Reading", "Checking"]),
        (("restore", "--dry-run", "{kept}"), ["Reading"]),
    ],
)
def test_long_work_shows_how_far_it_is_and_leaves_nothing_behind(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...], steps: list[str]
) -> None:
    kept = tmp_path / "kept.db"
    assert run(folder, "backup", "--to", kept, capture_output=True).returncode == 0
    filled = [each.format(to=tmp_path, kept=kept) for each in arguments]
    seen, answered = at_terminal(folder, *filled)
    for step in steps:
        assert re.search(rf"{step} \[[#-]+\] +\d+ %", seen), (step, seen)
    assert screen(seen) == ""
    assert "\n" not in seen
    assert max(map(len, seen.split("\r"))) < COLUMNS
    assert "%" not in answered
    assert answered.endswith(".\n") or str(tmp_path) in answered


def test_an_import_shows_the_rows_it_reads_and_writes(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "a.json"
    assert run(folder, "export", "--to", to, capture_output=True).returncode == 0
    (tmp_path / "new").mkdir(mode=0o700)
    seen, _ = at_terminal(tmp_path / "new", "import", to)
    told = [int(each) for each in re.findall(r"Writing \[[#-]+\] +(\d+) %", seen)]
    assert told == sorted(told)
    assert len(set(told)) > 5
    assert screen(seen) == ""


def test_a_pipe_and_json_stay_clean(folder: Path, tmp_path: Path) -> None:
    piped = run(folder, "export", "--to", tmp_path / "a.json", capture_output=True)
    assert (piped.returncode, piped.stderr) == (0, b"")
    seen, answered = at_terminal(folder, "check", "--json")
    assert seen == ""
    assert json.loads(answered)["done"] is True


def test_a_failure_takes_the_bar_away_before_it_is_said(folder: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as terminal, Bar(terminal) as bar:
        bar.step("reading")(1, 4)
        bar.clear()
        terminal.write("sentence")
        terminal.flush()
    assert screen(os.read(ours, 4096).decode()) == "sentence"
    os.close(ours)


def test_rows_are_told_of_as_they_are_written(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    write_demo(tmp_path / "one", today=TODAY)
    one, two = store_at(tmp_path / "one"), store_at(tmp_path / "two")
    told: list[tuple[int, int]] = []
    rows = read_whole(one.engine)
    put(two.engine, lambda _: rows, lambda done, whole: told.append((done, whole)))
    whole = sum(map(len, rows.values()))
    assert told[-1] == (whole, whole)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert all(done <= all_ == whole for done, all_ in told)
    assert read_whole(two.engine) == rows
    one.close()
    two.close()
