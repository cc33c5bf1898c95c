"""Files of many kinds, and every value that must come of them: no difference is allowed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from models.exchange import incoming, plan, review
from models.exchange.guess import meaning_for
from models.exchange.imports import imports_in, undo_import
from models.exchange.limits import Refused
from models.exchange.plan import Plan
from models.exchange.source import LEFT_OUT, Source
from models.records import Day
from models.store import Store
from models.whole import read_whole
from tests.models.exchange.corpus_files import cases, data_of, options_of
from tests.models.exchange.journals import store_at

TODAY = date(2026, 11, 29)
CASES = [pytest.param(each, id=each["name"]) for each in cases()]


def planned(case: dict[str, Any], store: Store) -> Plan:
    source = incoming.read("file", data_of(case), options=options_of(case))
    assert isinstance(source, Source)
    assert source.app == case.get("app", source.app)
    chosen = {
        name: meaning_for(source.meanings[name].target, name, source.counts[name], tuple(ends),
                          is_chosen=True)
        for name, ends in case.get("scales", {}).items()
    }  # fmt: skip
    return plan.dry_run(source, store, TODAY, chosen)


def said(day: Day, names: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {names[key]: level for key, level in day.levels.items()}
    if day.mood is not None and day.mood.level is not None:
        found["mood"] = day.mood.level
    if day.nosebleeds is not None:
        found["nosebleeds"] = day.nosebleeds.count
    if day.note:
        found["note"] = day.note
    if day.is_dose_taken is not None:
        found["dose"] = day.is_dose_taken
    return found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    found = store_at(tmp_path_factory.mktemp("journal"))
    yield found
    found.close()


@pytest.mark.parametrize("case", [each for each in CASES if "refused" not in each.values[0]])
def test_every_value_of_a_file_comes_in_or_is_named(case: dict[str, Any], store: Store) -> None:
    before = read_whole(store.engine)
    found = planned(case, store)
    asked = [(each.why, each.line) for each in found.source.questions]
    assert asked == [tuple(each) for each in case.get("questions", ())]
    assert found.is_ready is not bool(asked)
    if asked:
        return
    plan.apply(found, store)
    names = {effect.key: effect.name or effect.key for effect in store.effects()}
    days = store.days(date.min, TODAY)
    for made in imports_in(store.settings()):
        assert undo_import(store.engine, made, store.clock()) == 0
    assert read_whole(store.engine) == before
    assert {on: said(day, names) for on, day in days.items()} == {
        date.fromisoformat(on): values for on, values in case["days"].items()
    }
    _check_review(found, case)
    _check_nothing_is_lost(found)


def _check_review(found: Plan, case: dict[str, Any]) -> None:
    assert [tuple(each) for each in review.opens(found)] == [
        tuple(each) for each in case.get("opens", ())
    ]
    waits = [name for name, meaning in found.meanings.items() if review.is_asked(meaning)]
    assert waits == case.get("asked", [])
    left = [name for name, meaning in found.meanings.items() if meaning.target == LEFT_OUT]
    assert left == case.get("left_out", [])
    assert len(found.moodless) == case.get("moodless", 0)
    named = {(each.line, each.why, each.cell, each.what) for each in found.skips}
    expected = {tuple(each) for each in case.get("skips", ())}
    assert expected <= named
    assert {each[1] for each in named - expected} <= {"left_out", "word", "asked"}
    told = {(each.line, each.why, each.cell, each.what) for each in found.source.told}
    assert told == {tuple(each) for each in case.get("told", ())}
    assert set(case.get("remarks", ())) <= {name for name, _ in found.source.remarks}
    lines = [review.meaning_line(found, name, _target(found, name)) for name in found.meanings]
    assert set(case.get("lines", ())) <= set(lines)


def _target(found: Plan, name: str) -> str:
    return review.plain_target(found.meanings[name].target).replace("_", " ").capitalize()


@pytest.mark.parametrize("case", [each for each in CASES if "refused" in each.values[0]])
def test_what_cannot_be_read_says_the_first_thing_that_stopped_it(case: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        incoming.read("file", data_of(case))
    assert refusal.value.why == case["refused"]
    assert refusal.value.where == case.get("where", refusal.value.where)
    assert refusal.value.sentence.endswith("Nothing was changed.")


def _check_nothing_is_lost(found: Plan) -> None:
    """Every reading leads to a value, or stands among what is left out."""
    source = found.source
    named = [skip for skip in found.skips if skip not in source.skips and skip.why != "many_bleeds"]
    assert len(_used(found)) + len(named) >= len(source.readings)


def _used(found: Plan) -> list[str]:
    """The readings that lead to a value of the plan."""
    return [
        reading.word
        for reading in found.source.readings
        if (meaning := found.meanings[reading.name]).target
        in ("note", "mood", "nosebleeds", "dose")
        or meaning.target.startswith(("effect:", "own:"))
        if meaning.target == "note" or meaning.values.get(reading.word) is not None
    ]
