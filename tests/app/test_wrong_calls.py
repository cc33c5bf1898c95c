"""The types of actions, parts and results say what may be called with what, and asked how."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.programs
ROOT = Path(__file__).parents[2]
WRONG = Path(__file__).with_name("wrong_calls.py")


def test_every_wrong_call_is_refused_and_no_right_one() -> None:
    expected = {
        number: set(kinds[1].split(", "))
        for number, line in enumerate(WRONG.read_text().splitlines(), 1)
        if (kinds := re.search(r"# wrong: (.*)", line))
    }
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", str(WRONG)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found: dict[int, set[str]] = {}
    for line in told.stdout.splitlines():
        if said := re.search(r"wrong_calls\.py:(\d+): error: .*\[([\w-]+)\]$", line):
            found.setdefault(int(said[1]), set()).add(said[2])
    assert found == expected, told.stdout + told.stderr
