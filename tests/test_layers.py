"""One direction: main, startup, routes, screens, parts, theme; and models below, on their own.

Reads the imports of every module, those inside functions too, and follows no arrow up.
"""

import ast
import functools
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [
    ROOT / "main.py",
    *sorted((ROOT / "app").rglob("*.py")),
    *(ROOT / "models").rglob("*.py"),
]

DATABASE = ("sqlalchemy", "sqlmodel", "sqlite3")
STORAGE = (
    "models.store", "models.rows", "models.window", "models.whole", "models.migrations",
    "models.mood_path", "models.demo", "models.backup", "models.restore", "models.merge",
)  # fmt: skip
FLET = ("flet", "flet_charts", "flet_web", "flet_desktop")
PURE = (
    "models.days", "models.scales", "models.records", "models.moods", "models.safety",
    "models.notices", "models.periods", "models.series", "models.summary", "models.doses",
)  # fmt: skip

RULES = {
    "models": ("app", "main", *FLET),
    "models.tables": ("models.records", "models.database", *STORAGE),
    "models.migrations": ("models.tables", "models.store", "models.rows", "sqlalchemy", "sqlmodel"),
    "models.database": ("models.tables", "models.store", "models.rows", "sqlmodel"),
    "models.rows": ("models.store", "models.window", "models.records"),
    "models.store": ("models.mood_path", "models.demo", "models.report", "models.trends",
                     "models.exchange", "models.backup", "models.words", "models.content"),
    "app": DATABASE,
    "app.theme": ("app.parts", "app.screens", "app.routes", "app.journal", "app.facts",
                  "app.actions", "app.device", "app.startup", "app.local", "app.pwa", "models"),
    "app.parts": ("app.screens", "app.routes", "app.journal", "app.facts", "app.actions",
                  "app.device", "app.startup", "app.local", "app.pwa", "main", "models.tables",
                  "models.database", *STORAGE),
    "app.screens": ("app.routes", "app.startup", "app.local", "app.pwa", "main", *STORAGE),
    "app.routes": ("app.startup", "app.local", "app.pwa", "main", *STORAGE),
    "app.facts": ("app.journal", "app.actions", "app.screens", "app.parts", "app.routes",
                  "app.startup", "app.theme", "app.local", "app.pwa", "main"),
    "app.journal": ("app.actions", "app.screens", "app.parts", "app.routes", "app.startup",
                    "app.theme", "app.local", "app.pwa", "main"),
    "app.actions": ("app.screens", "app.parts", "app.routes", "app.startup", "app.theme",
                    "app.local", "app.pwa", "main"),
    "app.device": ("app.journal", "app.actions", "app.screens", "app.parts", "app.routes",
                   "app.startup", "app.local", "main"),
    "app.startup": ("app.local", "main"),
    "app.local": ("app.screens", "app.parts", "app.routes", "app.journal", "main"),
    "app.pwa": ("app.screens", "app.parts", "app.routes", "app.journal", "app.startup", "main"),
}  # fmt: skip
"""Who may not import what; a name stands for everything inside it."""


def name_of(source: Path) -> str:
    parts = source.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_within(name: str, outer: str) -> bool:
    return name == outer or name.startswith(outer + ".")


def imports_in(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[str]:
    """Every name imported: `from models import tables` is models.tables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                kept = module.split(".")[: None if is_package and node.level == 1 else -node.level]
                base = ".".join([*kept, base] if base else kept)
            yield from (f"{base}.{alias.name}" for alias in node.names)


@functools.cache
def tree_of(source: Path) -> ast.Module:
    return ast.parse(source.read_text("utf-8"))


def imports_of(source: Path) -> set[str]:
    return set(imports_in(tree_of(source), name_of(source), is_package=source.stem == "__init__"))


def forbidden_to(module: str) -> set[str]:
    found = set(chain.from_iterable(RULES[each] for each in RULES if is_within(module, each)))
    if module in PURE:
        found |= {*DATABASE, *STORAGE, "models.tables", "models.database", "models.words"}
    return found


@pytest.mark.parametrize("source", SOURCES, ids=name_of)
def test_no_import_points_up(source: Path) -> None:
    module = name_of(source)
    wrong = {
        name
        for name in imports_of(source)
        for outer in forbidden_to(module)
        if is_within(name, outer)
    }
    assert not wrong, f"{module} may not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("module", PURE)
def test_the_pure_modules_have_no_clock(module: str) -> None:
    tree = tree_of((ROOT / module.replace(".", "/")).with_suffix(".py"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not asked & {"now", "today", "utcnow", "monotonic", "perf_counter"}
    assert "time" not in {name.split(".")[0] for name in imports_in(tree, module, is_package=False)}


def test_no_module_waits_for_itself() -> None:
    """The imports at the top of modules form no circle."""
    known = {name_of(source) for source in SOURCES}
    needs: dict[str, set[str]] = {}
    for source in SOURCES:
        body = tree_of(source).body
        top = ast.Module(
            [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)], []
        )
        module = name_of(source)
        names = imports_in(top, module, is_package=source.stem == "__init__")
        both = {outer for name in names for outer in (name, name.rpartition(".")[0])}
        needs[module] = {name for name in both & known if not is_within(module, name)}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(circle.args[1]))


def test_only_the_last_handlers_catch_everything() -> None:
    """The Journal's gate, the guard of components, the start, and what draws whole pages; others
    must let the error go on.
    """
    found = [
        (name_of(source), node.lineno)
        for source in SOURCES
        for node in ast.walk(tree_of(source))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    last = {"app.gate", "app.parts.guard", "app.routes", "app.screens.trouble", "app.startup"}
    assert {name for name, _ in found} <= last, found
    assert len(found) <= 7, found


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Whether it catches everything and does not raise it again in the end."""
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    is_all = any(
        each is None or (isinstance(each, ast.Name) and each.id in ("Exception", "BaseException"))
        for each in types
    )
    return is_all and not isinstance(handler.body[-1], ast.Raise)


# The test itself can fail


@pytest.mark.parametrize(
    ("code", "module", "expected"),
    [
        ("from models import tables", "models.x", {"models.tables"}),
        ("def f():\n    import flet as ft", "models.x", {"flet"}),
        ("from .store import Store", "models.x", {"models.store.Store"}),
        ("from . import b", "models.report", {"models.report.b"}),
    ],
)
def test_every_way_to_import_is_seen(code: str, module: str, expected: set[str]) -> None:
    is_package = module == "models.report"
    assert set(imports_in(ast.parse(code), module, is_package=is_package)) == expected


def test_every_rule_is_about_something_that_exists() -> None:
    known = {name_of(source) for source in SOURCES}
    named = {*RULES, *PURE, *(name for rule in RULES.values() for name in rule)}
    ours = {name for name in named if name.split(".")[0] in ("app", "models", "main")}
    assert ours <= known
