"""The app in a real Chromium: started, looked at and touched the way a person does.

Flutter draws on a canvas. What a test can find is the tree it builds for screen readers, so a
test that finds a control has also shown that a screen reader can.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserType, Locator, Page

from models.days import day_of
from tests.app.local.running import ROOT, Server

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# In a container Chromium cannot build its own sandbox; the rest keeps it from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
FAILURES = Path(__file__).with_name("failures")
SCREENSHOTS = ROOT / "build" / "screenshots"
PATIENCE_MS = 30_000
TRIES = 10

_ALL_TEXTS = """
() => [...document.querySelectorAll("flt-semantics-host *")].flatMap((node) => {
  const own = [...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
  return [node.getAttribute("aria-label"), node.value, ...own.map((child) => child.textContent)];
}).filter((text) => typeof text === "string" && text.trim() !== "")
"""
_SWITCH_ON = """() => {
  const found = document.querySelector("flt-semantics-placeholder");
  const { x, y, width, height } = found.getBoundingClientRect();
  // On a phone it has to be touched in the middle.
  const middle = { clientX: x + width / 2, clientY: y + height / 2, bubbles: true };
  found.dispatchEvent(new MouseEvent("click", middle));
}"""
_TWO_FRAMES = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
)


def find_chromium(chromium: BrowserType) -> str | None:
    """Playwright's own Chromium if it is there, else the system's; None if there is none."""
    own = Path(chromium.executable_path)
    if own.is_file():
        return str(own)
    return next((path for name in SYSTEM_NAMES if (path := shutil.which(name))), None)


@dataclass(frozen=True)
class Look:
    """The device a test pretends to hold. `text_scale` is the user's own text size, 1 is usual."""

    size: tuple[int, int] = (390, 844)
    dark: bool = False
    text_scale: float = 1
    timezone: str = "Europe/Berlin"
    locale: str = "en-US"
    reduced_motion: bool = False


def now() -> datetime:
    """The moment it is where the app runs, unless its look says another zone."""
    return datetime.now(ZoneInfo(Look.timezone))


def today() -> date:
    """The day it is for that app. Asked for when it is needed: a day may end during the tests."""
    return day_of(now())


@dataclass
class App:
    """The app, open in a page of its own."""

    page: Page
    server: Server
    journal: Path
    requests: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Every request and websocket so far that was meant for another server."""
        own = self.server.host
        return [
            url
            for url in self.requests
            if urlsplit(url.removeprefix("blob:")).netloc != own and not url.startswith("data:")
        ]

    def open(self, address: str) -> None:
        """Go to an address, wait until Flutter has drawn, and switch its semantics on."""
        self.page.goto(address)
        self._drawn()

    def reload(self) -> None:
        """Load the page again, as the user does."""
        self.page.reload()
        self._drawn()

    def _drawn(self) -> None:
        self.page.wait_for_selector("flt-semantics-placeholder", state="attached")
        self.show_semantics()

    def show_semantics(self) -> None:
        """Have Flutter build the tree for screen readers, which it does once it has drawn."""
        self.page.evaluate(_SWITCH_ON)
        self.page.wait_for_selector("flt-semantics", state="attached")

    def find(self, name: str, role: str = "button", *, exact: bool = False) -> Locator:
        """The node with this role and accessible name, or part of the name."""
        # Playwright names roles as literals; here they are the caller's business.
        return self.page.get_by_role(role, name=name, exact=exact)  # type: ignore[arg-type]

    def tap(self, name: str, role: str = "button", *, exact: bool = False) -> None:
        """Tap the one control with this name; waits until it is there."""
        # Dispatched, not clicked: Flutter may lay other nodes over the one that is meant.
        self.find(name, role, exact=exact).dispatch_event("click")

    def tap_until(self, name: str, is_done: Callable[[], bool]) -> None:
        """Tap as a person does, again if a page that still slides in took no notice."""
        for _ in range(TRIES):
            if is_done():
                return
            self.tap(name)
            self.next_frames()
            self.page.wait_for_timeout(250)
        raise AssertionError(f"{name} does nothing")

    def write(self, label: str, text: str) -> None:
        """Type into the text field with this label."""
        field = self.find(label, "textbox").first
        for _ in range(TRIES):
            field.focus()
            # Flutter takes a field over a frame or more after it got the focus; what came before
            # is lost, and seen to be lost a little later.
            self.next_frames()
            field.fill(text)
            self.next_frames()
            self.next_frames()
            if field.input_value() == text:
                return
        raise AssertionError(f"{label} takes no text")

    def reads(self, label: str, text: str) -> None:
        """Wait until the text field with this label has exactly this in it.

        It is told to a screen reader once it has the focus.
        """
        self.scroll_to(label, "textbox")
        self.find(label, "textbox").first.focus()
        self.page.wait_for_function(
            "([name, text]) => [...document.querySelectorAll('textarea, input')]"
            ".some((each) => each.getAttribute('aria-label') === name && each.value === text)",
            arg=[label, text],
        )
        self.next_frames()

    def next_frames(self) -> None:
        """Wait until Flutter has drawn what it was told, and has a field that got the focus."""
        self.page.evaluate(_TWO_FRAMES)

    def texts(self) -> list[str]:
        """All that a screen reader could say now, in reading order."""
        return list(self.page.evaluate(_ALL_TEXTS))

    def sees(self, text: str) -> None:
        """Wait until `text` stands somewhere on the screen."""
        self.page.wait_for_function(
            f"(wanted) => ({_ALL_TEXTS})().join('\\n').includes(wanted)", arg=text
        )

    def sees_no(self, text: str) -> None:
        """Wait until `text` stands nowhere on the screen."""
        self.page.wait_for_function(
            f"(unwanted) => !({_ALL_TEXTS})().join('\\n').includes(unwanted)", arg=text
        )

    def scroll_to(self, name: str, role: str = "button", *, most: int = 40) -> Locator:
        """Scroll down until the named control is there; fails after `most` turns of the wheel."""
        wanted = self.find(name, role)
        size = self.page.viewport_size or {"width": 390, "height": 844}
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        for _ in range(most):
            if wanted.count():
                return wanted
            self.page.mouse.wheel(0, size["height"] / 2)
            self.page.evaluate(_TWO_FRAMES)
        raise AssertionError(f"{name} is not on this screen: {self.texts()}")

    def screenshot(self, name: str, folder: Path = SCREENSHOTS) -> Path:
        """Keep what is on the screen as `folder`/`name`.png."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        self.page.evaluate(_TWO_FRAMES)
        self.page.screenshot(path=path)
        return path


@contextmanager
def opened(browser: Browser, server: Server, look: Look) -> Iterator[App]:
    """The app of `server` in a fresh profile, with the server's first key used."""
    context = browser.new_context(
        viewport={"width": look.size[0], "height": look.size[1]},
        color_scheme="dark" if look.dark else "light",
        reduced_motion="reduce" if look.reduced_motion else "no-preference",
        timezone_id=look.timezone,
        locale=look.locale,
    )
    context.set_default_timeout(PATIENCE_MS)
    if look.text_scale != 1:
        # On the web Flutter takes the user's text size from the root element, which is not there
        # yet when this script is run.
        context.add_init_script(
            "document.addEventListener('DOMContentLoaded', () => {"
            f"document.documentElement.style.fontSize = '{16 * look.text_scale}px'; }})"
        )
    try:
        app = App(context.new_page(), server, server.folder)
        _listen(app)
        app.open(server.address)
        yield app
    finally:
        context.close()


def _listen(app: App) -> None:
    page = app.page
    page.on("request", lambda request: app.requests.append(request.url))
    page.on("websocket", lambda socket: app.requests.append(socket.url))
    page.on("pageerror", lambda error: app.problems.append(str(error)))
    page.on(
        "console",
        lambda message: app.problems.append(message.text) if message.type == "error" else None,
    )
