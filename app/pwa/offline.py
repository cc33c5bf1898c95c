"""The service worker's list: every file of a build with its hash, and when it is fetched."""

import base64
import hashlib
import json
import re
from importlib import resources
from pathlib import Path

from app.pwa.bytecode import files_of

_ENGINE = re.compile(r"canvaskit/|main\.dart\.")
"""Two engines are shipped; a browser keeps the one it used."""
_SNAPSHOT = {"python/snapshot.gz": "later", "python/snapshot-base.gz": "base"}
_NEVER = re.compile(r"icons/screenshot|assets/NOTICES|_headers|\.nojekyll|404\.html|sw\.js")


def inline_script() -> str:
    """The one script that stands in the page itself."""
    return (resources.files("app.pwa") / "browser" / "inline.js").read_text("utf-8")


def hash_of(data: bytes) -> str:
    """The SHA-256 of `data` as browsers write it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(data).digest()).decode()


POLICY = "; ".join((
    "default-src 'none'",
    f"script-src 'self' 'wasm-unsafe-eval' '{hash_of(inline_script().encode())}'",
    "worker-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "manifest-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "object-src 'none'",
))  # fmt: skip
"""What a page and its workers may load: our own files. For a meta element, too."""
HEADERS = {
    "Content-Security-Policy": POLICY + "; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What a host should send with every file; the service worker adds it where the host does not."""


def integrity(path: Path) -> str:
    """The SHA-256 of a file as browsers write it."""
    return hash_of(path.read_bytes())


def build_name(folder: Path) -> str:
    """A short name for exactly these files."""
    listed = [(path.relative_to(folder).as_posix(), integrity(path)) for path in files_of(folder)]
    return hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:12]


def write_service_worker(folder: Path, build: str) -> None:
    """Write sw.js for all the files already in `folder`."""
    files = {
        path.relative_to(folder).as_posix(): [integrity(path), _kind(path.relative_to(folder))]
        for path in files_of(folder)
        if not _NEVER.match(path.relative_to(folder).as_posix())
    }
    source = (resources.files("app.pwa") / "browser" / "sw.js").read_text("utf-8")
    source = source.replace("@BUILD@", build).replace("@HEADERS@", json.dumps(HEADERS))
    (folder / "sw.js").write_text(source.replace("@FILES@", json.dumps(files, indent=0)))


def _kind(path: Path) -> str:
    name = path.as_posix()
    if _ENGINE.match(name):
        return "engine"
    return _SNAPSHOT.get(name, "core")
