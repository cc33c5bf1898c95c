"""The web app with one lever of its start left out, each as a folder: the benchmark edits the
sources before the build, or what was built. The product has no switches for it.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from app.pwa import page, python_parts, snapshot, trimmed
from app.pwa.build import build
from app.pwa.offline import build_name, write_service_worker
from app.pwa.page import write_page
from tests.app.local.running import ROOT
from tests.conftest import CACHE

SNAPSHOT = "python/snapshot"
"""How the names of its two files begin."""
_FILES = re.compile(r"const FILES = (\{.*?\}); //", re.DOTALL)
_TOLD = """
    import js
    from pyodide.ffi import to_js
    js.postMessage(to_js({"stage": "journal"}, dict_converter=js.Object.fromEntries))
"""
_ALL_AT_ONCE = """
import importlib, pathlib
for _path in sorted(pathlib.Path("/app").rglob("*.py")):
    _name = ".".join(_path.relative_to("/app").with_suffix("").parts).removesuffix(".__init__")
    if _name != "main" and "." in _name and not _name.startswith("app.pwa"):
        importlib.import_module(_name)
"""
# WebAssembly is compiled as it arrives, and browsers keep the compiled code of what arrived so.
_COMPILED_ANEW = """
{
  const whole = async (from) => (await from).arrayBuffer();
  WebAssembly.compileStreaming = async (from) => WebAssembly.compile(await whole(from));
  WebAssembly.instantiateStreaming = async (from, imports) =>
    WebAssembly.instantiate(await whole(from), imports);
}
"""


@dataclass(frozen=True)
class Variant:
    """How a build differs from the whole one, and what of the browser is turned off."""

    make: Callable[[Path], None]
    has_service_worker: bool = True


def _replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    if text.count(old) != 1:
        raise LookupError(f"{path.name} has changed: {old!r} is in it {text.count(old)} times")
    path.write_text(text.replace(old, new), "utf-8")


def _sources(to: Path) -> Path:
    """The sources, telling the page when the journal is read: only the benchmark asks."""
    for part in ("app", "models", "assets"):
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "main.py", to / "main.py")
    startup, view = to / "app" / "startup.py", "    page.render_views(App, lambda: journal)\n"
    _replaced(startup, view, _TOLD + view)
    return to


def _built(to: Path, more: str = "") -> None:
    sources = _sources(to.with_name(to.name + "-sources"))
    with (sources / "app" / "startup.py").open("a") as startup:
        startup.write(more)
    build(to, sources, CACHE)


def _written_anew(folder: Path, edit: Callable[[Path], None] = lambda _: None) -> None:
    """The page and the list of the service worker for the files as they are now."""
    for name in ("index.html", "sw.js"):
        (folder / name).unlink()
    name = build_name(folder)
    write_page(folder, "/", name)
    edit(folder / "index.html")
    write_service_worker(folder, name)


def whole(to: Path) -> None:
    """Every lever pulled."""
    _built(to)


def as_sources(to: Path) -> None:
    """Python compiles what it imports, at every start without a snapshot."""

    def copied(source: Path, target: Path, **_: bool) -> Path:
        return Path(shutil.copytree(source, target))

    with patch.multiple(python_parts, compiled=copied, compiler=lambda: "source"):
        _built(to)


def untrimmed(to: Path) -> None:
    """The packages and Python's library as they come."""
    with patch.multiple(trimmed, PACKAGES=(), LIBRARY=()):
        _built(to)


def all_at_once(to: Path) -> None:
    """Every module of the app and every package before the first screen."""
    nothing = {"LATER": ()}
    with (
        patch.multiple(python_parts, **nothing),
        patch.multiple(snapshot, **nothing),
        patch.multiple(page, **nothing),
    ):
        _built(to, _ALL_AT_ONCE)


def one_after_the_other(to: Path) -> None:
    """Python begins once the client is there, not beside it."""
    _built(to)
    boot = to / "boot.js"
    _replaced(boot, "  worker.postMessage({ start:",
              "  const begin = () => worker.postMessage({ start:")  # fmt: skip
    _replaced(boot, 'mark("client");', 'mark("client"); begin();')
    _written_anew(to)


def compiled_anew(to: Path) -> None:
    """WebAssembly of Python and of the client without streaming and without kept code."""
    _built(to)
    for name in ("boot.js", "worker.js"):
        script = to / name
        script.write_text(_COMPILED_ANEW + script.read_text("utf-8"), "utf-8")
    _written_anew(to)


def without_snapshot(to: Path) -> None:
    """The second start imports everything, as the first did."""
    _built(to)
    worker = to / "sw.js"
    text = worker.read_text("utf-8")
    found = _FILES.search(text)
    if found is None:
        raise LookupError("sw.js has changed: no list of files")
    files = {
        name: what for name, what in json.loads(found[1]).items() if not name.startswith(SNAPSHOT)
    }
    worker.write_text(text.replace(found[1], json.dumps(files)), "utf-8")


def with_preloads(to: Path) -> None:
    """A lever that was not pulled: the page names the large files before a script asks."""
    _built(to)
    large = ("main.dart.wasm", "canvaskit/skwasm.wasm", "pyodide/pyodide.asm.wasm",
             "python/library.zip", "python/packages.packed")  # fmt: skip
    links = [f'<link rel="preload" as="fetch" crossorigin href="{name}">' for name in large]
    _written_anew(to, lambda index: _replaced(index, "<title>", "\n".join([*links, "<title>"])))


VARIANTS = {
    "whole": Variant(whole),
    ".py instead of .pyc": Variant(as_sources),
    "packages untrimmed": Variant(untrimmed),
    "everything imported at once": Variant(all_at_once),
    "Python after the client": Variant(one_after_the_other),
    "WebAssembly compiled anew": Variant(compiled_anew),
    "no snapshot": Variant(without_snapshot),
    "no service worker": Variant(whole, has_service_worker=False),
    "with preloads (not pulled)": Variant(with_preloads),
}
