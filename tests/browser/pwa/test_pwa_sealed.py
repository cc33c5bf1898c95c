"""Files under a passphrase in the built web app: what it seals others open, and the other way."""

from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import BrowserContext

from models.sealed import opened as unsealed
from models.sealed import seal
from tests.browser.chromium import App
from tests.browser.pwa.conftest import NewContext, begin, opened
from tests.browser.pwa.static_host import StaticHost

PASSPHRASE = "four words in a row"
SQLITE = b"SQLite format 3\0"


def waits_for(app: App, text: str) -> None:
    """Wait until `text` is there, with nothing that a policy could forbid."""
    found = app.page.locator("flt-semantics-host").locator(
        f':text("{text}"), [aria-label*="{text}"]'
    )
    found.first.wait_for(state="attached")


def to_the_data(app: App) -> None:
    """From Today to Your data."""
    for name in ("Choose what is shown here", "Your data"):
        app.scroll_to(name)
        app.tap(name)
    waits_for(app, "Last good backup")


@pytest.fixture
def context(new_context: NewContext) -> BrowserContext:
    return new_context(accept_downloads=True)


@pytest.fixture
def app(context: BrowserContext, host: StaticHost) -> App:
    """The app past Welcome, with one answer, on Your data."""
    shown = opened(context, host)
    begin(shown)
    shown.tap("Dry lips, Mild")
    to_the_data(shown)
    return shown


def save_a_copy(app: App) -> bytes:
    """Save a copy under the passphrase, as a user does; its content."""
    app.scroll_to("Protect it with a passphrase", "switch").first.dispatch_event("click")
    app.scroll_to("Passphrase again", "textbox")
    app.write("Passphrase", PASSPHRASE)
    app.write("Passphrase again", PASSPHRASE)
    app.scroll_to("Save a copy")
    with app.page.expect_download() as download:
        app.tap("Save a copy")
    assert download.value.suggested_filename.endswith(".db.age")
    waits_for(app, "Copy saved.")
    app.find("Protect it with a passphrase", "switch").first.dispatch_event("click")
    return download.value.path().read_bytes()


def choose(app: App, name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    app.scroll_to("Choose a file")
    with app.page.expect_file_chooser() as chooser:
        app.find("Choose a file").click(force=True)
    chooser.value.set_files(folder / name)
    app.sees("This file has a passphrase.")


def open_with(app: App, passphrase: str) -> None:
    app.scroll_to("Passphrase", "textbox")
    app.write("Passphrase", passphrase)
    app.scroll_to("Open the file")
    app.tap("Open the file")


def test_others_open_a_copy_from_the_phone_and_the_phone_opens_theirs(
    app: App, tmp_path: Path
) -> None:
    copy = save_a_copy(app)
    content = unsealed(copy, PASSPHRASE)
    assert content.startswith(SQLITE)
    assert pyrage.passphrase.decrypt(copy, PASSPHRASE) == content
    assert copy.splitlines()[1].endswith(b" 16")

    choose(app, "from-a-computer.db.age", seal(content, PASSPHRASE), tmp_path)
    open_with(app, "four other words here")
    app.sees("This passphrase does not open the file. The file itself is whole.")
    open_with(app, PASSPHRASE)
    app.sees("1 day,")
    app.tap("Cancel")
    choose(app, "from-this-phone.db.age", copy, tmp_path)
    open_with(app, PASSPHRASE)
    app.sees("1 day,")
    assert app.problems == []


def test_a_cut_file_and_a_changed_one_are_told_apart(app: App, tmp_path: Path) -> None:
    sealed = seal(b"x" * 100_000, PASSPHRASE)
    choose(app, "cut.db.age", sealed[:-1], tmp_path)
    open_with(app, PASSPHRASE)
    app.sees("The end of this file is missing.")
    changed = bytearray(sealed)
    changed[-1] ^= 1
    choose(app, "changed.db.age", bytes(changed), tmp_path)
    app.sees_no("The end of this file is missing.")
    open_with(app, PASSPHRASE)
    app.sees("This file was changed after it was written")
    heavy = sealed.replace(b" 16\n", b" 19\n", 1)
    choose(app, "heavy.db.age", heavy, tmp_path)
    open_with(app, PASSPHRASE)
    app.sees("This file asks for more memory than this device can give.")


def test_it_needs_no_network_once_the_app_is_kept_and_keeps_to_the_policy(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context(bypass_csp=False, accept_downloads=True)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text))
    page = context.new_page()
    app = App(page, host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    app.open(host.address)
    for name, then in (("Start logging", "I understand"), ("I understand", "Dry lips")):
        app.tap(name)
        waits_for(app, then)
    app.tap("Dry lips, Mild")
    page.locator("html[data-warm]").wait_for(state="attached")
    host.stop()
    salts = set()
    for _ in range(2):  # chance must not come from the snapshot of the interpreter
        app.open(host.address)
        waits_for(app, "Dry lips")
        assert page.evaluate("'restored' in sidenoteMarks")
        to_the_data(app)
        copy = save_a_copy(app)
        assert unsealed(copy, PASSPHRASE).startswith(SQLITE)
        salts.add(copy.splitlines()[1])
    assert len(salts) == 2
    assert [text for text in said if "Content Security Policy" in text] == []


def test_without_the_ciphers_it_is_said_and_nothing_is_handed_over(
    context: BrowserContext, host: StaticHost
) -> None:
    context.route("**/noble/**", lambda route: route.abort())
    shown = opened(context, host)
    begin(shown)
    to_the_data(shown)
    shown.scroll_to("Protect it with a passphrase", "switch").first.dispatch_event("click")
    shown.scroll_to("Passphrase again", "textbox")
    shown.write("Passphrase", PASSPHRASE)
    shown.write("Passphrase again", PASSPHRASE)
    shown.scroll_to("Save a copy")
    shown.tap("Save a copy")
    shown.sees("The part that handles passphrases is not on this device yet.")
