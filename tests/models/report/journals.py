"""Journals for the page: the sample course, and a small one with something private in it."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from models import tables
from models.database import FILE_NAME, open_journal
from models.demo import write_demo
from models.moods import Evidence, to_json
from models.periods import Period
from models.report import Choices, Report, read_report
from models.store import Store

TODAY = date(2026, 11, 22)
COURSE = Period(date(2026, 7, 6), TODAY)
SINCE_VISIT = Period(date(2026, 10, 26), TODAY)

SECRETS = {
    "pregnancy": "Negative",
    "safety_answers": "rather not say",
    "private_effects": "Changes in sex life",
    "notes": "Cried at school",
}
"""A private field, and words that only it can bring onto the page."""


def sample(folder: Path, weeks: int = 20) -> Store:
    """The sample course that ends on TODAY."""
    write_demo(folder, today=TODAY, weeks=weeks)
    now = datetime.fromisoformat("2026-11-22T20:15:00+00:00")
    return Store(open_journal(folder / FILE_NAME), lambda: now)


def report_of(store: Store, period: Period = COURSE, **choices: object) -> Report:
    """The page of a period, prepared on TODAY."""
    return read_report(store, period, Choices(**choices), today=TODAY)  # type: ignore[arg-type]  # the tests' own names


def text_in(pdf: bytes) -> str:
    """All text of a PDF in one line, as a reader selects it."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(" ".join(pages).split())


def add_private(store: Store) -> None:
    """Write one thing of each private kind, and a few that are not."""
    on = TODAY - timedelta(days=3)
    evidence = Evidence(answers=((on, "safety", "rather_not"),))
    store.write(
        tables.EffectDraft(key="dry_lips"),
        tables.EffectDraft(key="libido", is_private=True, position=1),
        tables.EffectDraft(key="own_1", name="Hot flushes", is_private=True, position=2),
        tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=2),
        tables.AnswerDraft(on_date=on, effect_key="libido", level=1, stopped_me=True),
        tables.AnswerDraft(on_date=on, effect_key="own_1", level=3),
        tables.DayDraft(on_date=on, note="Cried at school"),
        tables.TestResultDraft(id="r1", on_date=on, kind="alt", value="31", unit="U/L",
                               note="Cried at school"),
        tables.TestResultDraft(id="r2", on_date=on, kind="pregnancy", value="negative"),
        tables.TestPlanDraft(id="p1", kind="pregnancy", due_on=on, outcome="done"),
        tables.ProviderContactDraft(id="c1", on_date=on, how="phone", note="Cried at school"),
        tables.SafetyAnswerDraft(given_at="2026-11-19T20:00:00.000000Z", on_date=on,
                                 answer="rather_not"),
        tables.NoticeDraft(id="M7-2", rule="M7", level=2, fired_on=on,
                           fired_at="2026-11-19T20:00:00.000000Z", evidence=to_json(evidence)),
    )  # fmt: skip
