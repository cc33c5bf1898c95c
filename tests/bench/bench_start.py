"""How long the web app takes to open, beside Flet's stock build of hello world.

    python -m tests.bench.bench_start [ROUNDS]
    python -m tests.bench.bench_start levers [ROUNDS]

Builds both, opens them in turn in fresh browsers: cold (first visit) and warm (second visit, once
the service worker has its files), and prints medians in seconds from the navigation to the moment
the first screen answers a tap. `levers` opens Sidenote with each lever left out instead, beside
the whole build in the same rounds.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from tests.bench.start_stock import build_stock
from tests.bench.start_variants import VARIANTS, whole
from tests.browser.chromium import ARGUMENTS, App, find_chromium
from tests.browser.pwa.static_host import StaticHost

SIZE = {"width": 390, "height": 844}
PATIENCE_S = 180
STEPS = {
    "boot": "the page's own script runs",
    "python": "the interpreter is there",
    "restored": "the interpreter is there, from the snapshot",
    "imports": "packages and extensions are in place",
    "connecting": "the program has started: imports",
    "opened": "connected, the storage is open",
    "journal": "the database is open and read",
    "answered": "the first screen is made, drawn, and a tap had its effect",
}
"""What the page notes, and what was done by then; each step follows the one before."""


@dataclass
class Times:
    """What was measured of one app."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    marks: dict[str, list[dict[str, float]]] = field(
        default_factory=lambda: {"cold": [], "warm": []}
    )
    requests: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)


def until_it_answers(page: Page, address: str, at: tuple[int, int], answered: str) -> float:
    """Open the address and tap until a tap has an effect; the seconds that took."""
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    while not page.evaluate(answered):
        page.mouse.click(*at)
        page.wait_for_timeout(50)
        if time.perf_counter() - began > PATIENCE_S:
            raise TimeoutError(f"{address} never answered")
    return time.perf_counter() - began


def open_stock(context: BrowserContext, host: StaticHost, times: Times) -> None:
    """One cold and one warm start of hello world."""
    for kind, kept in (("cold", times.cold), ("warm", times.warm)):
        host.requests.clear()
        page = context.new_page()
        kept.append(until_it_answers(page, host.address, (50, 20), "document.title === 'answered'"))
        times.requests[kind] = list(host.requests)
        page.wait_for_timeout(2_000)
        page.close()


def open_sidenote(
    context: BrowserContext, host: StaticHost, times: Times, *, has_service_worker: bool = True
) -> None:
    """One cold start, two taps through Welcome, and one warm start to Today."""
    help_button, helped = (340, 30), "location.hash === '#/help'"
    page = context.new_page()
    times.cold.append(until_it_answers(page, host.address, help_button, helped))
    times.requests["cold"] = list(host.requests)
    times.marks["cold"].append(marks_of(page, times.cold[-1]))
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    app.tap("Start logging")
    app.tap("I understand")
    app.sees("Today")
    if has_service_worker:
        page.locator("html[data-offline=ready]").wait_for(state="attached")
        page.locator("html[data-warm]").wait_for(state="attached")
    page.wait_for_timeout(2_000)
    page.close()
    host.requests.clear()
    page = context.new_page()
    times.warm.append(until_it_answers(page, host.address, help_button, helped))
    times.requests["warm"] = list(host.requests)
    times.marks["warm"].append(marks_of(page, times.warm[-1]))
    page.close()


def marks_of(page: Page, seconds: float) -> dict[str, float]:
    """Milliseconds since the navigation of what the page noted, and of the first answer."""
    return page.evaluate("sidenoteMarks") | {"answered": seconds * 1_000}


@contextmanager
def fresh_browser(chromium: BrowserType, **wishes: Any) -> Iterator[BrowserContext]:
    """A browser that has seen nothing yet."""
    with tempfile.TemporaryDirectory() as profile:
        context = chromium.launch_persistent_context(
            profile, executable_path=find_chromium(chromium), args=list(ARGUMENTS),
            viewport=SIZE, bypass_csp=True, **wishes,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_S * 1_000)
        yield context
        context.close()


