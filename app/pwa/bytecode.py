"""Trees of Python source as archives of bytecode that an interpreter imports without unpacking."""

import gzip
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
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


def compiler() -> str:
    """A short name for the script that compiles: what it made before a change of it is stale."""
    script = (resources.files("app.pwa") / "node" / "compile.mjs").read_bytes()
    return hashlib.sha256(script).hexdigest()[:8]


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


def archive(tree: Path, to: Path) -> None:
    """Write a zip of `tree` whose bytes depend on the contents only."""
    to.write_bytes(_zipped(tree, files_of(tree), zipfile.ZIP_DEFLATED))


def packed_archive(tree: Path, to: Path, files: list[Path]) -> None:
    """Write some `files` of `tree` as one compressed stream: a zip of plain entries inside gzip.

    Modules of one program are alike, so together they take two thirds of what they take apart,
    and an import from the unpacked archive has nothing left to inflate.
    """
    to.write_bytes(gzip.compress(_zipped(tree, files, zipfile.ZIP_STORED), 9, mtime=0))


def packed_files(tree: Path, to: Path, files: list[Path]) -> None:
    """Write some `files` of `tree` to be laid into a folder: inside gzip, a line of JSON that
    lists them with their sizes, then their bytes one after the other.
    """
    listed = [(path.relative_to(tree).as_posix(), path.stat().st_size) for path in files]
    plain = json.dumps({"files": listed}).encode() + b"\n"
    to.write_bytes(_packed_well(plain + b"".join(path.read_bytes() for path in files)))


def _packed_well(plain: bytes) -> bytes:
    """Gzip as small as it can be; too slow for more than what every update fetches."""
    try:
        # of the extra `pwa`, and without type marks
        from zopfli.gzip import compress  # type: ignore[import-not-found,import-untyped,unused-ignore]
    except ImportError as error:
        raise PieceMissing("zopfli is missing: install sidenote[pwa]") from error
    packed: bytes = compress(plain)
    return packed


def _zipped(tree: Path, files: list[Path], method: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as out:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(tree).as_posix(), _EPOCH)
            entry.compress_type = method
            out.writestr(entry, path.read_bytes(), compresslevel=9)
    return written.getvalue()
