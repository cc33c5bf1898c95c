"""What the page says when the app does not come: that all is safe, what to do, whom to call."""

import re
from html import escape
from importlib import resources

from app.pwa.help_page import help_content
from models.words import words

# Flet's client stands still on an address that it cannot read; the app leads from any other.
READABLE_ADDRESS = r"""
const readable = () => {
  if (!/^(#\/?([\w.~-][\w.~\/-]*)?(\?[\w=&.-]*)?)?$/.test(location.hash)) {
    history.replaceState(history.state, "", "#/unknown");
  }
};
addEventListener("popstate", readable, true);
readable();
"""

# The app has come with the first message that draws: a change (2), or all of a page at once.
WAIT = """
(() => {
  const page = document.documentElement;
  const late = () => page.classList.add("late");
  const waiting = setTimeout(late, 15000);
  const lost = ({ target }) => target instanceof HTMLScriptElement && late();
  addEventListener("error", lost, true);
  function got({ data }) {
    if (!(data instanceof ArrayBuffer)) return;
    const [kind, , action] = new Uint8Array(data, 0, Math.min(3, data.byteLength));
    if (kind !== 0 || (action !== 2 && data.byteLength < 8192)) return;
    clearTimeout(waiting);
    removeEventListener("error", lost, true);
    page.classList.remove("late");
  }
  window.WebSocket = class extends WebSocket {
    constructor(...wishes) {
      super(...wishes);
      this.addEventListener("message", got);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    document.getElementById("again").addEventListener("click", () => location.reload());
  });
})();
"""
STYLE = """
#late{display:none;position:fixed;inset:0;z-index:9;overflow:auto;background:var(--back);
color:var(--text);font:17px/1.5 system-ui,sans-serif}.late #late{display:block}
#again{min-height:48px;padding:12px 24px;border:0;border-radius:24px;font:inherit;font-weight:600;
background:var(--link);color:var(--back);cursor:pointer}
"""


def with_an_end(html: str) -> str:
    """A page that starts the app, with what it says when that takes too long."""
    help_html = (resources.files("app.pwa") / "browser" / "help.html").read_text("utf-8")
    look = re.search(r"<style>(.*?)</style>", help_html, re.DOTALL)
    style = (look[1] if look else "").replace("body {", "#late {") + STYLE
    scripts = f"<script>{READABLE_ADDRESS}</script>\n<script>{WAIT}</script>"
    html = html.replace("</head>", f"{scripts}\n<style>{style}</style>\n</head>", 1)
    return html.replace("</body>", f"{_late()}\n</body>", 1)


def _late() -> str:
    title, body, again = (
        escape(words(f"command_line.late_{name}")) for name in ("title", "body", "again")
    )
    lines = [f"<h1>{title}</h1>", f"<p>{body}</p>"]
    lines.append(f'<p><button id="again" type="button">{again}</button></p>')
    shown = "\n".join([*lines, *help_content()])
    return f'<section id="late" aria-live="polite"><main>{shown}</main></section>'
