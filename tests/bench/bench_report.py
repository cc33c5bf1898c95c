"""The page for a visit: reading its facts, drawing it, and what the PDF library costs.

python -m tests.bench.bench_report
"""

import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.periods import Period
from models.report import Choices, Report, read_report
from models.report.page import pdf_of
from models.report.text import text_of
from models.store import Store
from tests.bench.timing import line, side_by_side

TODAY = date(2026, 11, 22)
WEEKS = 26

_IMPORT = "import time; s = time.process_time(); import {}; print(time.process_time() - s)"
_FIRST_PAGE = """
import time
from pathlib import Path
from datetime import UTC, date, datetime, timedelta
from models.database import open_journal
from models.store import Store
from models.periods import Period
from models.report import Choices, read_report
store = Store(open_journal(Path({file!r})), lambda: datetime.now(UTC))
start = time.process_time()
today = date(2026, 11, 22)
period = Period(today - timedelta(days=181), today)
report = read_report(store, period, Choices(), today=today)
from models.report.page import pdf_of
pdf_of(report)
print(time.process_time() - start)
"""


def six_months(folder: Path) -> None:
    """A course of 26 weeks with eight effects."""
    write_demo(folder, today=TODAY, weeks=WEEKS)
    file = folder / FILE_NAME
    period = Period(TODAY - timedelta(days=7 * WEEKS - 1), TODAY)
    with closing(Store(open_journal(file), lambda: datetime.now(UTC))) as store:

        def read(**more: bool) -> Report:
            return read_report(store, period, Choices(**more), today=TODAY)  # type: ignore[arg-type]  # with_days alone

        report, whole = read(), read(with_days=True)
        found = side_by_side(
            {
                "read": read,
                "page": lambda: pdf_of(report),
                "every day": lambda: pdf_of(whole),
                "text": lambda: text_of(report),
            },
            9,
        )
    line("reading the facts of 26 weeks", found["read"])
    line(f"drawing the page ({len(pdf_of(report)) / 1024:.0f} KB)", found["page"])
    line(f"with every day ({len(pdf_of(whole)) / 1024:.0f} KB)", found["every day"])
    line("as plain text", found["text"])
    first = min(_seconds(_FIRST_PAGE.format(file=str(file))) for _ in range(3))
    line("the first page of a run with the library, CPU (2 s allowed)", first)


def imports() -> None:
    """What loading the two libraries costs, in a fresh process each."""
    for name in ("fpdf", "icalendar"):
        line(f"import {name}, CPU", min(_seconds(_IMPORT.format(name)) for _ in range(3)))


def _seconds(script: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        six_months(Path(name))
    imports()
