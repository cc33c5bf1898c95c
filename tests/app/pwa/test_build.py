"""The build as files: the same each time, checked by hash, nothing of it from elsewhere."""

import json
import re
import tomllib
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from app.pwa.build import FolderInUse, build
from app.pwa.bytecode import files_of
from app.pwa.offline import build_name, integrity
from app.pwa.pieces import requirements
from models.helplines import countries
from tests.app.local.running import ROOT
from tests.conftest import CACHE


def settings_of(folder: Path) -> dict[str, object]:
    page = (folder / "index.html").read_text("utf-8")
    found = re.search(r'id="settings">(.*?)</script>', page)
    assert found
    settings: dict[str, object] = json.loads(found[1])
    return settings


def test_the_same_input_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    build(again, ROOT, CACHE)
    assert [path.relative_to(again) for path in files_of(again)] == [
        path.relative_to(built) for path in files_of(built)
    ]
    different = [
        path.name
        for path in files_of(again)
        if path.read_bytes() != (built / path.relative_to(again)).read_bytes()
    ]
    assert different == []
    assert build_name(again) == build_name(built)


def test_every_file_that_is_kept_is_listed_with_its_hash(built: Path) -> None:
    listed = (built / "sw.js").read_text("utf-8")
    found = re.search(r"const FILES = (\{.*?\}); //", listed, re.DOTALL)
    assert found
    files: dict[str, list[str]] = json.loads(found[1])
    assert {name: integrity(built / name) for name in files} == {
        name: digest for name, (digest, _) in files.items()
    }
    kinds = {name: kind for name, (_, kind) in files.items()}
    assert kinds["index.html"] == kinds["help.html"] == kinds["python/library.zip"] == "core"
    assert kinds["canvaskit/skwasm.wasm"] == kinds["main.dart.wasm"] == "engine"
    assert kinds["python/snapshot.gz"] == "later"
    assert kinds["python/snapshot-base.gz"] == "base"


def test_the_page_checks_what_it_starts(built: Path) -> None:
    parts = settings_of(built)["parts"]
    assert isinstance(parts, dict)
    for part in parts.values():
        assert part["integrity"] == integrity(built / part["path"])


def test_flutters_own_service_worker_and_the_unused_fonts_are_gone(built: Path) -> None:
    bootstrap = (built / "flutter_bootstrap.js").read_text("utf-8")
    assert "serviceWorkerSettings" not in bootstrap.partition("_flutter.loader.load(")[2]
    fonts = json.loads((built / "assets" / "FontManifest.json").read_text("utf-8"))
    for family in fonts:
        for font in family["fonts"]:
            assert (built / "assets" / font["asset"]).is_file()


def test_the_manifest_names_pictures_that_are_there(built: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    for picture in [*manifest["icons"], *manifest["screenshots"]]:
        data = (built / picture["src"]).read_bytes()
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        assert picture["sizes"] == f"{width}x{height}"
    assert [each["name"] for each in manifest["shortcuts"]] == ["Log today", "Get help"]


class Links(HTMLParser):
    """The addresses that a page links to, and the elements it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name == "href" and value]


def test_the_page_of_helplines_has_every_number_and_no_script(built: Path) -> None:
    links = Links()
    links.feed((built / "help.html").read_text("utf-8"))
    assert "script" not in links.tags
    for country in countries():
        for line in (*country.emergency, *country.lines):
            said = f"?&body={quote(line.keyword)}" if line.keyword else ""
            assert any(link.endswith(line.dial + said) for link in links.found), line


def test_nothing_but_its_own_former_build_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FolderInUse):
        build(tmp_path, ROOT, CACHE)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_the_phone_gets_the_versions_that_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    phone = dict(re.findall(r"^([\w-]+)==(\S+) --hash", requirements(), re.MULTILINE))
    for wanted in project["dependencies"]:
        if ";" in wanted:  # for computers only
            continue
        name, _, version = wanted.partition("==")
        assert phone[name] == (version or phone[name])
