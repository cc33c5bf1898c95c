"""The Python that goes to the phone, run by Node: what was trimmed away must not be missed."""

import subprocess
from pathlib import Path

from app.pwa.pieces import node

SCRIPT = Path(__file__).with_name("phone.mjs")


def run(built: Path, code: str) -> str:
    command = [node(), str(SCRIPT), str(built), code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_every_module_of_the_app_can_be_imported(built: Path) -> None:
    code = """
import importlib, pathlib, sys, types
sys.modules["flet_js"] = types.ModuleType("flet_js")
names = [".".join(path.relative_to("/app").with_suffix("").parts)
         for path in sorted(pathlib.Path("/app").rglob("*.pyc"))]
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
