"""What of the phone's packages and of Python's own library is never imported, and stays out."""

import re

PACKAGES = (
    # sqlite is the only dialect; `connectors` must stay, the sqlite engine asks for it
    r"sqlalchemy/(testing|dialects/(mysql|oracle|postgresql|mssql))/",
    r"sqlalchemy/ext/(asyncio|mypy|declarative|automap|horizontal_shard|serializer|compiler|baked)",
    r"pydantic/(v1|deprecated|experimental)/|pydantic/mypy",
    r"flet/(auth|testing|fastapi|security)/|flet/(pytest_plugin|cli)\.",
    r"sqlmodel/cli",
    r"(icalendar|fontTools/.*)/tests/|fontTools/(voltLib|mtiLib|diff|help)",
    r"bin/|[^/]+\.data/",
    r"[^/]+\.dist-info/",
)
# Of the encodings those stay that a file to bring in may have: models.exchange.reading.
LIBRARY = (
    r"(_pyrepl|curses|dbm|ensurepip|idlelib|lib2to3|multiprocessing|pydoc_data|tkinter)/",
    r"(turtledemo|venv|wsgiref|xmlrpc|__phello__)/",
    r"(antigravity|doctest|imaplib|mailbox|pdb|pickletools|poplib|pydoc|smtplib|ftplib|this)\.",
    r"(cProfile|profile|pstats|turtle|nturtl2path|tabnanny|trace|webbrowser|zipapp)\.",
    r"encodings/(cp(?!437|125[012])|iso2022|iso8859_(?!1\.)|mac_(?!roman)|euc_|big5|gb|hz|johab|koi8|shift_jis|kz|ptcp|tis|hp_)",
)
_JUNK = re.compile(r"(^|/)__pycache__/|\.(pyi|so\.map|typed|pxd|c|h)$")


def keeps(name: str, dropped: tuple[str, ...]) -> bool:
    """Whether the file `name`, relative to its tree, goes to the phone."""
    return not _JUNK.search(name) and not any(re.match(each, name) for each in dropped)
