"""What every resource of a FHIR bundle is made of: its name, its subject, where it comes from."""

import json
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from models.exchange import fhir_codes as codes

Resource: TypeAlias = dict[str, Any]

PATIENT = "patient"
_NAMESPACE = UUID("5b1c6f0e-6d0b-4f6b-9d0a-3a3c6f1f7a10")


def resource_id(*parts: str) -> str:
    """The same id for the same thing, in every bundle."""
    return str(uuid5(_NAMESPACE, json.dumps(parts)))


def subject() -> Resource:
    """The patient, who is not named."""
    return {"reference": f"urn:uuid:{resource_id(PATIENT)}"}


def observation(
    key: tuple[str, ...], code: Resource, on: str, category: str = "survey", **more: Any
) -> Resource:
    """Something seen on the day `on`; `more` holds its value."""
    return {
        "resourceType": "Observation",
        "id": resource_id(*key),
        "meta": codes.PATIENT_REPORTED,
        "status": "final",
        "category": codes.category(category),
        "code": code,
        "subject": subject(),
        "effectiveDateTime": on,
        "performer": [subject()],
        **more,
    }


def form(key: tuple[str, ...], on: str, items: list[Resource]) -> Resource:
    """Answers to questions, given on the day `on`."""
    return {
        "resourceType": "QuestionnaireResponse",
        "id": resource_id(*key),
        "meta": codes.PATIENT_REPORTED,
        "status": "completed",
        "subject": subject(),
        "source": subject(),
        "authored": on,
        "item": items,
    }
