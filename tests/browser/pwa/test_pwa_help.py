"""Help in the built web app: with no network, by the numbers, and where nothing dials."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession

from models.helplines import Line, countries, country
from models.words import words
from tests.browser.chromium import App
from tests.browser.pwa.conftest import PATIENCE_MS, PHONE, NewContext, begin, is_kept, opened
from tests.browser.pwa.static_host import StaticHost

LEVEL_3 = words("notice.level3_title")
IN_DANGER = words("help.danger_title")
HERE = country("US")
# A browser with no dialler would wait for one that never comes.
NOTE_DOWN = "window.led = []; window.open = (url, where) => (window.led.push([url, where]), null);"


def address(line: Line) -> str:
    """Where a line of the content leads, from its number alone."""
    if line.channel == "chat":
        return line.dial
    if line.channel == "call":
        return "tel:" + line.dial
    return "sms:" + line.dial + (f"?&body={quote(line.keyword)}" if line.keyword else "")


def called(line: Line) -> str:
    """What its button is called."""
    if line in HERE.emergency:
        return words("help.emergency_button", name=line.name, number=line.display)
    if line.keyword:
        return words("help.text_keyword", keyword=line.keyword, number=line.display)
    if line.channel == "chat":
        return words("help.chat_at", address=line.display)
    return words(f"help.{line.channel}_number", number=line.display)


def away(context: BrowserContext, host: StaticHost) -> App:
    """The app on its second start, with neither host nor network."""
    first = opened(context, host)
    begin(first)
    is_kept(first.page)
    first.page.close()
    host.stop()
    context.set_offline(True)
    app = opened(context, host)
    app.sees("Today")
    return app


def reach_level_3(app: App) -> None:
    """From Get help, by the answer that somebody in danger gives."""
    app.tap("Get help")
    app.sees(IN_DANGER)
    app.scroll_to(words("help.safety_open"))
    app.tap(words("help.safety_open"))
    app.scroll_to(words("check.safety.yes"))
    app.tap(words("check.safety.yes"), exact=True)
    app.sees(LEVEL_3)


@pytest.fixture(scope="module")
def phone(browser: Browser, pwa_host: StaticHost) -> Iterator[App]:
    """A phone with the app on it, no network, and a note of where its browser is led."""
    context = browser.new_context(**PHONE, bypass_csp=True)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(NOTE_DOWN)
    yield away(context, pwa_host)
    context.close()


@pytest.fixture(scope="module")
def pwa_host(pwa: Path) -> Iterator[StaticHost]:
    with StaticHost(pwa) as running:
        yield running


def led_to(app: App) -> list[list[str]]:
    """Where the browser was led since the last look: address and window."""
    return list(app.page.evaluate("led.splice(0)"))


def test_the_full_screen_stands_without_a_network_until_it_is_answered(phone: App) -> None:
    reach_level_3(phone)
    for line in (*HERE.emergency, *HERE.lines):
        name = called(line)
        phone.scroll_to(name)
        phone.find(name).first.dispatch_event("click")
    phone.page.wait_for_function("count => led.length >= count", arg=len(HERE.lines))
    wanted = [address(line) for line in (*HERE.emergency, *HERE.lines)]
    assert [url for url, _ in led_to(phone)] == wanted

    phone.reload()
    phone.sees(LEVEL_3)
    phone.tap(words("notice.level3_need_help"))
    phone.sees(IN_DANGER)
    phone.page.evaluate("location.hash = '#/'")
    phone.sees(words("notice.level3_bar"))
    assert phone.problems == []


def test_people_are_reached_where_the_page_stays_and_with_the_message_that_was_meant(
    phone: App,
) -> None:
    phone.page.evaluate("location.hash = '#/help'")
    phone.sees(IN_DANGER)
    for label, text in (("Name", "Dr Bone"), ("Phone", "+353 (0)1 555-0100")):
        phone.scroll_to(label, "textbox")
        phone.write(label, text)
    phone.scroll_to("Email", "textbox")
    phone.write("Email", "clinic+derma@example.org")
    phone.scroll_to("Save")
    phone.tap("Save", exact=True)
    phone.scroll_to("Call", "button")
    phone.sees("Dr Bone")
    for name in ("Call", "Text", "Email"):
        phone.tap(name, exact=True)
    phone.page.wait_for_function("led.length === 3")
    call, message, mail = led_to(phone)
    assert call == ["tel:+35301" + "5550100", "_self"]
    draft = "&body=" + quote(words("notice.draft.provider_bare"))  # nothing of what was answered
    assert message[0] == "sms:+353015550100?" + draft
    assert message[1] == mail[1] == "_self"
    assert mail[0].startswith("mailto:clinic%2Bderma%40example.org?subject=")
    assert mail[0].endswith(draft)


def test_the_page_of_helplines_leads_to_every_number_without_a_network(phone: App) -> None:
    page = phone.page.context.new_page()
    page.goto(phone.page.url.split("#")[0] + "help.html")
    for each in (*countries(), country("")):
        found = page.locator(f"details[id='{each.code}'] a.call")
        hrefs = [unescape(str(link.get_attribute("href"))) for link in found.all()]
        assert hrefs == [address(line) for line in (*each.emergency, *each.lines)]
    page.close()


def touch(session: CDPSession, app: App, name: str) -> None:
    """A finger on a control, which also counts as the user's own wish."""
    box = app.find(name).first.bounding_box()
    assert box is not None
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_on_a_number_leads_the_browser_to_it_under_our_policy(
    host: StaticHost, new_context: NewContext
) -> None:
    context = new_context(**PHONE, bypass_csp=False)
    page = context.new_page()
    page.goto(host.address)
    page.locator("html[data-offline=ready]").wait_for(state="attached")
    page.close()
    # The host sends no headers: from here on the policy is the service worker's.
    app = App(context.new_page(), host, host.folder)  # type: ignore[arg-type]  # a host has a port, too
    said: list[str] = []
    app.page.on("console", lambda message: said.append(message.text))
    app.open(host.address + "#/help")
    app.find("Emergency 911").first.wait_for(state="attached")
    session = context.new_cdp_session(app.page)
    session.send("Page.enable")
    asked: list[tuple[str, str]] = []
    session.on(
        "Page.frameRequestedNavigation",
        lambda event: asked.append((event["url"], event["disposition"])),
    )
    touch(session, app, "Emergency 911")
    for _ in range(200):
        if asked:
            break
        app.page.wait_for_timeout(50)
    assert asked == [("tel:911", "currentTab")]
    assert "#/help" in app.page.url
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_computer_shows_each_number_large_and_copies_it(
    host: StaticHost, new_context: NewContext
) -> None:
    app = opened(new_context(permissions=["clipboard-read", "clipboard-write"]), host)
    begin(app)
    app.tap("Get help")
    app.sees(words("help.cannot_dial"))
    app.find(words("help.copy")).nth(1).dispatch_event("click")
    app.sees(words("help.copied"))
    assert app.page.evaluate("navigator.clipboard.readText()") == HERE.lines[0].display
