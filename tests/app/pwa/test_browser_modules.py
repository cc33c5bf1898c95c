"""The JavaScript of other people: as listed, no more of it than is used, with its licence."""

import re
import tarfile
from pathlib import Path

import pytest

from app.pwa import browser_modules
from app.pwa.browser_modules import Package, packages, write_modules
from app.pwa.bytecode import files_of
from app.pwa.pieces import PieceMissing
from tests.conftest import CACHE

USED = {
    "noble/ciphers": {"LICENSE", "_arx.js", "_poly1305.js", "chacha.js", "utils.js"},
    "noble/hashes": {
        "LICENSE", "_md.js", "_u64.js", "hmac.js", "pbkdf2.js", "scrypt.js", "sha2.js", "utils.js",
    },
}  # fmt: skip


@pytest.mark.parametrize("folder", USED)
def test_only_what_is_used_is_there_unchanged_and_with_its_licence(
    built: Path, tmp_path: Path, folder: str
) -> None:
    assert {path.name for path in files_of(built / folder)} == USED[folder]
    assert "MIT License" in (built / folder / "LICENSE").read_text("utf-8")
    write_modules(tmp_path, CACHE)
    for path in files_of(built / folder):
        assert path.read_bytes() == (tmp_path / folder / path.name).read_bytes()


def test_what_encrypts_is_kept_for_a_start_without_network(built: Path) -> None:
    listed = (built / "sw.js").read_text("utf-8")
    for name in ("ciphers.mjs", "noble/ciphers/chacha.js", "noble/hashes/scrypt.js"):
        assert re.search(rf'"{name}":\s*\[\s*"sha256-[^"]+",\s*"core"\s*\]', listed), name


def kept(package: Package, cache: Path, files: dict[str, str]) -> Package:
    """Put an archive of `files` where npm's would be kept; the package with its true hash."""
    made = cache / "made.tgz"
    with tarfile.open(made, "w:gz") as archive:
        for name, text in files.items():
            (cache / name).write_text(text)
            archive.add(cache / name, f"package/{name}")
    true = package._replace(integrity=browser_modules.integrity(made.read_bytes()))
    made.rename(browser_modules.place_of(true, cache))
    return true


def test_an_archive_that_is_not_the_listed_one_is_refused_and_not_kept(
    built: Path, tmp_path: Path
) -> None:
    for package in packages():
        place = browser_modules.place_of(package, tmp_path)
        whole = browser_modules.place_of(package, CACHE).read_bytes()
        place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(PieceMissing, match="is not the archive"):
            write_modules(tmp_path / "out" / package.name, tmp_path)
        assert not place.exists()


def test_a_package_that_leans_on_another_is_refused(tmp_path: Path) -> None:
    files = {"LICENSE": "MIT", "a.js": 'import { b } from "./b.js";\n', "b.js": "export {};\n"}
    one = Package("@x/y@1.0.0", "@x/y", "", "a.js")
    package = kept(one, tmp_path, files)
    assert set(browser_modules.used(package, tmp_path)) == set(files)
    files["b.js"] = 'import {\n  c,\n} from "@x/other/c.js";\n'
    with pytest.raises(PieceMissing, match="asks for another package"):
        browser_modules.used(kept(one, tmp_path, files), tmp_path)
