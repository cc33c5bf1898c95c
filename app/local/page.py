"""The page the browser is given, and the rules its browser must keep it to.

The page is Flet's own, with three changes: it carries the name of this app, it never asks another
host for anything, and each script written into it is known to the policy by its digest.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from flet.controls.types import RouteUrlStrategy, WebRenderer

# Flet ships its web half without types.
from flet_web import get_package_web_dir, patch_index_html  # type: ignore[import-untyped]

from app.local.waiting import with_an_end

# The stock client appends a script from a CDN, for animations that this app does not have. The
# policy would block it, after the browser had decided to ask; this keeps it from being asked for.
OWN_SCRIPTS_ONLY = """
(() => {
  const src = Object.getOwnPropertyDescriptor(HTMLScriptElement.prototype, "src");
  Object.defineProperty(HTMLScriptElement.prototype, "src", {
    ...src,
    set(address) {
      if (new URL(String(address), document.baseURI).origin === location.origin) {
        src.set.call(this, address);
      }
    },
  });
})();
"""

# Flutter writes styles into the page as it lays it out, compiles WebAssembly, and draws images
# that it has decoded itself (data: and blob:).
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self' blob:",
    "connect-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}


@dataclass(frozen=True)
class Page:
    """A page, and the value of its Content-Security-Policy header."""

    html: bytes
    policy: str


def front_page(title: str, description: str, websocket_path: str) -> Page:
    """The page that starts the app, at the root of the server."""
    with TemporaryDirectory() as name:
        index = Path(name) / "index.html"
        stock = Path(get_package_web_dir(), "index.html").read_text(encoding="utf-8")
        index.write_text(stock, encoding="utf-8")
        patch_index_html(
            str(index),
            base_href="/",
            websocket_endpoint_path=websocket_path,
            app_name=escape(title),
            app_description=escape(description),
            web_renderer=WebRenderer.AUTO,
            route_url_strategy=RouteUrlStrategy.HASH,
            no_cdn=True,
        )
        html = index.read_text(encoding="utf-8")
    html = html.replace("<html>", '<html lang="en">', 1)
    html = html.replace("<head>", f"<head>\n<script>{OWN_SCRIPTS_ONLY}</script>", 1)
    html = with_an_end(html)
    return Page(html.encode(), _policy(POLICY, html))


def closed_page(title: str, lines: list[str]) -> Page:
    """The page for a browser that has no key: what happened, and what to do."""
    text = "".join(f"<p>{escape(line)}</p>" for line in lines)
    html = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>"
        ":root{color-scheme:light dark}"
        "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;"
        "margin:15vh auto;padding:0 1rem}"
        f"</style></head><body><h1>{escape(title)}</h1>{text}</body></html>"
    )
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return Page(html.encode(), policy)


def _policy(rules: dict[str, str], html: str) -> str:
    digests = [
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
        for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    ]
    scripts = " ".join([rules["script-src"], *digests])
    return "; ".join(f"{name} {value}" for name, value in (rules | {"script-src": scripts}).items())