def compare(chromium: BrowserType, folder: Path, rounds: int) -> None:
    """Hello world and Sidenote in turn."""
    times = {"stock": Times(), "sidenote": Times()}
    build_stock(folder / "stock")
    whole(folder / "sidenote")
    hosts = {name: StaticHost(folder / name).start() for name in times}
    for number in range(rounds):
        for name, opener in (("stock", open_stock), ("sidenote", open_sidenote)):
            hosts[name].requests.clear()
            with fresh_browser(chromium) as context:
                opener(context, hosts[name], times[name])
        say_round(number, rounds)
    stock, ours = times["stock"], times["sidenote"]
    for kind in ("cold", "warm"):
        theirs, mine = getattr(stock, kind), getattr(ours, kind)
        print(f"{kind}: stock {median(theirs):.2f} s, sidenote {median(mine):.2f} s,"
              f" {paired(mine, theirs):.2f} x")  # fmt: skip
        print_steps(ours.marks[kind])
    for name, each in times.items():
        for kind, requests in each.requests.items():
            print(f"{name}, {kind}: {sent(requests)} before the first answer")
    for host in hosts.values():
        host.stop()


def try_levers(chromium: BrowserType, folder: Path, rounds: int) -> None:
    """Sidenote with each lever left out, beside the whole build, in turn."""
    times = {name: Times() for name in VARIANTS}
    hosts = {}
    for number, (name, variant) in enumerate(VARIANTS.items()):
        variant.make(folder / str(number))
        hosts[name] = StaticHost(folder / str(number)).start()
        print(f"built: {name}", flush=True)
    for number in range(rounds):
        for name, variant in VARIANTS.items():
            hosts[name].requests.clear()
            allowed: Any = "allow" if variant.has_service_worker else "block"
            with fresh_browser(chromium, service_workers=allowed) as context:
                open_sidenote(context, hosts[name], times[name],
                              has_service_worker=variant.has_service_worker)  # fmt: skip
        say_round(number, rounds)
    base = times["whole"]
    print(f"{'':<30}{'cold s':>8}{'x whole':>9}{'warm s':>9}{'x whole':>9}   cold fetches")
    for name, each in times.items():
        print(
            f"{name:<30}{median(each.cold):8.2f}{paired(each.cold, base.cold):9.2f}"
            f"{median(each.warm):9.2f}{paired(each.warm, base.warm):9.2f}"
            f"   {sent(each.requests['cold'])}; warm {sent(each.requests['warm'])}"
        )
    for kind in ("cold", "warm"):
        print(f"{kind}, whole:")
        print_steps(base.marks[kind])
    for host in hosts.values():
        host.stop()


def paired(mine: list[float], theirs: list[float]) -> float:
    """The median of the ratios within each round: a busy moment hits both."""
    return median(a / b for a, b in zip(mine, theirs, strict=True))


def sent(requests: list[tuple[str, int, int]]) -> str:
    return f"{len(requests)} requests, {sum(size for _, _, size in requests) / 1e6:.1f} MB"


def print_steps(marks: list[dict[str, float]]) -> None:
    """Where the time of a start goes, and when the client, which comes up beside it, was there."""
    before = 0.0
    for step, done in STEPS.items():
        if all(step in each for each in marks):
            at = median(each[step] for each in marks) / 1_000
            print(f"  {at:6.2f} s  +{at - before:5.2f}  {done}")
            before = at
    print(
        f"  {median(each['client'] for each in marks) / 1_000:6.2f} s  beside  the client is there"
    )


def say_round(number: int, rounds: int) -> None:
    print(f"round {number + 1} of {rounds}, load {os.getloadavg()[0]:.1f}"
          f" on {os.cpu_count()} processors", flush=True)  # fmt: skip


def main() -> None:
    wishes = sys.argv[1:]
    measure = try_levers if wishes[:1] == ["levers"] else compare
    rounds = int(wishes[-1]) if wishes and wishes[-1].isdigit() else 3
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        measure(playwright.chromium, Path(folder), rounds)


if __name__ == "__main__":
    main()
