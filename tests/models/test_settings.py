"""Whose a setting is: every key has one owner, and nothing of a device or a journal travels."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from models import lock, settings, tables
from models.merge import conflicts, joined, news
from models.settings import OF_DEVICE, OF_JOURNAL, SHARED
from models.store import Store
from models.whole import Rows, read_whole

ROOT = Path(__file__).resolve().parents[2]
CLASSES = (SHARED, OF_JOURNAL, OF_DEVICE)
WRITERS = {"SettingDraft"}
READERS = {"settings"}


def _keys_in(path: Path) -> Iterator[str]:
    """Every key of a setting that a module names: where it is written, chosen or read."""
    tree = ast.parse(path.read_text("utf-8"))
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for node in ast.walk(tree):
        found: list[ast.expr | str] = []
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.endswith("SettingDraft"):
                found += [each.value for each in node.keywords if each.arg == "key"]
            elif name.endswith(("setup.choose", "settings.get", "settings().get")):
                found += [each.arg for each in node.keywords if each.arg]
                found += node.args[:1] if name.endswith("get") else []
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("settings"):
            found.append(node.slice)
        for each in found:
            value = each if isinstance(each, str) else _value(each, module)
            if value is not None:
                yield value


def _value(expression: ast.expr, module: object) -> str | None:
    """The text an expression stands for; None for a variable of a function."""
    if isinstance(expression, ast.Constant):
        return str(expression.value)
    place = module
    for name in ast.unparse(expression).split("."):
        place = getattr(place, name, None)
    return place if isinstance(place, str) else None


def named() -> set[str]:
    modules = [*(ROOT / "app").rglob("*.py"), *(ROOT / "models").rglob("*.py")]
    skipped = {"browser_device.py", "browser_lock.py"}  # they run in a browser only
    return {
        key
        for path in modules
        if path.name not in skipped and "etting" in path.read_text("utf-8")
        for key in _keys_in(path)
    }


def test_every_setting_that_the_program_names_has_exactly_one_class() -> None:
    keys = named()
    assert {"lock", "country", "is_sample", "theme", "cutoff", "reminder_at"} <= keys
    assert keys <= frozenset().union(*CLASSES), "say in models/settings.py whose these are"
    assert sum(map(len, CLASSES)) == len(frozenset().union(*CLASSES))


@pytest.fixture
def rows(store: Store) -> Rows:
    keys = sorted(frozenset().union(*CLASSES, {"a_key_of_a_later_version"}))
    store.write(*(tables.SettingDraft(key=key, value="1") for key in keys))
    return read_whole(store.engine)


def kept(rows: Rows) -> set[str]:
    return {key for (key,) in rows["setting"]}


def test_what_is_a_devices_own_leaves_in_no_file(rows: Rows) -> None:
    assert kept(settings.travelling(rows)) == SHARED | OF_JOURNAL | {"a_key_of_a_later_version"}


def test_only_what_is_shared_is_merged(rows: Rows) -> None:
    empty: Rows = {"setting": {}}
    assert kept(news(empty, rows)) == SHARED
    assert kept(joined(empty, rows)) == SHARED
    others = {key: {**row, "value": "2"} for key, row in rows["setting"].items()}
    differing = conflicts(rows, {"setting": others})
    assert {each.key[0] for each in differing} == SHARED


def test_the_usual_mood_of_the_sample_is_not_merged(rows: Rows) -> None:
    mark = {**rows["setting"][("is_sample",)], "value": "true"}
    made_up: Rows = {**rows, "setting": {**rows["setting"], ("is_sample",): mark}}
    assert kept(news({"setting": {}}, made_up)) == SHARED - {"baseline"}


def test_a_device_stays_as_it_is_when_another_journal_comes(store: Store) -> None:
    coming = {"theme": "dark", "lock": {"digest": "x"}, "is_welcomed": True, "cutoff": "03:00:00"}
    store.write(*settings.staying({}, {}), tables.SettingDraft(key="theme", value='"dark"'))
    store.write(*settings.staying({"country": "IE", "cutoff": "05:00:00"}, coming))
    assert store.settings() == {"country": "IE"}


def test_what_is_taken_away_leaves_no_trace(store: Store) -> None:
    store.write(tables.SettingDraft(key="drafts", value='"half a word"'))
    store.write(*settings.removal(["drafts", lock.KEY]))
    with store.engine.connect() as connection:
        values = connection.exec_driver_sql("SELECT value FROM setting").scalars().all()
    assert values == ["null", "null"]
