"""The memory of an interpreter that has imported the app: the second start takes it over."""

import base64
import gzip
import hashlib
import json
import os
import subprocess
from importlib import resources
from pathlib import Path

from app.pwa.pieces import PieceMissing, node, web_client
from app.pwa.python_parts import LATER

NAME = "snapshot.gz"
"""What a build's memory is, less what it shares: the two are joined byte by byte (XOR)."""
BASE = "snapshot-base.gz"
"""The memory once the packages are imported: it changes with them, not with our own code."""


def write_snapshot(folder: Path) -> None:
    """Write `folder`/snapshot.gz and `folder`/snapshot-base.gz from the parts in `folder`.

    Raises PieceMissing when the app cannot be imported by the phone's Python.
    """
    with resources.as_file(resources.files("app.pwa")) as ours:
        command = [node(), str(ours / "node" / "snapshot.mjs"), str(web_client() / "pyodide")]
        command += [str(folder), str(folder / NAME), str(folder / BASE)]
        command += [json.dumps(LATER)]
        # Where it is made must not show in what it holds.
        environment = {"PATH": os.environ.get("PATH", ""), "TZ": "UTC", "LANG": "C.UTF-8"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise PieceMissing(f"the app could not be started:\n{done.stderr[-2000:].strip()}")


def memory_integrity(folder: Path) -> str:
    """The SHA-256, as browsers write it, of the memory that the two files in `folder` make."""
    own, shared = (gzip.decompress((folder / name).read_bytes()) for name in (NAME, BASE))
    both = min(len(own), len(shared))
    joined = int.from_bytes(own[:both], "big") ^ int.from_bytes(shared[:both], "big")
    digest = hashlib.sha256(joined.to_bytes(both, "big") + own[both:]).digest()
    return "sha256-" + base64.b64encode(digest).decode()
