"""Copies of the web app under several paths of one host, and files that others have replaced."""

import shutil
from pathlib import Path

import pytest

from app.pwa.build import path_of
from app.pwa.offline import build_name, write_service_worker
from app.pwa.page import write_manifest, write_page
from tests.browser.pwa.conftest import NewContext, begin, is_kept, opened
from tests.browser.pwa.static_host import StaticHost

NAMES = """async () => {
  const root = await navigator.storage.getDirectory();
  const folders = [];
  for await (const name of root.keys()) folders.push(name);
  return { folders: folders.sort(), caches: (await caches.keys()).sort() };
}"""
REPLACE = """async ([store, path]) => {
  const kept = await caches.open(store);
  const replaced = [];
  for (const { url } of await kept.keys()) {
    if (!url.includes("/kept/")) continue;
    const headers = { "Content-Type": "text/html" };
    await kept.put(url, new Response("<h1>replaced</h1>", { headers }));
    replaced.push(url);
  }
  return replaced.length;
}"""


class SharedHost(StaticHost):
    """A host with a copy of the app under each of several paths."""

    def __init__(self, copies: dict[str, Path]) -> None:
        super().__init__(Path("/nowhere"))
        self.copies = copies

    def _path_of(self, name: str) -> Path | None:
        for base in sorted(self.copies, key=len, reverse=True):
            if name.startswith(base):
                path = self.copies[base] / (name[len(base) :] or "index.html")
                return path if path.is_file() and ".." not in name else None
        return None


def copy_under(pwa: Path, to: Path, base: str) -> Path:
    """The same app, built for another path."""
    shutil.copytree(pwa, to)
    for name in ("index.html", "sw.js"):
        (to / name).unlink()
    write_manifest(to, base)
    build = build_name(to)
    write_page(to, base, build)
    write_service_worker(to, build)
    return to


@pytest.fixture(scope="module")
def copies(pwa: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("copies")
    return {
        "/": pwa,
        "/repo/": copy_under(pwa, folder / "repo", "/repo/"),
        "/beta/": copy_under(pwa, folder / "beta", "/beta/"),
    }


def test_copies_on_one_host_do_not_touch_each_other(
    copies: dict[str, Path], new_context: NewContext
) -> None:
    context = new_context()
    with SharedHost(copies) as host:
        for path in ("repo/", "", "beta/"):
            app = opened(context, host, path)
            app.sees("Start logging")  # no other copy's journal
            begin(app)
            is_kept(app.page)
            found = app.page.evaluate(NAMES)
            app.page.close()
        suffixes = ["", "-%2Fbeta%2F", "-%2Frepo%2F"]
        assert found["folders"] == [f"sidenote{each}" for each in suffixes]
        assert found["caches"] == [f"sidenote-files{each}" for each in suffixes]
        host.stop()
        for path in ("repo/", "", "beta/"):  # the files of each are still there
            app = opened(context, host, path)
            app.sees("Today")
            app.page.close()


def test_two_copies_are_open_at_once(copies: dict[str, Path], new_context: NewContext) -> None:
    context = new_context()
    with SharedHost(copies) as host:
        first = opened(context, host, "repo/")
        begin(first)
        second = opened(context, host, "beta/")
        begin(second)
        first.tap("Nothing new today")
        second.tap("Trends", "tab")
        assert first.page.locator("html.elsewhere").count() == 0
        assert second.page.locator("html.elsewhere").count() == 0


@pytest.mark.parametrize("is_offline", [False, True])
def test_a_replaced_file_is_never_served(
    copies: dict[str, Path], new_context: NewContext, is_offline: bool
) -> None:
    context = new_context()
    with SharedHost(copies) as host:
        app = opened(context, host, "repo/")
        begin(app)
        app.page.locator("html[data-warm]").wait_for(state="attached")
        app.page.close()
        evil = context.new_page()
        evil.goto(host.address + "beta/help.html")  # another page of the host
        assert evil.evaluate(REPLACE, ["sidenote-files-%2Frepo%2F", ""]) > 20
        if is_offline:
            host.stop()
            page = context.new_page()
            with pytest.raises(Exception, match="ERR_FAILED"):
                page.goto(host.address + "repo/")
            return
        app = opened(context, host, "repo/")
        app.sees("Today")
        assert "'restored'" not in app.page.evaluate("JSON.stringify(sidenoteMarks)")
        assert "Call" in app.page.evaluate("fetch('help.html').then((r) => r.text())")
        assert app.problems == []


def test_another_page_of_the_host_is_not_answered_with_the_app(
    copies: dict[str, Path], new_context: NewContext
) -> None:
    context = new_context()
    with SharedHost(copies) as host:
        app = opened(context, host)
        is_kept(app.page)
        page = context.new_page()
        answer = page.goto(host.address + "somewhere/else.html")
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize(
    ("base", "path"),
    [("/", "/"), ("", "/"), ("repo", "/repo/"), ("/repo", "/repo/"), ("/a/b/", "/a/b/")],
)
def test_a_path_is_written_in_one_way(base: str, path: str) -> None:
    assert path_of(base) == path
