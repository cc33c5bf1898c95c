"""The Python that goes to the phone, run by Node: what was trimmed away must not be missed."""

import subprocess
from pathlib import Path

from app.pwa.pieces import node
from tests.app.local.running import ROOT

SCRIPT = Path(__file__).with_name("phone.mjs")


def run(built: Path, code: str) -> str:
    command = [node(), str(SCRIPT), str(built), code, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_every_module_of_the_app_can_be_imported(built: Path) -> None:
    code = """
import importlib, pathlib, sys, types
sys.modules["flet_js"] = types.ModuleType("flet_js")
names = [".".join(path.relative_to("/app").with_suffix("").parts)
         for path in sorted(pathlib.Path("/app").rglob("*.py"))]
names = [name.removesuffix(".__init__") for name in names if name != "main"]
failed = {}
for name in names:
    try:
        importlib.import_module(name)
    except ImportError as error:
        failed[name] = str(error)
repr((len(names) > 100, failed))
"""
    assert run(built, code).endswith("(True, {})")


def test_packages_are_there_at_once_and_the_app_when_it_is_looked_for(built: Path) -> None:
    code = """
import trial
from importlib.machinery import PathFinder
found = [PathFinder.find_spec("flet.app", ["/packages.zip/flet"]) is not None, trial.isPlaced()]
found += [PathFinder.find_spec("models.days", ["/app/models"]) is not None, trial.isPlaced()]
repr(found)
"""
    assert run(built, code).endswith("[True, False, True, True]")


def test_a_file_that_the_app_does_not_have_is_not_found(built: Path) -> None:
    code = """
import pathlib
repr((pathlib.Path("/app/nothing.py").exists(), pathlib.Path("/app/models").is_dir()))
"""
    assert run(built, code).endswith("(False, True)")


def test_every_module_arrives_without_its_docstrings_on_its_own_lines(built: Path) -> None:
    code = """
import ast, pathlib

def without_texts(tree):
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str())):
                node.value = ast.Constant(0)
    return tree

def lines(tree):
    return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.stmt)]

different, count = [], 0
for path in sorted(pathlib.Path("/app").rglob("*.py")):
    name = path.relative_to("/app")
    wanted = without_texts(ast.parse((pathlib.Path("/sources") / name).read_bytes()))
    found = ast.parse(path.read_bytes())
    count += 1
    if ast.dump(found) != ast.dump(wanted) or lines(found) != lines(wanted):
        different.append(str(name))
repr((count > 100, different))
"""
    assert run(built, code).endswith("(True, [])")


def test_the_packages_that_come_later_work(built: Path) -> None:
    code = """
import sys
early = "/later.zip" in sys.path
import fpdf, icalendar
page = fpdf.FPDF()
page.add_page()
page.set_font("Helvetica")
page.cell(text="hello")
calendar = icalendar.Calendar()
calendar.add("prodid", "sidenote")
repr((early, bytes(page.output()[:5]), calendar.to_ical()[:15]))
"""
    assert run(built, code).endswith(repr((False, b"%PDF-", b"BEGIN:VCALENDAR")))


def test_dates_of_all_time_zones_and_numbers_can_be_written(built: Path) -> None:
    code = """
from datetime import datetime
from zoneinfo import ZoneInfo
moment = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("UTC"))
zones = ("Europe/Berlin", "America/St_Johns", "Asia/Kolkata")
repr([str(moment.astimezone(ZoneInfo(zone)).utcoffset()) for zone in zones])
"""
    assert run(built, code).endswith("['2:00:00', '-1 day, 21:30:00', '5:30:00']")


def test_a_table_is_read_in_every_encoding_that_can_be_chosen(built: Path) -> None:
    code = """
import sqlite3
from models.exchange import incoming
from models.exchange.reading import ENCODINGS
from models.exchange.source import Options
table = "date,mood,note\\n2026-11-22,4,m{}de\\n"
found = []
for each in ENCODINGS:
    data, chosen = table.format("u").encode(each), Options(encoding=each)
    found.append(len(incoming.read("x", data, options=chosen).readings))
windows = incoming.read("x", table.format(chr(252)).encode("cp1252"))
with sqlite3.connect(":memory:") as raw:
    raw.executescript("CREATE TABLE Habits (id INTEGER, name TEXT);"
        "CREATE TABLE Repetitions (habit INTEGER, timestamp INTEGER, value INTEGER);"
        "INSERT INTO Habits VALUES (1, 'Nosebleed');"
        "INSERT INTO Repetitions VALUES (1, 1795132800000, 2);")
    loop = incoming.read("x", bytes(raw.serialize()))
repr((set(found), windows.readings[-1].word == "m" + chr(252) + "de", loop.app))
"""
    assert run(built, code).endswith("({2}, True, 'loop')")
