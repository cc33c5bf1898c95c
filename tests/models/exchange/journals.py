"""Journals for tests: any sound rows at all, and a store with a small real diary."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from models import tables
from models.column_stamps import DELETED, LAST, PARTS, REQUIRED, text
from models.database import open_journal
from models.days import utc_stamp
from models.shapes import SHAPES, Column, Plain, Shape
from models.store import Store
from models.whole import Rows

NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
# Few different stamps and days, so that two journals meet often.
STAMPS = st.sampled_from([utc_stamp(NOW - timedelta(hours=hours)) for hours in range(4)])
DATES = st.sampled_from([date(2026, 11, day).isoformat() for day in range(18, 23)])
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
IDS = st.sampled_from(["a", "b", "ö c"])

_OWN: dict[str, st.SearchStrategy[Any]] = {
    "effect.key": st.sampled_from(["dry_lips", "own-1"]),
    "answer.effect_key": st.sampled_from(["dry_lips", "own-1"]),
    "answer.level": st.integers(0, 4),
    "nosebleeds.count": st.integers(0, 99),
    "nosebleeds.longest": st.sampled_from([None, "under_5", "30_or_more"]),
    "mood.level": st.none() | st.integers(1, 5),
    "mood_before.level": st.none() | st.integers(1, 5),
    "day.dose_mg": st.none() | st.floats(0, 1000),
    "course.planned_weeks": st.integers(1, 200),
    "dose_period.mg_per_day": st.floats(0, 1000),
    "weight.kg": st.floats(0.5, 500),
    "contact.role": st.sampled_from(["provider", "trusted"]),
    "notice.rule": st.sampled_from(["M0", "M3", "M7"]),
    "notice.level": st.integers(1, 3),
    "notice.evidence": st.just('{"entries": [["2026-11-18", 2]]}'),
    "mood_check.low_interest": st.integers(0, 3),
    "mood_check.low_mood": st.integers(0, 3),
    "safety_answer.answer": st.sampled_from(["yes", "no", "rather_not"]),
    "answer.places": st.sampled_from(["", "knees back"]),
    "mood.tags": st.sampled_from(["", "worried calm"]),
    "mood_before.tags": st.sampled_from(["", "hopeful"]),
    "dose_period.changed_by": st.sampled_from(["provider", "clinic", "me"]),
    "notice.answer": st.sampled_from([None, "contacted", "not_now"]),
    "provider_contact.how": st.sampled_from(["", "phone"]),
    "provider_contact.about": st.sampled_from(["mood", "other"]),
    "test_plan.outcome": st.sampled_from([None, "done", "positive"]),
    "setting.value": st.sampled_from(["1", '"de"', "null", "[1, 2]"]),
    "question.text": st.text("abc ü", min_size=1),
    "test_plan.window_days": st.integers(0, 60),
} | {
    f"mood_check.{name}": st.sampled_from(["no", "yes", "not_sure"])
    for name in ("irritable", "noticed", "changed")
}
_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "date": DATES,
    "time": st.times().map(time.isoformat),
    "stamp": STAMPS,
    "moment": st.sampled_from(["2026-11-20T08:00:00.000000Z", "2026-11-21T08:00:00+01:00"]),
    "flag": st.booleans(),
    "whole": st.integers(-9, 9),
    "offset": st.integers(-720, 840),
    "number": st.floats(0, 100),
    "text": TEXTS,
}


def _column_stamps(shape: Shape) -> st.SearchStrategy[str | None]:
    """When single answers were changed, a deletion that is remembered, another last answer."""
    names = st.sampled_from([*(part[0] for part in PARTS[shape.name]), DELETED])
    last = {
        column.name: _value(shape, column)
        for column in shape.columns
        if any(column.name in part for part in REQUIRED[shape.name])
    }
    named = st.dictionaries(names, st.just("") | STAMPS, max_size=4)
    lasts = st.just({}) | st.fixed_dictionaries({LAST: st.fixed_dictionaries(last)})
    both = st.builds(lambda a, b: {**a, **b}, named, lasts if last else st.just({}))
    return st.none() | both.map(text)


def _value(shape: Shape, column: Column) -> st.SearchStrategy[Any]:
    if column.name == "column_stamps":
        return _column_stamps(shape)
    own = _OWN.get(f"{shape.name}.{column.name}")
    if own is not None:
        return own
    if column.is_key and column.kind == "text":
        return IDS
    return st.none() | _BY_KIND[column.kind] if column.is_nullable else _BY_KIND[column.kind]


def _table(shape: Shape) -> st.SearchStrategy[list[Plain]]:
    row = st.fixed_dictionaries({c.name: _value(shape, c) for c in shape.columns})
    return st.lists(row, max_size=3)


@st.composite
def sound_rows(draw: Callable[..., Any], names: tuple[str, ...] = tuple(SHAPES)) -> Rows:
    """Any journal: living rows and deletions in the tables `names`, answers to known effects."""
    rows: Rows = {name: {} for name in SHAPES}
    for name in names:
        shape = SHAPES[name]
        found = draw(_table(shape))
        rows[name] = {
            shape.key(row): shape.blank(row) if row["is_deleted"] else row for row in found
        }
    for (key,), effect in rows["effect"].items():
        if key.startswith("own") and not effect["is_deleted"]:
            effect["name"] = effect["name"] or "Ears"  # only content's own effects have no name
    rows["answer"] = {key: row for key, row in rows["answer"].items() if key[1:] in rows["effect"]}
    return rows


def store_at(folder: Path, now: datetime = NOW) -> Store:
    """A new journal in `folder` whose clock stands still."""
    return Store(open_journal(folder / "journal.db"), lambda: now)


def write_small_diary(store: Store) -> None:
    """One of everything that a user writes, with text that breaks careless formats."""
    on = date(2026, 11, 20)
    store.write(
        tables.EffectDraft(key="dry_lips"),
        tables.EffectDraft(key="own-1", name="Ears; \"ringing\"\nat night", is_private=True),
        tables.AnswerDraft(on_date=on, effect_key="dry_lips", level=3, places="", stopped_me=True),
        tables.AnswerDraft(on_date=on, effect_key="own-1", level=0),
        tables.NosebleedsDraft(on_date=on, count=2, longest="10_to_19", is_heavy=True),
        tables.MoodDraft(on_date=on, level=2, tags="tearful"),
        tables.MoodBeforeDraft(on_date=on, replaced_at=utc_stamp(NOW), level=4, tags=""),
        tables.DayDraft(on_date=on, is_dose_taken=True, dose_mg=40, note="=1+1, “ü”\r\n🙂 שלום"),
        tables.RoutineTickDraft(on_date=on, tip_key="lip_balm"),
        tables.CourseDraft(id="c1", start_on=date(2026, 9, 1)),
        tables.DosePeriodDraft(start_on=date(2026, 9, 1), mg_per_day=40),
        tables.WeightDraft(on_date=date(2026, 9, 1), kg=61.5),
        tables.ContactDraft(role="provider", name="Dr. Ó", phone="+44 20 7946 0000"),
        tables.NoticeDraft(id="n1", rule="M3", level=2, fired_on=on, fired_at=utc_stamp(NOW),
                           evidence='{"entries": []}'),
        tables.NoticeDraft(id="n7", rule="M7", level=3, fired_on=on, fired_at=utc_stamp(NOW),
                           evidence='{"entries": []}'),
        tables.MoodCheckDraft(on_date=on, irritable="no", noticed="yes", changed="not_sure",
                              low_interest=1, low_mood=2),
        tables.SafetyAnswerDraft(given_at=utc_stamp(NOW), on_date=on, answer="yes"),
        tables.SettingDraft(key="lab_unit", value='"conventional"'),
        tables.VisitDraft(id="v1", on_date=date(2026, 12, 1), at_time=time(14, 30), place="Clinic"),
        tables.QuestionDraft(id="q1", text="May I run?"),
        tables.TestResultDraft(id="t1", on_date=on, kind="alt", value="31", unit="U/L",
                               range_high="45", is_fasting=False),
        tables.TestPlanDraft(id="p1", kind="lipids", due_on=date(2026, 12, 20)),
        tables.ProviderContactDraft(id="k1", on_date=on, how="phone"),
    )  # fmt: skip
