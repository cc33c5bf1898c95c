"""What the start of the web app is measured against: Flet's stock build of hello world."""

import gzip
import io
import shutil
import tarfile
from pathlib import Path

from flet.controls.types import RouteUrlStrategy, WebRenderer
from flet_web import get_package_web_dir, patch_font_manifest_json, patch_index_html

from app.pwa.bytecode import files_of
from app.pwa.pieces import phone_packages
from tests.conftest import CACHE

HELLO = """
import flet as ft

def main(page: ft.Page):
    def answer(event):
        page.title = "answered"
        page.update()

    page.add(ft.Container(ft.Text("Hello, world!"), expand=True, on_click=answer))

ft.run(main)
"""
NEEDED_BY_FLET = ("flet", "msgpack", "repath", "six")


def build_stock(to: Path) -> None:
    """Write what `flet publish --no-cdn` writes for hello world, its packages within."""
    shutil.copytree(get_package_web_dir(), to)
    packages = phone_packages(CACHE)
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        entry = tarfile.TarInfo("main.py")
        entry.size = len(HELLO)
        tar.addfile(entry, io.BytesIO(HELLO.encode()))
        for path in files_of(packages):
            name = path.relative_to(packages).as_posix()
            if name.startswith(NEEDED_BY_FLET) and not name.startswith("flet_charts"):
                tar.add(path, f"__pypackages__/{name}")
    (to / "app.tar.gz").write_bytes(gzip.compress(plain.getvalue(), 6))
    patch_index_html(
        index_path=str(to / "index.html"), base_href="/", app_name="Hello", pyodide=True,
        pyodide_script_path="main.py", pyodide_version="314.0.7", app_package_url="app.tar.gz",
        web_renderer=WebRenderer.CANVAS_KIT, route_url_strategy=RouteUrlStrategy.HASH, no_cdn=True,
    )  # fmt: skip
    patch_font_manifest_json(manifest_path=str(to / "assets" / "FontManifest.json"))
    index = to / "index.html"  # as written, its worker cannot find Pyodide
    there = 'flet.pyodideUrl=new URL("pyodide/pyodide.mjs", document.baseURI).href'
    index.write_text(index.read_text().replace('flet.pyodideUrl="pyodide/pyodide.mjs"', there))
