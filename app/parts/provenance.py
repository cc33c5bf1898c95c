"""Where a statement comes from, and when it was last held against its source."""

from datetime import date

import flet as ft

from app.parts import text
from models import dates
from models.words import words


def provenance(source: str, checked_on: date, origin: str = "") -> ft.Control:
    """One quiet line; `origin` "article" or "added" keeps the guide and the rest apart."""
    parts = [] if not origin else [words(_ORIGINS[origin])]
    if origin != "article":
        parts.append(words("care.source", source=source))
    parts.append(words("care.checked_on", date=dates.with_year(checked_on)))
    return text.source(words("care.join").join(parts))


_ORIGINS = {"article": "care.from_article", "added": "care.added"}
