"""Flet's web client as the app ships it: trimmed, and with its own service worker left out."""

import json
import re
import shutil
from pathlib import Path

from app.pwa.bytecode import files_of
from app.pwa.pieces import PieceMissing, web_client

_KEPT = re.compile(
    r"main\.dart\.(js|mjs|wasm)|flutter_bootstrap\.js"
    r"|canvaskit/(canvaskit|skwasm|chromium/canvaskit)\.(js|wasm)"
    r"|pyodide/pyodide(\.asm)?\.(mjs|wasm)"
    r"|assets/(AssetManifest\.bin(\.json)?|FontManifest\.json|NOTICES|shaders/.*|fonts/.*)"
    r"|assets/packages/(?!flutter_math_fork/).*"
)
_FLUTTER_WORKER = re.compile(r"serviceWorkerSettings:\s*\{.*?\},\s*", re.DOTALL)


def write_client(to: Path) -> None:
    """Copy what the app needs of the client into `to`.

    Raises PieceMissing when the client is not the one this build was written for.
    """
    source = web_client()
    for path in files_of(source):
        name = path.relative_to(source).as_posix()
        if _KEPT.fullmatch(name):
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / name)
    _leave_out_flutters_worker(to / "flutter_bootstrap.js")
    _leave_out_unused_fonts(to / "assets" / "FontManifest.json")


def _leave_out_flutters_worker(bootstrap: Path) -> None:
    # Flutter's own worker would remove ours at the second visit and reload the page.
    text, count = _FLUTTER_WORKER.subn("", bootstrap.read_text("utf-8"))
    if count != 1:
        raise PieceMissing("flet-web has changed: no serviceWorkerSettings in its bootstrap")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    # The page at the start has its own end: the first screen that Python drew.
    bootstrap.write_text(text.replace("getElementById('loading')?.", "getElementById('')?."))


def _leave_out_unused_fonts(manifest: Path) -> None:
    # Fonts named here are fetched before the first frame; formulas are never drawn.
    fonts = json.loads(manifest.read_text("utf-8"))
    kept = [each for each in fonts if "flutter_math_fork" not in each["family"]]
    kept.append({"family": "Roboto", "fonts": [{"asset": "fonts/roboto.woff2"}]})
    manifest.write_text(json.dumps(kept))
