"""The published description of the JSON export, made from the tables.

`python -m models.exchange.json_schema` writes it anew; a test holds the two together.
"""

import json
from pathlib import Path
from typing import Any, TypeAlias

from models.exchange.json_file import FORMAT, VERSION
from models.kinds import LONGEST_OFFSET
from models.scales import NOSEBLEED_BANDS
from models.shapes import ADDED, SHAPES, Column, Shape

Schema: TypeAlias = dict[str, Any]

PATH = Path(__file__).with_name("schema") / f"{FORMAT}-{VERSION}.json"

_CHOICES = {
    "nosebleeds.longest": [*NOSEBLEED_BANDS, None],
    "contact.role": ["provider", "trusted"],
    "mood_check.irritable": ["no", "yes", "not_sure"],
    "mood_check.noticed": ["no", "yes", "not_sure"],
    "mood_check.changed": ["no", "yes", "not_sure"],
    "safety_answer.answer": ["no", "yes", "rather_not"],
}
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "maxLength")
_TYPES = {"flag": "boolean", "whole": "integer", "number": "number", "text": "string"}
_KINDS: Schema = {
    "date": {
        "description": "A day on the user's own calendar.",
        "type": "string",
        "format": "date",
        "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$",
    },
    "time": {
        "description": "A time on the wall.",
        "type": "string",
        "pattern": "^[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{6})?$",
    },
    "stamp": {
        "description": "A moment in UTC, of fixed width, so that text order is time order.",
        "type": "string",
        "pattern": "^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}[.][0-9]{6}Z$",
    },
    "moment": {"description": "A moment with its zone.", "type": "string", "format": "date-time"},
    "offset": {
        "description": "Minutes east of UTC on the device.",
        "type": "integer",
        "minimum": -LONGEST_OFFSET,
        "maximum": LONGEST_OFFSET,
    },
}
_ABOUT = (
    "A whole journal: every row of every table. A row with is_deleted true stands for a deletion;"
    " its other values mean nothing. Rows are told apart by their key (a date, an id, or both), and"
    " two files are merged, where a row has column_stamps answer by answer, else as a whole; the"
    " greatest stamp wins. A level runs from 0 (none) to"
    " 4 (very severe), a mood from 1 (very low) to 5 (very good). What was not answered has no row,"
    " or is null; it is never 0."
)
_ABOUT_SAFETY = (
    "Whether answers to the safety question, and the notices they led to, are in the file."
)

_ABOUT_STAMPS = (
    "When single answers of the row were changed last, as JSON text, where that is not told by"
    " updated_at: an answer at its default was never given, any other at updated_at."
)


def schema() -> Schema:
    """The JSON Schema (draft 2020-12) of what models.exchange.json_file writes and reads."""
    tables = {name: _table(shape) for name, shape in SHAPES.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{VERSION}",
        "title": f"A Sidenote journal, version {VERSION}",
        "description": _ABOUT,
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "exported_at": {"$ref": "#/$defs/stamp"},
                "holds_safety_answers": {"description": _ABOUT_SAFETY, "type": "boolean"},
                "tables": _object(tables),
            }
        ),
        "$defs": _KINDS,
    }


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _table(shape: Shape) -> Schema:
    about = " ".join((shape.draft.__doc__ or "").split("\n\n")[0].split())
    limits = shape.draft.model_json_schema()["properties"]
    columns = {
        column.name: _column(shape, column, limits.get(column.name, {})) for column in shape.columns
    }
    items = _object(columns)
    items["required"] = [name for name in columns if name not in ADDED.get(shape.name, ())]
    return {"description": about, "type": "array", "items": items}


def _column(shape: Shape, column: Column, draft: Schema) -> Schema:
    choices = _CHOICES.get(f"{shape.name}.{column.name}")
    if choices:
        return {"enum": choices}
    if column.name == "column_stamps":
        return {"description": _ABOUT_STAMPS, "type": ["string", "null"]}
    if column.kind in _KINDS:
        kind: Schema = {"$ref": f"#/$defs/{column.kind}"}
        return {"anyOf": [kind, {"type": "null"}]} if column.is_nullable else kind
    name = _TYPES[column.kind]
    forms = [draft, *draft.get("anyOf", ())]
    limits = {limit: form[limit] for form in forms for limit in _LIMITS if limit in form}
    return {"type": [name, "null"] if column.is_nullable else name, **limits}


def text() -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
