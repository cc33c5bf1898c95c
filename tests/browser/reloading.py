"""Every address of the app, loaded again, and a finger on it: without the tree for screen readers.

What is touched through that tree reaches the app also when nothing is drawn any more.
"""

from collections.abc import Callable

from app.routes import PATHS
from tests.browser.chromium import App

EXAMPLES = {"visit/:id": "visit/new", "result/:id": "result/blood", "care/:card": "care/tips"}
ROUTES = tuple("/" + EXAMPLES.get(path, path).strip("/") for path in PATHS)
UNKNOWN = ("/nonsense", "/visit/", "/Trends", "/visit/gone", "//[x", "/%ff")
HELP, BACK = (325, 38), (40, 38)
"""Where "Get help" and Back stand in a window of 390 x 844, at the top of every screen."""
DANGER = "In danger now?"


def load_again(app: App, route: str) -> None:
    """Go to an address and load the page anew, as a person does; nothing is switched on."""
    app.page.evaluate("(hash) => { location.hash = hash; }", "#" + route)
    app.page.reload()
    app.page.wait_for_selector("flt-semantics-placeholder", state="attached")


def touch(app: App, at: tuple[int, int], *, is_there: Callable[[str], bool]) -> None:
    """Put a finger there until the address is another one; then the screen has to show it."""
    for _ in range(150):  # until the screen is drawn there is nothing to touch
        app.page.mouse.click(*at)
        if is_there(app.page.url.partition("#")[2]):
            return
        app.page.wait_for_timeout(100)
    raise AssertionError(f"{app.page.url}: touched at {at}, and nothing happened")


def is_alive_after_a_reload(app: App, route: str) -> None:
    """Load `route` again, and reach Get help and its numbers with a finger."""
    load_again(app, route)
    if route in ("/help", "/urgent"):
        touch(app, BACK, is_there=lambda place: place != route)
    touch(app, HELP, is_there=lambda place: place == "/help")
    app.show_semantics()
    app.sees(DANGER)
