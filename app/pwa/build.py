"""Builds the whole static folder: client, Python, pages, service worker. Same input, same bytes."""

import shutil
from importlib import resources
from pathlib import Path

from app.pwa.browser_modules import write_modules
from app.pwa.bytecode import files_of
from app.pwa.client import write_client
from app.pwa.help_page import help_page
from app.pwa.offline import HEADERS, build_name, write_service_worker
from app.pwa.page import write_manifest, write_page
from app.pwa.python_parts import write_python
from app.pwa.snapshot import write_snapshot

_SCRIPTS = (
    "boot.js", "ciphers.mjs", "file_system.js", "files.js", "fit.js", "handles.js",
    "hold.js", "interpreter.mjs", "offline.js", "place.js", "storage.js", "worker.js",
)  # fmt: skip
_NOT_FOR_THE_WEB = ("icon.png", "splash.png", "splash_dark.png")
"""Pictures that only the native packagers read."""


class FolderInUse(Exception):
    """The folder holds something that this build did not write."""


def build(to: Path, app: Path, cache: Path, base: str = "/") -> None:
    """Write the app of the source folder `app` into `to`, to be served under the path `base`.

    What is fetched and compiled is kept in `cache`. An earlier build in `to` is replaced once
    the new one is whole.

    Raises:
        FolderInUse: `to` holds other files.
        PieceMissing: a package, a wheel or Node is not there.
    """
    if to.exists() and any(to.iterdir()) and not (to / "sw.js").exists():
        raise FolderInUse(str(to))
    base = path_of(base)
    cache.mkdir(parents=True, exist_ok=True)
    draft = to.with_name(to.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    write_client(draft)
    write_python(draft / "python", app, cache)
    write_snapshot(draft / "python")
    _write_assets(draft, app / "assets")
    _write_own_files(draft, base)
    write_modules(draft, cache)
    _write_index(draft, base)
    shutil.rmtree(to, ignore_errors=True)
    draft.rename(to)


def path_of(base: str) -> str:
    """The path a build is served under, as it stands in addresses: `/`, or `/some/where/`."""
    return "/" + f"{base.strip('/')}/".lstrip("/")


def _write_assets(to: Path, assets: Path) -> None:
    for path in files_of(assets) if assets.exists() else []:
        name = path.relative_to(assets)
        if name.as_posix() not in _NOT_FOR_THE_WEB:
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / name)


def _write_own_files(to: Path, base: str) -> None:
    with resources.as_file(resources.files("app.pwa") / "browser") as ours:
        for name in _SCRIPTS:
            shutil.copyfile(ours / name, to / name)
        shutil.copytree(ours / "icons", to / "icons")
    shutil.move(to / "icons" / "favicon.png", to / "favicon.png")
    (to / "help.html").write_text(help_page(), "utf-8")
    write_manifest(to, base)


def _write_index(to: Path, base: str) -> None:
    build = build_name(to)
    write_page(to, base, build)
    write_service_worker(to, build)
    # Hosts that read them: GitHub Pages leaves files alone, others send the policy as a header.
    (to / ".nojekyll").write_text("")
    sent = HEADERS | {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY"}
    lines = "".join(f"  {name}: {value}\n" for name, value in sent.items())
    (to / "_headers").write_text(f"/*\n{lines}")
