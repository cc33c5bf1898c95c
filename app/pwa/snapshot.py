"""The memory of an interpreter that has imported the app: the second start takes it over."""

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
