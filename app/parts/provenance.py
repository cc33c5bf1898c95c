"""Where a statement comes from, and when it was last held against its source."""

from datetime import date

import flet as ft

from app.parts import text
from models import dates
from models.words import words


def provenance(source: str, checked_on: date, origin: str = "", also: str = "") -> ft.Control:
    """One quiet line; `origin` "article" or "added" keeps the web article and the rest apart.

    `also` is the official source that says the same as the article.
    """
    parts = [] if not origin else [words(_ORIGINS[origin])]
    if origin != "article":
        parts.append(words("care.source", source=source))
    elif also:
        parts.append(words("care.also", source=also))
    parts.append(words("care.checked_on", date=dates.with_year(checked_on)))
    return text.source(words("care.join").join(parts))


_ORIGINS = {"article": "care.from_article", "added": "care.added"}
