"""Which country a time zone lies in: from the tables of the package tzdata, no network."""

import functools
import re
from importlib.resources import files

# Zones kept for old systems: they name a clock, not a place.
_NO_PLACE = re.compile(r"[CEMW]ET|[CEHMP]ST.*|GMT.*|Etc/.*")
# Names for which the tables lead to a place in another country that once had the same clock.
_ELSEWHERE_TODAY = {
    "Africa/Asmera": "ER", "Africa/Timbuktu": "ML", "America/Coral_Harbour": "CA",
    "America/Virgin": "VI", "Antarctica/South_Pole": "AQ", "Atlantic/Jan_Mayen": "NO",
    "Iceland": "IS", "Pacific/Ponape": "FM", "Pacific/Truk": "FM", "Pacific/Yap": "FM",
}  # fmt: skip
# Territories with the emergency numbers of a country.
_PARTS_OF = {
    "US": "AS GU MP PR UM VI", "FR": "BL GF GP MF MQ PM RE YT", "FI": "AX", "GB": "GG IM JE",
    "NO": "SJ",
}  # fmt: skip
_WHOLE = {part: whole for whole, parts in _PARTS_OF.items() for part in parts.split()}


@functools.cache
def country_of(zone: str) -> str:
    """The two-letter country of a zone, such as DE for Europe/Berlin; empty if there is none."""
    if _NO_PLACE.fullmatch(zone):
        return ""
    code = _ELSEWHERE_TODAY.get(zone) or _places().get(zone) or _places().get(_target(zone), "")
    return _WHOLE.get(code, code)


def _table(name: str) -> list[str]:
    try:
        return (files("tzdata") / "zoneinfo" / name).read_text("utf-8").splitlines()
    except (OSError, ModuleNotFoundError):
        return []  # a system's own package without the tables: the device's region stands alone


@functools.cache
def _places() -> dict[str, str]:
    rows = (line.split("\t") for line in _table("zone.tab") if not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def _target(alias: str) -> str:
    links = (line.split() for line in _table("tzdata.zi") if line.startswith("L "))
    return next((link[1] for link in links if link[2] == alias), "")
