import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.local import command_line
from app.local.claim import claimed
from app.local.commands import journal_folder
from models.database import FILE_NAME
from models.words import area_words, words
from tests.app.local.running import PATIENCE_SECONDS, ROOT, sidenote, stand_in, started


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.20", "example.org", ""])
def test_a_host_that_others_could_reach_is_refused(tmp_path: Path, host: str) -> None:
    done = sidenote("--host", host, "--journal", str(tmp_path), "--no-browser")
    assert done.returncode == 2
    assert done.stderr.strip() == words("command_line.host_refused", host=host)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["-1", "65536", "80a", "٣", ""])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    done = sidenote(f"--port={port}")
    assert done.returncode == 2
    assert words("command_line.port_refused", port=port) in done.stderr


def test_an_unknown_command_or_option_is_refused() -> None:
    assert sidenote("no-such-command").returncode == 2
    assert sidenote("--no-such-option").returncode == 2
    assert sidenote("--demo", "--journal", "somewhere").returncode == 2


def test_help_names_every_command_and_option() -> None:
    done = sidenote("--help")
    assert done.returncode == 0
    for command in command_line.COMMANDS:
        assert words(f"command_line.{command.name}_help") in " ".join(done.stdout.split())
    for option in ("--journal", "--demo", "--window", "--port", "--host", "--no-browser"):
        assert option in done.stdout


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys, json, contextlib, io\n"
        "from app.local import command_line\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    command_line.main(['--help'])\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"flet", "sqlmodel", "sqlalchemy", "pydantic", "uvicorn", "flet_web"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_sample_is_served_and_gone_afterwards(tmp_path: Path, number: int) -> None:
    command = ["-m", "app.local.command_line", "--demo", "--no-browser", "--port", "0"]
    with started(command, tmp_path, TMPDIR=str(tmp_path)) as server:
        assert server.ask("/").status == 403
        (folder,) = tmp_path.glob("sidenote-demo-*")
        assert (folder / FILE_NAME).is_file()
        status, said = server.end(number)
    assert status == 0
    assert "Traceback" not in said
    assert not folder.exists()


def test_the_journal_is_where_it_was_asked_for_and_stays_there(tmp_path: Path) -> None:
    command = ["-m", "app.local.command_line", "--journal", str(tmp_path), "--no-browser"]
    with started([*command, "--port", "0"], tmp_path) as server:
        assert server.ask("/").status == 403
        status, said = server.end(signal.SIGINT)
    assert status == 0
    assert words("command_line.ended", folder=tmp_path) in said
    assert tmp_path.is_dir()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_is_not_lost_while_it_is_still_starting(tmp_path: Path, number: int) -> None:
    command = ["-m", "app.local.command_line", "--journal", str(tmp_path), "--no-browser"]
    with started([*command, "--port", "0"], tmp_path) as server:
        status, said = server.end(number)
    assert status == 0
    assert "Traceback" not in said


def test_a_journal_that_is_open_is_opened_again_with_a_fresh_key(tmp_path: Path) -> None:
    command = ["-m", "app.local.command_line", "--journal", str(tmp_path), "--no-browser"]
    with started(stand_in(tmp_path), tmp_path) as server:
        server.cookie()
        with started(command, tmp_path) as second:
            assert second.own == server.own
            assert second.key != server.key
            assert server.ask(f"/?key={second.key}").status == 200
            assert second.process.wait(PATIENCE_SECONDS) == 0
            assert not second.file.exists()
            assert server.ask(f"/?key={second.key}").status == 403


def test_a_second_start_that_is_ended_takes_its_key_along(tmp_path: Path) -> None:
    command = ["-m", "app.local.command_line", "--journal", str(tmp_path), "--no-browser"]
    with started(stand_in(tmp_path), tmp_path) as server:
        with started(command, tmp_path) as second:
            second.end(signal.SIGINT)
        assert not second.file.exists()
        assert server.ask(f"/?key={second.key}").status == 403
        assert server.ask(f"/?key={server.key}").status == 200


def test_a_journal_open_in_a_window_is_left_to_it(tmp_path: Path) -> None:
    with claimed(tmp_path):
        done = sidenote("--journal", str(tmp_path), "--no-browser")
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.journal_in_use", folder=tmp_path)


def test_a_journal_folder_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", encoding="utf-8")
    done = sidenote("--journal", str(file), "--no-browser")
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.folder_unusable", folder=file)
    assert file.read_text(encoding="utf-8") == "mine"


def test_the_sample_is_written_once_and_never_into_a_journal_with_entries(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    first = sidenote("demo", str(folder))
    assert (first.returncode, first.stdout.strip()) == (
        0,
        words("command_line.demo_written", folder=folder),
    )
    with sqlite3.connect(folder / FILE_NAME) as journal:
        assert journal.execute("SELECT count(*) FROM answer").fetchone()[0] > 100
    before = (folder / FILE_NAME).read_bytes()
    second = sidenote("demo", str(folder))
    assert second.returncode == 1
    assert second.stderr.strip() == words("command_line.demo_not_empty", folder=folder)
    assert (folder / FILE_NAME).read_bytes() == before


def test_the_sample_is_not_written_while_the_journal_is_open(tmp_path: Path) -> None:
    with claimed(tmp_path):
        done = sidenote("demo", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.journal_in_use", folder=tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_a_window_without_a_screen_is_refused_and_no_server_is_opened_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    done = sidenote("--window", "--journal", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip() == words("command_line.no_screen")


def test_the_journal_option_stands_before_or_after_a_command(tmp_path: Path) -> None:
    parser = command_line._parser()
    folder = tmp_path / "new" / "folder"
    assert journal_folder(parser.parse_args(["--journal", str(folder)])) == folder
    assert folder.is_dir()
    if sys.platform != "win32":
        assert folder.stat().st_mode & 0o077 == 0


def test_each_sentence_can_be_filled() -> None:
    fields = (
        "address", "days", "fields", "file", "first", "folder", "host", "kind", "last", "lines",
        "most", "port", "text", "wanted",
    )  # fmt: skip
    values = dict.fromkeys(fields, "x")
    for name in area_words("en", "command_line"):
        assert words(f"command_line.{name}", **values)
