"""Trees of Python source as archives of bytecode that an interpreter imports without unpacking."""

import hashlib
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path

from app.pwa.pieces import PieceMissing, node, web_client

_EPOCH = (1980, 1, 1, 0, 0, 0)


def digest_of(tree: Path) -> str:
    """A short name for the contents of every file under `tree`."""
    hashed = hashlib.sha256()
    for path in files_of(tree):
        hashed.update(f"{path.relative_to(tree).as_posix()}\0{path.stat().st_size}\0".encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()[:16]


def files_of(tree: Path) -> list[Path]:
    """Every file under `tree`, in an order that no file system decides."""
    found = (path for path in tree.rglob("*") if path.is_file())
    return sorted(found, key=lambda path: path.relative_to(tree).as_posix())


def compiled(source: Path, target: Path) -> Path:
    """Compile `source` for the phone's Python into `target`, which must not exist yet.

    Raises PieceMissing when a file does not compile.
    """
    draft = target.with_name(target.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    with resources.as_file(resources.files("app.pwa") / "node" / "compile.mjs") as script:
        command = [node(), str(script), str(web_client() / "pyodide"), str(source), str(draft)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PieceMissing(f"compiling for the phone failed:\n{done.stderr.strip()}")
    draft.rename(target)
    return target


def copy_tree(source: Path, target: Path, keep: Callable[[str], bool]) -> None:
    """Copy the files of `source` whose relative name `keep` accepts."""
    for path in files_of(source):
        name = path.relative_to(source).as_posix()
        if keep(name):
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def archive(tree: Path, to: Path, files: Iterable[Path] | None = None) -> None:
    """Write a zip of `tree` (or of some `files` in it) whose bytes depend on the contents only."""
    with zipfile.ZipFile(to, "w") as out:
        for path in files_of(tree) if files is None else files:
            entry = zipfile.ZipInfo(path.relative_to(tree).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes(), compresslevel=9)
