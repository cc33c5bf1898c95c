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
    note_words,
    stale_helplines,
)

CHECKED_ON = date(2026, 11, 22)
LAST_READ_ON = date(2026, 11, 29)

# The reviewed table, written out a second time on purpose: country, emergency numbers in their
# order, then each line as channel, number, grade. A number changes in two places or not at all.
TABLE = """
US 911 | call 988 A | text 988 A | chat https://988lifeline.org A | text 741741 B
CA 911 | call 988 A | text 988 A | text 686868 A
GB 999 112 | call 116123 A | text 85258 A | call 111 B | call 08001111 A
IE 112 999 | call 116123 B | text 50808 B | call 1800247247 B-
AU 000 | call 131114 A | text 0477131114 A | call 1800551800 B
NZ 111 | call 1737 B | text 1737 B
DE 112 | call 116123 B | call 08001110111 B | call 08001110222 B | call 116111 A
AT 112 144 | call 142 B
CH 112 144 | call 143 B | call 147 A
LI 112 144 | call 143 B | call 147 A
FR 112 15 | call 3114 A
ES 112 | call 024 B | call 717003717 B
PT 112 | call 1411 B | call 213544545 B
IT 112 | call 0223272327 B | chat https://wa.me/393240117252 B
NL 112 | call 08000113 B | call 113 B | chat https://www.113.nl B
BE 112 | call 1813 B | call 080032123 A
DK 112 | call 70201201 B
NO 113 112 | call 116123 B | call 22400040 B
SE 112 | call 90101 B | call 90390 B
FI 112 | call 0925250111 A | call 0925250112 A | call 0925250116 A | \
call 0925250114 A | call 0925250115 A
IN 112 | call 14416 B | call 18008914416 B
JP 119 110 | call 0120279338 B | call 0120783556 B
KR 119 112 | call 109 B
SG 995 999 | call 1771 A | chat https://mindline.sg/fsmh A | call 1767 B
TW 119 110 | call 1925 B
MY 999 | call 15555 B
PH 911 | call 09178998727 B- | call 1553 B-
TH 1669 191 | call 1323 B
ID 112 119 | chat https://www.healing119.id A
ZA 112 10177 | call 0800567567 A | call 0800456789 A
BR 192 190 | call 188 B
AR 107 911 | call 08003451435 B | call 135 B | call 01152751135 B
PL 112 | call 800702222 B | call 116111 B
GR 112 | call 10306 B | call 1018 B
CZ 112 | call 116123 B | call 116111 B
HK 999 | call 18111 A
MX 911 | call 8009112000 B
CL 131 | call *4141 B
CO 123 | call 106 A | chat https://wa.me/573007548933 A
IL 101 100 | call 1201 B
CN 120 110 | call 12356 B
UA 112 | call 7333 A
PE 105 | call 113 B
"""
ROWS = {row[:2]: row for row in TABLE.strip().splitlines()}
# Day and night, so far as a source says it; all others may not claim it.
ALWAYS_OPEN = {
    "US 988", "US https://988lifeline.org", "US 741741", "CA 988", "CA 686868", "GB 116123",
    "GB 85258", "GB 111", "GB 08001111", "IE 116123", "IE 50808", "AU 131114", "AU 0477131114",
    "AU 1800551800", "NZ 1737", "DE 116123", "DE 08001110111", "DE 08001110222", "AT 142",
    "CH 143", "CH 147", "LI 143", "LI 147", "FR 3114", "ES 024", "ES 717003717", "PT 1411",
    "NL 08000113", "NL 113", "BE 1813", "BE 080032123", "NO 116123", "NO 22400040", "SE 90390",
    "FI 0925250111", "IN 14416", "IN 18008914416", "JP 0120279338", "KR 109", "SG 1771",
    "SG https://mindline.sg/fsmh", "SG 1767", "TW 1925", "PH 09178998727", "PH 1553", "TH 1323",
    "ZA 0800567567", "ZA 0800456789", "PL 800702222", "PL 116111", "GR 10306", "GR 1018",
    "CZ 116111", "HK 18111", "MX 8009112000", "CL *4141", "CO 106",
    "CO https://wa.me/573007548933", "IL 1201", "UA 7333", "PE 113",
}  # fmt: skip
FREE = {
    "US 988", "US https://988lifeline.org", "US 741741", "CA 988", "CA 686868", "GB 116123",
    "GB 85258", "GB 08001111", "IE 116123", "IE 50808", "AU 1800551800", "NZ 1737", "DE 116123",
    "DE 08001110111", "DE 08001110222", "DE 116111", "AT 142", "CH 147", "LI 147", "FR 3114",
    "ES 024", "PT 1411", "NL 08000113", "BE 080032123", "NO 116123", "IN 14416", "IN 18008914416",
    "JP 0120279338", "TH 1323", "ZA 0800567567", "ZA 0800456789", "BR 188", "PL 116111",
    "MX 8009112000", "CL *4141", "CO 106", "IL 1201", "CN 12356", "PE 113",
}  # fmt: skip
# Numbers that are retired, or that nobody confirmed. Some of them are all over the web.
NEVER = [
    "09000113", "1393", "199284284", "18002214444", "0762771000", "28960000", "0376272929",
    "6003607777", "8004673", "08009990091",
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
    ("code", "dial", "said"),
    [
        ("IT", "0223272327", "09:00 to midnight"),
        ("PT", "213544545", "hours vary"),
        ("DK", "70201201", "hours vary"),
        ("SE", "90101", "hours vary"),
        ("FI", "0925250112", "Swedish"),
        ("FI", "0925250116", "Fri, 09:00 to 13:00 · English"),
        ("JP", "0120783556", "16:00 to 21:00"),
        ("MY", "15555", "08:00 to midnight · Normal call charges"),
        ("BR", "188", "free"),
        ("GB", "08001111", "free · day and night · up to age 18"),
        ("AU", "1800551800", "free · day and night · ages 5 to 25"),
        ("SE", "90390", "day and night · age 18 and over"),
        ("DE", "116111", "free · Mon to Sat, 14:00 to 20:00, Mon, Wed, Thu, 10:00 to 12:00"
                         " · for children and young people"),
    ],
)  # fmt: skip
def test_a_line_says_when_and_for_whom_it_answers(code: str, dial: str, said: str) -> None:
    assert [about(line) for line in country(code).lines if line.dial == dial] == [said]


