"""From a tap on Today to "saved", in the browser, with a journal of ten years.

    python -m tests.bench.bench_saved [TAPS]

Builds the web app, lays a journal of ten years into the browser's storage and taps levels of an
effect, each tap once the one before it is on the screen. Measured from the moment the finger
leaves (the page's `pointerup`) to

- durable: the page hears that the change is on the disk;
- shown: the tapped level stands as chosen, and "saved" beside it, in the tree that Flutter builds
  for screen readers in the frame it draws.

The floor is one row committed with plain sqlite3 in the same storage, asked for by a page, before
and after the taps.
"""

import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import BrowserContext, Locator, Page, sync_playwright

from app.pwa.build import build
from models import tables
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.store import Store
from tests.app.local.running import ROOT
from tests.browser.chromium import ARGUMENTS, App, find_chromium
from tests.browser.pwa.static_host import StaticHost
from tests.browser.pwa.test_pwa_app import LAY_IN
from tests.conftest import CACHE

GROUND = Path(__file__).with_name("ground")
YEARS = 10
FIRST = 5  # taps that pay for what is made once
FLOORS = 30
HEIGHT = 844
PATIENCE_MS = 180_000
LEVELS = ("Mild", "Severe")

# Notes, per tap, when the finger left, when the change was on the disk, when it was to be seen.
WATCH = """
  const marks = (window.marks = {});
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...values) {
      super(...values);
      this.addEventListener("message", ({ data }) => {
        if (data.changed) marks.durable ??= performance.now();
      });
    }
  };
  addEventListener("pointerup", ({ timeStamp }) => (marks.tapped = timeStamp), true);
  const told = (node, name) => node.getAttribute(name);
  const isChosen = (node) =>
    node.textContent.includes(marks.wanted) && told(node, "aria-current") === "true";
  const isSaved = (node) => [told(node, "aria-label"), node.textContent].includes("saved");
  const look = () => {
    if (!marks.wanted || !marks.tapped || marks.shown) return;
    const nodes = [...document.querySelectorAll("flt-semantics-host *")];
    if (nodes.some(isChosen) && nodes.some(isSaved)) marks.shown = performance.now();
  };
  window.watch = (wanted) => {
    for (const name of ["tapped", "durable", "shown"]) delete marks[name];
    marks.wanted = wanted;
  };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  addEventListener("DOMContentLoaded", () => new MutationObserver(look).observe(document, all));
"""


def ten_years(folder: Path) -> bytes:
    """A journal with an entry every day, which is nobody's sample."""
    folder.mkdir()
    today = datetime.now().astimezone()
    write_demo(folder, today=today.date(), years=YEARS)
    with closing(Store(open_journal(folder / FILE_NAME), lambda: today)) as store:
        store.write(tables.SettingDraft(key="is_sample", value="false"))
        store.write(tables.MoodDraft(on_date=today.date(), level=4))
    return (folder / FILE_NAME).read_bytes()


@contextmanager
def chromium(host: StaticHost, profile: Path, journal: bytes) -> Iterator[BrowserContext]:
    """A browser whose storage for `host` holds `journal`."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=find_chromium(playwright.chromium),
            args=list(ARGUMENTS), viewport={"width": 390, "height": HEIGHT}, bypass_csp=True,
            service_workers="block",  # it would answer for the page of the floor with the app's
        )  # fmt: skip
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto(host.address + "help.html")
        page.evaluate(LAY_IN, {"journal.db": b64encode(journal).decode()})
        page.close()
        yield context
        context.close()


def floor(context: BrowserContext, host: StaticHost) -> list[float]:
    """Milliseconds of bare commits."""
    page = context.new_page()
    page.goto(host.address + "ground/floor.html")
    page.evaluate("commit()")
    found = [float(page.evaluate("commit()")) for _ in range(FLOORS)]
    page.close()
    return found


def tap(page: Page, app: App, level: str) -> tuple[float, float]:
    """Tap one level of dry lips; milliseconds until it was durable, and until it was shown."""
    name = f"Dry lips, {level}"
    box = app.find(name).first.bounding_box()
    assert box is not None
    page.evaluate("wanted => watch(wanted)", name)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("marks.durable && marks.shown")
    page.wait_for_timeout(250)  # what is drawn after it, and a person's own pace
    marks = page.evaluate("marks")
    return marks["durable"] - marks["tapped"], marks["shown"] - marks["tapped"]


def taps(context: BrowserContext, host: StaticHost, times: int) -> list[tuple[float, float]]:
    """Open the app on Today and tap."""
    page = context.new_page()
    page.add_init_script(WATCH)
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    app.sees("Get help")
    bring_up(page, app.scroll_to("Dry lips, Mild").first)
    found = [tap(page, app, LEVELS[number % 2]) for number in range(times + FIRST)]
    page.close()
    return found[FIRST:]


def bring_up(page: Page, wanted: Locator) -> None:
    """Scroll until `wanted` is in the upper half, and wait until the screen is at rest."""
    while (box := wanted.bounding_box()) is None or box["y"] > HEIGHT / 2:
        page.mouse.wheel(0, 100)
        page.wait_for_timeout(200)
    page.wait_for_timeout(1_000)


def line(what: str, found: list[float], aim: str = "") -> None:
    twentieths = quantiles(found, n=20)
    print(
        f"{what:<42}median {median(found):7.1f} ms   p95 {twentieths[-1]:7.1f}"
        f"   max {max(found):7.1f}   min {min(found):6.1f}  {aim}".rstrip()
    )


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder / "app", ROOT, CACHE)
        journal = ten_years(folder / "journal")
        with (
            StaticHost(folder / "app", beside=GROUND) as host,
            chromium(host, folder / "profile", journal) as context,
        ):
            bare = floor(context, host)
            found = taps(context, host, times)
            bare += floor(context, host)
    print(f"{times} taps, a journal of {YEARS} years, {len(journal) / 1e6:.1f} MB")
    line("floor: one row, one commit, plain sqlite3", bare)
    line("tap to durable", [durable for durable, _ in found], "at most 50 ms")
    line("tap to shown as saved", [shown for _, shown in found], "at most 50 ms")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
