"""What is published has helplines that somebody checked; the workflows ask before they publish."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.local.release_command import why_not
from models.helplines import FRESH_FOR, countries, stale_helplines
from tests.app.local.running import ROOT

CHECKED_ON = [line.checked_on for each in countries() for line in (*each.emergency, *each.lines)]


def test_a_release_is_refused_once_a_helpline_is_stale_and_named() -> None:
    on = min(CHECKED_ON) + FRESH_FOR + timedelta(days=1)
    refusal = why_not(on)
    assert stale_helplines(on)
    for line in stale_helplines(on):
        assert line in refusal
    assert why_not(min(CHECKED_ON)) == ""


def test_the_command_ends_with_what_it_found_today() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app.local.command_line", "release"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    refusal = why_not(date.today())
    assert done.returncode == bool(refusal)
    assert done.stderr.strip() == refusal


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")))
def test_whatever_publishes_asks_before_it_builds(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    commands = [line.strip() for line in lines if not line.lstrip().startswith("#")]
    builds = [at for at, each in enumerate(commands) if re.search("sidenote pwa|flet build", each)]
    assert "run: sidenote release" in commands[: min(builds)]
