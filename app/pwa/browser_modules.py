"""JavaScript of other people that the app runs: fetched by npm, checked, and only what is used.

Each archive is checked against its hash at every build, also when it was fetched before.
"""

import base64
import hashlib
import re
import subprocess
import tarfile
from importlib import resources
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from app.pwa.pieces import PieceMissing, npm

_LINE = re.compile(r"^((@[\w-]+/[\w-]+)@[\d.]+) (sha512-[\w+/=]+) ([\w-]+\.js)$", re.MULTILINE)
_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"', re.MULTILINE)
_OWN = re.compile(r"\./[\w-]+\.js")
_LICENCE = "LICENSE"


class Package(NamedTuple):
    """A package of npm. `wanted` is the module that the app imports."""

    spec: str  # name@version
    name: str
    integrity: str
    wanted: str


def packages() -> list[Package]:
    """What browser_modules.txt lists."""
    listed = (resources.files("app.pwa") / "browser_modules.txt").read_text("utf-8")
    return [Package(*found) for found in _LINE.findall(listed)]


def write_modules(to: Path, cache: Path) -> None:
    """Write the modules into `to`, each package in a folder of its name, with its licence.

    Raises:
        PieceMissing: a package cannot be fetched, or is not the one that is listed.
    """
    for package in packages():
        folder = to / package.name.removeprefix("@")
        folder.mkdir(parents=True)
        for name, content in used(package, cache).items():
            (folder / name).write_bytes(content)


def place_of(package: Package, cache: Path) -> Path:
    """Where the package's archive is kept."""
    return cache / f"module-{hashlib.sha256(package.integrity.encode()).hexdigest()[:16]}.tgz"


def _archive(package: Package, cache: Path) -> bytes:
    kept = place_of(package, cache)
    if not kept.exists():
        _fetch(package, kept)
    data = kept.read_bytes()
    if integrity(data) != package.integrity:
        kept.unlink()
        raise PieceMissing(f"{package.spec} is not the archive that browser_modules.txt lists")
    return data


def integrity(data: bytes) -> str:
    """The SHA-512 of an archive as npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def _fetch(package: Package, to: Path) -> None:
    with TemporaryDirectory(dir=to.parent) as folder:
        command = [*npm(), "pack", package.spec, "--ignore-scripts", "--no-update-notifier"]
        command += ["--pack-destination", folder, "--cache", str(Path(folder) / "npm")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        found = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(found) != 1:
            raise PieceMissing(f"npm could not fetch {package.spec}:\n{done.stderr.strip()}")
        found[0].rename(to)


def used(package: Package, cache: Path) -> dict[str, bytes]:
    """The wanted module and all that it imports, by their names, and the licence.

    Raises:
        PieceMissing: as for `write_modules`.
    """
    with tarfile.open(fileobj=BytesIO(_archive(package, cache))) as files:

        def read(name: str) -> bytes:
            member = files.extractfile(f"package/{name}")
            assert member is not None  # a file: the hash of the archive says so
            return member.read()

        found = {_LICENCE: read(_LICENCE)}
        waiting = [package.wanted]
        while waiting:
            name = waiting.pop()
            found[name] = read(name)
            for other in _IMPORT.findall(found[name].decode()):
                if not _OWN.fullmatch(other):
                    raise PieceMissing(f"{package.spec} asks for another package: {other}")
                if other.removeprefix("./") not in found:
                    waiting.append(other.removeprefix("./"))
    return found
