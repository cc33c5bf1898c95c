"""What an installed app fetches when every module of it has changed: from two builds' files."""

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.pwa.build import build
from app.pwa.bytecode import files_of
from tests.app.local.running import ROOT
from tests.conftest import CACHE

AT_MOST = 300_000
SNAPSHOT_AT_MOST = 4_000_000  # in the background, for the start after the next
SCRIPTS = (".js", ".mjs", ".html")


def listed(folder: Path) -> dict[str, list[str]]:
    """The service worker's own list: path to [hash, kind]."""
    found = re.search(
        r"const FILES = (\{.*?\}); //", (folder / "sw.js").read_text("utf-8"), re.DOTALL
    )
    assert found
    files: dict[str, list[str]] = json.loads(found[1])
    return files


def sent(path: Path) -> int:
    """The bytes a usual host sends for a file; what is packed already it leaves alone."""
    data = path.read_bytes()
    return len(gzip.compress(data, 6)) if path.suffix in SCRIPTS else len(data)


def changed_sources(to: Path, change: Callable[[Path], None]) -> Path:
    for part in ("app", "models", "assets"):
        shutil.copytree(ROOT / part, to / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "main.py", to / "main.py")
    for path in files_of(to):
        change(path)
    return to


def a_statement_more(path: Path) -> None:
    if path.suffix == ".py":
        path.write_text(path.read_text("utf-8") + f"\nchanged_in_a_release = {path.name!r}\n")


@pytest.fixture(scope="module")
def later_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of sources in which every module has changed, and nothing else."""
    folder = tmp_path_factory.mktemp("later")
    build(folder / "app", changed_sources(folder / "sources", a_statement_more), CACHE)
    return folder / "app"


def fetched(before: Path, after: Path) -> dict[str, int]:
    """The bytes of every file of `after` that a device with `before` does not have."""
    known = {digest for digest, _ in listed(before).values()}
    return {
        name: sent(after / name)
        for name, (digest, kind) in listed(after).items()
        if digest not in known and kind != "later"
    }


def test_an_update_of_every_module_is_small(built: Path, later_build: Path) -> None:
    files = fetched(built, later_build)
    code = {path.name for path in (built / "python").glob("app-*.packed")}
    code -= {"app-content.packed", "app-fonts.packed"}
    assert set(files) == {f"python/{name}" for name in code} | {"index.html"}
    # The scripts of the page are our own code, too: as if all of them had changed with it.
    browser = ROOT / "app" / "pwa" / "browser"
    scripts = [path for path in files_of(browser) if path.suffix in SCRIPTS]
    in_the_page = "inline.js"
    scripts = [built / path.name for path in scripts if path.name not in {*files, in_the_page}]
    total = sum(files.values()) + sum(sent(path) for path in scripts)
    assert total <= AT_MOST, files


def test_words_and_fonts_are_not_fetched_again_with_the_code(
    built: Path, later_build: Path
) -> None:
    for name in ("content", "fonts"):
        part = f"python/app-{name}.packed"
        assert listed(built)[part] == listed(later_build)[part]


def test_of_the_snapshot_an_update_fetches_only_what_our_own_modules_make(
    built: Path, later_build: Path
) -> None:
    base, own = "python/snapshot-base.gz", "python/snapshot.gz"
    assert listed(built)[base] == listed(later_build)[base]
    assert listed(built)[own] != listed(later_build)[own]
    assert sent(later_build / own) <= SNAPSHOT_AT_MOST
