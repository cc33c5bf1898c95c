"""What is typed or running and not saved yet, as one setting of this device."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from models import tables

KEY = "drafts"
"""The setting; there is none while nothing is half done."""


def read(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The drafts among the settings, by form and field; what cannot be read is left out."""
    kept = settings.get(KEY)
    found: dict[str, Any] = {}
    for key, value in kept.items() if isinstance(kept, dict) else ():
        try:
            found[key] = _plain(value)
        except (ValueError, TypeError):
            continue
    return found


def draft(drafts: Mapping[str, Any]) -> tables.SettingDraft:
    """The drafts as the setting that keeps them. Values are those of JSON, dates and moments."""
    return tables.SettingDraft(key=KEY, value=json.dumps(drafts, default=_tagged))


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(type(value).__name__)


def _plain(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value.keys() == {"moment"}:
        return datetime.fromisoformat(value["moment"])
    if value.keys() == {"date"}:
        return date.fromisoformat(value["date"])
    return {key: _plain(each) for key, each in value.items()}
