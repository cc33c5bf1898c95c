"""No handle, no memory, no room: a tap is written and shown, or held or refused with a sentence."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import gate
from app.gate import Gate
from models.database import Exhausted, Full, problem_of
from models.words import words
from tests.app.local.test_full_disk import disk  # noqa: F401 a file system of its own
from tests.conftest import ROOT

NEVER_SILENT = "a tap was neither shown nor answered with a sentence"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="limits of a process are set on Linux only"
)


def steps(kind: str, folder: Path) -> Iterator[dict[str, Any]]:
    """What the program of `tests.app.no_resources` tells."""
    command = [sys.executable, "-m", "tests.app.no_resources", kind, str(folder)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    return map(json.loads, ran.stdout.splitlines())


def _check(found: list[dict[str, Any]]) -> None:
    for step in found:
        assert step["crashes"] == []
        assert step["is_typed"], step  # what was typed stays in its field
        assert step["is_shown"] or any(step["says"]), NEVER_SILENT
        assert all(step["says"]) or step["is_shown"], NEVER_SILENT


def test_with_no_file_handle_left_a_tap_is_held_or_refused_with_a_sentence(tmp_path: Path) -> None:
    *found, end = steps("handles", tmp_path)
    _check(found)
    assert any("no room left to work in" in said for said in found[0]["says"])
    assert end["note"] == found[-1]["text"]
    assert found[-1]["name"].endswith(f"{end['level']} of 4")


@pytest.mark.usefixtures("disk")
def test_on_a_full_disk_a_tap_is_held_and_shown(tmp_path: Path) -> None:
    *found, end = steps("disk", tmp_path / "disk")
    _check(found)
    assert words("failure.line_full") in found[0]["says"]
    assert all(step["is_shown"] for step in found)
    assert end["note"] == found[-1]["text"]


def test_with_no_memory_left_a_tap_is_written_or_refused_with_a_sentence(tmp_path: Path) -> None:
    *found, end = steps("memory", tmp_path)
    _check(found)
    for step in found:
        refused = [
            said for said, is_so in zip(step["says"], step["refused"], strict=False) if is_so
        ]
        assert all(refused)
    assert end == {"is_same": True, "refused": False}  # the file has what is shown


def test_a_gate_whose_words_cannot_be_looked_up_has_a_sentence_all_the_same() -> None:
    said: list[str] = []
    gate.keep_last_words()
    with Gate("no such words", said.append) as found:
        raise MemoryError
    assert said == [words("failure.not_written")] == [found.refused.sentence]


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(24, "x"), OSError(23, "x"), OSError(12, "x")]
)
def test_what_the_system_has_no_more_of_has_a_name(error: BaseException) -> None:
    assert type(problem_of(error)) is Exhausted
    assert type(problem_of(OSError(28, "x"))) is Full
