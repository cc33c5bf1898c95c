"""`pip install .` into a fresh environment, as the README says: every command starts there."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.local.command_line import COMMANDS
from models.words import words
from tests.app.local.running import ROOT, started

pytestmark = pytest.mark.long


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(program), *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the programs of an environment with nothing but `pip install .`."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    found = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    done = run(found / "python", "-m", "pip", "install", "-q", str(ROOT), folder=folder)
    assert done.returncode == 0, done.stderr
    return found


@pytest.mark.parametrize("command", [each.name for each in COMMANDS])
def test_every_command_says_what_it_does(programs: Path, tmp_path: Path, command: str) -> None:
    done = run(programs / "sidenote", command, "--help", folder=tmp_path)
    assert done.returncode == 0, done.stderr


def test_every_data_command_works(programs: Path, tmp_path: Path) -> None:
    sidenote, journal = programs / "sidenote", str(tmp_path / "journal")
    out = tmp_path / "out.json"
    for arguments in (
        ["demo", journal],
        ["check", "--journal", journal],
        ["backup", "--journal", journal],
        ["export", "--journal", journal, "--to", str(out)],
        ["report", "--journal", journal, "--out", str(tmp_path / "page.pdf")],
        ["import", str(out), "--journal", journal, "--dry-run"],
        ["restore", str(out), "--journal", journal, "--dry-run"],
        ["release"],
    ):
        done = run(sidenote, *arguments, folder=tmp_path)
        assert done.returncode == 0, (arguments, done.stderr)


def test_building_the_web_app_says_what_it_needs(programs: Path, tmp_path: Path) -> None:
    done = run(programs / "sidenote", "pwa", "--to", str(tmp_path / "web"), folder=tmp_path)
    assert (done.returncode, done.stderr.strip()) == (1, words("pwa.command_needs_tools"))
    assert list(tmp_path.iterdir()) == []


def test_the_app_is_served(programs: Path, tmp_path: Path) -> None:
    command = ["-m", "app.local.command_line", "--journal", str(tmp_path), "--no-browser"]
    with started(command, tmp_path, program=str(programs / "python"), cwd=tmp_path) as server:
        assert server.ask("/", Cookie=server.cookie()).status == 200
