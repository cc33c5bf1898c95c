"""What is needed when something fails, read while nothing fails: then no file need be opened."""

from app import gate
from models import content, helplines
from models.words import keep_all


def load() -> None:
    """Keep every word and the content of Get help in memory; done once, it costs nothing again."""
    keep_all()
    helplines.countries()
    content.effects()
    content.red_flags()
    gate.keep_last_words()
