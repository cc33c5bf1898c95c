"""The settings for the native packages: every key in [tool.flet] is one that flet-cli reads.

`flet build` needs the Flutter and Android SDKs, so no test here builds a package. What can be
held is that no key is misspelt or out of date: the packager passes over such keys without a word.
"""

import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.app.local.running import ROOT

FREE = ("android.permission", "android.gradle_properties", "ios.info", "boot_screen.flet")
"""Tables whose entries are not flet-cli's own: they go to Android, Gradle, iOS, Flet's client."""
BY_THE_TEMPLATE = ("android.min_sdk_version", "android.manifest_application")
"""Read by the template of the native project, which gets the whole file; it is fetched when a
package is built (sdk/python/templates/build in Flet's sources)."""
PLATFORMS = ("android", "ios", "web")


def keys(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        path = f"{before}{name}"
        if isinstance(value, dict) and path not in (*FREE, *BY_THE_TEMPLATE):
            yield from keys(value, f"{path}.")
        else:
            yield path


@pytest.fixture(scope="module")
def source() -> str:
    """The sources of flet-cli's commands, one after the other."""
    found = find_spec("flet_cli")
    if found is None or not found.submodule_search_locations:
        pytest.skip("flet-cli is not installed: install sidenote[test]")
    commands = Path(found.submodule_search_locations[0]) / "commands"
    return "\n".join(path.read_text("utf-8") for path in sorted(commands.glob("*.py")))


def is_read(path: str, source: str) -> bool:
    """Whether flet-cli asks for the key: by its whole name, or by that without its platform."""
    table, _, name = path.rpartition(".")
    if table == "splash":  # asked for key by key: color("…", "<key>", …)
        return f'"{name}"' in source and "tool.flet.splash.{" in source
    platform, _, rest = path.partition(".")
    if table == "boot_screen":
        return f'merged("{table}")' in source
    asked = [f'"tool.flet.{path}"', f'"{path}"']
    if platform in PLATFORMS:
        asked.append(f'"{rest}"')
    return any(each in source for each in asked)


SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["flet"]


@pytest.mark.parametrize("path", [each for each in keys(SETTINGS) if each not in BY_THE_TEMPLATE])
def test_the_packager_reads_the_key(path: str, source: str) -> None:
    assert is_read(path, source)


@pytest.mark.parametrize("path", ["android.min_sdk", "app.excludes", "splash.colour", "web.cdns"])
def test_a_misspelt_key_would_be_noticed(path: str, source: str) -> None:
    assert not is_read(path, source)


def test_the_template_gets_the_keys_that_it_reads_itself(source: str) -> None:
    assert '"pyproject": self.get_pyproject()' in source


def test_the_phone_is_asked_for_no_permission_and_not_for_the_network() -> None:
    assert SETTINGS["permissions"] == []
    assert SETTINGS["android"]["permission"] == {"android.permission.INTERNET": False}
    assert SETTINGS["android"]["manifest_application"]["allowBackup"] == "false"
