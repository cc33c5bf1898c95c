"""What is needed when something fails, read while nothing fails: then no file need be opened."""

from collections.abc import Iterator

from app import gate
from models import content, helplines
from models.words import keeping_all


def load() -> None:
    """Keep every word and the content of Get help in memory; done once, it costs nothing again."""
    for _ in loading():
        pass


def loading() -> Iterator[None]:
    """As `load`, in small steps between which a tap may come."""
    gate.keep_last_words()
    yield from keeping_all()
    for read in (helplines.countries, content.effects, content.red_flags):
        read()
        yield
