"""A start that does not come to an end says so, and shows whom to call."""

import re

import pytest
from playwright.sync_api import Page

from models.words import words
from tests.browser.chromium import App
from tests.browser.conftest import OpenApp

LATE = 16_000


def late_page(app: App) -> Page:
    """A new tab, whose clock the test moves on."""
    page = app.page.context.new_page()
    page.clock.install()
    return page


def helps(page: Page) -> None:
    page.clock.fast_forward(LATE)
    page.get_by_role("heading", name=words("command_line.late_title")).wait_for()
    page.get_by_text("United States", exact=True).click()
    assert page.get_by_role("link", name=re.compile("911")).first.is_visible()


def test_a_server_that_does_not_answer(open_app: OpenApp) -> None:
    app = open_app()
    page = late_page(app)
    page.route_web_socket(re.compile(r"/ws$"), lambda _: None)
    page.goto(app.page.url)
    page.wait_for_selector("flutter-view", state="attached")
    helps(page)


def test_a_client_that_does_not_arrive(open_app: OpenApp) -> None:
    app = open_app()
    page = app.page.context.new_page()
    page.route(re.compile(r"flutter_bootstrap\.js"), lambda route: route.abort())
    page.goto(app.page.url)
    page.get_by_role("heading", name=words("command_line.late_title")).wait_for()


@pytest.mark.parametrize("is_reload", [False, True])
def test_a_start_that_comes_to_its_end_is_not_covered(open_app: OpenApp, is_reload: bool) -> None:
    app = open_app()
    page = late_page(app)
    page.goto(app.page.url)
    page.wait_for_selector("flt-semantics-placeholder", state="attached")
    if is_reload:
        page.reload()
        page.wait_for_selector("flt-semantics-placeholder", state="attached")
    other = App(page, app.server, app.journal)
    other.show_semantics()
    other.sees("Get help")
    page.clock.fast_forward(LATE)
    assert not page.get_by_role("heading", name=words("command_line.late_title")).is_visible()