YOUNG = {
    "AU 1800551800", "CA 686868", "CH 147", "CZ 116111", "DE 116111", "GB 08001111", "LI 147",
    "PL 116111",
}  # fmt: skip


def test_the_lines_for_young_people_are_these() -> None:
    found = {
        f"{each.code} {line.dial}"
        for each, line in ALL_LINES
        if line.is_for_young or 0 < line.age_to <= 25
    }
    assert found == YOUNG


def test_a_source_is_a_page_that_a_reader_could_open_or_is_not_named() -> None:
    told = [line.source for _, line in ALL_LINES] + [each.source for each in directories()]
    assert [source for source in told if re.search("repositor|Clinical notes|copy", source)] == []
    assert {line.grade for _, line in ALL_LINES if not line.source} <= {"G", "B-"}


@pytest.mark.parametrize("number", NEVER)
def test_a_dead_or_unconfirmed_number_is_never_shipped(number: str) -> None:
    assert [each.code for each, line in ALL_LINES if line.dial == number] == []


def test_what_is_shown_is_what_is_dialled() -> None:
    def shown(line: Line) -> str:
        return re.sub(r"[^*\d]", "", line.display)

    odd = [n.display for _, n in ALL_LINES if n.channel != "chat" and shown(n) != n.dial]
    assert odd == []


def test_what_has_to_be_pressed_after_a_call_is_said() -> None:
    assert "press 8" in note_words(country("ID").notes[0])
    assert "press 5" in about(country("PE").lines[0])


def test_text_lines_with_a_keyword_name_it() -> None:
    keywords = {n.dial: n.keyword for _, n in ALL_LINES if n.keyword}
    assert keywords == {"741741": "HOME", "85258": "SHOUT", "50808": "HELLO", "686868": "CONNECT"}


def test_only_emergency_numbers_rest_on_general_knowledge() -> None:
    assert [line.dial for each in countries() for line in each.lines if line.grade == "G"] == []


@pytest.mark.parametrize("code", ["SI", "RO", "HU"])
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
    assert about(elsewhere.emergency[0]) == "112 works on most mobiles"
    assert "own emergency number" in note_words(elsewhere.notes[0])
    assert elsewhere.lines == ()


def test_the_list_to_choose_from_is_by_name_without_the_fallback() -> None:
    names = [each.name for each in countries()]
    assert names == sorted(names)
    assert ELSEWHERE not in {each.code for each in countries()}


def test_the_directories_serve_the_rest_and_one_is_for_the_young() -> None:
    assert [each.key for each in directories()] == [
        "find_a_helpline", "iasp", "befrienders", "child_helpline_international",
    ]  # fmt: skip
    young = [each.key for each in directories() if each.is_for_young]
    assert young == ["child_helpline_international"]


def test_a_line_says_what_to_know_before_calling() -> None:
    assert about(country("US").lines[0]) == "free · day and night · English, Spanish"
    assert about(country("IE").lines[2]) == ""


def test_a_number_may_be_released_for_180_days_after_its_check() -> None:
    assert stale_helplines(CHECKED_ON + timedelta(days=180)) == ()


def test_a_release_after_180_days_is_refused_with_every_number_named() -> None:
    stale = stale_helplines(LAST_READ_ON + timedelta(days=181))
    assert "United Kingdom: Samaritans 116 123" in stale
    assert len(stale) == len(ALL_LINES) + 1 + len(directories())  # 1: the fallback


LINE: dict[str, Any] = {"name": "A line", "dial": "116123", "source": "its page", "grade": "A"}
FIRST: dict[str, Any] = {"role": "emergency", "dial": "112", "grade": "G"}


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
        {"hours": "24/7"},
        {"hours": [{"opens": "9:00", "closes": "17:00"}]},
        {"hours": [{"opens": "09:00", "closes": "25:00"}]},
        {"hours": [{"opens": "09:00", "closes": "17:00", "days": [8]}]},
        {"role": "emergency"},
        {"dial": "**41"},
    ],
)
def test_a_slip_in_a_line_is_refused(slip: dict[str, Any]) -> None:
    with pytest.raises(ContentError, match=r"helplines\.toml \[GB"):
        _line(Row("helplines.toml", "GB", LINE | slip), CHECKED_ON)


@pytest.mark.parametrize(("code", "emergency"), [("GBR", [FIRST]), ("gb", [FIRST]), ("GB", [])])
def test_a_country_needs_its_code_and_an_emergency_number(
    code: str, emergency: list[dict[str, Any]]
) -> None:
    fields = {"name": "A country", "checked_on": CHECKED_ON, "emergency": emergency}
    with pytest.raises(ContentError, match="emergency number"):
        _country(Row("helplines.toml", code, fields))
