"""The Python that goes to the phone: its library, the packages, the app, each an archive."""

import shutil
import tempfile
import zipfile
from pathlib import Path

from app.pwa import trimmed
from app.pwa.bytecode import archive, compiled, copy_tree, digest_of, files_of
from app.pwa.pieces import phone_packages, web_client

BUILD_ONLY = ("app/local/", "app/pwa/")
"""Parts of the app that run on a computer only."""
BROWSER_SIDE = ("app/pwa/__init__.py", "app/pwa/browser_device.py")


def write_python(to: Path, app: Path, cache: Path) -> None:
    """Write library.zip, packages.zip, app.zip and the compiled extensions (*.wasm) into `to`.

    `app` is a folder with `main.py` and the packages it imports. The library and the packages
    change with a release of theirs only, so an update of the app fetches app.zip alone.
    """
    to.mkdir(parents=True)
    archive(_library(cache), to / "library.zip")
    packages = _packages(cache)
    extensions = [path for path in files_of(packages) if path.suffix == ".so"]
    archive(packages, to / "packages.zip", [p for p in files_of(packages) if p not in extensions])
    for path in extensions:  # hosts know the type of .wasm, so that it is compiled while it arrives
        module = path.relative_to(packages).as_posix().partition(".")[0].replace("/", ".")
        shutil.copyfile(path, to / f"{module}.wasm")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        copy_tree(app, source, _is_for_the_phone)
        archive(compiled(source, Path(folder) / "app"), to / "app.zip")


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
        target = cache / f"{name}-{digest_of(kept)}"
        return target if target.exists() else compiled(kept, target)
