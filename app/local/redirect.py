"""The file that leads the browser into the app: the one-time key stands in it and nowhere else.

What is given to a browser on its command line, other users of the computer can read in the list
of processes. So the browser is given the name of a file that only its owner can read.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path

from app.local.guard import FOUND
from app.local.privacy import usual_umask
from models.words import words

CONFINED = ("/snap/bin/firefox", "/snap/bin/chromium", "/var/lib/flatpak/exports/bin")
"""Signs of browsers that see neither the folder of temporary files nor hidden folders."""

# Led on only when the name is found: a browser that does not know it would show an error page.
SCRIPT = """
const [address, name] = document.querySelector("#go").dataset.to.split(" ");
const late = setTimeout(() => document.body.className = "late", 4000);
fetch(name, { mode: "no-cors" }).then(
  () => (clearTimeout(late), location.replace(address)),
  () => (clearTimeout(late), document.body.className = "late"),
);
"""
STYLE = """
:root{color-scheme:light dark}
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}
.later{display:none}.late .later{display:block}.late .first{display:none}
"""


@dataclass(frozen=True)
class Addresses:
    """Where a server is reached: by a name of its own, and by number where names are not found."""

    own: str
    by_number: str


def redirect_page(to: Addresses, key: str) -> str:
    """The page that leads to the app with an unused key."""
    own, by_number = (escape(f"{each}/?key={key}") for each in (to.own, to.by_number))
    digest = b64encode(sha256(SCRIPT.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        f"connect-src {to.own}; base-uri 'none'; form-action 'none'"
    )
    said = {name: escape(words(f"command_line.redirect_{name}")) for name in
            ("opening", "link", "late", "weaker", "by_number")}  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f'<meta name="referrer" content="no-referrer">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(words('app.name'))}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(words('app.name'))}</h1>"
        f'<p class="first">{said["opening"]}</p>'
        f'<p><a id="go" data-to="{own} {to.own}{FOUND}" href="{own}">{said["link"]}</a></p>'
        f'<div class="later"><p>{said["late"]}</p><p>{said["weaker"]}</p>'
        f'<p><a id="by-number" href="{by_number}">{said["by_number"]}</a></p></div>'
        f"<script>{SCRIPT}</script></body></html>"
    )


def write_redirect(to: Addresses, key: str) -> Path:
    """Write the page where only its owner can read it.

    Raises:
        OSError: there is no place to write it.
    """
    is_confined = any(Path(each).exists() for each in CONFINED)
    folder = Path.home() if is_confined else Path(tempfile.gettempdir())
    path = folder / f"sidenote-open-{secrets.token_hex(8)}.html"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(redirect_page(to, key))
    return path


def remove_redirect(path: Path) -> None:
    """Take the page away; it has led on, or its key opens nothing any more."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def show(path: Path) -> None:
    """Open the file in the user's browser, without waiting for it.

    In a program of its own: one that starts a browser needs the user's usual umask, and may
    outlive this one.
    """
    command = [sys.executable, "-m", "webbrowser", path.as_uri()]
    quiet = subprocess.DEVNULL
    with suppress(OSError):  # the file is named in the terminal, too
        subprocess.Popen(
            command, stdin=quiet, stdout=quiet, stderr=quiet, umask=usual_umask(),
            start_new_session=True,
        )  # fmt: skip
