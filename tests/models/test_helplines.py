"""Phone numbers are what people dial, from a named source, checked, and complete."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from models.content_file import ContentError, Row
from models.helplines import (
    ELSEWHERE,
    Country,
    Line,
    _country,
    _line,
    about,
    countries,
    country,
    directories,
    stale_helplines,
)

CHECKED_ON = date(2026, 11, 22)

# The reviewed table, written out a second time on purpose: country, emergency numbers in their
# order, then each line as channel, number, grade. A number changes in two places or not at all.
TABLE = """
US 911 | call 988 A | text 988 A | chat https://988lifeline.org A | text 741741 B
CA 911 | call 988 B | text 988 B
GB 999 112 | call 116123 A | text 85258 B
IE 112 999 | call 116123 B | text 50808 B- | call 1800247247 B-
AU 000 | call 131114 A | text 0477131114 A
NZ 111 | call 1737 B | text 1737 B
DE 112 | call 08001110111 B | call 08001110222 B | call 116123 B
AT 112 144 | call 142 B
CH 112 144 | call 143 B | call 147 B
LI 112 144 | call 143 B | call 147 B
FR 112 15 | call 3114 A
ES 112 | call 024 B | call 717003717 B
PT 112 | call 1411 B | call 213544545 B
IT 112 | call 0223272327 B
NL 112 | call 113 B | call 08000113 B
BE 112 | call 1813 B
DK 112 | call 70201201 B
NO 113 112 | call 116123 B
SE 112 | call 90101 B | call 90390 B
FI 112 | call 0925250111 A | call 0925250112 A | call 0925250116 A
IN 112 | call 14416 B | call 18008914416 B
JP 119 110 | call 0120279338 B | call 0120783556 B
KR 119 112 | call 109 B
SG 995 999 | call 1767 B
TW 119 110 | call 1925 B-
MY 999 | call 15555 B
PH 911 | call 09178998727 B- | call 1553 B-
TH 1669 191 | call 1323 B-
ID 112 119 | call 119 B-
ZA 112 10177 | call 0800456789 B
BR 192 190 | call 188 B
AR 107 911 | call 135 B | call 01152751135 B | call 08003451435 B
"""
ROWS = {row[:2]: row for row in TABLE.strip().splitlines()}
# Day and night, so far as a source says it; all others may not claim it.
ALWAYS_OPEN = {
    "US 988", "US https://988lifeline.org", "US 741741", "CA 988", "GB 116123", "GB 85258",
    "IE 116123", "AU 131114", "AU 0477131114", "NZ 1737", "DE 08001110111", "DE 08001110222",
    "DE 116123", "AT 142", "CH 143", "LI 143", "FR 3114", "ES 024", "PT 1411", "NL 113",
    "NL 08000113", "BE 1813", "SE 90390", "IN 14416", "IN 18008914416", "JP 0120279338",
    "KR 109", "SG 1767", "TW 1925", "PH 1553", "PH 09178998727", "TH 1323",
}  # fmt: skip
FREE = {
    "US 988", "US https://988lifeline.org", "US 741741", "GB 116123", "IE 116123", "NZ 1737",
    "DE 08001110111", "DE 08001110222", "DE 116123", "AT 142", "FR 3114", "ES 024", "PT 1411",
    "NL 08000113", "IN 14416", "IN 18008914416", "BR 188",
}  # fmt: skip
# Numbers that are retired, or that nobody confirmed. Some of them are all over the web.
NEVER = [
    "09000113", "1393", "199284284", "18002214444", "0762771000", "080032123", "0800567567",
    "1018", "18111", "28960000", "0376272929", "8009112000", "6003607777", "1201", "8004673",
    "800702222", "116111",
]  # fmt: skip
ALL_LINES = [(each, line) for each in countries() for line in (*each.emergency, *each.lines)]


def _as_row(each: Country) -> str:
    emergency = " ".join(line.dial for line in each.emergency)
    lines = [f"{line.channel} {line.dial} {line.grade}" for line in each.lines]
    return " | ".join([f"{each.code} {emergency}", *lines])


@pytest.mark.parametrize("code", ROWS)
def test_a_country_of_the_reviewed_table_is_there_to_the_digit(code: str) -> None:
    assert _as_row(country(code)) == ROWS[code]


def test_no_other_country_has_a_crisis_line() -> None:
    assert {each.code for each in countries() if each.lines} == set(ROWS)


def test_a_line_claims_day_and_night_only_where_a_source_says_so() -> None:
    claims = {f"{c.code} {n.dial}" for c in countries() for n in c.lines if n.is_always_open}
    assert claims == ALWAYS_OPEN


def test_a_line_claims_to_be_free_only_where_a_source_says_so() -> None:
    assert {f"{c.code} {n.dial}" for c in countries() for n in c.lines if n.is_free} == FREE


@pytest.mark.parametrize(
    ("code", "dial", "hours"),
    [
        ("IT", "0223272327", "from about 9:00 or 10:00 to midnight"),
        ("PT", "213544545", "15:30 to 00:30"),
        ("DK", "70201201", "not open all day and night"),
        ("NO", "116123", ""),
        ("SE", "90101", "hours may vary"),
        ("FI", "0925250111", ""),
        ("FI", "0925250116", "Fridays 9:00 to 13:00 only"),
        ("JP", "0120783556", "16:00 to 21:00"),
        ("MY", "15555", "8:00 to midnight"),
        ("BR", "188", ""),
        ("AR", "135", "8:00 to midnight"),
    ],
)
def test_a_line_that_is_not_always_open_says_what_is_known(
    code: str, dial: str, hours: str
) -> None:
    assert [line.hours for line in country(code).lines if line.dial == dial] == [hours]


@pytest.mark.parametrize("number", NEVER)
def test_a_dead_or_unconfirmed_number_is_never_shipped(number: str) -> None:
    assert [each.code for each, line in ALL_LINES if line.dial == number] == []


def test_what_is_shown_is_what_is_dialled() -> None:
    def shown(line: Line) -> str:
        return re.sub(r"\D", "", line.display)

    odd = [n.display for _, n in ALL_LINES if n.channel != "chat" and shown(n) != n.dial]
    assert odd == ["119, then 8"], "a link cannot dial an extension, so the note says it"


def test_the_line_with_an_extension_says_that_it_is_not_dialled() -> None:
    assert "press 8" in country("ID").lines[0].note


def test_text_lines_with_a_keyword_name_it() -> None:
    keywords = {n.dial: n.keyword for _, n in ALL_LINES if n.keyword}
    assert keywords == {"741741": "HOME", "85258": "SHOUT", "50808": "HELLO"}


def test_only_emergency_numbers_rest_on_general_knowledge() -> None:
    assert [line.dial for each in countries() for line in each.lines if line.grade == "G"] == []


@pytest.mark.parametrize("code", ["PL", "GR", "CZ", "SI", "RO"])
def test_a_country_of_the_union_without_a_line_still_has_112(code: str) -> None:
    assert [line.dial for line in country(code).emergency] == ["112"]
    assert country(code).lines == ()


@pytest.mark.parametrize("code", ["gb", "GB", "Gb"])
def test_a_country_is_found_in_any_case(code: str) -> None:
    assert country(code).name == "United Kingdom"


@pytest.mark.parametrize("code", ["", "KE", "XX", ELSEWHERE])
def test_everywhere_else_gets_112_as_a_fallback_and_says_so(code: str) -> None:
    elsewhere = country(code)
    assert [line.dial for line in elsewhere.emergency] == ["112"]
    assert elsewhere.emergency[0].note == "112 works on most mobiles"
    assert "own emergency number" in elsewhere.note
    assert elsewhere.lines == ()


def test_the_list_to_choose_from_is_by_name_without_the_fallback() -> None:
    names = [each.name for each in countries()]
    assert names == sorted(names)
    assert ELSEWHERE not in {each.code for each in countries()}


def test_the_directories_serve_the_rest_and_one_is_for_the_young() -> None:
    assert [each.key for each in directories()] == [
        "find_a_helpline", "iasp", "befrienders", "child_helpline_international",
    ]  # fmt: skip
    assert [each.key for each in directories() if each.ages] == ["child_helpline_international"]


def test_a_line_says_what_to_know_before_calling() -> None:
    assert about(country("US").lines[0]) == "free · day and night"
    assert about(country("FI").lines[2]) == "Fridays 9:00 to 13:00 only · English"
    assert about(country("NO").lines[0]) == ""


def test_a_number_may_be_released_for_180_days_after_its_check() -> None:
    assert stale_helplines(CHECKED_ON + timedelta(days=180)) == ()


def test_a_release_after_180_days_is_refused_with_every_number_named() -> None:
    stale = stale_helplines(CHECKED_ON + timedelta(days=181))
    assert "United Kingdom: Samaritans 116 123" in stale
    assert len(stale) == len(ALL_LINES) + 1 + len(directories())  # 1: the fallback


LINE: dict[str, Any] = {"name": "A line", "dial": "116123", "source": "its page", "grade": "A"}


@pytest.mark.parametrize(
    "slip",
    [
        {"dial": "+44116123"},
        {"dial": "116 123"},
        {"dial": ""},
        {"dial": "١١٢"},
        {"display": "116 124"},
        {"grade": "C"},
        {"grade": "G"},
        {"source": ""},
        {"channel": "fax"},
        {"channel": "chat"},
        {"keyword": "HOME"},
        {"is_free": "yes"},
        {"open": "24/7"},
    ],
)
def test_a_slip_in_a_line_is_refused(slip: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match=r"helplines\.toml \[GB\]"):
        _line(Row("helplines.toml", "GB", LINE | slip), CHECKED_ON, ("A", "B", "B-"))


@pytest.mark.parametrize(("code", "emergency"), [("GBR", [LINE]), ("gb", [LINE]), ("GB", [])])
def test_a_country_needs_its_code_and_an_emergency_number(
    code: str, emergency: list[dict[str, Any]]
) -> None:
    fields = {"name": "A country", "checked_on": CHECKED_ON, "emergency": emergency}
    with pytest.raises(ContentError, match="emergency number"):
        _country(Row("helplines.toml", code, fields))
