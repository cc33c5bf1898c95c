"""The journal's storage in a real browser: cuts, kills, tabs, refusals.

The long versions: `pytest -m long tests/browser/pwa/test_pwa_storage.py`.
"""

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import ARGUMENTS
from tests.browser.pwa.power_cuts import Toll, cut_the_power
from tests.browser.pwa.static_host import StaticHost

GROUND = Path(__file__).with_name("ground")
PATIENCE_S = 60


@pytest.fixture
def ground(pwa: Path) -> Iterator[StaticHost]:
    with StaticHost(pwa, beside=GROUND) as host:
        yield host


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def told(host: StaticHost, name: str) -> Any:
    """The next note that tells `name`; fails on a note of an error."""
    while True:
        note = host.notes.get(timeout=PATIENCE_S)
        assert "error" not in note, note["error"]
        if name in note:
            return note


def recorded(host: StaticHost, context: BrowserContext, changes: int) -> list[list[Any]]:
    context.new_page().goto(f"{host.address}ground/writer.html?record&changes={changes}")
    record: list[list[Any]] = told(host, "record")["record"]
    return record


def test_no_power_cut_loses_a_change_that_was_called_safe(
    ground: StaticHost, context: BrowserContext, tmp_path: Path
) -> None:
    record = recorded(ground, context, changes=40)
    assert cut_the_power(record, 150, tmp_path, seed=1) == Toll(cuts=150)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_no_power_cut_of_a_thousand_loses_a_change(
    ground: StaticHost, context: BrowserContext, tmp_path: Path, seed: int
) -> None:
    record = recorded(ground, context, changes=200)
    assert cut_the_power(record, 1000, tmp_path, seed) == Toll(cuts=1000)


def test_power_cuts_would_be_noticed_without_the_order_of_flushes(
    ground: StaticHost, context: BrowserContext, tmp_path: Path
) -> None:
    record = recorded(ground, context, changes=40)
    unordered = [each for each in record if each[1] != "flush"]
    toll = cut_the_power(unordered, 50, tmp_path, seed=1)
    assert toll.lost + toll.damaged > 25


class Killed:
    """A Chromium of its own, for the purpose of ending it badly."""

    def __init__(self, path: str, profile: Path, address: str) -> None:
        command = [path, "--headless=new", *ARGUMENTS, f"--user-data-dir={profile}", address]
        self.process = subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def renderers(self) -> list[int]:
        """The processes of this browser that run pages."""
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if os.getpgid(int(entry.parent.name)) != self.process.pid:
                    continue
                if b"--type=renderer" in entry.read_bytes():
                    found.append(int(entry.parent.name))
            except OSError:
                continue  # it ended meanwhile
        return found

    def kill(self, *, only_the_page: bool) -> None:
        if only_the_page:
            for pid in self.renderers():
                os.kill(pid, signal.SIGKILL)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def kill_often(host: StaticHost, chromium: str, profile: Path, times: int, seed: int) -> int:
    """Kill a writing browser `times` times; after each, look. Returns the last safe change."""
    luck, acked = random.Random(seed), 0
    for _ in range(times):
        running = Killed(chromium, profile, f"{host.address}ground/writer.html")
        try:
            state = told(host, "state")["state"]
            assert state["sound"] == "ok"
            assert state["bad"] == 0
            assert state["rows"] == state["last"] == state["value"]
            assert acked <= state["value"] <= acked + 1
            for _ in range(luck.randint(1, 40)):
                acked = told(host, "acked")["acked"]
        finally:
            running.kill(only_the_page=luck.random() < 0.5)
        while not host.notes.empty():  # sent before the kill, read after it
            acked = max(acked, host.notes.get().get("acked", 0))
    return acked


def test_killing_the_browser_loses_nothing_that_was_called_safe(
    ground: StaticHost, chromium_path: str, tmp_path: Path
) -> None:
    assert kill_often(ground, chromium_path, tmp_path, times=4, seed=1) >= 4


@pytest.mark.long
def test_three_hundred_kills_lose_nothing(
    ground: StaticHost, chromium_path: str, tmp_path: Path
) -> None:
    assert kill_often(ground, chromium_path, tmp_path, times=300, seed=2) >= 300


def test_a_second_tab_gets_the_journal_only_when_the_first_lets_go(
    ground: StaticHost, context: BrowserContext
) -> None:
    address = f"{ground.address}ground/writer.html"
    context.new_page().goto(f"{address}?hold")
    assert told(ground, "kind")["kind"] == "kept"
    second = context.new_page()
    second.goto(address)
    assert told(ground, "kind")["kind"] == "elsewhere"
    second.close()
    context.new_page().goto(f"{address}?take&changes=3")
    assert told(ground, "let_go")
    assert told(ground, "state")["state"]["sound"] == "ok"
    assert told(ground, "acked")["acked"] == 1


@pytest.mark.parametrize(
    ("refused", "kind", "kept"), [("handles", "kept_less_surely", 5), ("all", "not_kept", 0)]
)
def test_a_browser_without_handles_keeps_what_it_can_and_says_so(
    ground: StaticHost, context: BrowserContext, refused: str, kind: str, kept: int
) -> None:
    address = f"{ground.address}ground/writer.html?refuse={refused}&changes=5"
    page = context.new_page()
    page.goto(address)
    assert told(ground, "kind")["kind"] == kind
    for _ in range(5):
        told(ground, "acked")
    page.close()
    context.new_page().goto(address)
    assert told(ground, "state")["state"]["value"] == kept


@pytest.mark.parametrize(("refused", "kind"), [("handles", "kept"), ("all", "kept_less_surely")])
def test_no_second_journal_is_begun_where_one_is_kept_but_cannot_be_opened(
    ground: StaticHost, context: BrowserContext, refused: str, kind: str
) -> None:
    wish = f"refuse={refused}&there={kind}&changes=1"
    context.new_page().goto(f"{ground.address}ground/writer.html?{wish}")
    assert "error" in ground.notes.get(timeout=PATIENCE_S)
    assert ground.notes.empty()


def test_a_browser_that_learns_the_better_storage_still_opens_the_journal_of_the_weaker(
    ground: StaticHost, context: BrowserContext
) -> None:
    address = f"{ground.address}ground/writer.html"
    page = context.new_page()
    page.goto(f"{address}?refuse=handles&changes=5")
    assert told(ground, "kind")["kind"] == "kept_less_surely"
    for _ in range(5):
        told(ground, "acked")
    page.close()
    context.new_page().goto(f"{address}?there=kept_less_surely&changes=1")
    assert told(ground, "state")["state"]["value"] == 5
