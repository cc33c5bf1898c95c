"""The journal as a FHIR R4 bundle, every resource marked as reported by the patient.

Facts only: no diagnosis, no score of risk, no flag on a test. The patient is not named. Answers
to the safety question are left out unless asked for. Pure: rows in, bytes out.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import zip_longest

from models import lab
from models.content import effects
from models.days import utc_stamp
from models.exchange import fhir_codes as codes
from models.exchange.fhir_parts import PATIENT, Resource, form, observation, resource_id, subject
from models.exchange.json_file import tells_safety
from models.progress import Told, counted, untold
from models.records import TestResult
from models.scales import MOOD_TAGS
from models.shapes import Plain
from models.whole import Rows
from models.words import words


def dump(
    rows: Rows,
    *,
    at: datetime,
    with_safety_answers: bool = False,
    with_private: bool = True,
    told: Told = untold,
) -> bytes:
    """The bundle as a JSON file, one line for each entry.

    `at` is now; private effects can be left out. `told` counts entries.
    """
    found = bundle(rows, at=at, with_safety_answers=with_safety_answers, with_private=with_private)
    entries = found.pop("entry")
    head = json.dumps(found, ensure_ascii=False).removesuffix("}")
    lines = ",\n".join(
        json.dumps(each, ensure_ascii=False) for each in counted(entries, len(entries), told)
    )
    return f'{head}, "entry": [\n{lines}\n]}}\n'.encode()


def bundle(
    rows: Rows, *, at: datetime, with_safety_answers: bool = False, with_private: bool = True
) -> Resource:
    """A bundle of type collection. The same journal gives the same ids."""
    living = {
        name: [
            row
            for row in table.values()
            if not row["is_deleted"] and (with_safety_answers or not tells_safety(name, row))
        ]
        for name, table in rows.items()
    }
    resources = [
        {"resourceType": "Patient", "id": resource_id(PATIENT), "meta": codes.PATIENT_REPORTED}
    ]
    for make in (_answers, _nosebleeds, _moods, _checks, _safety, _results, _weights, _doses):
        resources += make(living)
    kept = (each for each in resources if with_private or not each.pop("_is_private", False))
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": utc_stamp(at),
        "entry": [_entry(each) for each in kept],
    }


def _entry(resource: Resource) -> Resource:
    resource.pop("_is_private", None)
    return {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}


def _answers(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    names = {effect.key: effect.name for effect in effects()}
    own = {row["key"]: row for row in rows["effect"]}
    for row in rows["answer"]:
        key = row["effect_key"]
        text: str = (own[key]["name"] if key in own else None) or names.get(key) or key
        public = codes.EFFECTS.get(key)
        code = codes.coded(codes.SNOMED, public, key, text) if public else codes.own(key, text)
        notes = [words(f"common.level_{row['level']}"), row["places"]]
        if row["stopped_me"]:
            notes.append(words("exchange.stopped_me"))
        yield observation(
            ("answer", row["on_date"], key), code, row["on_date"], valueInteger=row["level"],
            note=[{"text": codes.string(note)} for note in notes if note],
            _is_private=key in own and own[key]["is_private"],
        )  # fmt: skip


def _nosebleeds(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    for row in rows["nosebleeds"]:
        parts = [
            {"code": codes.own("count", words("exchange.count")), "valueInteger": row["count"]}
        ]
        if row["longest"]:
            longest = words(f"common.band_{row['longest']}")
            parts.append(
                {"code": codes.own("longest", words("exchange.longest")), "valueString": longest}
            )
        heavy = {
            "code": codes.own("heavy", words("exchange.heavy")),
            "valueBoolean": row["is_heavy"],
        }
        code = codes.coded(codes.SNOMED, codes.NOSEBLEED, "nosebleeds", words("common.nosebleeds"))
        key = ("nosebleeds", row["on_date"])
        yield observation(key, code, row["on_date"], component=[*parts, heavy])


def _moods(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    for row in rows["mood"]:
        notes = [words(f"common.mood_{row['level']}")] if row["level"] else []
        tags = sorted(row["tags"].split())
        notes += [words(f"common.tag_{tag}") if tag in MOOD_TAGS else tag for tag in tags]
        more: Resource = {"valueInteger": row["level"]} if row["level"] else {}
        if notes:
            more["note"] = [{"text": codes.string(note)} for note in notes]
        code = codes.own("mood", words("exchange.mood_scale"))
        yield observation(("mood", row["on_date"]), code, row["on_date"], **more)


def _checks(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    for row in rows["mood_check"]:
        on = row["on_date"]
        scored = ((codes.NO_INTEREST, "low_interest"), (codes.LOW_MOOD, "low_mood"))
        items = [
            {"linkId": f"/{code}", "answer": [{"valueInteger": row[name]}]} for code, name in scored
        ]
        items += [
            {"linkId": name, "answer": [{"valueString": row[name]}]}
            for name in ("irritable", "noticed", "changed")
        ]
        asked = form(("mood_check", on), on, items)
        yield asked
        text = codes.TWO_QUESTIONS[1]
        yield observation(
            ("two_questions", on),
            codes.coded(codes.LOINC, codes.TWO_QUESTIONS, "two_questions", text), on,
            valueInteger=row["low_interest"] + row["low_mood"],
            derivedFrom=[{"reference": f"urn:uuid:{asked['id']}"}],
        )  # fmt: skip


def _safety(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    for row in rows["safety_answer"]:
        items = [{"linkId": "safety", "answer": [{"valueString": row["answer"]}]}]
        yield form(("safety_answer", row["given_at"]), row["on_date"], items)


def _results(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    for row in rows["test_result"]:
        known = lab.kind(row["kind"])
        text = known.name if known else row["name"] or row["kind"]
        is_code_right = known and (row["kind"] not in codes.MASS_CODES or row["unit"] == lab.MG)
        code = codes.own(row["kind"], text)
        if known and known.loinc and is_code_right:
            code = codes.coded(codes.LOINC, (known.loinc, ""), row["kind"], text)
        more: Resource = {"valueString": codes.string(f"{_shown(row)} {row['unit']}")}
        read = lab.number(row["value"])
        if read is not None:
            more = {"valueQuantity": _quantity(*read, row["unit"])}
        span = " - ".join(part for part in (row["range_low"], row["range_high"]) if part)
        if span:
            more["referenceRange"] = [{"text": codes.string(span)}]
        yield observation(
            ("test_result", row["id"]), code, row["on_date"], "laboratory", **more,
            _is_private=bool(known and known.is_private),
        )  # fmt: skip


def _shown(row: Plain) -> str:
    on = date.fromisoformat(row["on_date"])
    return lab.value_of(
        TestResult(row["id"], on, row["kind"], row["name"], row["value"], "", "", "", None, "")
    )


def _quantity(sign: str, amount: Decimal, unit: str) -> Resource:
    found: Resource = {"value": float(amount)}
    if sign:
        found["comparator"] = sign
    return {**found, "unit": codes.string(unit)} if unit else found


def _weights(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    kg = {"unit": "kg", "system": "http://unitsofmeasure.org", "code": "kg"}
    for row in rows["weight"]:
        code = codes.coded(codes.LOINC, codes.WEIGHT, "weight", codes.WEIGHT[1])
        key = ("weight", row["on_date"])
        yield observation(
            key, code, row["on_date"], "vital-signs", valueQuantity={"value": row["kg"], **kg}
        )


def _doses(rows: dict[str, list[Plain]]) -> Iterator[Resource]:
    periods = sorted(rows["dose_period"], key=lambda row: str(row["start_on"]))
    for row, following in zip_longest(periods, periods[1:]):
        period = {"start": row["start_on"]}
        if following:
            last = date.fromisoformat(following["start_on"]) - timedelta(days=1)
            period["end"] = last.isoformat()
        mg = {"value": row["mg_per_day"], "unit": "mg", "code": "mg",
              "system": "http://unitsofmeasure.org"}  # fmt: skip
        daily = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}
        yield {
            "resourceType": "MedicationStatement",
            "id": resource_id("dose_period", row["start_on"]),
            "meta": codes.PATIENT_REPORTED,
            "status": "unknown",  # the journal knows the plan, not whether it was followed
            "medicationCodeableConcept": codes.MEDICINE,
            "subject": subject(),
            "informationSource": subject(),
            "effectivePeriod": period,
            "dosage": [{"timing": daily, "doseAndRate": [{"doseQuantity": mg}]}],
        }
