"""The codes under which other health systems know what the journal holds.

SNOMED CT: findings, never diagnoses; LOINC: measurements. A thing without a code that was
checked (dry lips, mood, own effects) has our own code and its words. No MedDRA: it needs a
subscription.
"""

from typing import Any

SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
OWN = "urn:sidenote:codes"
"""Our own codes: the keys of effects and answers in the journal."""

UNKNOWN = "?"
"""What stands where a text is missing that must not be empty."""

EFFECTS = {
    "dry_skin": ("16386004", "Dry skin"),
    "dry_eyes": ("162290004", "Dry eyes"),
    "joint_pain": ("57676002", "Joint pain"),
    "muscle_pain": ("68962001", "Muscle pain"),
    "headache": ("25064002", "Headache"),
    "tiredness": ("84229001", "Fatigue"),
}
NOSEBLEED = ("249366005", "Bleeding from nose")
WEIGHT = ("29463-7", "Body weight")
TWO_QUESTIONS = ("55758-7", "Patient Health Questionnaire 2 item total score")
NO_INTEREST, LOW_MOOD = "44250-9", "44255-8"
MEDICINE = {
    "coding": [
        {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "6064"},
        {"system": "http://www.whocc.no/atc", "code": "D10BA01"},
    ],
    "text": "isotretinoin",
}

PATIENT_REPORTED = {
    "security": [
        {
            "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
            "code": "PATRPT",
            "display": "patient reported",
        }
    ]
}
"""The mark on every resource: a patient wrote it, nobody checked it."""

_CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"

MASS_CODES = frozenset({"triglycerides", "cholesterol"})
"""Tests whose LOINC code is for mg/dL only; in another unit it would be a wrong code."""


def string(text: str) -> str:
    """`text` as FHIR's type string allows it: never empty, no control characters (R4, 2.24)."""
    allowed = "".join(letter if letter >= " " or letter in "\t\r\n" else " " for letter in text)
    return allowed.strip() or UNKNOWN


def own(key: str, text: str) -> dict[str, Any]:
    """A concept that only this app has a code for."""
    return {"coding": [_own_code(key)], "text": string(text)}


def _own_code(key: str) -> dict[str, Any]:
    return {"system": OWN, "code": "-".join(string(key).split())}


def coded(system: str, code: tuple[str, str], key: str, text: str) -> dict[str, Any]:
    """A concept with a code of a public system, and its official name if known, beside our own."""
    public = {"system": system, "code": code[0]} | ({"display": code[1]} if code[1] else {})
    return {"coding": [public, _own_code(key)], "text": string(text)}


def category(code: str) -> list[dict[str, Any]]:
    """The category of an Observation: survey, laboratory or vital-signs."""
    return [{"coding": [{"system": _CATEGORIES, "code": code}]}]
