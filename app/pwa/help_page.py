"""Helplines without Python: in the page that opens first, and on a page of their own."""

from collections.abc import Sequence
from html import escape
from importlib import resources
from urllib.parse import quote

from models.content import red_flags
from models.helplines import (
    ELSEWHERE,
    Country,
    Directory,
    Line,
    about,
    countries,
    country,
    directories,
    note_words,
)
from models.words import DEFAULT_LANGUAGE, words
from models.zones import country_of


def help_page() -> str:
    """The whole HTML page, made from the same content files as the app's own Get help."""
    template = (resources.files("app.pwa") / "browser" / "help.html").read_text("utf-8")
    page = template.replace("@LANGUAGE@", DEFAULT_LANGUAGE)
    page = page.replace("@title@", escape(words("help.title")))
    back = f'<p><a href="./">{_said("pwa.help_back")}</a></p>'
    return page.replace("@CONTENT@", "\n".join([*help_content(), back]))


def numbers() -> str:
    """The numbers for the page that opens first, each country with the time zones in it."""
    zones = _zones()
    return "\n".join([
        f'<p class="urgent">{_said("help.danger_title")}</p>',
        '<div id="countries">',
        *(_country(each, zones.get(each.code, [])) for each in _rows()),
        "</div>",
        *_more(),
    ])  # fmt: skip


def _rows() -> list[Country]:
    return [*countries(), country(ELSEWHERE)]


def _zones() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for zone in (resources.files("tzdata") / "zones").read_text("utf-8").split():
        found.setdefault(country_of(zone), []).append(zone)
    return found


def _more() -> list[str]:
    return [
        f"<h2>{_said('help.provider_heading')}</h2>",
        f"<p>{_said('help.provider_body')}</p>",
        f"<p>{_said('help.under_18')}</p>",
        f"<h2>{_said('help.directories_heading')}</h2>",
        "<ul>" + "".join(_directory(each) for each in directories()) + "</ul>",
    ]


def help_content() -> list[str]:
    """The content of the page, each part an element."""
    return [
        f"<h1>{_said('help.title')}</h1>",
        f'<p class="urgent">{_said("help.danger_title")}</p>',
        f"<h2>{_said('pwa.help_countries')}</h2>",
        *(_country(each) for each in _rows()),
        *_more(),
        f"<h2>{_said('help.red_flags_title')}</h2>",
        *_red_flags(),
    ]


def _said(key: str) -> str:
    return escape(words(key))


def _country(each: Country, zones: Sequence[str] = ()) -> str:
    lines = "".join(f"<li>{_line(line)}</li>" for line in (*each.emergency, *each.lines))
    note = "".join(f"<p>{escape(note_words(key))}</p>" for key in each.notes)
    name = f"<summary>{escape(each.name)}</summary>"
    places = f' data-zones="{" ".join(zones)}"' if zones else ""
    inside = f"{name}<ul>{lines}</ul>{note}"
    return f'<details class="country" id="{each.code}"{places}>{inside}</details>'


def _line(line: Line) -> str:
    shown = f"<b>{escape(_deed(line))}</b>"
    told = f"{shown} {escape(line.title)}<small>{escape(about(line))}</small>"
    return f'<a class="call" href="{escape(_address(line))}">{told}</a>'


def _deed(line: Line) -> str:
    if line.channel == "chat":
        return line.display
    if line.keyword:
        return words("help.text_keyword", keyword=line.keyword, number=line.display)
    key = "help.text_number" if line.channel == "text" else "help.call_number"
    return words(key, number=line.display)


def _address(line: Line) -> str:
    schemes = {"call": "tel:", "text": "sms:", "chat": ""}
    draft = f"?&body={quote(line.keyword)}" if line.keyword else ""
    return schemes[line.channel] + line.dial + draft


def _directory(each: Directory) -> str:
    name = f"<b>{escape(each.display)}</b> {escape(each.name)}<small>{escape(each.note)}</small>"
    return f'<li><a class="call" href="{escape(each.address)}">{name}</a></li>'


def _red_flags() -> list[str]:
    parts, last = [], ""
    for flag in red_flags():
        if flag.action != last:
            parts.append(f"<h3>{_said('help.action_' + flag.action)}</h3>")
            last = flag.action
        parts.append(f"<p><b>{escape(flag.text)}</b><br>{escape(flag.action_text)}</p>")
    return parts
