"""The page that stands at once, and the manifest that makes the app installable."""

import json
from html import escape
from importlib import resources
from pathlib import Path

from app.pwa.bytecode import files_of
from app.pwa.help_page import numbers
from app.pwa.offline import POLICY, inline_script, integrity
from app.pwa.pieces import web_client
from app.pwa.python_parts import LATER
from app.pwa.snapshot import BASE, NAME, memory_integrity
from models.words import DEFAULT_LANGUAGE, area_words, words

_SPOKEN = ("fetching", "fetching_size", "python", "restored", "imports", "connecting")
_OFFERED = (
    "update_ready", "update_now", "update_later", "file_ready", "file_save", "file_later",
)  # fmt: skip


def write_page(folder: Path, base: str, build: str) -> None:
    """Write index.html for the files already in `folder`, served under the path `base`."""
    page = (resources.files("app.pwa") / "browser" / "index.html").read_text("utf-8")
    for name, text in area_words(DEFAULT_LANGUAGE, "pwa").items():
        page = page.replace(f"@{name}@", escape(text))
    values = {
        "LANGUAGE": DEFAULT_LANGUAGE,
        "BASE": base,
        "INLINE": inline_script(),
        "NUMBERS": numbers(),
        "POLICY": escape(POLICY),
        "BOOT": integrity(folder / "boot.js"),
        "FILES": integrity(folder / "files.js"),
        "OFFLINE": integrity(folder / "offline.js"),
        # "<" would end the element that carries the settings
        "SETTINGS": json.dumps(_settings(folder, base, build)).replace("<", "\\u003c"),
    }
    for name, value in values.items():
        page = page.replace(f"@{name}@", value)
    (folder / "index.html").write_text(page, "utf-8")


def _settings(folder: Path, base: str, build: str) -> dict[str, object]:
    apart = ("later.packed", NAME, BASE)
    needed = [path for path in files_of(folder / "python") if path.name not in apart]
    parts = {
        path.name: {
            "path": f"python/{path.name}",
            "integrity": integrity(path),
            "bytes": path.stat().st_size,
        }
        for path in needed
    }
    return {
        "base": base,
        "build": build,
        "parts": parts,
        "later": LATER,
        "snapshot": integrity(folder / "python" / NAME),
        "memory": memory_integrity(folder / "python"),
        "bytes": sum(path.stat().st_size for path in needed),
        "lock": _lock(),
        "words": {
            name: area_words(DEFAULT_LANGUAGE, "pwa")[name] for name in (*_SPOKEN, *_OFFERED)
        },
    }


def _lock() -> str:
    """Pyodide's list of packages without the packages: nothing is ever fetched by it."""
    shipped = json.loads((web_client() / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    return json.dumps({"info": shipped["info"], "packages": {}})


def write_manifest(folder: Path, base: str) -> None:
    """Write manifest.json: name, icons, pictures and shortcuts of the installed app."""
    manifest = {
        "id": base,
        "name": words("pwa.name"),
        "short_name": words("pwa.short_name"),
        "description": words("pwa.description"),
        "lang": DEFAULT_LANGUAGE,
        "dir": "ltr",
        "start_url": base,
        "scope": base,
        "display": "standalone",
        "orientation": "any",
        "background_color": "#F7FAF9",
        "theme_color": "#F7FAF9",
        "categories": ["health", "medical", "lifestyle"],
        "prefer_related_applications": False,
        "icons": [_icon(size, use) for use in ("any", "maskable") for size in (192, 512)],
        "screenshots": [_screenshot("narrow", "780x1688"), _screenshot("wide", "1280x800")],
        "shortcuts": [_shortcut("today", f"{base}#/"), _shortcut("help", f"{base}help.html")],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), "utf-8")


def _icon(size: int, use: str) -> dict[str, str]:
    name = f"icons/{use}-{size}.png"
    return {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}


def _shortcut(name: str, url: str) -> dict[str, object]:
    return {"name": words(f"pwa.shortcut_{name}"), "url": url, "icons": [_icon(192, "any")]}


def _screenshot(shape: str, size: str) -> dict[str, str]:
    label = words("pwa.screenshot_today")
    name = f"icons/screenshot-{shape}.png"
    return {"src": name, "sizes": size, "type": "image/png", "form_factor": shape, "label": label}
