"""Addresses: what no screen has leads to Today with a line, and Back leads to where one was."""

from collections.abc import Callable

import pytest

from app.actions import lock as door
from app.actions import setup
from app.addresses import Trail, is_known
from app.journal import Journal
from app.routes import PATHS
from models.words import words
from tests.headless import Screen

pytestmark = pytest.mark.anyio
NOWHERE = "There is no page at that address"
UNKNOWN = (
    "/nonsense", "/visit/", "/visit", "/Trends", "/trends/more", "/visit/a/b", "/%ff",
    "/%", "//", "///x", "//[x", "/help/me", "/result/", "nonsense", "/\x00", "/" + "a" * 5_000,
    "/care/a%20b", "/../help", "/trends.html", "/care/<b>", "//\u2100.com",
)  # fmt: skip


@pytest.mark.parametrize("address", UNKNOWN)
def test_what_no_screen_has_is_unknown(address: str) -> None:
    assert not is_known(address, PATHS)


@pytest.mark.parametrize(
    "address", ["/", "", "/trends", "/trends/", "/help?x=1", "/visit/new", "/care/get-help-fast",
                "/result/0f-a_b", "/visits#x"],
)  # fmt: skip
def test_what_a_screen_has_is_known(address: str) -> None:
    assert is_known(address, PATHS)


@pytest.mark.screens
@pytest.mark.parametrize("address", UNKNOWN[::3])
async def test_an_unknown_address_opened_shows_today_with_a_line_and_help(
    app: Callable[..., Screen], journal: Journal, address: str
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(route=address) as screen:
        assert screen.shows(NOWHERE)
        assert "Nothing new today" in screen.names()
        assert "Get help" in screen.names()


@pytest.mark.screens
async def test_an_unknown_address_gone_to_shows_today_with_a_line_and_help(screen: Screen) -> None:
    for address in UNKNOWN:
        await screen.go("/trends")
        await screen.go(address)
        await screen.settle()
        assert screen.shows(NOWHERE), address
        assert "Nothing new today" in screen.names()
        await screen.tap("Get help")
        assert screen.shows("In danger now?")
        await screen.tap("Back")
        assert "Nothing new today" in screen.names()
        await screen.tap("Close")


@pytest.mark.screens
async def test_an_unknown_address_leads_to_the_lock_while_it_is_closed(
    app: Callable[..., Screen], journal: Journal
) -> None:
    await setup.choose(journal, is_welcomed=True)
    await door.set_pin(journal, "246810")
    async with app(route="/nonsense") as screen:
        assert screen.shows("Sidenote is locked")
        assert "Get help" in screen.names()
        await screen.go("/Trends")
        await screen.settle()
        assert screen.shows("Sidenote is locked")


@pytest.mark.screens
@pytest.mark.parametrize(
    ("address", "said"),
    [("/visit/no", "visits.gone"), ("/result/no", "visits.gone"), ("/care/no", "care.no_page")],
)
async def test_what_is_no_longer_there_says_so_beside_help(
    app: Callable[..., Screen], journal: Journal, address: str, said: str
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(route=address) as screen:
        assert screen.names()[:2] == ["Back", "Get help"]
        assert screen.shows(words(said))


def test_the_trail_goes_forth_and_back() -> None:
    trail = Trail()
    assert trail.before() is None
    for place, is_led_to, before in [
        ("/help", True, None), ("/", True, None), ("/timer", True, "/"),
        ("/timer", True, "/"), ("/help", True, "/timer"), ("/timer", True, "/"),
        ("/", True, None), ("/settings", True, "/"), ("/data", True, "/settings"),
        ("/help", False, "/data"), ("/data", False, "/settings"), ("/care", True, None),
        ("/visits", False, None), ("/past", True, "/visits"), ("/visit/a", True, "/past"),
        ("/past", False, "/visits"), ("/data", False, None), ("/help", True, "/data"),
    ]:  # fmt: skip
        if is_led_to:
            trail.lead_to(place)
        trail.stand_on(place, is_tab=place in ("/", "/care", "/visits"))
        trail.stand_on(place, is_tab=place in ("/", "/care", "/visits"))
        assert trail.before() == before, place
    trail.lead_to("/urgent")
    trail.stand_on("/urgent", is_tab=False)
    assert trail.before() == "/help"
    trail.stand_on("/help", is_tab=False)
    assert trail.leave("/settings") == "/data"
    assert Trail().leave("/settings") == "/settings"
    for number in range(100):
        trail.lead_to(f"/visit/{number}")
        trail.stand_on(f"/visit/{number}", is_tab=False)
    assert trail.before() == "/visit/98"


@pytest.mark.screens
@pytest.mark.parametrize("path", [path for path in PATHS if path not in ("help", "urgent")])
async def test_back_from_get_help_leads_to_where_one_was(screen: Screen, path: str) -> None:
    place = "/" + path.strip("/").replace(":id", "new").replace(":card", "get-help-fast")
    place = {"/result/new": "/result/blood"}.get(place, place)
    for each in ("/visits", place):
        screen.page.navigate(each)
        await screen.settle()
    there = screen.names()
    await screen.tap("Get help")
    assert screen.shows("In danger now?")
    await screen.tap("Back")
    assert screen.page.route == place
    assert screen.names() == there


@pytest.mark.screens
async def test_every_page_leads_back_to_where_it_was_opened(screen: Screen) -> None:
    for way in [("/", "/data"), ("/trends", "/settings", "/care/get-help-fast"),
                ("/", "/settings", "/lock"), ("/visits", "/past", "/visit/new"),
                ("/visits", "/result/blood"), ("/visits", "/tests", "/result/blood"),
                ("/", "/timer"), ("/care", "/check")]:  # fmt: skip
        for place in way:
            screen.page.navigate(place)
            await screen.settle()
        for place in reversed(way[:-1]):
            await screen.tap("Back")
            assert screen.page.route == place, way


@pytest.mark.screens
@pytest.mark.parametrize(
    ("page", "place"), [("/data", "/settings"), ("/result/blood", "/tests"), ("/help", "/")]
)
async def test_a_page_opened_by_its_address_leads_to_where_it_belongs(
    app: Callable[..., Screen], journal: Journal, page: str, place: str
) -> None:
    await setup.choose(journal, is_welcomed=True)
    async with app(route=page) as screen:
        await screen.tap("Back")
        assert screen.page.route == place
        if place != "/":
            await screen.tap("Back")
            assert screen.page.route in ("/", "/visits")
