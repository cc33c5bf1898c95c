"""The Python that goes to the phone: its library, the packages, the app, each an archive."""

import shutil
import tempfile
import zipfile
from pathlib import Path

from app.pwa import trimmed
from app.pwa.bytecode import (
    archive,
    compiled,
    compiler,
    copy_tree,
    digest_of,
    files_of,
    packed_archive,
    packed_files,
)
from app.pwa.pieces import phone_packages, web_client
from app.pwa.stripped import strip_sources

BUILD_ONLY = ("app/local/", "app/pwa/")
"""Parts of the app that run on a computer only."""
LATER = ("dateutil", "defusedxml", "fontTools", "fpdf", "icalendar")
"""Packages that only the page for a visit and reminders need: fetched at their first import."""
BROWSER_SIDE = tuple(
    f"app/pwa/{name}.py" for name in ("__init__", "browser_device", "browser_lock")
)


def write_python(to: Path, app: Path, cache: Path) -> None:
    """Write Python's library, the packages, their extensions and the app into `to`.

    `app` is a folder with `main.py` and the packages it imports. An update fetches only the
    parts that changed, so the app itself comes in several.
    """
    to.mkdir(parents=True)
    archive(_library(cache), to / "library.zip")
    packages = _packages(cache)
    extensions = [path for path in files_of(packages) if path.suffix == ".so"]
    modules = [path for path in files_of(packages) if path not in extensions]
    later = [path for path in modules if path.relative_to(packages).parts[0] in LATER]
    packed_archive(packages, to / "packages.packed", [p for p in modules if p not in later])
    packed_archive(packages, to / "later.packed", later)
    for path in extensions:  # hosts know the type of .wasm, so that it is compiled while it arrives
        module = path.relative_to(packages).as_posix().partition(".")[0].replace("/", ".")
        shutil.copyfile(path, to / f"{module}.wasm")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        copy_tree(app, source, _is_for_the_phone)
        strip_sources(source)
        _write_app(source, to)


def _write_app(code: Path, to: Path) -> None:
    parts: dict[str, list[Path]] = {}
    for path in files_of(code):
        parts.setdefault(_part_of(path.relative_to(code).as_posix()), []).append(path)
    for name, files in parts.items():
        packed_files(code, to / f"app-{name}.packed", files)


def _part_of(name: str) -> str:
    """Words and fonts change more seldom than code; more parts of code would pack worse."""
    if name.endswith(".py"):
        return "models" if name.startswith("models/") else "screens"
    return "fonts" if name.startswith("models/content/fonts/") else "content"


def _is_for_the_phone(name: str) -> bool:
    if name in BROWSER_SIDE:
        return True
    ours = name == "main.py" or name.startswith(("app/", "models/"))
    return ours and not name.startswith(BUILD_ONLY) and trimmed.keeps(name, ())


def _library(cache: Path) -> Path:
    shipped = web_client() / "pyodide" / "python_stdlib.zip"
    source = cache / f"library-source-{shipped.stat().st_size}"
    if not source.exists():
        with zipfile.ZipFile(shipped) as library:
            library.extractall(source)
    return _kept_and_compiled(source, cache, "library", trimmed.LIBRARY)


def _packages(cache: Path) -> Path:
    return _kept_and_compiled(phone_packages(cache), cache, "packages-code", trimmed.PACKAGES)


def _kept_and_compiled(tree: Path, cache: Path, name: str, dropped: tuple[str, ...]) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder)
        copy_tree(tree, kept, lambda each: trimmed.keeps(each, dropped))
        target = cache / f"{name}-{digest_of(kept)}-{compiler()}"
        return target if target.exists() else compiled(kept, target)
