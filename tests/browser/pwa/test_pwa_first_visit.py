"""The first visit of the built web app while the network goes: the numbers stand in the page."""

import pytest
from playwright.sync_api import Page, Route

from app.pwa.offline import POLICY
from tests.browser.pwa.conftest import NewContext
from tests.browser.pwa.static_host import StaticHost

HELP = "Get help now"
LOST = {
    "every other file": lambda url: not url.endswith("/"),
    "the client": lambda url: "flutter_bootstrap" in url or "main.dart" in url,
    "Python": lambda url: "/python/" in url or "/pyodide/" in url,
}


def first_countries(page: Page) -> list[str]:
    return page.locator("#countries > details[open] > summary").all_inner_texts()


@pytest.mark.parametrize("lost", LOST)
def test_the_numbers_open_when_the_network_goes_and_the_app_when_it_is_back(
    host: StaticHost, new_context: NewContext, lost: str
) -> None:
    context = new_context(locale="en-IE", timezone_id="Europe/Dublin", bypass_csp=False)
    page = context.new_page()
    is_back = False

    def answer(route: Route) -> None:
        if is_back or not LOST[lost](route.request.url):
            route.continue_()
        else:
            route.abort("internetdisconnected")

    context.route("**/*", answer)
    page.goto(host.address)
    page.get_by_text("Sidenote could not open").wait_for()
    context.set_offline(True)
    page.get_by_role("link", name=HELP).click()
    assert first_countries(page) == ["Ireland"]
    assert page.get_by_role("link", name="Call 112").first.is_visible()
    assert page.url == host.address
    page.get_by_role("link", name="Close").click()
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("link", name=HELP).click()
    assert first_countries(page) == ["Ireland"], "the page is still there"
    page.get_by_role("link", name="Close").click()
    is_back = True
    context.set_offline(False)
    page.locator("html.drawn:not(.failed)").wait_for(state="attached")


@pytest.mark.parametrize(
    ("locale", "zone", "first"),
    [
        ("en-US", "America/New_York", ["United States"]),
        ("en-US", "Europe/Berlin", ["Germany", "United States"]),
        ("en-US", "Asia/Calcutta", ["India", "United States"]),
        ("de", "Europe/Vienna", ["Austria"]),
        ("zh-Hant-TW", "UTC", ["Taiwan"]),
        ("sw-KE", "Africa/Nairobi", ["Another country"]),
        ("en-GB", "Africa/Nairobi", ["Another country", "United Kingdom"]),
    ],
)
def test_the_country_of_the_clock_stands_before_that_of_the_language(
    host: StaticHost, new_context: NewContext, locale: str, zone: str, first: list[str]
) -> None:
    context = new_context(locale=locale, timezone_id=zone)
    context.route("**/python/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(host.address)
    page.get_by_role("link", name=HELP).click()
    assert first_countries(page) == first


def test_who_reads_the_numbers_is_not_taken_away_from_them(
    host: StaticHost, new_context: NewContext
) -> None:
    page = new_context().new_page()
    page.goto(host.address, wait_until="commit")
    page.get_by_role("link", name=HELP).click()
    page.locator("html.drawn").wait_for(state="attached")
    assert page.get_by_role("link", name="Close").is_visible()
    page.get_by_role("link", name="Close").click()
    page.locator("#boot").wait_for(state="hidden")


def test_only_the_script_of_the_page_itself_may_stand_in_it() -> None:
    (rule,) = [each for each in POLICY.split("; ") if each.startswith("script-src")]
    assert "'unsafe-inline'" not in rule
    assert rule.count("sha256-") == 1
