from zoneinfo import available_timezones

import pytest

from models.zones import _places, country_of


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"), ("Europe/Busingen", "DE"), ("Europe/London", "GB"),
        ("America/New_York", "US"), ("Pacific/Honolulu", "US"), ("America/Toronto", "CA"),
        ("Australia/Sydney", "AU"), ("Asia/Kolkata", "IN"), ("Europe/Vaduz", "LI"),
        ("Europe/Oslo", "NO"), ("Europe/Luxembourg", "LU"), ("Atlantic/Reykjavik", "IS"),
    ],
)  # fmt: skip
def test_the_country_of_a_zone(zone: str, country: str) -> None:
    assert country_of(zone) == country


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Calcutta", "IN"), ("Europe/Kiev", "UA"), ("America/Buenos_Aires", "AR"),
        ("US/Pacific", "US"), ("Asia/Saigon", "VN"), ("GB", "GB"), ("NZ", "NZ"), ("Eire", "IE"),
        ("Canada/Atlantic", "CA"), ("America/Montreal", "CA"), ("Asia/Tel_Aviv", "IL"),
        ("Iceland", "IS"), ("America/Coral_Harbour", "CA"), ("Atlantic/Jan_Mayen", "NO"),
    ],
)  # fmt: skip
def test_the_other_names_of_a_zone(zone: str, country: str) -> None:
    assert country_of(zone) == country


@pytest.mark.parametrize("zone", ["America/Puerto_Rico", "Pacific/Guam", "America/St_Thomas"])
def test_a_territory_has_the_numbers_of_its_country(zone: str) -> None:
    assert country_of(zone) == "US"


@pytest.mark.parametrize(
    "zone",
    ["", "UTC", "Etc/UTC", "Etc/GMT+5", "GMT", "CET", "EST", "EST5EDT", "Factory", "Nowhere/Town",
     "../../etc/passwd", "Europe/", "Zulu", "Universal"],
)  # fmt: skip
def test_a_clock_that_is_no_place_has_no_country(zone: str) -> None:
    assert country_of(zone) == ""


def test_every_zone_of_a_place_has_a_country() -> None:
    assert len(_places()) > 400
    without = {zone for zone in available_timezones() if "/" in zone and not country_of(zone)}
    assert {zone for zone in without if not zone.startswith(("Etc/", "posix", "right"))} == set()
