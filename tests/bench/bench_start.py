"""How long the web app takes to open, beside Flet's stock build of hello world.

`python -m tests.bench.bench_start [ROUNDS]` builds both, opens them in turn in fresh browsers:
cold (first visit) and warm (second visit, once the service worker has its files), and prints
medians in seconds from the navigation to the moment the first screen answers a tap.
"""

import gzip
import io
import os
import shutil
import sys
import tarfile
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from flet.controls.types import RouteUrlStrategy, WebRenderer
from flet_web import get_package_web_dir, patch_font_manifest_json, patch_index_html
from playwright.sync_api import BrowserContext, BrowserType, Page, sync_playwright

from app.pwa.build import build
from app.pwa.bytecode import files_of
from app.pwa.pieces import phone_packages
from tests.app.local.running import ROOT
from tests.browser.chromium import ARGUMENTS, App, find_chromium
from tests.browser.pwa.static_host import StaticHost
from tests.conftest import CACHE

HELLO = """
import flet as ft

def main(page: ft.Page):
    def answer(event):
        page.title = "answered"
        page.update()

    page.add(ft.Container(ft.Text("Hello, world!"), expand=True, on_click=answer))

ft.run(main)
"""
NEEDED_BY_FLET = ("flet", "msgpack", "repath", "six")
SIZE = {"width": 390, "height": 844}
PATIENCE_S = 180
STEPS = ("boot", "restored", "imports", "connecting", "opened", "drawn")


@dataclass
class Times:
    """What was measured of one app."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    marks: list[dict[str, float]] = field(default_factory=list)
    requests: list[tuple[str, int, int]] = field(default_factory=list)


def build_stock(to: Path) -> None:
    """Write what `flet publish --no-cdn` writes for hello world, its packages within."""
    shutil.copytree(get_package_web_dir(), to)
    packages = phone_packages(CACHE)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        entry = tarfile.TarInfo("main.py")
        entry.size = len(HELLO)
        tar.addfile(entry, io.BytesIO(HELLO.encode()))
        for path in files_of(packages):
            name = path.relative_to(packages).as_posix()
            if name.startswith(NEEDED_BY_FLET) and not name.startswith("flet_charts"):
                tar.add(path, f"__pypackages__/{name}")
    (to / "app.tar.gz").write_bytes(gzip.compress(plain.getvalue(), 6))
    patch_index_html(
        index_path=str(to / "index.html"), base_href="/", app_name="Hello", pyodide=True,
        pyodide_script_path="main.py", pyodide_version="314.0.7", app_package_url="app.tar.gz",
        web_renderer=WebRenderer.CANVAS_KIT, route_url_strategy=RouteUrlStrategy.HASH, no_cdn=True,
    )  # fmt: skip
    patch_font_manifest_json(manifest_path=str(to / "assets" / "FontManifest.json"))
    index = to / "index.html"  # as written, its worker cannot find Pyodide
    there = 'flet.pyodideUrl=new URL("pyodide/pyodide.mjs", document.baseURI).href'
    index.write_text(index.read_text().replace('flet.pyodideUrl="pyodide/pyodide.mjs"', there))


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
    for kept in (times.cold, times.warm):
        page = context.new_page()
        is_first = kept is times.cold
        kept.append(until_it_answers(page, host.address, (50, 20), "document.title === 'answered'"))
        if is_first:
            times.requests = list(host.requests)
        page.wait_for_timeout(2_000)
        page.close()


def open_sidenote(context: BrowserContext, host: StaticHost, times: Times) -> None:
    """One cold start, two taps through Welcome, and one warm start to Today."""
    help_button, helped = (340, 30), "location.hash === '#/help'"
    page = context.new_page()
    times.cold.append(until_it_answers(page, host.address, help_button, helped))
    times.requests = list(host.requests)
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    app.tap("Start logging")
    app.tap("I understand")
    app.sees("Today")
    page.locator("html[data-offline=ready]").wait_for(state="attached")
    page.locator("html[data-warm]").wait_for(state="attached")
    page.close()
    page = context.new_page()
    times.warm.append(until_it_answers(page, host.address, help_button, helped))
    times.marks.append(page.evaluate("sidenoteMarks"))
    page.close()


def run_round(chromium: BrowserType, hosts: dict[str, StaticHost], times: dict[str, Times]) -> None:
    """Open each app once, in a browser of its own."""
    for name, opener in (("stock", open_stock), ("sidenote", open_sidenote)):
        hosts[name].requests.clear()
        with tempfile.TemporaryDirectory() as profile:
            context = chromium.launch_persistent_context(
                profile, executable_path=find_chromium(chromium), args=list(ARGUMENTS),
                viewport=SIZE, bypass_csp=True,
            )  # fmt: skip
            context.set_default_timeout(PATIENCE_S * 1_000)
            opener(context, hosts[name], times[name])
            context.close()


def report(times: dict[str, Times]) -> None:
    """Print medians, their ratio, where the time of a warm start goes, and what was fetched."""
    stock, ours = times["stock"], times["sidenote"]
    for kind in ("cold", "warm"):
        theirs, mine = getattr(stock, kind), getattr(ours, kind)
        ratio = median(b / a for a, b in zip(theirs, mine, strict=True))
        print(f"{kind}: stock {median(theirs):.2f} s, sidenote {median(mine):.2f} s, {ratio:.2f} x")
    before = 0.0
    for step in STEPS:
        at = median(each.get(step, before * 1_000) for each in ours.marks) / 1_000
        print(f"  {step:<12}{at:6.2f} s  +{at - before:.2f}")
        before = at
    print(f"  {'client':<12}{median(each['client'] for each in ours.marks) / 1_000:6.2f} s, beside")
    for name, each in times.items():
        sent = sum(size for _, _, size in each.requests) / 1e6
        print(f"{name}: {len(each.requests)} requests, {sent:.1f} MB before the first answer")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    times = {"stock": Times(), "sidenote": Times()}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build_stock(Path(folder) / "stock")
        build(Path(folder) / "sidenote", ROOT, CACHE)
        hosts = {name: StaticHost(Path(folder) / name).start() for name in times}
        for number in range(rounds):
            run_round(playwright.chromium, hosts, times)
            print(f"round {number + 1} of {rounds}, load {os.getloadavg()[0]:.1f}", flush=True)
        report(times)
        for host in hosts.values():
            host.stop()


if __name__ == "__main__":
    main()
