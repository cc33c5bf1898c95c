import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings

from models import tables
from models.exchange import fhir
from models.store import Store
from models.whole import Rows, read_whole
from tests.models.exchange.journals import NOW, sound_rows, store_at, write_small_diary


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = store_at(tmp_path)
    write_small_diary(found)
    yield found
    found.close()


def resources(data: bytes) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in json.loads(data)["entry"]]


def codes(found: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(coding["system"], coding["code"]) for each in found if "code" in each
            for coding in each["code"]["coding"]}  # fmt: skip


def test_a_library_of_others_accepts_the_bundle(store: Store) -> None:
    data = fhir.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)
    bundle = Bundle.model_validate_json(data)
    kinds = {entry.resource.get_resource_type() for entry in bundle.entry}
    assert kinds == {"Patient", "Observation", "QuestionnaireResponse", "MedicationStatement"}


@settings(max_examples=40, deadline=None)
@given(
    sound_rows(
        ("effect", "answer", "nosebleeds", "mood", "mood_check", "test_result", "dose_period")
    )
)
def test_a_library_of_others_accepts_the_bundle_of_any_journal(rows: Rows) -> None:
    data = fhir.dump(rows, at=NOW, with_safety_answers=True)
    Bundle.model_validate_json(data)
    assert b": null" not in data


def test_everything_is_marked_as_reported_by_the_patient(store: Store) -> None:
    for each in resources(fhir.dump(read_whole(store.engine), at=NOW)):
        assert each["meta"]["security"][0]["code"] == "PATRPT"
        if each["resourceType"] == "Observation":
            assert each["performer"] == [each["subject"]]


def test_effects_have_the_codes_of_findings_and_mood_has_none_of_a_diagnosis(store: Store) -> None:
    for key in ("dry_skin", "dry_eyes", "joint_pain", "muscle_pain"):
        store.write(tables.EffectDraft(key=key))
        store.write(tables.AnswerDraft(on_date=date(2026, 11, 20), effect_key=key, level=1))
    found = codes(resources(fhir.dump(read_whole(store.engine), at=NOW)))
    snomed = {code for system, code in found if system == "http://snomed.info/sct"}
    assert snomed == {"16386004", "162290004", "57676002", "68962001", "249366005"}
    assert {code for system, code in found if system == "http://loinc.org"} == {
        "55758-7", "1742-6", "29463-7",
    }  # fmt: skip
    assert {("urn:sidenote:codes", "mood"), ("urn:sidenote:codes", "dry_lips")} <= found


@pytest.mark.parametrize(("unit", "has_code"), [("mg/dL", True), ("mmol/L", False)])
def test_a_code_for_one_unit_is_not_put_on_another(store: Store, unit: str, has_code: bool) -> None:
    on = date(2026, 11, 1)
    store.write(
        tables.TestResultDraft(id="t", on_date=on, kind="triglycerides", value="1.8", unit=unit)
    )
    found = codes(resources(fhir.dump(read_whole(store.engine), at=NOW)))
    assert (("http://loinc.org", "2571-8") in found) is has_code


def test_safety_answers_leave_only_when_asked_for(store: Store) -> None:
    usual = fhir.dump(read_whole(store.engine), at=NOW)
    assert b"safety" not in usual
    asked = fhir.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)
    assert b'"linkId": "safety"' in asked


def test_private_effects_can_be_left_out(store: Store) -> None:
    rows = read_whole(store.engine)
    assert b"ringing" in fhir.dump(rows, at=NOW)
    assert b"ringing" not in fhir.dump(rows, at=NOW, with_private=False)
    assert b"_is_private" not in fhir.dump(rows, at=NOW)


def test_nobody_is_named(store: Store) -> None:
    data = fhir.dump(read_whole(store.engine), at=NOW, with_safety_answers=True)
    assert "Dr. Ó".encode() not in data
    (patient,) = (each for each in resources(data) if each["resourceType"] == "Patient")
    assert set(patient) == {"resourceType", "id", "meta"}
