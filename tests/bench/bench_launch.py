"""Start of the process to the first usable frame, and memory, against Flet's hello world.

Both in turn, each time a new process and a new browser profile.
Run: `python -m tests.bench.bench_launch`.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from app import startup
from models.days import day_of
from models.demo import write_demo
from tests.app.local.running import ROOT, address_in, file_in
from tests.browser.chromium import ARGUMENTS, find_chromium

TIMES = 7


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def process(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    """A running server, ended with the block."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment["FLET_FORCE_WEB_SERVER"] = "true"
    running = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield running
    finally:
        running.terminate()
        running.wait()


def address_of(running: subprocess.Popen[str]) -> str:
    """The address that the process prints, once it answers there."""
    assert running.stdout is not None
    for line in running.stdout:
        if file := file_in(line):
            address = address_in(file)
            break
        if found := re.search(r"http://127\.0\.0\.1:\S+", line):
            address = found[0]
            break
    number = f"http://127.0.0.1:{urlsplit(address).port}/"
    while True:
        try:
            urlopen(number).close()
        except URLError as error:
            if getattr(error, "code", None) is None:
                time.sleep(0.01)  # not listening yet
                continue
        return address


def memory_mb(pid: int) -> float:
    """Resident memory of a process in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def first_frame(browser: Browser, command: list[str], button: str) -> tuple[float, float]:
    """Seconds from the start of the process until `button` can be tapped, and megabytes then."""
    began = time.perf_counter()
    with process(command) as running:
        context = browser.new_context(viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.goto(address_of(running))
        page.wait_for_selector("flt-semantics-placeholder", state="attached")
        page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
        page.get_by_role("button", name=button).first.wait_for(state="attached")
        taken, memory = time.perf_counter() - began, memory_mb(running.pid)
        context.close()
    return taken, memory


def main() -> None:
    """Print medians and ratios."""
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        write_demo(folder, today=day_of(startup.now()))
        own = ["-m", "app.local.command_line", "--journal", place, "--no-browser", "--port"]
        path = find_chromium(playwright.chromium)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        results: dict[str, list[tuple[float, float]]] = {"hello": [], "sidenote": []}
        for _ in range(TIMES):
            hello = ["-m", "tests.bench.hello_world", str(free_port())]
            results["hello"].append(first_frame(browser, hello, "Tap"))
            results["sidenote"].append(
                first_frame(browser, [*own, str(free_port())], "Mood, 3 of 5, Okay")
            )
        browser.close()
    floor = [median(values) for values in zip(*results["hello"], strict=True)]
    ours = [median(values) for values in zip(*results["sidenote"], strict=True)]
    print(f"medians of {TIMES} starts, in turn")
    print(f"first usable frame   hello world {floor[0]:6.2f} s   Sidenote {ours[0]:6.2f} s"
          f"   {ours[0] / floor[0]:5.2f} x   (aim: at most 1.5 x)")  # fmt: skip
    print(f"memory of the server hello world {floor[1]:6.0f} MB  Sidenote {ours[1]:6.0f} MB"
          f"  {ours[1] / floor[1]:5.2f} x")  # fmt: skip


if __name__ == "__main__":
    main()
