"""Passphrase files, files that are there already, and output that cannot be written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.local import command_line
from models.words import words
from tests.app.local.running import ROOT
from tests.models.exchange.journals import store_at, write_small_diary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "journal"
    made.mkdir(mode=0o700)
    store = store_at(made)
    write_small_diary(store)
    store.close()
    return made


@pytest.mark.parametrize("content", [b"", b"\n", b"1234567\n", b"1234567\nand a long second line"])
def test_a_short_passphrase_is_refused(
    folder: Path, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_bytes(content)
    to = tmp_path / "a.json.age"
    arguments = ["export", "--to", str(to), "--passphrase-file", str(tmp_path / "secret")]
    assert command_line.main([*arguments, "--journal", str(folder)]) == 1
    assert capsys.readouterr().err.strip() == words("data.passphrase_short")
    assert not to.exists()


@pytest.mark.parametrize(
    "content", [b"correct horse\nwritten on 1 Nov\n", b"\xef\xbb\xbfcorrect horse\r\nmore"]
)
def test_the_first_line_is_the_passphrase(folder: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "long").write_bytes(content)
    (tmp_path / "short").write_bytes(b"correct horse")
    to = str(tmp_path / "a.json.age")
    first = ["export", "--to", to, "--passphrase-file", str(tmp_path / "long")]
    assert command_line.main([*first, "--journal", str(folder)]) == 0
    second = ["import", to, "--dry-run", "--passphrase-file", str(tmp_path / "short")]
    assert command_line.main([*second, "--journal", str(folder)]) == 0


def test_a_report_replaces_a_file_only_when_asked(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "letter.txt"
    to.write_text("mine")
    arguments = ["report", "--out", str(to), "--journal", str(folder)]
    assert command_line.main(arguments) == 1
    assert to.read_text() == "mine"
    assert command_line.main([*arguments, "--replace"]) == 0
    assert to.read_text() != "mine"


def test_what_is_no_plain_file_is_never_replaced(folder: Path, tmp_path: Path) -> None:
    to = tmp_path / "a.json"
    to.symlink_to("/dev/null")
    arguments = ["export", "--to", str(to), "--replace", "--journal", str(folder)]
    assert command_line.main(arguments) == 1
    assert to.is_symlink()


@pytest.mark.programs
@pytest.mark.parametrize("where", ["cp1252", "ascii", "closed pipe", "/dev/full"])
def test_output_that_cannot_be_written_changes_nothing_of_the_work(
    folder: Path, tmp_path: Path, where: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("date,mood,w\u0119dka\n2026-11-01,4,x\n", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    if where in ("cp1252", "ascii"):
        environment["PYTHONIOENCODING"] = where
    reader, writer = os.pipe()
    os.close(reader)
    out = os.open(where, os.O_WRONLY) if where.startswith("/") else writer
    to = out if where not in ("cp1252", "ascii") else subprocess.PIPE
    done = subprocess.run(
        [sys.executable, "-m", "app.local.command_line", "import", str(file), "--dry-run",
         "--journal", str(folder)],
        cwd=ROOT, env=environment, stdout=to, stderr=subprocess.PIPE, timeout=120, check=False,
    )  # fmt: skip
    os.close(writer)
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert said.strip() == (words("command_line.not_said") if where == "/dev/full" else "")


@pytest.mark.parametrize("text", ["", "a\0b"])
def test_what_is_no_name_of_a_file_is_refused(text: str) -> None:
    for arguments in (["check", "--journal", text], ["demo", text], ["import", text],
                      ["pwa", "--to", text], ["backup", "--to", text]):  # fmt: skip
        with pytest.raises(SystemExit) as end:
            command_line.main(arguments)
        assert end.value.code == 2


@pytest.mark.parametrize(
    "name", ["what?", "100%", "a#b", "~nosuchuser", "file:x", "-x", "it's", "\udcff", "x" * 300]
)
def test_a_path_is_a_path(
    folder: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    is_too_long = len(name) > 255
    assert command_line.main(["demo", "--", name]) == is_too_long
    assert (name in os.listdir(tmp_path)) is not is_too_long
    for command in ("check", "backup", "check"):
        assert command_line.main([command, f"--journal={name}"]) == is_too_long


def test_every_command_answers_in_json_with_the_same_keys(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ["--journal", str(folder)]
    out = str(tmp_path / "a.txt")
    for arguments, status in (
        (["report", *there, "--out", out], 0),
        (["report", *there, "--out", out], 1),
        (["demo", str(tmp_path / "new")], 0),
        (["demo", str(folder)], 1),
        (["pwa", "--to", str(folder)], 1),
        (["check", *there], 0),
        (["backup", *there], 0),
        (["export", *there, "--to", str(tmp_path / "a.csv")], 0),
        (["export", *there, "--to", str(tmp_path / "a.csv")], 1),
        (["import", *there, "--list"], 0),
        (["restore", *there, str(tmp_path / "none")], 1),
    ):
        assert command_line.main([*arguments, "--json"]) == status
        answer = json.loads(capsys.readouterr().out)
        assert (answer["command"], answer["done"]) == (arguments[0], status == 0)
        assert answer["sentence"]
        assert bool(answer["why"]) is (status != 0)
