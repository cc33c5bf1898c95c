"""Where a copy under a path finds the journal that it kept under the bare names before.

The storage's own scripts, without a build and without Python.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.local.running import ROOT
from tests.browser.pwa.conftest import NewContext
from tests.browser.pwa.static_host import StaticHost
from tests.browser.pwa.test_pwa_storage import GROUND, told

SCRIPTS = ROOT / "app" / "pwa" / "browser"
LAY_IN = """async (contents) => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("sidenote", { create: true });
  for (const [name, text] of Object.entries(contents)) {
    const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
KEEP_FOR = """async ([base, names]) => {
  const store = await caches.open("sidenote-files");
  for (const name of names) await store.put(base + name, new Response("x"));
}"""
FOUND = """async () => {
  const root = await navigator.storage.getDirectory();
  const found = {};
  for await (const name of root.keys()) {
    const folder = await root.getDirectoryHandle(name);
    const file = await folder.getFileHandle("journal.db", { create: true });
    found[name] = await (await file.getFile()).text();
  }
  return found;
}"""
OWN = "sidenote-%2Frepo%2F"


@pytest.fixture
def host() -> Iterator[StaticHost]:
    with StaticHost(SCRIPTS, "/repo/", beside=GROUND) as running:
        yield running


def page_of(host: StaticHost) -> str:
    return f"{host.address}ground/keeper.html"


@pytest.mark.parametrize(
    ("kept_for", "expected"),
    [
        ("/repo/", {OWN: "mine"}),
        ("", {OWN: "mine", "sidenote": "mine"}),
        ("/", {OWN: "", "sidenote": "mine"}),
        ("/beta/", {OWN: "", "sidenote": "mine"}),
        ("/repo/beta/", {OWN: "", "sidenote": "mine"}),
    ],
)
def test_a_journal_under_the_bare_name_is_taken_unless_it_may_be_another_copys(
    host: StaticHost, new_context: NewContext, kept_for: str, expected: dict[str, str]
) -> None:
    page = new_context().new_page()
    page.goto(f"{host.address}help.html")
    page.evaluate(LAY_IN, {"journal.db": "mine", "build": "an older one"})
    if kept_for:
        base = host.address.removesuffix("/repo/") + kept_for
        page.evaluate(KEEP_FOR, [base, ["kept/one", "kept/two", "engine"]])
    page.goto(page_of(host))
    assert told(host, "kind")["kind"] == "kept"
    assert page.evaluate(FOUND) == expected
    assert page.evaluate("caches.has('sidenote-files')") is (kept_for not in ("", "/repo/"))
    page.goto(page_of(host))  # once more: nothing is taken twice
    assert told(host, "kind")["kind"] == "kept"
    assert page.evaluate(FOUND) == expected


def test_a_journal_of_its_own_is_never_replaced(host: StaticHost, new_context: NewContext) -> None:
    page = new_context().new_page()
    page.goto(page_of(host))
    assert told(host, "kind")["kind"] == "kept"
    page.evaluate(LAY_IN, {"journal.db": "another's", "build": "an older one"})
    page.goto(page_of(host))
    assert told(host, "kind")["kind"] == "kept"
    assert page.evaluate(FOUND) == {OWN: "", "sidenote": "another's"}


def test_at_the_top_of_a_host_the_released_names_stay(new_context: NewContext) -> None:
    with StaticHost(SCRIPTS, beside=GROUND) as host:
        page = new_context().new_page()
        page.goto(f"{host.address}help.html")
        page.evaluate(LAY_IN, {"journal.db": "mine", "build": "an older one"})
        page.goto(page_of(host))
        assert told(host, "kind")["kind"] == "kept"
        assert page.evaluate(FOUND) == {"sidenote": "mine"}


def test_the_weaker_store_finds_its_journal_under_the_bare_name_too(
    host: StaticHost, new_context: NewContext
) -> None:
    page = new_context().new_page()
    host.base = "/"
    page.goto(f"{page_of(host)}?refuse=handles&write=mine")
    assert told(host, "kind") == {"kind": "kept_less_surely", "text": ""}
    host.base = "/repo/"
    for _ in range(2):
        page.goto(f"{page_of(host)}?refuse=handles")
        assert told(host, "kind") == {"kind": "kept_less_surely", "text": "mine"}
    host.base = "/beta/"
    page.evaluate(KEEP_FOR, [host.address.removesuffix("beta/"), ["kept/one"]])
    page.goto(f"{page_of(host)}?refuse=handles")
    assert told(host, "kind") == {"kind": "kept_less_surely", "text": ""}


def test_every_store_of_the_browser_is_named_by_the_path() -> None:
    """No script uses a bare name but where a journal of before is looked for."""
    bare = []
    for path in sorted(Path(SCRIPTS).glob("*.*js")):
        for line in path.read_text("utf-8").splitlines():
            opens = ("caches.open(", "indexedDB.open(", "getDirectoryHandle(", "locks.request(",
                     "BroadcastChannel(", "Storage.getItem(", "Storage.setItem(")  # fmt: skip
            if any(f'{each}"' in line for each in opens):
                bare.append(f"{path.name}: {line.strip()}")
    assert [line for line in bare if 'getItem("sidenote-there")' not in line] == []
